"""WordprocessingML in short: elements by their local names, and packages with fixed bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from decimal import Decimal

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
XML = "http://www.w3.org/XML/1998/namespace"
_NAMESPACES = {"w": W, "r": R}
TWIPS_PER_MM = Decimal(1440) / Decimal("25.4")
EMU_PER_MM = 36_000
_EPOCH = (1980, 1, 1, 0, 0, 0)

Attributes = Mapping[str, object]


def w(name: str, attributes: Attributes | None = None, *children: etree._Element) -> etree._Element:
    """A ``w:`` element; attribute names without prefix are ``w:`` attributes."""
    node = etree.Element(f"{{{W}}}{name}", nsmap=_NAMESPACES)
    for key, value in (attributes or {}).items():
        prefix, _, local = key.rpartition(":")
        namespace = _NAMESPACES.get(prefix, W) if prefix != "xml" else XML
        node.set(f"{{{namespace}}}{local}", str(value))
    node.extend(child for child in children if child is not None)
    return node


def qualified(name: str) -> str:
    """``w:p`` → lxml's name of it."""
    prefix, local = name.split(":")
    return f"{{{_NAMESPACES[prefix]}}}{local}"


def find(parent: etree._Element, *names: str) -> etree._Element | None:
    """The first descendant along a path of names such as ``w:pPr``, ``w:pStyle``."""
    return parent.find("/".join(map(qualified, names)))


def first_child(parent: etree._Element, name: str) -> etree._Element:
    """The child of a name, made as the first one where there is none."""
    child = find(parent, name)
    if child is None:
        child = w(name.removeprefix("w:"))
        parent.insert(0, child)
    return child


def remove_all(parent: etree._Element, name: str) -> None:
    """Take every child of a name out."""
    for child in parent.findall(qualified(name)):
        parent.remove(child)


def twips(mm: Decimal) -> int:
    """Millimetres in twentieths of a point."""
    return int((mm * TWIPS_PER_MM).to_integral_value())


def serialize(root: etree._Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def parse(data: bytes) -> etree._Element:
    """Parse a part that pandoc or this program has written; entities are never expanded."""
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))


def add_part(parts: dict[str, bytes], kind: str, relation: str, file: str, root: etree._Element) -> None:
    """Add a header, footer or other part that the document refers to.

    Args:
        parts: the package, changed in place.
        kind: such as ``footer``.
        relation: its relationship id.
        file: its name below ``word/``.
        root: its content.
    """
    parts[f"word/{file}"] = serialize(root)
    for name, tag, attributes in (
        ("[Content_Types].xml", "Override", {"PartName": f"/word/{file}", "ContentType": _CONTENT_TYPE.format(kind)}),
        ("word/_rels/document.xml.rels", "Relationship", {"Id": relation, "Type": f"{R}/{kind}", "Target": file}),
    ):
        listing = parse(parts[name])
        listing.append(listing.makeelement(f"{{{listing.nsmap[None]}}}{tag}", attributes))
        parts[name] = serialize(listing)


_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"


def read_package(data: bytes) -> dict[str, bytes]:
    """The parts of a package by name, in its order."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {item.filename: package.read(item) for item in package.infolist() if not item.is_dir()}


def write_package(
    parts: Mapping[str, bytes], order_first: Iterable[str] = ("[Content_Types].xml", "_rels/.rels")
) -> bytes:
    """A package whose bytes depend on its parts alone.

    Parts are stored without compression: what a deflate library makes of the same input differs between versions, and
    two machines must write equal files.
    """
    first = [name for name in order_first if name in parts]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as package:
        for name in [*first, *sorted(set(parts) - set(first))]:
            item = zipfile.ZipInfo(name, _EPOCH)
            item.external_attr = 0o644 << 16
            item.create_system = 3
            package.writestr(item, parts[name])
    return buffer.getvalue()
