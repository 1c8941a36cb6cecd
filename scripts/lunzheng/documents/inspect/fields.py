"""Fields of a document: their instructions, and where their results stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from lunzheng.documents.inspect.formatting import attribute
from lunzheng.documents.ooxml import qualified

_CHAR, _INSTRUCTION, _SIMPLE, _P = (qualified(f"w:{name}") for name in ("fldChar", "instrText", "fldSimple", "p"))


@dataclass(frozen=True)
class Field:
    """A field: the first word of its instruction in capitals, the others, and the paragraph that it begins in."""

    name: str
    words: tuple[str, ...]
    paragraph: etree._Element | None


def fields(root: etree._Element) -> Iterator[Field]:
    """Every field of a part, nested ones too."""
    open_fields: list[tuple[list[str], etree._Element | None]] = []
    paragraph: etree._Element | None = None
    for node in root.iter(_P, _CHAR, _INSTRUCTION, _SIMPLE):
        if node.tag == _P:
            paragraph = node
        elif node.tag == _SIMPLE:
            yield _field(attribute(node, "instr"), paragraph)
        elif node.tag == _INSTRUCTION:
            if open_fields:
                open_fields[-1][0].append(node.text or "")
        elif attribute(node, "fldCharType") == "begin":
            open_fields.append(([], paragraph))
        elif attribute(node, "fldCharType") == "end" and open_fields:
            pieces, begun = open_fields.pop()
            yield _field("".join(pieces), begun)


def _field(instruction: str, paragraph: etree._Element | None) -> Field:
    words = instruction.replace('"', " ").split()
    return Field(words[0].upper() if words else "", tuple(words[1:]), paragraph)
