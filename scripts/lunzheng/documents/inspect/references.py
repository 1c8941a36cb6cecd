"""What points to something: bookmarks, anchors, relationships, notes, styles, numbers of drawings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from lxml import etree

from lunzheng.documents.inspect.content import Document, runs
from lunzheng.documents.inspect.fields import fields
from lunzheng.documents.inspect.formatting import attribute, value
from lunzheng.documents.inspect.requirement import Deviations, Requirement, Subject
from lunzheng.documents.ooxml import R, find, qualified
from lunzheng.source.problem import Kind

_REBUILD = "重新生成文档；改过的文档，用 Word 打开后另存一份再检查"
BOOKMARK_NAMES = Kind(
    "E440",
    "书签名不重复",
    "两个书签同名时，目录和交叉引用会跳到错误的地方。",
    _REBUILD,
)
BOOKMARK_PAIRS = Kind(
    "E441",
    "书签编号不重复，有头有尾",
    "编号重复或缺少一端时，Word 会丢掉书签，甚至说文件损坏。",
    _REBUILD,
)
ANCHORS = Kind(
    "E442",
    "链接和交叉引用都有目标",
    "目标没有了，印出来就是“错误！未找到引用源”。",
    "按 Ctrl+A 再按 F9 更新全部域，把报错的引用重新插入或删掉",
)
RELATIONSHIPS = Kind(
    "E443",
    "引用的图片、页脚等部件都在",
    "缺了部件，图片会显示成红叉，Word 可能说文件损坏。",
    _REBUILD,
)
NOTES = Kind(
    "E444",
    "脚注、尾注和批注都有内容",
    "正文里有注号而没有注文，Word 会说文件损坏。",
    _REBUILD,
)
STYLES = Kind(
    "E445",
    "用到的样式和编号都有定义",
    "没有定义的样式会退回默认格式，编号会消失。",
    "给这一段重新套用样式；最好重新生成文档",
)
DRAWINGS = Kind(
    "E446",
    "图片的编号不重复",
    "编号重复时，有的 Word 版本会说文件损坏。",
    _REBUILD,
)
REFERENCE_KINDS = (BOOKMARK_NAMES, BOOKMARK_PAIRS, ANCHORS, RELATIONSHIPS, NOTES, STYLES, DRAWINGS)

_REFERRING = ("REF", "PAGEREF", "NOTEREF")
_BROKEN = re.compile(r"错误[!！]未(找到引用源|定义书签)|Error! (Reference source not found|Bookmark not defined)")
_RELATION_ATTRIBUTES = frozenset(f"{{{R}}}{name}" for name in ("id", "embed", "link", "pict", "dm", "lo", "qs", "cs"))
_STYLE_REFERENCES = {"pStyle": "段落样式", "rStyle": "字符样式", "tblStyle": "表格样式"}


def check_references(subject: Subject) -> Iterable[Requirement]:
    """Each kind of reference over every part that can hold it."""
    found = {kind: Deviations(subject, kind) for kind in REFERENCE_KINDS}
    document = subject.document
    bookmarks = _bookmarks(document, found)
    anchors = _anchors(document, bookmarks, found[ANCHORS])
    links = _relationships(document, found[RELATIONSHIPS])
    notes = _notes(document, found[NOTES])
    styles = _styles(document, found[STYLES])
    drawings = _drawings(document, found[DRAWINGS])
    met = {
        BOOKMARK_NAMES: ("各不相同", f"{len(bookmarks)} 个书签", bool(bookmarks)),
        BOOKMARK_PAIRS: ("各不相同，成对", f"{len(bookmarks)} 对", bool(bookmarks)),
        ANCHORS: ("都有目标", f"{anchors} 处", anchors > 0),
        RELATIONSHIPS: ("都在", f"{links} 处", True),
        NOTES: ("都有内容", f"{notes} 处", notes > 0),
        STYLES: ("都有定义", f"{styles} 种", True),
        DRAWINGS: ("各不相同", f"{drawings} 张图片", drawings > 0),
    }
    for kind, deviations in found.items():
        asked, words, applies = met[kind]
        yield deviations.requirement(asked, words, applies=applies)


def _parts(document: Document) -> Iterator[tuple[str, etree._Element]]:
    """The document and the parts of text that belong to it, by part name."""
    package = document.package
    yield package.main, document.root
    for link in package.relationships(package.main).values():
        if link.kind in ("header", "footer", "footnotes", "endnotes", "comments") and link.target in package.roots:
            yield link.target, package.roots[link.target]


def _bookmarks(document: Document, found: dict[Kind, Deviations]) -> set[str]:
    names: Counter[str] = Counter()
    for _, root in _parts(document):
        starts = list(root.iter(qualified("w:bookmarkStart")))
        ends = Counter(attribute(node, "id") for node in root.iter(qualified("w:bookmarkEnd")))
        ids = Counter(attribute(node, "id") for node in starts)
        named = {attribute(node, "id"): attribute(node, "name") for node in starts}
        names.update(attribute(node, "name") for node in starts)
        for identifier in dict.fromkeys((*ids, *ends)):
            place = f"书签“{named.get(identifier, '')}”（编号 {identifier}）"
            if ids[identifier] > 1:
                found[BOOKMARK_PAIRS].add(f"同一编号用了 {ids[identifier]} 次", place)
            elif ids[identifier] != ends[identifier]:
                missing = "没有结尾" if ids[identifier] > ends[identifier] else "没有开头"
                found[BOOKMARK_PAIRS].add(f"书签{missing}", place)
    for name, count in names.items():
        if count > 1:
            found[BOOKMARK_NAMES].add(f"书签名用了 {count} 次", f"书签“{name}”")
    return set(names)


def _anchors(document: Document, bookmarks: set[str], found: Deviations) -> int:
    known = {name.casefold() for name in bookmarks} | {"_top", "top"}
    counted = 0
    for part, root in _parts(document):
        for node in root.iter(qualified("w:hyperlink")):
            anchor = attribute(node, "anchor")
            if anchor and not node.get(qualified("r:id")):
                counted += 1
                if anchor.casefold() not in known:
                    found.add(f"没有书签“{anchor}”", f"链接“{_text(node)}”")
        for field in fields(root):
            target = field.words[0] if field.name in _REFERRING and field.words else ""
            if field.name == "HYPERLINK" and "\\l" in field.words[:-1]:
                target = field.words[field.words.index("\\l") + 1]
            if target:
                counted += 1
                if target.casefold() not in known:
                    found.add(f"没有书签“{target}”", f"{_part_name(part)}的域 {field.name}")
    for paragraph in document.paragraphs:
        if _BROKEN.search(paragraph.text):
            found.add("交叉引用已经断了", paragraph.place)
    return counted


def _relationships(document: Document, found: Deviations) -> int:
    counted = 0
    package = document.package
    for part, root in _parts(document):
        links = package.relationships(part)
        for node in root.iter():
            for name in _RELATION_ATTRIBUTES.intersection(node.attrib) if isinstance(node.tag, str) else ():
                identifier = str(node.attrib[name])
                counted += 1
                if identifier and identifier not in links:
                    words = f"没有关系 {identifier}（w:{etree.QName(node).localname}）"
                    found.add(words, _part_name(part))
    names = set(package.names)
    sources = [name for name in package.names if not name.endswith(".rels")]
    for source in ("", *sources):
        for identifier, link in package.relationships(source).items():
            if not link.external and link.target not in names and link.target.split("#")[0] not in ("", *names):
                found.add(f"关系 {identifier} 指向的部件 {link.target[:80]} 不在文件里", _part_name(source))
    return counted


def _notes(document: Document, found: Deviations) -> int:
    counted = 0
    for kind, tag, reference, name in (
        ("footnotes", "footnote", "footnoteReference", "脚注"),
        ("endnotes", "endnote", "endnoteReference", "尾注"),
        ("comments", "comment", "commentReference", "批注"),
    ):
        defined = {
            attribute(node, "id")
            for root in document.package.related(kind)
            for node in root.iter(qualified(f"w:{tag}"))
        }
        for paragraph in document.paragraphs:
            for node in paragraph.node.iter(qualified(f"w:{reference}")):
                counted += 1
                if attribute(node, "id") not in defined:
                    found.add(f"没有编号为 {attribute(node, 'id')} 的{name}", paragraph.place)
    return counted


def _styles(document: Document, found: Deviations) -> int:
    used: set[str] = set()
    numbering = document.package.one("numbering")
    numbers = {attribute(n, "numId") for n in numbering.iter(qualified("w:num"))} if numbering is not None else set()
    for paragraph in document.paragraphs:
        properties = find(paragraph.node, "w:pPr")
        codes = [("pStyle", value(properties, "w:pStyle"))]
        codes += [("rStyle", value(run.node, "w:rPr", "w:rStyle")) for run in runs(paragraph.node)]
        for name, code in codes:
            if code:
                used.add(code)
                if code not in document.formatting:
                    found.add(f"没有定义{_STYLE_REFERENCES[name]}“{code}”", paragraph.place)
        number = value(properties, "w:numPr", "w:numId")
        if number not in ("", "0") and number not in numbers:
            found.add(f"没有定义编号 {number}", paragraph.place)
    for table in document.tables:
        code = value(table.node, "w:tblPr", "w:tblStyle")
        if code:
            used.add(code)
            if code not in document.formatting:
                found.add(f"没有定义{_STYLE_REFERENCES['tblStyle']}“{code}”", table.where)
    return len(used)


def _drawings(document: Document, found: Deviations) -> int:
    ids: Counter[str] = Counter()
    for node in document.root.iter("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"):
        if next(node.iterancestors("{*}Fallback"), None) is None:
            ids[node.get("id", "")] += 1
    for identifier, count in ids.items():
        if count > 1:
            found.add(f"编号 {identifier or '（空）'} 用了 {count} 次", "图片")
    return sum(ids.values())


def _part_name(part: str) -> str:
    return f"部件 {part[:80]}" if part else "文件"


def _text(node: etree._Element) -> str:
    return "".join(str(text) for text in node.itertext(qualified("w:t")))[:18]
