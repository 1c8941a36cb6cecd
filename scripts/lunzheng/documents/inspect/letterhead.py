"""The first page of a letter: issuing body mark, red double rules, no page number (GB/T 9704-2012, 10.1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from lxml import etree

from lunzheng.documents.inspect.content import Document, Run, Section, runs
from lunzheng.documents.inspect.footer import own_footers
from lunzheng.documents.inspect.formatting import (
    Layer,
    attribute,
    half_points,
    measure,
    merged,
    paragraph_layer,
    run_layer,
    switched,
    value,
)
from lunzheng.documents.inspect.papers import joined
from lunzheng.documents.inspect.requirement import STANDARD, Deviations, Requirement, Subject, plain
from lunzheng.documents.inspect.styles import same_font
from lunzheng.documents.letterhead import mark_size, room_below_rule
from lunzheng.documents.ooxml import TWIPS_PER_MM, find, qualified
from lunzheng.source.problem import Kind

_ARTICLE = f"{STANDARD} 10.1"
MARK = Kind(
    "E453",
    "函的首页有发文机关标志",
    "发文机关标志表明函由谁发出，位置、字体和颜色有统一的规定。",
    "双击首页的页眉，按要求改标志的文字、字体、颜色和位置；最好重新生成",
    article=_ARTICLE,
)
RULES = Kind(
    "E454",
    "函的首页上下各有一条双线",
    "标志下面和页面下边的两条双线是信函格式的特征。",
    "双线是首页页眉、页脚里段落的上下边框，按要求改线的粗细、颜色、长度和位置；最好重新生成",
    article=_ARTICLE,
)
BARE_FIRST = Kind(
    "E455",
    "函的首页不显示页码",
    "信函格式从第二页起显示页码。",
    "双击页脚，勾选“首页不同”，删掉首页的页码",
    article=_ARTICLE,
)
HEAD_KINDS = (MARK, RULES, BARE_FIRST)

_SIDES = ("top", "bottom")
_TOLERANCE = Decimal(1)
"""Millimetres for the places of mark and rules."""
_POINT = 20
_EIGHTHS = 8


@dataclass(frozen=True)
class _Line:
    """A paragraph of the first page's header or footer."""

    node: etree._Element
    layer: Layer
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        return joined("".join(run.text for run in self.runs))

    @property
    def is_rule(self) -> bool:
        return all(find(self.node, "w:pPr", "w:pBdr", f"w:{side}") is not None for side in _SIDES)

    def length(self, name: str) -> float:
        """A length of its formatting in twips."""
        return measure(self.layer.get(name))


def check_letterhead(subject: Subject) -> Iterable[Requirement]:
    """The first page's header and footer; nothing for other papers."""
    if subject.letter is None or not subject.letter.is_letter:
        return
    section = subject.document.sections[0]
    header = list(_lines(subject.document, section, "header"))
    footer = list(_lines(subject.document, section, "footer"))
    yield _mark(subject, section, header)
    yield _rules(subject, section, header, footer)
    yield _bare_first(subject, section)


def _lines(document: Document, section: Section, kind: str) -> Iterator[_Line]:
    """The paragraphs of the header or footer of the first page."""
    links = document.package.relationships(document.package.main)
    formatting = document.formatting
    for reference in section.node.findall(qualified(f"w:{kind}Reference")):
        link = links.get(reference.get(qualified("r:id"), ""))
        root = document.package.roots.get(link.target) if link and not link.external else None
        if attribute(reference, "type") != "first" or root is None:
            continue
        for node in root.iter(qualified("w:p")):
            layer = merged(
                formatting.default_paragraph,
                formatting.paragraph(formatting.style_of(node)),
                paragraph_layer(find(node, "w:pPr")),
            )
            yield _Line(node, layer, tuple(runs(node)))


def _mark(subject: Subject, section: Section, header: list[_Line]) -> Requirement:
    book, page = subject.edition.letters, subject.edition.styles.page
    head, size = book.head, mark_size(book, page)
    found = Deviations(subject, MARK)
    place = "首页页眉"
    asked = f"“{book.issuer}”，{head.font}，不大于 {plain(size)} 磅，居中，上边缘距页边 {plain(head.mark_top)} 毫米"
    above = float(_twips_of(section, "header"))
    for line in header:
        above += line.length("spacing.before")
        if line.text:
            break
        above += line.length("spacing.line") + line.length("spacing.after")
    else:
        found.add("没有发文机关标志", place)
        return found.requirement(asked, "")
    if line.text != joined(book.issuer):
        found.add(f"标志是“{line.text[:40]}”，应当是“{book.issuer}”", place)
    alignment = line.layer.get("jc", "left")
    if alignment != "center":
        found.add("标志没有居中", place)
    top = Decimal(str(above)) / TWIPS_PER_MM
    if abs(top - head.mark_top) > _TOLERANCE:
        found.add(f"标志上边缘距页边 {_mm(top)} 毫米，应当是 {plain(head.mark_top)} 毫米", place)
    for run in line.runs:
        if run.text.strip():
            _mark_run(subject, line, run, found)
    return found.requirement(asked, f"“{line.text[:40]}”，距页边 {_mm(top)} 毫米")


