"""A good document to damage: parts as trees, found by meaning rather than by position."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from lxml import etree

from documents.letters.made import DATE, NUMBER, letter
from documents.lists.made import year_list
from lunzheng.check.open import Workspace, open_workspace
from lunzheng.documents.build import document_file, make_document
from lunzheng.documents.inspect.inspection import Inspection, inspect_document
from lunzheng.documents.lists import list_docx
from lunzheng.documents.ooxml import find, parse, qualified, read_package, serialize, w, write_package
from lunzheng.model.edition import Edition

ROOT = Path(__file__).parents[3]
BRIEF, PROPOSAL = "slj-flood-control-brief.docx", "slj-flood-control-proposal.docx"
CONSULTATION, NOTICE, APPRAISAL = "consultation.docx", "review-notice.docx", "appraisal.docx"
OPINIONS, REVIEW_FORM = "opinions.docx", "review-form.docx"
RESERVE, SUGGESTIONS = "reserve-2026.docx", "suggestions-2026.docx"
DOCUMENT, STYLES, SETTINGS = "word/document.xml", "word/styles.xml", "word/settings.xml"
RELATIONS = "word/_rels/document.xml.rels"
RELATION_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"


@cache
def workspace() -> Workspace:
    return open_workspace(ROOT)


def edition() -> Edition:
    return workspace().library.edition


@cache
def sample(name: str) -> bytes:
    """One document, letter or list of the sample library, by file name."""
    library = workspace().library
    if name in PAPERS:
        return PAPERS[name]()
    for project in workspace().projects():
        for document in library.documents_for(project):
            if document_file(project, document) == name:
                return make_document(document, project, library)
    raise AssertionError(name)


PAPERS: dict[str, Callable[[], bytes]] = {
    CONSULTATION: lambda: letter("consultation", number=NUMBER, date=DATE).data,
    NOTICE: lambda: letter("review-notice", number=NUMBER, date=DATE, copies=("市财政局",)).data,
    APPRAISAL: lambda: letter("appraisal", number=NUMBER, date=DATE, copies=("市财政局", "市审计局")).data,
    OPINIONS: lambda: letter("opinions").data,
    REVIEW_FORM: lambda: letter("review-form").data,
    RESERVE: lambda: list_docx(year_list("reserve", 2026), workspace().library),
    SUGGESTIONS: lambda: list_docx(year_list("suggestions", 2026), workspace().library),
}
"""Letters, forms of the review and yearly lists, by file name."""


def inspect(data: bytes, file: str = "文档.docx") -> Inspection:
    return inspect_document(data, file, edition())


class Copy:
    """A copy of a sample whose parts can be changed."""

    def __init__(self, name: str) -> None:
        self.parts = read_package(sample(name))
        self._trees: dict[str, etree._Element] = {}

    def tree(self, part: str = DOCUMENT) -> etree._Element:
        if part not in self._trees:
            self._trees[part] = parse(self.parts[part])
        return self._trees[part]

    def data(self) -> bytes:
        return write_package(self.parts | {name: serialize(tree) for name, tree in self._trees.items()})

    @property
    def body(self) -> etree._Element:
        found = find(self.tree(), "w:body")
        assert found is not None
        return found

    @property
    def sections(self) -> list[etree._Element]:
        return list(self.tree().iter(qualified("w:sectPr")))

    def section(self, *, across: bool = False) -> etree._Element:
        """The last section that lies so."""
        return [s for s in self.sections if (part(s, "pgSz").get(qualified("w:orient")) == "landscape") is across][-1]

    def paragraphs(self, style: str) -> list[etree._Element]:
        """The paragraphs of the text in a style that have words."""
        return [p for p in self.tree().iter(qualified("w:p")) if style_of(p) == style and text(p)]

    def paragraph(self, style: str = "BodyText", holding: str = "") -> etree._Element:
        """One such paragraph: the first one with given words, or the last one without numbering."""
        found = [p for p in self.paragraphs(style) if holding in text(p) and find(p, "w:pPr", "w:numPr") is None]
        return found[0] if holding else found[-1]

    def style(self, code: str) -> etree._Element:
        return next(s for s in self.tree(STYLES) if s.get(qualified("w:styleId")) == code)

    def footer(self, kind: str) -> etree._Element:
        """The paragraph with the page number of odd (default) or even pages."""
        reference = next(r for r in self.tree().iter(qualified("w:footerReference")) if attribute(r, "type") == kind)
        identifier = reference.get(qualified("r:id"))
        link = next(r for r in self.tree(RELATIONS) if r.get("Id") == identifier)
        found = find(self.tree(f"word/{link.get('Target')}"), "w:p")
        assert found is not None
        return found

    def first_page(self, kind: str) -> etree._Element:
        """The header or footer of the first page of a letter."""
        return self.tree(f"word/{kind}-letter.xml")

    def relate(self, identifier: str, kind: str, target: str, *, external: bool = False) -> None:
        relations = self.tree(RELATIONS)
        node = etree.SubElement(relations, f"{{{etree.QName(relations).namespace}}}Relationship")
        for name, value in (("Id", identifier), ("Type", RELATION_TYPES + kind), ("Target", target)):
            node.set(name, value)
        if external:
            node.set("TargetMode", "External")

    def describe(self, name: str, content_type: str, data: bytes) -> None:
        """Add a part."""
        types = self.tree("[Content_Types].xml")
        node = etree.SubElement(types, f"{{{etree.QName(types).namespace}}}Override")
        node.set("PartName", f"/{name}")
        node.set("ContentType", content_type)
        self.parts[name] = data

    @property
    def entries(self) -> list[etree._Element]:
        """The lines of the table of contents."""
        return [p for p in self.tree().iter(qualified("w:p")) if style_of(p).startswith("TOC")]

    @property
    def tables(self) -> list[etree._Element]:
        return [child for child in self.body if child.tag == qualified("w:tbl")]

    def cell(self, title: str) -> etree._Element:
        """The first paragraph of a number below a column's title, in a table without merged cells."""
        for table in self.tables:
            rows = table.findall(qualified("w:tr"))
            titles = [text(cell) for cell in rows[0].findall(qualified("w:tc"))]
            if title in titles and next(table.iter(qualified("w:vMerge")), None) is None:
                return next(rows[1].findall(qualified("w:tc"))[titles.index(title)].iter(qualified("w:p")))
        raise AssertionError(title)


