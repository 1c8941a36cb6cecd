"""The table of contents against the headings, and text that was never filled in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from lunzheng.documents.inspect.content import TABLE, Paragraph, quoted, runs
from lunzheng.documents.inspect.expected import ATTACHMENT_MARK, FORM_TITLE
from lunzheng.documents.inspect.fields import fields
from lunzheng.documents.inspect.requirement import Deviations, Requirement, Subject
from lunzheng.documents.inspect.structure import MAX_HEADINGS, headings
from lunzheng.documents.ooxml import qualified
from lunzheng.model.edition import YES
from lunzheng.model.facts import TOKEN
from lunzheng.source.problem import Kind

CONTENTS = Kind(
    "E438",
    "目录与标题一致",
    "目录里的题目和页码要与正文对得上，评审专家靠它找章节。",
    "右击目录，选“更新域 — 更新整个目录”",
)
FILLED = Kind(
    "E439",
    "没有剩下没有替换的记号",
    "花括号里的记号应当由程序换成数字或名称。",
    "改正项目文件里的写法，重新生成文档",
    bad="项目总投资{{总投资}}。",
    good="项目总投资1,286.50万元。",
)
CONTENTS_KINDS = (CONTENTS, FILLED)

_ENTRY = re.compile(r"^(?:toc|contents)\s+(?P<level>[1-9])$", re.IGNORECASE)
_PAGE = re.compile(r"[\s.…·]*(?P<page>\d+)\s*$")
_RANGE = re.compile(r"^(?P<first>\d)-(?P<last>\d)$")


@dataclass(frozen=True)
class Entry:
    paragraph: Paragraph
    level: int
    text: str
    page: int | None


def check_contents(subject: Subject) -> Iterable[Requirement]:
    """Entries of the contents, by their styles, against the headings that the contents' field asks for."""
    yield _contents(subject)
    yield _filled(subject)


def _contents(subject: Subject) -> Requirement:
    document = subject.document
    found = Deviations(subject, CONTENTS)
    entries = _entries(subject)
    tables = [field for field in fields(document.root) if field.name == "TOC" and "\\c" not in field.words]
    asked = bool(subject.type and subject.type.contents)
    if not entries and not tables and not asked:
        return found.requirement("逐条一致", "没有目录", applies=False)
    if asked and not tables:
        found.add("没有可以更新的目录", "目录")
    elif not entries:
        found.add("目录是空的，打开以后看不到内容", "目录")
    last = _depth(tables[0].words) if tables else max((entry.level for entry in entries), default=9)
    wanted = [heading for heading in headings(document) if heading.level <= last][:MAX_HEADINGS]
    texts = [heading.text for heading in wanted]
    listed = _without_attachments(subject, entries, texts)[:MAX_HEADINGS]
    comparison = SequenceMatcher(None, texts, [entry.text for entry in listed], autojunk=False)
    for tag, i1, i2, j1, j2 in comparison.get_opcodes() if entries else ():
        if tag == "equal":
            for heading, entry in zip(wanted[i1:i2], listed[j1:j2], strict=True):
                if heading.level != entry.level:
                    found.add(f"目录里是 {entry.level} 级，正文里是 {heading.level} 级", entry.paragraph.place)
        elif tag == "replace" and i2 - i1 == j2 - j1:
            for heading, entry in zip(wanted[i1:i2], listed[j1:j2], strict=True):
                found.add(f"正文里的标题是{quoted(heading.text)}", entry.paragraph.place)
        else:
            for heading in wanted[i1:i2]:
                found.add("目录里没有这个标题", heading.paragraph.place)
            for entry in listed[j1:j2]:
                found.add("正文里没有这个标题", entry.paragraph.place)
    _pages(entries, found)
    return found.requirement(f"列出 {len(wanted)} 个标题", f"{len(listed)} 条，逐条一致")


def _entries(subject: Subject) -> list[Entry]:
    entries = []
    for paragraph in subject.document.text_paragraphs:
        style = _ENTRY.match(paragraph.name.strip())
        if style is None or not paragraph.text.strip():
            continue
        title, tab, after = paragraph.text.rstrip().rpartition("\t")
        page = _PAGE.search(after if tab else "")
        text = title if page else paragraph.text
        number = int(page["page"][:6]) if page else None
        entries.append(Entry(paragraph, int(style["level"]), "".join(text.split()), number))
    return entries


def _depth(words: Sequence[str]) -> int:
    """The deepest level that a TOC field lists."""
    for word, following in pairwise(words):
        if word == "\\o" and (span := _RANGE.match(following)):
            return int(span["last"])
    return 9


def _without_attachments(subject: Subject, entries: Sequence[Entry], titles: Sequence[str]) -> list[Entry]:
    """The entries without those that name an attachment by its mark or title."""
    marks = {
        "".join(paragraph.text.split())
        for paragraph in subject.document.text_paragraphs
        if paragraph.code in (ATTACHMENT_MARK, FORM_TITLE)
    } - {""}
    known = set(titles)
    listed = entries[: 2 * MAX_HEADINGS]
    return [entry for entry in listed if entry.text in known or not entry.text.endswith(tuple(marks))]


def _pages(entries: Sequence[Entry], found: Deviations) -> None:
    if entries and all(entry.page is None for entry in entries):
        return
    before = 0
    for entry in entries:
        if entry.page is None:
            found.add("没有页码", entry.paragraph.place)
        elif entry.page < before:
            found.add(f"页码 {entry.page} 比上一条的 {before} 小", entry.paragraph.place)
        before = max(before, entry.page or 0)


def _filled(subject: Subject) -> Requirement:
    """Tokens anywhere that a reader sees them: text, headers and footers, descriptions of pictures, properties."""
    document = subject.document
    found = Deviations(subject, FILLED)
    # The tables of a self-check report quote what stands in the project's files.
    quoting = subject.type is not None and subject.type.self_check == YES
    for paragraph in document.paragraphs:
        if quoting and paragraph.setting == TABLE:
            continue
        for token in TOKEN.finditer(paragraph.text):
            found.add(f"剩下记号 {token.group()[:40]}", paragraph.place)
    for kind, name in (("header", "页眉"), ("footer", "页脚")):
        for root in document.package.related(kind):
            for node in root.iter(qualified("w:p")):
                for token in TOKEN.finditer("".join(run.text for run in runs(node))):
                    found.add(f"剩下记号 {token.group()[:40]}", name)
    for node in document.root.iter("{*}docPr"):
        for token in TOKEN.finditer(node.get("descr", "") + node.get("title", "")):
            found.add(f"剩下记号 {token.group()[:40]}", "图片的替代文字")
    for root in document.package.related("core-properties", ""):
        for token in TOKEN.finditer("".join(root.itertext())):
            found.add(f"剩下记号 {token.group()[:40]}", "文档属性")
    return found.requirement("没有 {{…}}", "没有")
