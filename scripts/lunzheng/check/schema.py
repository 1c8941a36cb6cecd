"""The schema layer: every JSON Schema error as a Chinese sentence with its line and column."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lunzheng.check.choices import chosen_lists, with_choices
from lunzheng.check.slips import choice_hint, type_hint
from lunzheng.check.validity import QuickSchemas
from lunzheng.source import kinds as reading
from lunzheng.source.node import Node
from lunzheng.source.node import Path as NodePath
from lunzheng.source.problem import Kind, Location, Problem

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import ValidationError

NOT_FILLED = Kind(
    "E201",
    "必填的内容已经填写",
    "缺少的内容会在文档里留下空白。",
    "填写这一栏",
    bad="项目简称:",
    good="项目简称: 防汛会商系统",
)
WRONG_TYPE = Kind(
    "E202",
    "内容的形式正确",
    "例如要填数的地方写了文字，就无法计算合计。",
    "按这一栏的说明改写",
    bad="年度: 二〇二七",
    good="年度: 2027",
)
UNKNOWN_KEY = Kind(
    "E203",
    "只用规定的栏目",
    "规定以外的栏目不会出现在任何文档里，多半是写错了字。",
    "改成规定的栏目名，或者删掉",
    bad="项目名: 防汛会商系统",
    good="项目名称: 防汛会商系统",
)
WRONG_CHOICE = Kind(
    "E204",
    "从规定的选项中选",
    "统计和分类要靠统一的选项。",
    "改成其中一个选项",
    bad="建设方式: 自行建设",
    good="建设方式: 自建",
)
WRONG_FORMAT = Kind(
    "E205",
    "写法合乎规定",
    "统一的写法才能计算和比较。",
    "按例子的写法改",
    bad="起: 2027年3月",
    good="起: 2027-03",
)
OUT_OF_RANGE = Kind(
    "E206",
    "数值和长度在规定范围内",
    "超出范围的内容多半是误填。",
    "核对后改正",
    bad="比例: 120",
    good="比例: 100",
)
SCHEMA_KINDS = (NOT_FILLED, WRONG_TYPE, UNKNOWN_KEY, WRONG_CHOICE, WRONG_FORMAT, OUT_OF_RANGE)

_TYPE_NAMES = {
    "string": "文字",
    "integer": "整数",
    "number": "数",
    "array": "一个列表（每项以“- ”开头）",
    "object": "若干栏目（每行一个“栏目: 内容”）",
}
Schema = dict[str, Any]


@dataclass(frozen=True)
class SchemaFolder:
    """The schemas in one folder: ``<name>.schema.json`` holds for every file ``<name>.yml``.

    Attributes:
        choices: the lists of the edition that fields are chosen from; see :mod:`lunzheng.check.choices`.
    """

    folder: Path
    choices: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @cached_property
    def schemas(self) -> Mapping[str, Schema]:
        """The schemas by file name, the edition's choices filled in."""
        return {name: with_choices(schema, self.choices) for name, schema in self._written.items()}

    @property
    def unknown_lists(self) -> list[tuple[str, str]]:
        """Every list that a schema names and the edition does not know, with the file."""
        named = ((file, name) for file, schema in self._written.items() for name in chosen_lists(schema))
        return [(file, name) for file, name in named if name not in self.choices]

    @cached_property
    def _written(self) -> Mapping[str, Schema]:
        return {path.name: json.loads(path.read_bytes()) for path in sorted(self.folder.glob("*.schema.json"))}

    @cached_property
    def _validators(self) -> dict[str, Draft202012Validator]:
        # With all that it brings, jsonschema takes as long to load as ten files take to be read.
        from lunzheng.check.validators import make_validators  # noqa: PLC0415

        return make_validators(self.schemas)

    @cached_property
    def _quick(self) -> QuickSchemas:
        return QuickSchemas(self.schemas)

    def check(self, name: str, node: Node) -> list[Problem]:
        """Check one file.

        Args:
            name: the schema's name without ``.schema.json``.
            node: the file's tree.
        """
        return [] if self._quick.accepts(f"{name}.schema.json", node) else self.faults(name, node)

    def faults(self, name: str, node: Node) -> list[Problem]:
        """What :meth:`check` says of a file that is not certainly valid."""
        file = f"{name}.schema.json"
        validator = self._validators[file]
        reporter = _Reporter(self, self.schemas[file], node)
        errors = validator.iter_errors(node.plain())
        # A value with several faults is reported once: the first in the order of the schema.
        problems: dict[tuple[Location, str], Problem] = {}
        for error in errors:
            for problem in reporter.problems(error):
                problems.setdefault((problem.location, problem.message), problem)
        return sorted(_first_for_each_place(problems.values()))

    def is_public(self, name: str, path: NodePath) -> bool:
        """Whether a field is published: neither it nor what it lies in is marked as internal.

        Args:
            name: the schema's name without ``.schema.json``.
            path: the field's path within the file; one that the schema does not have counts as published.
        """
        root = schema = self.schemas.get(f"{name}.schema.json", {})
        for step in path:
            others = schema.get("additionalProperties")
            child = schema.get("items") if isinstance(step, int) else schema.get("properties", {}).get(step, others)
            schema = self.resolve(child, root) if isinstance(child, dict) else {}
            if schema.get("x-public") is False:
                return False
        return True

    def is_published(self, name: str, path: NodePath) -> bool:
        """Whether a field may be given to the public: it and all that it lies in are marked as public.

        Other than :meth:`is_public`, which looks for personal data wherever it might be published, this one is in doubt
        against a field: one without a mark, or that the schema does not have, is not published.

        Args:
            name: the schema's name without ``.schema.json``.
            path: the field's path within the file.
        """
        root = schema = self.schemas.get(f"{name}.schema.json", {})
        for step in path:
            if isinstance(step, int):
                schema = self.resolve(schema.get("items", {}), root)
                continue
            child = schema.get("properties", {}).get(step)
            schema = self.resolve(child, root) if isinstance(child, dict) else {}
            if schema.get("x-public") is not True:
                return False
        return True

    def resolve(self, schema: Schema, root: Schema) -> Schema:
        """The schema with its reference, if any, merged in; its own words win."""
        reference = schema.get("$ref")
        if not reference:
            return schema
        file, _, pointer = reference.partition("#")
        target: Any = self.schemas[file] if file else root
        for part in pointer.strip("/").split("/"):
            target = target[part]
        return {**target, **schema}


