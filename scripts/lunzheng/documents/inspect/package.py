"""A DOCX as a package of parts: read within limits, without entities, and refused in one clear sentence."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from lunzheng.documents.ooxml import R
from lunzheng.source.problem import Kind

MAX_FILE = 100 * 2**20
MAX_PARTS = 4000
MAX_PART, MAX_TOTAL = 32 * 2**20, 256 * 2**20
MAX_TAGS = 1_000_000

NOT_A_DOCX = Kind(
    "E401",
    "文件是 DOCX 文档",
    "只有 DOCX 才能逐项检查版式。",
    "用 Word 或 WPS 打开它，另存为“Word 文档（*.docx）”再检查",
)
ENCRYPTED = Kind(
    "E402",
    "文件没有加密码",
    "加了密码的文件，收件单位打不开，程序也无法检查。",
    "打开文件，在“文件 — 信息 — 保护文档”里去掉密码，再保存",
)
OVERSIZED = Kind(
    "E403",
    "文件不超过大小限制",
    "展开后异常大的文件会占满收件单位的电脑。",
    "压缩其中的图片；仍然过大的，从原始文件重新生成",
)
DAMAGED = Kind(
    "E404",
    "文件完整无损",
    "损坏的文件在别的电脑上可能打不开，或者丢失内容。",
    "重新生成或重新复制这个文件；也可以用 Word 打开并修复，再另存一份",
)
PACKAGE_KINDS = (NOT_A_DOCX, ENCRYPTED, OVERSIZED, DAMAGED)

_CONTENT_TYPES = "[Content_Types].xml"
_WORD_TYPES = ("wordprocessingml", "ms-word.document.macroEnabled", "ms-word.template.macroEnabled")
_OTHER_TYPES = {"spreadsheetml": "Excel 表格", "presentationml": "PowerPoint 演示文稿"}
_SIGNATURES = {b"%PDF": "PDF 文件", b"{\\rtf": "RTF 文件", b"<html": "网页", b"<!DOC": "网页"}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": R.encode(),
    b"http://purl.oclc.org/ooxml/drawingml/": b"http://schemas.openxmlformats.org/drawingml/2006/",
}


class PackageError(Exception):
    """The file cannot be inspected at all: of which kind, and what was met."""

    def __init__(self, kind: Kind, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.kind, self.message, self.hint = kind, message, hint


@dataclass(frozen=True)
class Relationship:
    """A link from one part to another, or to the outside.

    Attributes:
        kind: the last word of its type, e.g. ``footer``.
        target: the other part's name, or the address where it is external.
    """

    kind: str
    target: str
    external: bool


@dataclass(frozen=True)
class Package:
    """The parts of a DOCX, its XML parts parsed.

    Attributes:
        names: every part.
        roots: the root elements of the XML parts.
        types: the content type of each part.
        links: the relationships of each part by id; those of the package itself under the empty name.
        main: the name of the document part.
    """

    names: tuple[str, ...]
    roots: Mapping[str, etree._Element]
    types: Mapping[str, str]
    links: Mapping[str, Mapping[str, Relationship]]
    main: str

    def relationships(self, part: str) -> Mapping[str, Relationship]:
        """The relationships of a part by id."""
        return self.links.get(part, {})

    def related(self, kind: str, part: str = "") -> list[etree._Element]:
        """The XML parts that a part (the document, if none is named) refers to by one kind of relationship."""
        linked = self.relationships(part or self.main).values()
        return [
            root
            for link in linked
            if link.kind == kind and not link.external and (root := self.roots.get(link.target)) is not None
        ]

    def one(self, kind: str) -> etree._Element | None:
        return next(iter(self.related(kind)), None)


def open_package(data: bytes) -> Package:
    """Read a package.

    Raises:
        PackageError: it is no DOCX, encrypted, too large or damaged.
    """
    if len(data) > MAX_FILE:
        raise PackageError(OVERSIZED, f"文件有 {len(data) >> 20} MB，超过了 {MAX_FILE >> 20} MB")
    parts = _read(data)
    for name, content in parts.items():
        if content.count(b"<") > MAX_TAGS:
            raise PackageError(OVERSIZED, f"部件 {_shown(name)} 里的元素超过了 {MAX_TAGS} 个")
    roots = {name: _parse(name, content) for name, content in parts.items() if _is_xml(name)}
    types = _content_types(roots, tuple(parts))
    main = next(
        (link.target for link in _relationships(roots, "").values() if link.kind == "officeDocument"),
        "word/document.xml",
    )
    content_type = types.get(main, "")
    if not any(word in content_type for word in _WORD_TYPES):
        for word, name in _OTHER_TYPES.items():
            if word in content_type:
                raise PackageError(NOT_A_DOCX, f"这是{name}，不是 DOCX 文档")
        if main in roots:
            raise PackageError(DAMAGED, f"没有写明正文部件 {_shown(main)} 的类型")
    if main not in roots:
        if _CONTENT_TYPES in parts:
            raise PackageError(DAMAGED, f"缺少正文部件 {_shown(main)}")
        raise PackageError(NOT_A_DOCX, "这是一个压缩包，里面没有文档")
    if etree.QName(roots[main]).localname != "document":
        raise PackageError(DAMAGED, f"正文部件 {_shown(main)} 的内容不是文档")
    links = {name: _relationships(roots, name) for name in ("", *parts) if not name.endswith(".rels")}
    return Package(tuple(parts), roots, types, links, main)


def _read(data: bytes) -> dict[str, bytes]:
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise PackageError(ENCRYPTED, "文件加了打开密码")
        raise PackageError(NOT_A_DOCX, "这是旧格式的 Office 文件（如 .doc、.wps），不是 DOCX 文档")
    if not data.strip():
        raise PackageError(NOT_A_DOCX, "文件是空的")
    for signature, name in _SIGNATURES.items():
        if data.lstrip()[:5].lower().startswith(signature.lower()):
            raise PackageError(NOT_A_DOCX, f"这是{name}，不是 DOCX 文档")
    if not data.startswith(b"PK"):
        raise PackageError(NOT_A_DOCX, "文件的内容不是 DOCX 文档")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _unpack(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, OverflowError) as error:
        raise PackageError(DAMAGED, "文件不完整：压缩包读不下去") from error
    except (NotImplementedError, RuntimeError) as error:
        raise PackageError(DAMAGED, "压缩包用了 Word 不支持的压缩方法") from error


def _unpack(archive: zipfile.ZipFile) -> dict[str, bytes]:
    items = [item for item in archive.infolist() if not item.filename.endswith("/")]
    if not all(item.filename for item in items):
        raise PackageError(DAMAGED, "压缩包里有没有名字的部件")
    if any(item.flag_bits & 1 for item in items):
        raise PackageError(ENCRYPTED, "压缩包里的内容加了密码")
    if len(items) > MAX_PARTS or sum(item.file_size for item in items) > MAX_TOTAL:
        raise PackageError(OVERSIZED, f"展开后超过 {MAX_PARTS} 个部件或 {MAX_TOTAL >> 20} MB")
    parts: dict[str, bytes] = {}
    total = 0
    for item in items:
        name = item.filename.lstrip("/")
        if name in parts:
            raise PackageError(DAMAGED, f"部件 {_shown(name)} 出现了两次")
        limit = MAX_PART if _is_xml(name) else MAX_TOTAL
        with archive.open(item) as stream:
            content = stream.read(limit + 1)
        total += len(content)
        if len(content) > limit or total > MAX_TOTAL:
            raise PackageError(OVERSIZED, f"部件 {_shown(name)} 展开后超过 {limit >> 20} MB")
        parts[name] = content
    if "mimetype" in parts and b"opendocument" in parts["mimetype"]:
        raise PackageError(NOT_A_DOCX, "这是 ODF 文件（如 .odt），不是 DOCX 文档")
    return parts


def _is_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels"))


def _parse(name: str, content: bytes) -> etree._Element:
    for strict, usual in _STRICT.items():
        if strict in content:
            content = content.replace(strict, usual)
    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except (etree.XMLSyntaxError, ValueError) as error:
        raise PackageError(DAMAGED, f"部件 {_shown(name)} 的内容读不懂") from error
    if root.getroottree().docinfo.doctype:
        raise PackageError(DAMAGED, f"部件 {_shown(name)} 带有文档类型声明（DOCTYPE），DOCX 不允许")
    return root


def _content_types(roots: Mapping[str, etree._Element], names: tuple[str, ...]) -> dict[str, str]:
    root = roots.get(_CONTENT_TYPES)
    if root is None:
        return {}
    defaults: dict[str, str] = {}
    overrides: dict[str, str] = {}
    for node in root.iterchildren("{*}Default", "{*}Override"):
        content_type = node.get("ContentType", "")
        if node.get("PartName"):
            overrides[node.get("PartName", "").lstrip("/").lower()] = content_type
        else:
            defaults[node.get("Extension", "").lower()] = content_type
    return {
        name: overrides.get(name.lower(), defaults.get(posixpath.splitext(name)[1].lstrip(".").lower(), ""))
        for name in names
    }


def _relationships(roots: Mapping[str, etree._Element], part: str) -> dict[str, Relationship]:
    folder, file = posixpath.split(part)
    root = roots.get(posixpath.join(folder, "_rels", f"{file}.rels"))
    if root is None:
        return {}
    found = {}
    for node in root.iterchildren("{*}Relationship"):
        external = node.get("TargetMode") == "External"
        target = node.get("Target", "")
        if not external:
            target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        found[node.get("Id", "")] = Relationship(node.get("Type", "").rsplit("/", 1)[-1], target, external)
    return found


def _shown(name: str) -> str:
    """A part's name, safe and short enough to print."""
    return "".join(character if character.isprintable() else "?" for character in name)[:80]
