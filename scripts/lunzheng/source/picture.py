"""Pictures of a project folder: PNG and JPEG, by name and by content."""

from __future__ import annotations

import re
from pathlib import Path

from lunzheng.source.folder import Folder

PICTURE_PATH = re.compile(r"figures/[A-Za-z0-9][A-Za-z0-9._-]*\.(?:png|jpg|jpeg)", re.IGNORECASE)
_SIGNATURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


def pictures(folder: Folder) -> list[str]:
    """The files of a folder that the text may show, in order."""
    return [name for name in folder.files if PICTURE_PATH.fullmatch(name)]


def is_picture(path: Path) -> bool:
    """Whether a file begins as PNG or JPEG does, whatever its name says."""
    with path.open("rb") as stream:
        return stream.read(8).startswith(_SIGNATURES)
