"""Fuzzing of the YAML reader, guided by what code the input reaches; run by hand.

``atheris`` has wheels for some Pythons only and is large, so it is no dependency: ``pip install atheris``, then
``python tests/fuzz/guided.py -max_total_time=300`` (the options are libFuzzer's). An input that raises is written to
the current folder; add it to ``tests/fuzz/corpus``, where the ordinary tests replay it.
"""

from __future__ import annotations

import sys

import atheris  # type: ignore[import-not-found, import-untyped]

with atheris.instrument_imports(include=["lunzheng", "yaml", "yamlcore"]):
    from lunzheng.source.text import decode
    from lunzheng.source.yaml import parse_yaml


def read(data: bytes) -> None:
    """Any bytes give a tree or a problem that stands inside the file."""
    text, problems = decode(data, "f.yml")
    if text is not None:
        node, problems = parse_yaml(text)
        assert node is not None or problems
        last = text.text.count("\n") + 2
        assert all(1 <= problem.location.line <= last for problem in problems)
    else:
        assert problems


if __name__ == "__main__":
    atheris.Setup(sys.argv, read)
    atheris.Fuzz()
