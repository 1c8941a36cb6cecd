"""What must not travel with a filed document: macros, outside content, revisions, hidden text, comments."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from lxml import etree

from lunzheng.documents.inspect.content import Document, quoted
from lunzheng.documents.inspect.formatting import attribute
from lunzheng.documents.inspect.requirement import Deviations, Requirement, Subject
from lunzheng.documents.ooxml import qualified
from lunzheng.source.problem import Kind

MACROS = Kind(
    "E447",
    "没有宏和嵌入的程序、文件",
    "宏和嵌入对象可能带病毒，收件单位的电脑会拦截。",
    "另存为“Word 文档（*.docx）”；嵌入的表格改成普通表格或图片",
)
OUTSIDE = Kind(
    "E448",
    "不引用文件以外的图片、模板和文件",
    "链接到本机或网络的内容，换一台电脑就看不到，还会泄露谁打开了文件。",
    "图片改为“插入”而不是“链接到文件”；链接只留 http、https 网址和邮箱",
)
REVISIONS = Kind(
    "E449",
    "没有修订痕迹",
    "修订会把改动前的内容一起送出去。",
    "在“审阅”里点“接受所有修订”，并关闭“修订”",
)
HIDDEN = Kind(
    "E450",
    "没有隐藏文字",
    "隐藏文字看不见也印不出，却会随文件送出去。",
    "全选，在“字体”里去掉“隐藏”，再删掉不要的文字",
)
COMMENTS = Kind(
    "E451",
    "没有批注",
    "批注是修改时的意见，不能留在报送的文件里。",
    "在“审阅”里点“删除文档中的所有批注”",
)
HYGIENE_KINDS = (MACROS, OUTSIDE, REVISIONS, HIDDEN, COMMENTS)

_SAFE_LINK = re.compile(r"^(https?://|mailto:)", re.IGNORECASE)
_ACTIVE_PARTS = re.compile(r"(vbaProject|vbaData|activeX|embeddings/|oleObject)", re.IGNORECASE)
_ACTIVE_RELATIONS = {"vbaProject", "oleObject", "package", "control", "aFChunk", "activeXControlBinary"}
_REVISIONS = {
    "ins": "插入", "del": "删除", "moveFrom": "移动", "moveTo": "移动",
    "rPrChange": "格式修改", "pPrChange": "格式修改",
    "sectPrChange": "格式修改", "tblPrChange": "格式修改", "trPrChange": "格式修改", "tcPrChange": "格式修改",
    "cellIns": "插入单元格", "cellDel": "删除单元格", "cellMerge": "合并单元格", "numberingChange": "编号修改",
    "tblGridChange": "格式修改", "tblPrExChange": "格式修改",
}  # fmt: skip


def check_hygiene(subject: Subject) -> Iterable[Requirement]:
    """The package and every part of text in it."""
    document = subject.document
    found = {kind: Deviations(subject, kind) for kind in HYGIENE_KINDS}
    _macros(document, found[MACROS])
    _outside(document, found[OUTSIDE])
    _revisions(document, found[REVISIONS])
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            if run.text.strip() and document.run_format(paragraph, run).get("vanish"):
                found[HIDDEN].add("隐藏文字", f"{paragraph.where}{quoted(run.text)}")
    for root in document.package.related("comments"):
        for comment in root.iter(qualified("w:comment")):
            words = "".join(str(text) for text in comment.itertext(qualified("w:t")))
            found[COMMENTS].add("批注", f"{attribute(comment, 'author')[:20]}{quoted(words)}")
    for deviations in found.values():
        yield deviations.requirement("没有", "没有")


def _macros(document: Document, found: Deviations) -> None:
    package = document.package
    if "macroEnabled" in package.types.get(package.main, ""):
        found.add("这是启用宏的文档", "文件")
    for name in package.names:
        if _ACTIVE_PARTS.search(name) and not name.endswith(".rels"):
            found.add("带有宏或嵌入对象", f"部件 {name[:80]}")
    linked = package.relationships(package.main)
    for identifier, link in linked.items():
        if link.kind in _ACTIVE_RELATIONS and not link.external and not _ACTIVE_PARTS.search(link.target):
            found.add("带有宏或嵌入对象", f"关系 {identifier}")


def _outside(document: Document, found: Deviations) -> None:
    package = document.package
    for source in ("", *(name for name in package.names if not name.endswith(".rels"))):
        for link in package.relationships(source).values():
            if link.external and not (link.kind == "hyperlink" and _SAFE_LINK.match(link.target.strip())):
                names = {"hyperlink": "链接", "image": "图片", "attachedTemplate": "模板"}
                found.add(f"指向文件以外：{link.target[:60]}", names.get(link.kind, link.kind))


def _revisions(document: Document, found: Deviations) -> None:
    package = document.package
    names = {qualified(f"w:{name}"): words for name, words in _REVISIONS.items()}
    roots = [document.root] + [
        root for kind in ("header", "footer", "footnotes", "endnotes") for root in package.related(kind)
    ]
    places = {id(paragraph.node): paragraph.where for paragraph in document.paragraphs}
    for root in roots:
        for node in root.iter(*names):
            text = "".join(str(text) for text in node.itertext(qualified("w:t"), qualified("w:delText")))
            found.add(f"有{names[_tag(node)]}的修订", f"{_where(node, places)}{quoted(text) if text.strip() else ''}")
    if document.settings is not None and next(document.settings.iter(qualified("w:trackRevisions")), None) is not None:
        found.add("“修订”还开着", "整份文档")


def _tag(node: etree._Element) -> str:
    return str(node.tag)


def _where(node: etree._Element, places: Mapping[int, str]) -> str:
    """The place of the paragraph that holds a node."""
    return next((places[id(holder)] for holder in (node, *node.iterancestors()) if id(holder) in places), "文档")
