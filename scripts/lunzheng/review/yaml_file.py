"""Writing the review's YAML files: whole or not at all, the same content always in the same bytes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import yaml
from yamlcore import CCoreDumper

from lunzheng.review.problems import ReviewError
from lunzheng.source.node import Plain
from lunzheng.source.write import write_text


def write_yaml(path: Path, content: Mapping[str, Plain], head: str) -> bool:
    """Write a file of the review.

    Args:
        path: where.
        content: what; replaces what is there.
        head: the comment in the first line, if the file is new.

    Returns:
        Whether anything has changed.

    Raises:
        ReviewError: somebody has put comments between the entries, which would be lost.
        OSError: it cannot be written; what was there stays.
    """
    old = path.read_text(encoding="utf-8") if path.exists() else ""
    leading: list[str] = []
    for line in old.splitlines():
        if line.strip() and not line.startswith("#"):
            break
        leading.append(line)
    if where := _comments("\n" * len(leading) + old.split("\n", len(leading))[-1]):
        raise ReviewError(
            f"{path.name} 第 {'、'.join(map(str, where))} 行有注释，重写会丢掉；请移到文件开头，或者写进“说明”“理由”"
        )
    comment = "\n".join(leading).rstrip() if old else f"# {head}"
    text = yaml.dump(dict(content), Dumper=CCoreDumper, allow_unicode=True, sort_keys=False, width=10_000)
    new = f"{comment}\n{text}" if comment else text
    if new == old:
        return False
    write_text(path, new)
    return True


def _comments(text: str) -> list[int]:
    """The lines that hold a comment."""
    scalars = [token for token in yaml.scan(text) if isinstance(token, yaml.ScalarToken)]
    spans = [(token.start_mark.index, token.end_mark.index) for token in scalars]
    marks = (found.start() for found in re.finditer(r"(?<!\S)#", text))
    outside = (mark for mark in marks if not any(start <= mark < end for start, end in spans))
    return list(dict.fromkeys(text.count("\n", 0, mark) + 1 for mark in outside))
