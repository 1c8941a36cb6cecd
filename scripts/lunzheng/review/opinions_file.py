"""Writing ``review/opinions.yml``: always in one form, so that the same opinions are the same bytes."""

from __future__ import annotations

import datetime
from dataclasses import fields

import yaml
from yamlcore import CoreDumper

from lunzheng.check.schema import SchemaFolder
from lunzheng.model.library import OPINIONS_FILE, Project
from lunzheng.model.opinion import Opinions
from lunzheng.model.record import Record
from lunzheng.review.problems import ReviewError
from lunzheng.source.node import Plain
from lunzheng.source.text import MAX_TEXT_BYTES
from lunzheng.source.write import write_text

_HEAD = "# yaml-language-server: $schema={up}schemas/{edition}/opinions.schema.json\n# 由程序写入；编号不改动。\n"
_FIRST = ("编号", "种类", "单位", "岗位", "方面", "章节", "章节名", "文件", "行", "内容", "结果", "理由", "未录入")
_IN_ONE_LINE = ("方面", "指纹")


class OpinionsError(ReviewError):
    """The opinions cannot be kept as asked; the text says so in Chinese."""


def require_sound(project: Project, schemas: SchemaFolder) -> None:
    """Make sure that everything on record has been understood, before it is written again.

    Raises:
        OpinionsError: the file has problems; writing would lose what could not be read.
    """
    file = project.location(OPINIONS_FILE).file
    problems = [problem for problem in project.problems if problem.location.file == file]
    if node := project.nodes.get(OPINIONS_FILE):
        problems += schemas.check("opinions", node)
    if problems:
        first = problems[0]
        raise OpinionsError(f"{first.location}：{first.message}。{first.hint}。改正以前不写这个文件")


def opinions_text(opinions: Opinions, project: Project, edition: str) -> str:
    """The file's text.

    Args:
        opinions: what is to stand in it.
        project: whose they are.
        edition: the edition's code, which the schema lies under.

    Raises:
        OpinionsError: it would be larger than a text file may be.
    """
    up = "../" * (project.folder.name.count("/") + 2)
    text = _HEAD.format(up=up, edition=edition) + opinions_body(opinions)
    if len(text.encode("utf-8")) > MAX_TEXT_BYTES:
        raise OpinionsError(f"{OPINIONS_FILE} 超过了 {MAX_TEXT_BYTES >> 20} MB，没有写入；先请平台管理员清理灌水的评论")
    return text


def opinions_body(opinions: Opinions) -> str:
    """The file's text below its head."""
    content: dict[str, Plain] = {"意见": [], **_plain(opinions)}
    order = ("征求", "意见", "评审", "未反馈")
    body = {name: content[name] for name in order if name in content}
    made: str = yaml.dump(body, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1 << 30)
    return made


def write_opinions(project: Project, text: str) -> bool:
    """Put the text in its place, whole or not at all.

    Returns:
        Whether the file has changed.

    Raises:
        OSError: the place cannot be written.
    """
    path = project.folder.root / OPINIONS_FILE
    if path.is_file() and path.read_bytes() == text.encode("utf-8"):
        return False
    write_text(path, text)
    return True


def _plain(record: Record) -> dict[str, Plain]:
    """A record as the mapping that it is read from; what is empty is left out."""
    result: dict[str, Plain] = {}
    for field in fields(record):
        name = field.metadata.get("key")
        value = _value(getattr(record, field.name)) if name else None
        if name and value not in (None, "", [], {}):
            result[name] = value
    return dict(sorted(result.items(), key=lambda item: _FIRST.index(item[0]) if item[0] in _FIRST else len(_FIRST)))


def _value(value: object) -> Plain:
    match value:
        case Record():
            return _plain(value)
        case tuple():
            return [_value(item) for item in value]
        case datetime.date():
            return value.isoformat()
        case str():
            return str(value)
        case int():
            return value
        case _:
            return None


class _Dumper(CoreDumper):  # type: ignore[misc]
    """Lists indented as people write them, texts of several lines as blocks, short lists in one line."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002 - PyYAML's own
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - PyYAML's own
        return True


def _text(dumper: yaml.Dumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


def _mapping(dumper: yaml.Dumper, mapping: dict[str, Plain]) -> yaml.MappingNode:
    node = dumper.represent_mapping("tag:yaml.org,2002:map", mapping.items())
    node.flow_style = False
    for key, value in node.value:
        if key.value in _IN_ONE_LINE:
            value.flow_style = True
    return node


_Dumper.add_representer(str, _text)
_Dumper.add_representer(dict, _mapping)
