"""Pictures of a project folder: PNG and JPEG, by path, by name and by content."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from lunzheng.source.folder import Folder
from lunzheng.source.text import quoted

_FIGURES = PurePosixPath("figures")
PICTURE_PATH = re.compile(r"figures/[A-Za-z0-9][A-Za-z0-9._-]*\.(?:png|jpg|jpeg)", re.IGNORECASE)
_PICTURE_ENDINGS = (".png", ".jpg", ".jpeg")
_PNG, _JPEG = "PNG", "JPEG"
_SIGNATURES = {b"\x89PNG\r\n\x1a\n": _PNG, b"\xff\xd8\xff": _JPEG}
_ENDINGS = {".png": _PNG, ".jpg": _JPEG, ".jpeg": _JPEG}


def pictures(folder: Folder) -> list[str]:
    """The files of a folder that the text may show, in order."""
    return [name for name in folder.files if PICTURE_PATH.fullmatch(name)]


def own_picture(folder: Folder, name: str) -> str | None:
    """The author's own picture of a figure: ``figures/<name>`` with any ending that a picture may have."""
    return next((path for path in pictures(folder) if PurePosixPath(path).with_suffix("") == _FIGURES / name), None)


def picture_fault(path: str) -> tuple[str, str]:
    """What is wrong with a picture's path, and how to mend it; no hint where the kind's own says enough."""
    path = unquote(path)
    name = path.rsplit("/", 1)[-1]
    stem, dot, ending = name.rpartition(".")
    if path != f"figures/{name}" or not stem:
        return f"图片的路径是 {quoted(path)}", ""
    if f"{dot}{ending}".lower() not in _PICTURE_ENDINGS:
        hint = f"只能用 PNG 或 JPEG：把图另存为 PNG，放进 figures 文件夹，这里写 figures/{_ascii(stem)}.png"
        return f"图片{quoted(name)}不是 PNG 或 JPEG", hint
    hint = f"文件改名，只用英文字母、数字、点和短横线，如 {_ascii(stem)}.{ending}；这里的路径一起改"
    return f"图片的文件名{quoted(name)}里有中文、空格或符号", hint


def _ascii(stem: str) -> str:
    """A file name of plain letters, the author's own where it is one."""
    return stem if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", stem) else "figure-1"


def content_fault(path: Path) -> str:
    """What is wrong with a picture file whose content is not what its name says; empty where it is."""
    with path.open("rb") as stream:
        head = stream.read(8)
    content = next((kind for signature, kind in _SIGNATURES.items() if head.startswith(signature)), "")
    if not content:
        return "这个文件的内容不是 PNG 或 JPEG 图片"
    named = _ENDINGS[path.suffix.lower()]
    return "" if content == named else f"这个文件的内容是 {content} 图片，扩展名却是 {named} 的"
