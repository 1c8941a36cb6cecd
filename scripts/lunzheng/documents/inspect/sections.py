"""Paper, margins and grid of each section."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from lunzheng.documents.inspect.content import Section
from lunzheng.documents.inspect.expected import BODY, FORM_TITLE
from lunzheng.documents.inspect.formatting import attribute, half_points, measure
from lunzheng.documents.inspect.papers import fits, form_codes, joined, last_words
from lunzheng.documents.inspect.requirement import STANDARD, Deviations, Requirement, Subject, plain
from lunzheng.documents.lists import ACROSS
from lunzheng.documents.ooxml import TWIPS_PER_MM, find
from lunzheng.model.edition import YES
from lunzheng.model.style import Page
from lunzheng.source.problem import Kind

PAPER = Kind(
    "E405",
    "纸张是 A4",
    "公文一律用 A4 纸，换了纸张，页边和每页行数都会变。",
    "在“页面布局 — 纸张大小”里选 A4，应用于整篇文档",
    article=f"{STANDARD} 5.1",
)
ORIENTATION = Kind(
    "E406",
    "正文竖排版面，宽表横排版面",
    "只有放不下的宽表才横过来，横竖要和纸张的长宽一致。",
    "把光标放在这一节，在“页面布局 — 纸张方向”里改，应用于“本节”",
    article=f"{STANDARD} 5.1、8",
)
MARGINS = Kind(
    "E407",
    "页边和版心符合要求",
    "天头和订口留少了，装订以后会压住文字。",
    "在“页面布局 — 页边距 — 自定义页边距”里按要求填写，应用于“本节”",
    article=f"{STANDARD} 5.2.1",
)
LINES = Kind(
    "E408",
    "每页行数符合要求",
    "公文每面排 22 行，撑满版心。",
    "在“页面设置 — 文档网格”里选“只指定行网格”，每页行数按要求填写",
    article=f"{STANDARD} 5.2.3",
)
CHARACTERS = Kind(
    "E409",
    "每行字数符合要求",
    "公文每行排 28 个字，撑满版心。",
    "把正文样式的字符间距改回紧缩 0.25 磅；在“页面设置 — 文档网格”里每行字数按要求填写",
    article=f"{STANDARD} 5.2.3",
)
SECTION_KINDS = (PAPER, ORIENTATION, MARGINS, LINES, CHARACTERS)

TOLERANCE = Decimal(1)
"""Millimetres by which the standard lets the head and binding margins differ; the others follow from the type area."""
_PAPER_TOLERANCE = Decimal("0.5")
_SIDES = {"top": "上", "bottom": "下", "left": "左", "right": "右"}
_GRIDS = ("lines", "linesAndChars", "snapToChars")


def check_sections(subject: Subject) -> Iterable[Requirement]:
    """Each section against the edition's page, turned where it lies across."""
    page = subject.edition.styles.page
    found = {kind: Deviations(subject, kind) for kind in SECTION_KINDS}
    forms = _forms(subject)
    with_tables = {table.section for table in subject.document.tables}
    for section in subject.document.sections:
        across = is_across(section)
        asked = page.turned() if across else page
        _paper(section, asked, found[PAPER])
        if fault := _orientation(section, forms.get(section.index), has_table=section.index in with_tables):
            found[ORIENTATION].add(fault, section.where)
        for fault in _margins(section, asked, across=across):
            found[MARGINS].add(fault, section.where)
        if not across:
            _grid(subject, section, found)
    number = len(subject.document.sections)
    across_number = sum(map(is_across, subject.document.sections))
    upright = f"{number - across_number} 个竖排的节都是" if number > across_number else "没有竖排的节"
    asked_of = {
        PAPER: (f"{page.width}×{page.height} 毫米", f"{number} 节都是"),
        ORIENTATION: ("正文竖排，规定的宽表横排", f"{number - across_number} 节竖排，{across_number} 节横排"),
        MARGINS: (
            f"上 {page.top}±{TOLERANCE}、左（订口）{page.left}±{TOLERANCE}、下 {page.bottom}、右 {page.right} 毫米，"
            f"版心 {page.text_width}×{page.text_height} 毫米；横排的转 90 度",
            f"{number} 节都符合",
        ),
        LINES: (f"{page.lines} 行", upright),
        CHARACTERS: (f"{page.characters} 字", upright),
    }
    for kind, deviations in found.items():
        asked_words, found_words = asked_of[kind]
        applies = kind not in (LINES, CHARACTERS) or number > across_number
        yield deviations.requirement(asked_words, found_words, applies=applies)


def is_across(section: Section) -> bool:
    """Whether its pages are wider than high."""
    size = find(section.node, "w:pgSz")
    return measure(attribute(size, "w")) > measure(attribute(size, "h"))


def _millimetres(text: str) -> Decimal:
    return Decimal(str(round(measure(text) / float(TWIPS_PER_MM), 1)))


