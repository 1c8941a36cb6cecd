"""Indents, line spacing and alignment of paragraphs."""

from __future__ import annotations

from collections.abc import Iterable

from lunzheng.documents.inspect.content import TEXT
from lunzheng.documents.inspect.expected import Expected, code_asked_of, expected_style, is_numbered
from lunzheng.documents.inspect.formatting import Layer, measure, whole
from lunzheng.documents.inspect.requirement import STANDARD, Deviations, Requirement, Subject, of_style, plain
from lunzheng.documents.letter_text import ATTACHMENTS, COPIES
from lunzheng.documents.ooxml import TWIPS_PER_MM
from lunzheng.source.problem import Kind

INDENT = Kind(
    "E419",
    "每个自然段左空二字，用“字符”设置",
    "按字符设置的缩进随字号变化，任何电脑上都正好两个字；空格和厘米数做不到。",
    "选中这一段，在“段落 — 缩进 — 特殊格式”里选“首行”“2 字符”，删掉段首的空格",
    article=f"{STANDARD} 7.3.3",
)
LINE_SPACING = Kind(
    "E420",
    "行距符合要求",
    "行距不对，每页就排不满规定的行数。",
    "选中这一段，在“段落 — 行距”里按要求改；样式本身不对的，在“修改样式”里改",
    article=f"{STANDARD} 5.2.3",
)
ALIGNMENT = Kind(
    "E421",
    "段落的对齐方式符合要求",
    "标题居中，正文撑满版心，附件标记顶格。",
    "选中这一段，在“段落 — 对齐方式”里按要求改",
    article=f"{STANDARD} 5.2.3、7.3",
)
LAYOUT_KINDS = (INDENT, LINE_SPACING, ALIGNMENT)

_ALIGNED = {"both": "两端对齐", "center": "居中", "left": "左对齐", "right": "右对齐"}
_OWN_INDENTS = (ATTACHMENTS, COPIES)
"""Elements of letters whose indents follow from their words; they are held to them by themselves."""
_TYPED_INDENT = ("\u3000", "  ", "\t")
_TOLERANCE = 6
"""Twips (a tenth of a millimetre) that other programs lose when they convert lengths."""


def check_layout(subject: Subject) -> Iterable[Requirement]:
    """Every paragraph of the text against the figures of its style; a wrong style is told once."""
    document, sheet = subject.document, subject.sheet
    found = {kind: Deviations(subject, kind) for kind in LAYOUT_KINDS}
    # Room to write in is no indent.
    blanks = tuple(str(blank.blank) for blank in subject.edition.letters.blanks if blank.blank.strip())
    counted = 0
    for paragraph in document.paragraphs:
        code = code_asked_of(paragraph, sheet)
        if not code or not paragraph.text.strip() or paragraph.setting != TEXT:
            continue
        counted += 1
        expected = expected_style(sheet, code)
        layer, by_style = document.paragraph_format(paragraph), document.paragraph_format(paragraph, direct=False)
        listed = is_numbered(document, paragraph) or code in _OWN_INDENTS
        style_faults = _faults(by_style, expected, listed=listed)
        for kind, fault in _faults(layer, expected, listed=listed):
            styled = (kind, fault) in style_faults
            found[kind].add(of_style(paragraph.name, fault) if styled else fault, paragraph.place)
        typed = paragraph.text.startswith(_TYPED_INDENT) and not paragraph.text.startswith(blanks)
        if not listed and expected.first_line and typed:
            found[INDENT].add("段首的空白是空格或制表符打出来的", paragraph.place)
    body = expected_style(sheet, sheet.styles[0].code)
    met = f"{counted} 段都符合"
    asked = {
        INDENT: "首行缩进 2 字符（w:firstLineChars），标题和表格按样式",
        LINE_SPACING: f"正文固定值 {plain((body.line or 0) / 20)} 磅，其余按样式",
        ALIGNMENT: f"正文{_ALIGNED[body.alignment]}，其余按样式",
    }
    for kind, deviations in found.items():
        yield deviations.requirement(asked[kind], met, applies=bool(counted))


def _faults(layer: Layer, expected: Expected, *, listed: bool) -> list[tuple[Kind, str]]:
    faults: list[tuple[Kind, str]] = []
    if not listed and (fault := _indent_fault(layer, expected)):
        faults.append((INDENT, fault))
    if fault := _line_fault(layer, expected):
        faults.append((LINE_SPACING, fault))
    alignment = layer.get("jc", "left")
    if alignment != expected.alignment:
        words = _ALIGNED.get(alignment, alignment)
        faults.append((ALIGNMENT, f"对齐方式是{words}，应当是{_ALIGNED[expected.alignment]}"))
    return faults


def _indent_fault(layer: Layer, expected: Expected) -> str:
    for name, label, asked in (("firstLine", "首行缩进", expected.first_line), ("left", "左缩进", expected.left)):
        characters = layer.get(f"ind.{name}Chars")
        # Hundredths of a character; a length in their stead does not follow the size of the text.
        if characters is not None and whole(characters):
            if whole(characters) != asked * 100:
                return f"{label}是 {plain(whole(characters) / 100)} 字符，应当是 {asked} 字符"
            continue
        length = measure(layer.get(f"ind.{name}"))
        if abs(length) > _TOLERANCE:
            shown = plain(round(length / float(TWIPS_PER_MM), 1))
            return f"{label}是固定长度 {shown} 毫米，应当是 {asked} 字符"
        if asked:
            return f"没有{label}，应当是 {asked} 字符"
    if measure(layer.get("ind.hanging")) or whole(layer.get("ind.hangingChars")):
        return "用了悬挂缩进"
    return ""


def _line_fault(layer: Layer, expected: Expected) -> str:
    rule = layer.get("spacing.lineRule", "auto")
    line = measure(layer.get("spacing.line"), 240)
    if expected.line is None:
        single = rule == "auto" and abs(line - 240) <= _TOLERANCE
        return "" if single else f"行距是{_spacing(rule, line)}，应当是单倍"
    if rule == "exact" and abs(line - expected.line) <= _TOLERANCE:
        return ""
    return f"行距是{_spacing(rule, line)}，应当是{_spacing('exact', expected.line)}"


def _spacing(rule: str, line: float) -> str:
    if rule == "auto":
        return f" {plain(round(line / 240, 2))} 倍"
    return f"{'固定值' if rule == 'exact' else '最小值'} {plain(round(line / 20, 2))} 磅"
