"""Pictures of a project folder: PNG and JPEG, by name and by content."""

from __future__ import annotations

from pathlib import Path

from lunzheng.source.folder import Folder
from lunzheng.source.markdown import PICTURE_PATH

_PNG, _JPEG = "PNG", "JPEG"
_SIGNATURES = {b"\x89PNG\r\n\x1a\n": _PNG, b"\xff\xd8\xff": _JPEG}
_ENDINGS = {".png": _PNG, ".jpg": _JPEG, ".jpeg": _JPEG}


def pictures(folder: Folder) -> list[str]:
    """The files of a folder that the text may show, in order."""
    return [name for name in folder.files if PICTURE_PATH.fullmatch(name)]


def picture_fault(path: Path) -> str:
    """What is wrong with a picture file whose content is not what its name says; empty where it is."""
    with path.open("rb") as stream:
        head = stream.read(8)
    content = next((kind for signature, kind in _SIGNATURES.items() if head.startswith(signature)), "")
    if not content:
        return "这个文件的内容不是 PNG 或 JPEG 图片"
    named = _ENDINGS[path.suffix.lower()]
    return "" if content == named else f"这个文件的内容是 {content} 图片，扩展名却是 {named} 的"