def _mark_run(subject: Subject, line: _Line, run: Run, found: Deviations) -> None:
    head, size = subject.edition.letters.head, mark_size(subject.edition.letters, subject.edition.styles.page)
    formatting = subject.document.formatting
    layer = merged(
        formatting.default_run,
        formatting.run(formatting.style_of(line.node)),
        formatting.run(value(find(run.node, "w:rPr"), "w:rStyle")),
        run_layer(find(run.node, "w:rPr"), formatting.theme),
    )
    place = "首页页眉的标志"
    if not same_font(layer.get("eastAsia", ""), head.font):
        found.add(f"字体是{layer.get('eastAsia') or '没有指定的字体'}，应当是{head.font}", place)
    if layer.get("color", "").upper() != head.color:
        found.add(f"颜色是 {layer.get('color') or '自动'}，应当是 {head.color}", place)
    written = Decimal(str(half_points(layer.get("sz", "20"))))
    if written > size:
        found.add(f"字号是 {plain(written)} 磅，一行排不下或者太大，应当不大于 {plain(size)} 磅", place)


def _rules(subject: Subject, section: Section, header: list[_Line], footer: list[_Line]) -> Requirement:
    head = subject.edition.letters.head
    found = Deviations(subject, RULES)
    upper = next((line for line in header if line.is_rule), None)
    lower = next((line for line in reversed(footer) if line.is_rule), None)
    for line, place, thick_on_top in ((upper, "首页页眉", True), (lower, "首页页脚", False)):
        if line is None:
            found.add("没有双线", place)
        else:
            _double_rule(subject, section, line, found, place, thick_on_top=thick_on_top)
    if upper is not None:
        above = header[header.index(upper) - 1].length("spacing.after") if header[0] is not upper else 0.0
        gap = Decimal(str(above + upper.length("spacing.before"))) / TWIPS_PER_MM
        if abs(gap - head.rule_gap) > _TOLERANCE:
            found.add(f"标志到双线 {_mm(gap)} 毫米，应当是 {plain(head.rule_gap)} 毫米", "首页页眉")
        below = upper.length("spacing.after") - room_below_rule(subject.edition.letters, subject.edition.styles)
        if abs(below) > _POINT:
            asked = plain(head.number_gap)
            found.add(f"双线到发文字号比规定的 {asked} 磅差 {plain(round(abs(below) / _POINT, 1))} 磅", "首页页眉")
    if lower is not None:
        below = sum(line.length("spacing.line") for line in footer[footer.index(lower) + 1 :])
        height = Decimal(str(_twips_of(section, "footer") + lower.length("spacing.after") + below)) / TWIPS_PER_MM
        if abs(height - head.rule_bottom) > _TOLERANCE:
            found.add(f"双线距下页边 {_mm(height)} 毫米，应当是 {plain(head.rule_bottom)} 毫米", "首页页脚")
    lines = f"{plain(head.thick)} 磅和 {plain(head.thin)} 磅"
    asked = (
        f"标志下 {plain(head.rule_gap)} 毫米处上粗下细，距下页边 {plain(head.rule_bottom)} 毫米处上细下粗，"
        f"线粗 {lines}，长 {plain(head.rule_length)} 毫米，居中"
    )
    return found.requirement(asked, "两条双线都符合")


def _double_rule(
    subject: Subject, section: Section, line: _Line, found: Deviations, place: str, *, thick_on_top: bool
) -> None:
    head, page = subject.edition.letters.head, subject.edition.styles.page
    asked = (head.thick, head.thin) if thick_on_top else (head.thin, head.thick)
    borders = [find(line.node, "w:pPr", "w:pBdr", f"w:{side}") for side in _SIDES]
    widths = [Decimal(str(measure(attribute(border, "sz")))) / _EIGHTHS for border in borders]
    if any(abs(width - points) > Decimal("0.25") for width, points in zip(widths, asked, strict=True)):
        shown, wanted = (" 磅、".join(map(plain, numbers)) for numbers in (widths, asked))
        found.add(f"双线上下各粗 {shown} 磅，应当是 {wanted} 磅", place)
    if any(attribute(border, "color").upper() != head.color for border in borders):
        found.add(f"双线的颜色是 {attribute(borders[0], 'color') or '自动'}，应当是 {head.color}", place)
    left = _twips_of(section, "left") + line.length("ind.left")
    right = _twips_of(section, "right") + line.length("ind.right")
    edges = [Decimal(str(edge)) / TWIPS_PER_MM for edge in (left, right)]
    length, edge = page.width - sum(edges), (page.width - head.rule_length) / 2
    if abs(length - head.rule_length) > _TOLERANCE or any(abs(one - edge) > _TOLERANCE for one in edges):
        centred = "居中" if abs(edges[0] - edges[1]) <= _TOLERANCE else "没有居中"
        found.add(f"双线长 {_mm(length)} 毫米，{centred}，应当长 {plain(head.rule_length)} 毫米，居中", place)


def _bare_first(subject: Subject, section: Section) -> Requirement:
    found = Deviations(subject, BARE_FIRST)
    if not switched(section.node, "w:titlePg"):
        found.add("没有设置“首页不同”，首页会显示页码", section.where)
    elif own_footers(subject.document, section, {}).get("first") is not None:
        found.add("首页显示了页码", section.where)
    return found.requirement("首页没有页码", "首页没有页码")


def _twips_of(section: Section, side: str) -> float:
    return measure(attribute(find(section.node, "w:pgMar"), side))


def _mm(length: Decimal) -> str:
    return plain(round(length, 1))
