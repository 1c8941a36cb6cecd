"""Fills a freshly made project folder the way a clerk would: a value in each empty place, text in each section."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LINE = re.compile(r"^(?P<indent> *)(?P<dash>- ?)?(?:(?P<key>[^\s#:-][^:]*):)?(?P<value> .*)?$")
PROSE = "示例内容：这一节写清由谁来做、做什么、做到什么程度。"
LEFT_TO_WRITE = re.compile(r"^（待补充）.*$", re.MULTILINE)

SENSIBLE: Mapping[str, object] = {
    "项目名称": "示例市防汛会商应用系统",
    "起": "2027-03",
    "止": "2027-12",
    "开始": "2027-03",
    "结束": "2027-12",
    "起始年": 2024,
    "系统.名称": "示例应用系统",
    "系统.模块.名称": "示例模块",
    "费用.系统": "示例应用系统",
    "费用.模块": "示例模块",
    "目录.所属系统": "示例应用系统",
    "资产.系统名称": "示例应用系统",
    "等级": 1,
    "投资估算": 1440,
    "人均费用": "200元",
    "资金.比例": 100,
    "付费.比例": 100,
    "对比.方面": "社会效益",
}
"""Values where the schema's example would not agree with another place; by the end of the path."""


def fill_folder(folder: Path, schemas: Path) -> None:
    """Fill every file of a project folder."""
    for path in sorted(folder.rglob("*.yml")):
        lines = path.read_text(encoding="utf-8").split("\n")
        filled = fill_lines(lines, Schemas(schemas, f"{path.stem}.schema.json"))
        path.write_text("\n".join(filled), encoding="utf-8")
    for path in sorted(folder.rglob("*.md")):
        text = path.read_text(encoding="utf-8")
        path.write_text(LEFT_TO_WRITE.sub(PROSE, text), encoding="utf-8")
    attach_basis(folder)


def attach_basis(folder: Path) -> None:
    """Put the text of the one basis into the folder and name it where the comment offers the field."""
    attachment = folder / "attachments" / "basis-01.md"
    attachment.parent.mkdir(exist_ok=True)
    attachment.write_text("示例材料。\n", encoding="utf-8")
    path = folder / "project.yml"
    offered = "# 还可以填：附件\n"
    text = path.read_text(encoding="utf-8")
    assert offered in text
    path.write_text(text.replace(offered, f"附件: attachments/{attachment.name}\n"), encoding="utf-8")


def fill_lines(lines: list[str], schemas: Schemas) -> Iterator[str]:
    """The lines of a YAML file, each empty place with a value."""
    empty = {place.line: place for place in places(lines) if place.empty}
    for number, line in enumerate(lines, 1):
        if number in empty:
            value = json.dumps(schemas.value(empty[number].path), ensure_ascii=False)
            yield f"{line.rstrip()} {value}"
        else:
            yield line


def empty_places(text: str) -> list[int]:
    """The numbers of the lines, from 1, that hold a key or a dash without a value."""
    return [place.line for place in places(text.split("\n")) if place.empty]


@dataclass
class Place:
    """A line of block YAML that can hold a value: its path by keys, list items left out."""

    line: int
    column: int
    path: tuple[str, ...]
    empty: bool


def places(lines: list[str]) -> list[Place]:
    """The places of a file, without its comments."""
    found: list[Place] = []
    stack: list[Place] = []
    for number, line in enumerate(lines, 1):
        match = LINE.match(line)
        if not match or not line.strip() or line.lstrip().startswith("#"):
            continue
        start = len(match["indent"])
        column = start + (2 if match["dash"] and match["key"] else 0)
        while stack and stack[-1].column >= (start if match["dash"] else column):
            stack.pop()
        if stack:
            stack[-1].empty = False
        above = stack[-1].path if stack else ()
        path = (*above, match["key"]) if match["key"] else above
        place = Place(number, column, path, empty=not (match["value"] or "").strip())
        found.append(place)
        stack.append(place)
    return found


class Schemas:
    """What the schema of a file says of a place."""

    def __init__(self, folder: Path, name: str) -> None:
        self.folder = folder
        self.schema = json.loads((folder / name).read_bytes())

    def value(self, path: tuple[str, ...]) -> object:
        """A value that fits a place: a sensible one, the first choice, the example, or anything of the right type."""
        for start in range(len(path)):
            if (end := ".".join(path[start:])) in SENSIBLE:
                return SENSIBLE[end]
        field = self._field(path)
        if "enum" in field:
            return field["enum"][0]
        if field.get("examples"):
            return field["examples"][0]
        return "示例内容" if "string" in field.get("type", "string") else 1

    def _field(self, path: tuple[str, ...]) -> dict[str, Any]:
        field = self.schema
        for key in path:
            field = self._resolved(field["properties"][key])
            if field.get("type") == "array":
                field = self._resolved(field["items"])
        return field

    def _resolved(self, field: dict[str, Any]) -> dict[str, Any]:
        if "$ref" not in field:
            return field
        file, _, pointer = field["$ref"].partition("#/$defs/")
        common = json.loads((self.folder / file).read_bytes())
        return {**common["$defs"][pointer], **field}