def text(node: etree._Element) -> str:
    return "".join(str(piece) for piece in node.itertext(qualified("w:t")))


def style_of(paragraph: etree._Element) -> str:
    style = find(paragraph, "w:pPr", "w:pStyle")
    return attribute(style, "val") if style is not None else ""


def attribute(node: etree._Element, name: str) -> str:
    return node.get(qualified(f"w:{name}"), "")


def part(parent: etree._Element, *path: str) -> etree._Element:
    """A child along a path of local names, made where it is missing."""
    for name in path:
        found = find(parent, f"w:{name}")
        if found is None:
            found = etree.SubElement(parent, qualified(f"w:{name}"))
            if name in ("pPr", "rPr", "tblPr", "trPr"):
                parent.insert(0, found)
        parent = found
    return parent


def put(parent: etree._Element, *path: str, **attributes: object) -> None:
    """Set attributes of a child along a path."""
    node = part(parent, *path)
    for name, value in attributes.items():
        node.set(qualified(f"w:{name}"), str(value))


def remove(node: etree._Element) -> None:
    """Take an element out."""
    owner = node.getparent()
    assert owner is not None
    owner.remove(node)


def drop(parent: etree._Element, *path: str) -> None:
    """Take a child along a path out."""
    node = find(parent, *(f"w:{name}" for name in path))
    assert node is not None, path
    remove(node)


def run_of(paragraph: etree._Element) -> etree._Element:
    """The first run that has words."""
    return next(run for run in paragraph.iter(qualified("w:r")) if text(run).strip())


def rewrite(node: etree._Element, words: str) -> None:
    """Give a paragraph other words: its first text takes them, the others are emptied."""
    pieces = list(node.iter(qualified("w:t")))
    pieces[0].text = words
    for piece in pieces[1:]:
        piece.text = ""


def add_run(paragraph: etree._Element, words: str = "", *children: etree._Element) -> etree._Element:
    """A run at the end of a paragraph."""
    run = w("r", None, *children)
    if words:
        piece = w("t", {"xml:space": "preserve"})
        piece.text = words
        run.append(piece)
    paragraph.append(run)
    return run


def field(instruction: str, result: str) -> Iterator[etree._Element]:
    """The runs of a field."""
    written = w("instrText", {"xml:space": "preserve"})
    written.text = f" {instruction} "
    shown = w("t")
    shown.text = result
    for child in (w("fldChar", {"fldCharType": "begin"}), written, w("fldChar", {"fldCharType": "separate"}), shown,
                  w("fldChar", {"fldCharType": "end"})):  # fmt: skip
        yield w("r", None, child)
