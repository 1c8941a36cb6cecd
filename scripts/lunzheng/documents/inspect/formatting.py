"""Formatting as Word resolves it: document defaults, style inheritance, table style, character style, then the run."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from lunzheng.documents.ooxml import TWIPS_PER_MM, find, qualified

Layer = dict[str, str]
"""Properties by name, e.g. ``eastAsia``, ``sz``, ``ind.firstLineChars``; a later layer overrides an earlier one."""

MAX_CHAIN = 64
_OFF = ("0", "false", "off")
_SLOTS = ("ascii", "hAnsi", "eastAsia")
_UNITS = {"mm": float(TWIPS_PER_MM), "cm": float(TWIPS_PER_MM) * 10, "in": 1440.0, "pt": 20.0, "pc": 240.0, "pi": 240.0}
_MEASURE = re.compile(r"^(?P<number>-?\d{1,9}(?:\.\d{1,9})?)(?P<unit>mm|cm|in|pt|pc|pi)?$")
_SIDES = {"start": "left", "startChars": "leftChars", "end": "right", "endChars": "rightChars"}
_SYNONYMS = {"start": "left", "end": "right", "distribute": "both"}


def attribute(node: etree._Element | None, name: str) -> str:
    """A ``w:`` attribute, or empty."""
    return node.get(qualified(f"w:{name}"), "") if node is not None else ""


def value(parent: etree._Element | None, *path: str) -> str:
    """The ``w:val`` of a descendant, or empty."""
    return attribute(find(parent, *path), "val") if parent is not None else ""


def switched(parent: etree._Element | None, name: str) -> bool:
    """Whether an on/off property is on."""
    node = find(parent, name) if parent is not None else None
    return node is not None and attribute(node, "val") not in _OFF


def measure(text: str | None, default: float = 0.0) -> float:
    """A length in twips: a plain number, or one with its unit as strict documents write it."""
    found = _MEASURE.match(text.strip()) if text else None
    if found is None:
        return default
    return float(found["number"]) * _UNITS.get(found["unit"] or "", 1.0)


def half_points(text: str | None) -> float:
    """A font size in points, from half-points or a length with its unit."""
    return measure(text) / (20 if text and text[-1:].isalpha() else 2)


def whole(text: str | None, default: int = 0) -> int:
    """An integer attribute; the default where it is none."""
    return int(measure(text, default))


def run_layer(properties: etree._Element | None, theme: Mapping[str, str]) -> Layer:
    """The properties of one ``w:rPr``."""
    layer: Layer = {}
    if properties is None:
        return layer
    fonts = find(properties, "w:rFonts")
    for slot in _SLOTS if fonts is not None else ():
        font = theme.get(attribute(fonts, f"{slot}Theme")) or attribute(fonts, slot)
        if font:
            layer[slot] = font
    if attribute(fonts, "hint"):
        layer["hint"] = attribute(fonts, "hint")
    for name in ("sz", "spacing", "color", "highlight", "w", "position"):
        if text := value(properties, f"w:{name}"):
            layer[name] = text
    if language := attribute(find(properties, "w:lang"), "eastAsia"):
        layer["lang"] = language
    if find(properties, "w:vanish") is not None:
        layer["vanish"] = "1" if switched(properties, "w:vanish") else ""
    return layer


def paragraph_layer(properties: etree._Element | None) -> Layer:
    """The properties of one ``w:pPr``."""
    layer: Layer = {}
    if properties is None:
        return layer
    if alignment := value(properties, "w:jc"):
        layer["jc"] = _SYNONYMS.get(alignment, alignment)
    for name in ("ind", "spacing"):
        node = find(properties, f"w:{name}")
        for key, text in node.attrib.items() if node is not None else ():
            local = etree.QName(str(key)).localname
            layer[f"{name}.{_SIDES.get(local, local)}"] = str(text)
    if find(properties, "w:pageBreakBefore") is not None:
        layer["pageBreakBefore"] = "1" if switched(properties, "w:pageBreakBefore") else ""
    if level := value(properties, "w:outlineLvl"):
        layer["outlineLvl"] = level
    number = find(properties, "w:numPr", "w:numId")
    if number is not None:
        layer["numId"] = attribute(number, "val")
    return layer


def merged(*layers: Layer) -> Layer:
    """Layers put upon each other; a hanging indent replaces the first line's of the layers below, and vice versa."""
    result: Layer = {}
    for layer in layers:
        for ours, other in (("firstLine", "hanging"), ("hanging", "firstLine")):
            if f"ind.{ours}" in layer or f"ind.{ours}Chars" in layer:
                result.pop(f"ind.{other}", None)
                result.pop(f"ind.{other}Chars", None)
        result |= layer
    return result