def _first_for_each_place(problems: Any) -> Iterator[Problem]:  # noqa: ANN401 - any iterable of problems
    """Missing keys share the place of their mapping and are all kept; otherwise one problem for each place."""
    seen: set[Location] = set()
    for problem in problems:
        if problem.code == NOT_FILLED.code or problem.location not in seen:
            yield problem
        seen.add(problem.location)


class _Reporter:
    """Turns the errors of one file into problems."""

    def __init__(self, folder: SchemaFolder, schema: Schema, node: Node) -> None:
        self.folder = folder
        self.schema = schema
        self.node = node

    def problems(self, error: ValidationError) -> Iterator[Problem]:
        path = tuple(error.absolute_path)
        where = self.node.place(*path)
        label, schema = self._label(path)
        if error.instance is None:
            yield NOT_FILLED.at(where, f"{label}还没有填写", _filling_hint(schema, path))
            return
        match error.validator:
            case "required":
                yield from self._missing(error, path, label)
            case "additionalProperties":
                yield from self._unknown(error, path)
            case "type":
                yield self._type(error, where, label, schema)
            case "enum" | "const":
                yield self._choice(error, where, label, schema)
            case "pattern":
                hint = schema.get("x-hint") or _example(schema)
                yield WRONG_FORMAT.at(where, f"{label}的写法不对：{_shown(error.instance)}", hint)
            case "minLength" | "minItems":
                yield NOT_FILLED.at(where, f"{label}还没有填写", _filling_hint(schema, path))
            case _:
                yield OUT_OF_RANGE.at(where, f"{label}{self._range(error)}", schema.get("x-hint", ""))

    def _label(self, path: NodePath) -> tuple[str, Schema]:
        """The name of a field in Chinese, by the schema's titles, and its schema."""
        schema = self.schema
        names: list[str] = []
        for step in path:
            if isinstance(step, int):
                schema = self.folder.resolve(schema.get("items", {}), self.schema)
                names.append(f"第 {step + 1} 项")
            else:
                others = schema.get("additionalProperties")
                child = schema.get("properties", {}).get(step) or (others if isinstance(others, dict) else {})
                schema = self.folder.resolve(child, self.schema)
                names.append(f"「{step}」")
        label = "的".join(names).replace("的第", "第") or "这个文件"
        # The key is what stands in the file; the schema's title says more where it differs.
        title = schema.get("title", "")
        named = path and isinstance(path[-1], str) and title and title != path[-1]
        return f"{label}（{title}）" if named else label, schema

    def _missing(self, error: ValidationError, path: NodePath, label: str) -> Iterator[Problem]:
        where = self.node.place(*path)
        required: Any = error.validator_value
        instance: Any = error.instance
        for name in required:
            if name not in instance:
                _, schema = self._label((*path, name))
                title = schema.get("title", name)
                inside = f"{label}里" if path else ""
                yield NOT_FILLED.at(
                    where, f"{inside}缺少「{name}」", _filling_hint({**schema, "title": title}, (name,))
                )

    def _unknown(self, error: ValidationError, path: NodePath) -> Iterator[Problem]:
        schema: Any = error.schema
        instance: Any = error.instance
        known = list(schema.get("properties", {}))
        here = self.node.at(*path)
        for name in instance:
            if name in known:
                continue
            child = here.get(name) if here else None
            where = child.key_location if child else self.node.place(*path)
            close = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
            hint = f"是不是想写「{close[0]}」？" if close else f"可用的栏目：{'、'.join(known)}"
            yield UNKNOWN_KEY.at(where, f"没有「{_clip(name)}」这个栏目", hint)

    def _type(self, error: ValidationError, where: Location, label: str, schema: Schema) -> Problem:
        value: Any = error.validator_value
        wanted: list[str] = value if isinstance(value, list) else [value]
        if isinstance(error.instance, str) and "：" in error.instance and {"object", "array"} & set(wanted):
            key = error.instance.split("：", 1)[0]
            colon = Location(where.file, where.line, where.column + len(key))
            return reading.FULLWIDTH_COLON.at(colon, f"「{_clip(key)}」后面用了全角冒号“：”")
        names = "或".join(_TYPE_NAMES[name] for name in wanted)
        hint = type_hint(error.instance, wanted, schema) or _example(schema)
        return WRONG_TYPE.at(where, f"{label}应当填{names}，现在是{_shown(error.instance)}", hint)

    def _choice(self, error: ValidationError, where: Location, label: str, schema: Schema) -> Problem:
        choices = "、".join(str(choice) for choice in (schema.get("enum") or [schema.get("const", "")]))
        hint = schema.get("x-hint", "") or choice_hint(error.instance, schema)
        return WRONG_CHOICE.at(where, f"{label}只能填：{choices}；现在是{_shown(error.instance)}", hint)

    def _range(self, error: ValidationError) -> str:
        limit = error.validator_value
        instance: Any = error.instance
        match error.validator:
            case "minimum":
                return f"不能小于 {limit}，现在是{_shown(error.instance)}"
            case "maximum":
                return f"不能大于 {limit}，现在是{_shown(error.instance)}"
            case "maxLength":
                return f"不能超过 {limit} 个字，现在有 {len(instance)} 个字"
            case "maxItems":
                return f"不能超过 {limit} 项，现在有 {len(instance)} 项"
            case _:
                return "的内容不合规定"


def _filling_hint(schema: Schema, path: NodePath) -> str:
    name = next((str(step) for step in reversed(path) if isinstance(step, str)), "")
    parts = [f"填写「{name}」" if name else "填写这一栏"]
    if choices := schema.get("enum"):
        parts.append(f"从这些里选：{'、'.join(map(str, choices))}")
    elif description := schema.get("description"):
        parts.append(str(description).rstrip("。"))
    if "enum" not in schema and (example := _example(schema)):
        parts.append(example)
    return "；".join(parts)


def _example(schema: Schema) -> str:
    examples = schema.get("examples")
    return f"例如 {_clip(str(examples[0]))}" if examples and not isinstance(examples[0], dict | list) else ""


def _shown(value: object) -> str:
    match value:
        case bool():
            return "是非值（true/false）；要写文字请加引号"
        case dict():
            return "若干栏目"
        case list():
            return "一个列表"
        case str():
            return f"“{_clip(value)}”"
        case _:
            return f" {value}"


def _clip(text: str, limit: int = 40) -> str:
    text = " ".join(text.split())
    return text[:limit] + ("…" if len(text) > limit else "")
