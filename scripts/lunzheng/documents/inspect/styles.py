"""Fonts, sizes and colours of text: each style that is in use, then every run that departs from its style."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from lunzheng.documents.inspect.content import Paragraph, Run, quoted
from lunzheng.documents.inspect.expected import Expected, code_asked_of, expected_style
from lunzheng.documents.inspect.formatting import Layer, half_points, measure
from lunzheng.documents.inspect.requirement import STANDARD, Deviations, Requirement, Subject, of_style, plain
from lunzheng.source.problem import Kind

CHINESE_FONT = Kind(
    "E416",
    "中文字体符合要求",
    "标题用小标宋，一级标题用黑体，二级标题用楷体，正文用仿宋，字体一乱层次就看不清。",
    "选中这几个字，按 Ctrl+空格键清除字体设置；样式本身不对的，在“修改样式”里改中文字体",
    article=f"{STANDARD} 5.2.2、7.3",
)
LATIN_FONT = Kind(
    "E417",
    "西文字体符合要求",
    "数字和字母要用同一种西文字体，与中文分开设置。",
    "选中这几个字，按 Ctrl+空格键清除字体设置；样式本身不对的，在“修改样式”里改西文字体",
    article=f"{STANDARD} 5.2.2",
)
SIZE = Kind(
    "E418",
    "字号符合要求",
    "标题用 2 号，正文和各级标题用 3 号，表格和题注用规定的小字号。",
    "选中这几个字，按 Ctrl+空格键清除字号设置；样式本身不对的，在“修改样式”里改字号",
    article=f"{STANDARD} 5.2.2、7.3",
)
LETTER_SPACING = Kind(
    "E422",
    "不单独调整字符的间距、缩放和位置",
    "加宽、压缩的文字会使每行字数不足或超出规定。",
    "选中这几个字，在“字体 — 高级”里把缩放、间距、位置改回默认",
    article=f"{STANDARD} 5.2.3",
)
COLOUR = Kind(
    "E423",
    "文字为黑色，没有突出显示",
    "正式文件的文字一律用黑色；彩色和底纹多半是修改时留下的记号。",
    "选中文字，字体颜色选“自动”，突出显示选“无颜色”",
    article=f"{STANDARD} 5.2.4",
)
LANGUAGE = Kind(
    "E424",
    "文档语言是中文",
    "语言不对时，断行、标点挤压、朗读和字体替换都会出错。",
    "全选，在“审阅 — 语言 — 设置校对语言”里选“中文（简体，中国）”",
)
STYLE_KINDS = (CHINESE_FONT, LATIN_FONT, SIZE, LETTER_SPACING, COLOUR, LANGUAGE)

_EAST_ASIAN = re.compile(
    r"[\u2e80-\u2fdf\u3005\u3007\u3021-\u3029\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"
)
_ASCII = re.compile(r"[0-9A-Za-z]")
_FURTHER_LATIN = re.compile(r"[\u00c0-\u024f]")
_SAME_FONT = {
    "simsun": "宋体", "simhei": "黑体", "fangsong_gb2312": "仿宋_gb2312", "kaiti_gb2312": "楷体_gb2312",
    "fangsong": "仿宋", "kaiti": "楷体", "fzxiaobiaosong-b05s": "方正小标宋简体",
}  # fmt: skip
"""Names under which the same font is known to Windows in English and in Chinese."""
_BLACK = ("", "auto", "000000")


def same_font(found: str, asked: str) -> bool:
    """Whether two names mean the same font."""
    first, second = (_SAME_FONT.get(name.strip().casefold(), name.strip().casefold()) for name in (found, asked))
    return first == second


def check_text(subject: Subject) -> Iterable[Requirement]:
    """Fonts, sizes, spacing and colour of every run; a wrong style is told once, a run that departs by itself."""
    return _TextCheck(subject).requirements()


class _TextCheck:
    def __init__(self, subject: Subject) -> None:
        self.subject = subject
        self.document = subject.document
        self.sheet = subject.sheet
        self.found = {kind: Deviations(subject, kind) for kind in STYLE_KINDS}
        self.styles: dict[str, Expected] = {}
        self.runs = 0
        # A wrong default is told once for the whole document.
        self.language = self.document.formatting.base_run.get("lang", "")
        self.languages = ("", self.language, self.sheet.languages.east_asian)

    def requirements(self) -> Iterator[Requirement]:
        for paragraph in self.document.paragraphs:
            if paragraph.text.strip():
                self._paragraph(paragraph)
        self._language()
        fonts = dict.fromkeys(expected.font for expected in self.styles.values())
        sizes = dict.fromkeys(plain(expected.size) for expected in self.styles.values())
        met = f"{len(self.styles)} 种样式、{self.runs} 处文字都符合"
        asked = {
            CHINESE_FONT: "、".join(fonts),
            LATIN_FONT: self.sheet.latin_font,
            SIZE: f"{'、'.join(sizes)} 磅，各按样式",
            LETTER_SPACING: "按样式，不另行加宽或压缩",
            COLOUR: "黑色",
            LANGUAGE: self.sheet.languages.east_asian,
        }
        for kind, deviations in self.found.items():
            yield deviations.requirement(asked[kind], met if kind is not LANGUAGE else self.sheet.languages.east_asian)

    def _paragraph(self, paragraph: Paragraph) -> None:
        code = code_asked_of(paragraph, self.sheet)
        expected = expected_style(self.sheet, code) if code else None
        by_style = self.document.run_format(paragraph)
        if expected:
            self.styles[code] = expected
        for run in paragraph.runs:
            if run.text.strip():
                self.runs += 1
                self._run(paragraph, run, by_style, expected)

    def _run(self, paragraph: Paragraph, run: Run, by_style: Layer, expected: Expected | None) -> None:
        layer = self.document.run_format(paragraph, run)
        own = f"{paragraph.where}{quoted(run.text)}"
        for kind, fault in self._font_faults(run.text, layer, expected):
            # What the style alone already gets wrong is one fault of the style.
            styled = (kind, fault) in self._font_faults(run.text, by_style, expected)
            self.found[kind].add(of_style(paragraph.name, fault) if styled else fault, own)
        if any(layer.get(key, "") != by_style.get(key, "") for key in ("w", "position")) or measure(
            layer.get("spacing")
        ) != measure(by_style.get("spacing")):
            self.found[LETTER_SPACING].add("字符的间距、缩放或位置与样式不同", own)
        if layer.get("color", "") not in _BLACK:
            self.found[COLOUR].add(f"文字颜色是 {layer['color']}", own)
        if layer.get("highlight", "none") != "none":
            self.found[COLOUR].add("文字有突出显示", own)
        language = layer.get("lang", "")
        if language not in self.languages and _EAST_ASIAN.search(run.text):
            self.found[LANGUAGE].add(f"文字的语言是 {language}，应当是 {self.sheet.languages.east_asian}", own)

    def _font_faults(self, text: str, layer: Layer, expected: Expected | None) -> list[tuple[Kind, str]]:
        faults: list[tuple[Kind, str]] = []
        if _EAST_ASIAN.search(text):
            font = layer.get("eastAsia", "")
            if expected and not same_font(font, expected.font):
                faults.append((CHINESE_FONT, f"中文字体是{font or '没有指定的字体'}，应当是{expected.font}"))
            elif not expected and not any(same_font(font, style.font) for style in self.sheet.styles if style.font):
                faults.append((CHINESE_FONT, f"中文字体是{font or '没有指定的字体'}，不是规定的字体"))
        for pattern, slot in ((_ASCII, "ascii"), (_FURTHER_LATIN, "hAnsi")):
            font = layer.get(slot, "")
            if pattern.search(text) and not same_font(font, self.sheet.latin_font):
                faults.append((LATIN_FONT, f"西文字体是 {font or '没有指定的字体'}，应当是 {self.sheet.latin_font}"))
                break
        size = half_points(layer.get("sz", "20"))
        if expected and abs(Decimal(str(size)) - expected.size) > Decimal("0.01"):
            faults.append((SIZE, f"字号是 {plain(size)} 磅，应当是 {plain(expected.size)} 磅"))
        return faults

    def _language(self) -> None:
        if self.language != self.sheet.languages.east_asian:
            fault = f"中文的默认语言是 {self.language or '没有指定的'}，应当是 {self.sheet.languages.east_asian}"
            self.found[LANGUAGE].add(fault, "整份文档")
