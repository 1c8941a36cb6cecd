"""Page numbers: where they stand, how they look, where they are left out, and that they run on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lunzheng.documents.inspect.content import Document, Section
from lunzheng.documents.inspect.expected import COVER_TITLE, is_chapter
from lunzheng.documents.inspect.footer import NUMBER_MARK, Footer, own_footers
from lunzheng.documents.inspect.formatting import attribute, half_points, measure, switched, whole
from lunzheng.documents.inspect.requirement import STANDARD, Deviations, Requirement, Subject, plain
from lunzheng.documents.inspect.sections import is_across
from lunzheng.documents.inspect.styles import same_font
from lunzheng.documents.ooxml import TWIPS_PER_MM, find
from lunzheng.model.style import Page, PageNumber, StyleSheet
from lunzheng.source.problem import Kind

_ARTICLE = f"{STANDARD} 7.5"
ODD_EVEN = Kind(
    "E410",
    "奇偶页的页码分开设置",
    "双面印刷时，页码都要在外侧。",
    "双击页脚，勾选“奇偶页不同”",
    article=_ARTICLE,
)
NUMBERED = Kind(
    "E411",
    "封面以外每页都有页码",
    "附件与正文一起装订，页码要连续编排；横排的页也不例外。",
    "双击这一节的页脚，点“链接到前一节”，并取消“首页不同”",
    article=f"{_ARTICLE}、8",
)
BARE_COVER = Kind(
    "E412",
    "封面没有页码",
    "页码从正文开始编。",
    "双击封面的页脚，删掉页码；后一节的页脚先取消“链接到前一节”",
    article="",
)
NUMBER_FORM = Kind(
    "E413",
    "页码的写法和字体符合要求",
    "页码用 4 号半角宋体阿拉伯数字，左右各放一条一字线。",
    "双击页脚，把页码改成“— 1 —”的写法，字体和字号按要求设置",
    article=_ARTICLE,
)
NUMBER_PLACE = Kind(
    "E414",
    "单页码居右空一字，双页码居左空一字",
    "页码在版心下边缘之下、书口一侧。",
    "双击页脚，奇数页右对齐、右缩进 1 字符，偶数页左对齐、左缩进 1 字符",
    article=_ARTICLE,
)
CONTINUOUS = Kind(
    "E415",
    "页码从 1 起连续编排",
    "中间重新起头，就会有两页同号。",
    "在“页码 — 设置页码格式”里，正文第一节选“起始页码 1”，其余各节选“续前节”",
    article=_ARTICLE,
)
FOOTER_KINDS = (ODD_EVEN, NUMBERED, BARE_COVER, NUMBER_FORM, NUMBER_PLACE, CONTINUOUS)

_TYPES = {"default": "奇数页", "even": "偶数页", "first": "首页"}
_INDENT_TOLERANCE = 20


def check_footers(subject: Subject) -> Iterable[Requirement]:
    """The footers that each section shows, inherited ones included."""
    document, number = subject.document, subject.edition.styles.page_number
    found = {kind: Deviations(subject, kind) for kind in FOOTER_KINDS}
    both = document.settings is not None and switched(document.settings, "w:evenAndOddHeaders")
    if not both:
        found[ODD_EVEN].add("没有设置“奇偶页不同”", "整份文档")
    shown: dict[str, Footer | None] = {}
    read: dict[str, Footer | None] = {}
    covers, front = _front(subject)
    numbered = 0
    # The first page of a letter shows no number; whether it does is asked with the letterhead.
    for section in document.sections:
        shown = shown | own_footers(document, section, read)
        kinds = ["default", *(["even"] if both else []), *(["first"] if switched(section.node, "w:titlePg") else [])]
        own = {kind: shown.get(kind) for kind in kinds}
        if section.index in covers:
            for kind, footer in own.items():
                if footer is not None:
                    found[BARE_COVER].add("封面上有页码", f"{section.where}{_TYPES[kind]}")
            continue
        if section.index in front and not any(own.values()):
            continue
        numbered += any(own.values())
        for kind, footer in own.items():
            if kind == "first" and section.index == 0 and subject.has_letterhead:
                continue
            if footer is None:
                found[NUMBERED].add("没有页码", f"{section.where}{_TYPES[kind]}")
            else:
                _look(footer, kind, subject.edition.styles, section, found)
    _continuity(document, covers, front, found[CONTINUOUS])
    pattern = number.pattern.replace("{page}", "1")
    asked = {
        ODD_EVEN: ("奇偶页不同", "已设置"),
        NUMBERED: ("正文、附件各节都有", f"{numbered} 节都有"),
        BARE_COVER: ("无页码", "无页码" if covers else "没有封面"),
        NUMBER_FORM: (f"“{pattern}”，{number.font}，{plain(number.size)} 磅", "都符合"),
        NUMBER_PLACE: (
            f"奇数页居右、偶数页居左，各空 {number.indent} 字，版心下边缘以下 {number.distance} 毫米",
            "都符合",
        ),
        CONTINUOUS: ("正文从 1 起，以后续前节", "连续"),
    }
    applies = {BARE_COVER: bool(covers)} | dict.fromkeys((NUMBER_FORM, NUMBER_PLACE, CONTINUOUS), numbered > 0)
    for asked_kind, deviations in found.items():
        yield deviations.requirement(*asked[asked_kind], applies=applies.get(asked_kind, True))


def _front(subject: Subject) -> tuple[set[int], set[int]]:
    """The sections of the cover, and those of all matter before the first chapter (contents, sign-off)."""
    document = subject.document
    covers = {p.section for p in document.text_paragraphs if p.code == COVER_TITLE and p.text.strip()}
    chapter = next((p.section for p in document.text_paragraphs if is_chapter(p)), 0)
    return covers, {section.index for section in document.sections if section.index < chapter} | covers


def _look(footer: Footer, kind: str, sheet: StyleSheet, section: Section, found: Mapping[Kind, Deviations]) -> None:
    page, number = sheet.page, sheet.page_number
    place = f"{section.where}{_TYPES[kind]}的页码"
    text = footer.text.replace(NUMBER_MARK, "1")
    asked = number.pattern.replace("{page}", "1")
    if " ".join(text.split()) != asked:
        found[NUMBER_FORM].add(f"写法是“{' '.join(text.split())}”，应当是“{asked}”", place)
    for layer in footer.numbers:
        font = next(
            (layer.get(s, "") for s in ("ascii", "eastAsia") if not same_font(layer.get(s, ""), number.font)), None
        )
        size = half_points(layer.get("sz", "20"))
        if font is not None or abs(size - float(number.size)) > 0.01:
            asked = f"{number.font} {plain(number.size)} 磅"
            found[NUMBER_FORM].add(f"字体是{font or number.font} {plain(size)} 磅，应当是{asked}", place)
            break
    form = attribute(find(section.node, "w:pgNumType"), "fmt")
    if form not in ("", "decimal", "numberInDash"):
        found[NUMBER_FORM].add(f"编号格式是 {form}，应当是阿拉伯数字", place)
    side = "left" if kind == "even" else "right"
    sides = ("left", "right") if kind == "first" else (side,)
    actual = footer.side or footer.paragraph.get("jc", "left")
    if actual not in (*sides, "outside"):
        names = {"left": "居左", "right": "居右", "center": "居中", "both": "居左", "inside": "在内侧"}
        found[NUMBER_PLACE].add(f"{names.get(actual, actual)}，应当{names[side]}", place)
    elif not footer.side and (fault := _indent_fault(footer, actual, number)):
        found[NUMBER_PLACE].add(fault, place)
    if not footer.floating and not is_across(section) and (fault := _height_fault(footer, section, page, number)):
        found[NUMBER_PLACE].add(fault, place)


def _indent_fault(footer: Footer, side: str, number: PageNumber) -> str:
    characters = whole(footer.paragraph.get(f"ind.{side}Chars")) / 100
    if not characters:
        characters = measure(footer.paragraph.get(f"ind.{side}")) / (20 * float(number.size))
    outer = footer.text[len(footer.text.rstrip()) :] if side == "right" else footer.text[: -len(footer.text.lstrip())]
    characters += outer.count("\u3000") + outer.count(" ") / 2
    if abs(characters - number.indent) * 100 > _INDENT_TOLERANCE:
        return f"离版心边缘 {plain(round(characters, 1))} 字，应当是 {number.indent} 字"
    return ""


def _height_fault(footer: Footer, section: Section, page: Page, number: PageNumber) -> str:
    edge = measure(attribute(find(section.node, "w:pgMar"), "footer"))
    exact = footer.paragraph.get("spacing.lineRule") in ("exact", "atLeast")
    line = measure(footer.paragraph.get("spacing.line")) if exact else float(number.size) * 20 * _SINGLE_LINE
    # The dashes beside the number stand in the middle of its line.
    dashes = (edge + measure(footer.paragraph.get("spacing.after")) + line / 2) / float(TWIPS_PER_MM)
    millimetres = float(page.bottom) - dashes
    if abs(millimetres - float(number.distance)) > _HEIGHT_TOLERANCE:
        return f"在版心下边缘以下 {plain(round(millimetres, 1))} 毫米，应当是 {number.distance} 毫米"
    return ""


_SINGLE_LINE = 1.3
"""The height of a single-spaced line of a Chinese font, in sizes; fonts differ, hence the tolerance in mm."""
_HEIGHT_TOLERANCE = 1.5


def _continuity(document: Document, covers: set[int], front: set[int], found: Deviations) -> None:
    first = next((s.index for s in document.sections if s.index not in front), 0)
    for section in document.sections:
        start = attribute(find(section.node, "w:pgNumType"), "start")
        if not start or section.index in covers:
            continue
        if section.index > first:
            found.add(f"重新从 {start} 起编页码", section.where)
        elif start != "1":
            found.add(f"页码从 {start} 起，应当从 1 起", section.where)
    numbered = [s for s in document.sections if s.index not in covers and s.index <= first]
    if covers and not any(attribute(find(s.node, "w:pgNumType"), "start") for s in numbered):
        found.add("封面以后的页码没有从 1 起", f"第 {first + 1} 节")