class Formatting:
    """The styles of a document, resolved."""

    def __init__(self, styles: etree._Element | None, theme: etree._Element | None) -> None:
        self.theme = _theme_fonts(theme)
        self.names: dict[str, str] = {}
        self._styles: dict[str, etree._Element] = {}
        self._defaults: dict[str, str] = {}
        self._runs: dict[str, Layer] = {}
        self._paragraphs: dict[str, Layer] = {}
        for style in styles.findall(qualified("w:style")) if styles is not None else ():
            code = attribute(style, "styleId")
            self._styles.setdefault(code, style)
            self.names.setdefault(code, value(style, "w:name"))
            if attribute(style, "default") not in ("", *_OFF):
                self._defaults.setdefault(attribute(style, "type"), code)
        defaults = find(styles, "w:docDefaults") if styles is not None else None
        default_run = find(defaults, "w:rPrDefault", "w:rPr") if defaults is not None else None
        default_paragraph = find(defaults, "w:pPrDefault", "w:pPr") if defaults is not None else None
        self.default_run = run_layer(default_run, self.theme)
        self.default_paragraph = paragraph_layer(default_paragraph)

    def __contains__(self, code: str) -> bool:
        return code in self._styles

    def style_of(self, paragraph: etree._Element) -> str:
        """The id of a paragraph's style; the default one where it names none, or one that does not exist."""
        code = value(paragraph, "w:pPr", "w:pStyle")
        return code if code in self._styles else self.default_style

    @property
    def default_style(self) -> str:
        """The id of the style of paragraphs that name none."""
        return self._defaults.get("paragraph", "")

    @property
    def base_run(self) -> Layer:
        """What holds for runs of the default style."""
        return merged(self.default_run, self.run(self.default_style))

    def run(self, code: str) -> Layer:
        """What a style, with those it is based on, says of runs."""
        if code not in self._runs:
            layers = (run_layer(find(style, "w:rPr"), self.theme) for style in self._chain(code))
            self._runs[code] = merged(*layers)
        return self._runs[code]

    def paragraph(self, code: str) -> Layer:
        """What a style, with those it is based on, says of paragraphs."""
        if code not in self._paragraphs:
            self._paragraphs[code] = merged(*(paragraph_layer(find(style, "w:pPr")) for style in self._chain(code)))
        return self._paragraphs[code]

    def _chain(self, code: str) -> list[etree._Element]:
        """A style after those it is based on; a circle is cut."""
        chain: list[etree._Element] = []
        seen: set[str] = set()
        while code in self._styles and code not in seen and len(seen) < MAX_CHAIN:
            seen.add(code)
            chain.insert(0, self._styles[code])
            code = value(self._styles[code], "w:basedOn")
        return chain


def _theme_fonts(theme: etree._Element | None) -> dict[str, str]:
    """``minorEastAsia`` and its like → the font; Chinese ones stand in the list by script where ``ea`` is empty."""
    fonts: dict[str, str] = {}
    if theme is None:
        return fonts
    for size in ("major", "minor"):
        group = next(theme.iter(f"{{*}}{size}Font"), None)
        if group is None:
            continue
        latin = next((node.get("typeface", "") for node in group.iterchildren("{*}latin")), "")
        east = next((node.get("typeface", "") for node in group.iterchildren("{*}ea")), "") or next(
            (node.get("typeface", "") for node in group.iterchildren("{*}font") if node.get("script") == "Hans"), ""
        )
        fonts |= {f"{size}HAnsi": latin, f"{size}Ascii": latin, f"{size}EastAsia": east}
    return fonts