def _paper(section: Section, asked: Page, found: Deviations) -> None:
    size = find(section.node, "w:pgSz")
    width, height = (_millimetres(attribute(size, name)) for name in ("w", "h"))
    if abs(width - asked.width) > _PAPER_TOLERANCE or abs(height - asked.height) > _PAPER_TOLERANCE:
        shown = f"纸张是 {plain(width)}×{plain(height)} 毫米" if width and height else "没有写明纸张大小"
        found.add(f"{shown}，应当是 {asked.width}×{asked.height} 毫米", section.where)


def _orientation(section: Section, form: _Form | None, *, has_table: bool) -> str:
    across = is_across(section)
    declared = attribute(find(section.node, "w:pgSz"), "orient") == "landscape"
    if declared != across:
        return f"写明的方向是{_direction(across=declared)}，纸张的长宽却是{_direction(across=across)}"
    if form is not None:
        if form.landscape != across:
            return f"《{form.name}》是{_direction(across=across)}，应当是{_direction(across=form.landscape)}"
    elif across and not has_table:
        return "没有宽表，却是横排"
    return ""


@dataclass(frozen=True)
class _Form:
    """A form with the direction of its paper, known by its title."""

    title: tuple[str, ...]
    name: str
    landscape: bool


def _forms(subject: Subject) -> dict[int, _Form]:
    """The form, or list, that stands in each section, by its title."""
    edition = subject.edition
    known = [_Form((form.name,), form.name, form.landscape == YES) for form in edition.forms]
    if subject.letter:
        forms = [edition.letters.form(code) for code in form_codes(subject.letter)]
        known = [_Form(form.title, last_words(form.title), form.landscape == YES) for form in forms]
    elif subject.listing:
        known = [_Form((subject.listing.title,), subject.listing.sheet, ACROSS)]
    found: dict[int, _Form] = {}
    for paragraph in subject.document.text_paragraphs:
        if paragraph.code == FORM_TITLE:
            form = next((form for form in known if fits(joined(paragraph.text), form.title)), None)
            found |= {paragraph.section: form} if form else {}
    return found


def _direction(*, across: bool) -> str:
    return "横排" if across else "竖排"


def _margins(section: Section, asked: Page, *, across: bool) -> list[str]:
    node = find(section.node, "w:pgMar")
    if node is None:
        return ["没有写明页边"]
    margins = {side: _millimetres(attribute(node, side)) for side in _SIDES}
    gutter = _millimetres(attribute(node, "gutter"))
    margins["top" if across else "left"] += gutter
    wanted = {"top": asked.top, "bottom": asked.bottom, "left": asked.left, "right": asked.right}
    # The margin at the head and that at the binding are given; the opposite ones leave the type area its size.
    given = ("top", "right") if across else ("top", "left")
    spare = {"top": "bottom", "left": "right", "bottom": "top", "right": "left"}
    faults = []
    for side, name in _SIDES.items():
        drift = abs(margins[side] - wanted[side])
        if side not in given:
            together = margins[side] + margins[spare[side]] - wanted[side] - wanted[spare[side]]
            opposite_right = abs(margins[spare[side]] - wanted[spare[side]]) <= TOLERANCE
            drift = min(drift, abs(together)) if opposite_right else drift
        if drift > TOLERANCE:
            faults.append(f"{name}页边是 {plain(margins[side])} 毫米，应当是 {wanted[side]} 毫米")
    return faults


def _grid(subject: Subject, section: Section, found: dict[Kind, Deviations]) -> None:
    page = subject.edition.styles.page
    grid = find(section.node, "w:docGrid")
    pitch = measure(attribute(grid, "linePitch"))
    if attribute(grid, "type") not in _GRIDS or pitch <= 0:
        found[LINES].add(f"没有设定行网格，应当每页 {page.lines} 行", section.where)
    else:
        lines = int(float(page.text_height * TWIPS_PER_MM) / pitch)
        if lines != page.lines:
            found[LINES].add(f"每页 {lines} 行（行跨度 {plain(pitch / 20)} 磅），应当是 {page.lines} 行", section.where)
    characters = _characters(subject, attribute(grid, "type"), measure(attribute(grid, "charSpace")))
    if characters != page.characters:
        found[CHARACTERS].add(f"每行 {characters} 字，应当是 {page.characters} 字", section.where)


def _characters(subject: Subject, grid: str, space: float) -> int:
    """How many characters of body size a line holds: by the grid where it is enforced, else by the body's spacing."""
    sheet, formatting = subject.edition.styles, subject.document.formatting
    body = next(
        (code for code, style in subject.document.roles.items() if style.code == BODY), formatting.default_style
    )
    size = float(sheet.body_size)
    layer = formatting.default_run | formatting.run(body)
    if abs(half_points(layer.get("sz")) - size) < 0.01:
        size += measure(layer.get("spacing")) / 20
    if grid in ("linesAndChars", "snapToChars"):
        size += space / 4096
    return int(float(sheet.page.text_width * TWIPS_PER_MM) / 20 / size + 0.001) if size > 0 else 0
