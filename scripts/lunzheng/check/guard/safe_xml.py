"""XML of attachments: parsed without entities, network or endless trees."""

from __future__ import annotations

import re

from lxml import etree

from lunzheng.check.guard import kinds
from lunzheng.check.guard.piece import RefusedError

_DECLARATION = re.compile(rb"<!ENTITY|<!DOCTYPE[^>]*\[|<\0!|!\0[DE]\0")
"""Declarations of one's own, also in UTF-16; a bare DOCTYPE, which old SVG files have, declares nothing."""


def parse_xml(data: bytes) -> etree._Element:
    """The root element.

    Raises:
        RefusedError: it declares entities, or is no well-formed XML.
    """
    if _DECLARATION.search(data):
        raise RefusedError(kinds.ENTITIES, "里面的 XML 带有实体定义")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        load_dtd=False,
        remove_pis=False,
        remove_comments=False,
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise RefusedError(kinds.CANNOT_LOOK, "里面的 XML 读不了，文件可能已经损坏") from error


def local_name(element: etree._Element) -> str:
    """The name of an element without its namespace; empty for comments and processing instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: etree._Element, name: str) -> str:
    """An attribute by its name without namespace; empty where it is absent."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""
