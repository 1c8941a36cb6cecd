"""Pictures of a project folder: PNG and JPEG, by name and by content."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from lunzheng.source.folder import Folder
from lunzheng.source.markdown import PICTURE_PATH

_FIGURES = PurePosixPath("figures")
_SIGNATURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


def pictures(folder: Folder) -> list[str]:
    """The files of a folder that the text may show, in order."""
    return [name for name in folder.files if PICTURE_PATH.fullmatch(name)]


def own_picture(folder: Folder, name: str) -> str | None:
    """The author's own picture of a figure: ``figures/<name>`` with any ending that a picture may have."""
    return next((path for path in pictures(folder) if PurePosixPath(path).with_suffix("") == _FIGURES / name), None)


def is_picture(path: Path) -> bool:
    """Whether a file begins as PNG or JPEG does, whatever its name says."""
    with path.open("rb") as stream:
        return stream.read(8).startswith(_SIGNATURES)
