"""The Chinese font that figures are measured and rasterised with: found by name in known places, never guessed."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTCollection, TTFont, TTLibError

from lunzheng.documents.errors import FontNotFoundError

VARIABLE = "LUNZHENG_FONT"
"""The environment variable that names a font file, or a folder that holds one of the known fonts."""

KNOWN_FILES = (
    "NotoSansCJK-Regular.ttc",  # Debian fonts-noto-cjk, Fedora, Arch
    "NotoSansCJKsc-Regular.otf",
    "NotoSansSC-Regular.otf",
    "NotoSansSC-Regular.ttf",
    "NotoSansSC_400Regular.ttf",  # npm @expo-google-fonts/noto-sans-sc
    "SourceHanSansSC-Regular.otf",
    "SourceHanSansCN-Regular.otf",
    "SourceHanSans-Regular.ttc",
    "SourceHanSans.ttc",
    "wqy-microhei.ttc",
    "wqy-zenhei.ttc",
    "msyh.ttc",  # Windows
    "msyh.ttf",
    "Deng.ttf",
    "simhei.ttf",
    "PingFang.ttc",  # macOS
    "Hiragino Sans GB.ttc",
    "STHeiti Light.ttc",
    "FandolHei-Regular.otf",
)
"""Sans-serif Chinese fonts by file name, the best first."""

_SAMPLE = "宁波市政务信息化项目总体框架图（）、：；。"
_SIMPLIFIED = (" SC", " CN", " GB")


@dataclass(frozen=True)
class Font:
    """A face of a font file.

    Attributes:
        path: the file.
        family: the name by which a renderer picks the face.
        advances: the width of each character that the face has, in em, by code point.
    """

    path: Path
    family: str
    advances: Mapping[int, float] = field(repr=False, compare=False)


@cache
def default_font() -> Font:
    """The font of this machine; found once in a process.

    Raises:
        FontNotFoundError: there is none, or the one that the environment names cannot be used.
    """
    return find_font(os.environ.get(VARIABLE, ""), font_folders())


def find_font(given: str, folders: Sequence[Path]) -> Font:
    """Find a Chinese font.

    Args:
        given: a font file, or a folder that is searched instead of the known ones; may be empty.
        folders: where to look for the known files; fontconfig is asked last.

    Raises:
        FontNotFoundError: none can be used.
    """
    if given:
        path = Path(given)
        candidates = iter([path]) if path.is_file() else _known_files([path])
        if font := _first_usable(candidates):
            return font
        raise FontNotFoundError(
            f"环境变量 {VARIABLE} 指的“{given}”里没有能用的中文字体。请改为一个中文字体文件（.ttf、.otf、.ttc）的路径。"
        )
    if font := _first_usable(_known_files(folders)) or _first_usable(_from_fontconfig()):
        return font
    raise FontNotFoundError(
        "没有找到中文字体，画不了附图。请安装一种：Debian、Ubuntu 运行 apt install fonts-noto-cjk；"
        "其他系统安装“思源黑体”（Noto Sans CJK SC）；"
        f"也可以用环境变量 {VARIABLE} 指明一个中文字体文件的路径。"
    )


def font_folders() -> list[Path]:
    """Where Linux, macOS and Windows keep fonts."""
    home = Path.home()
    folders = [
        Path("/usr/share/fonts"),
        Path("/usr/local/share/fonts"),
        home / ".local/share/fonts",
        home / ".fonts",
        home / "Library/Fonts",
        Path("/Library/Fonts"),
        Path("/System/Library/Fonts"),
    ]
    if windows := os.environ.get("WINDIR"):
        folders.append(Path(windows) / "Fonts")
    if local := os.environ.get("LOCALAPPDATA"):
        folders.append(Path(local) / "Microsoft/Windows/Fonts")
    return folders


def _known_files(folders: Sequence[Path]) -> Iterator[Path]:
    found: dict[str, Path] = {}
    for folder in folders:
        for root, directories, files in os.walk(folder):
            directories.sort()
            for name in sorted(files):
                found.setdefault(name.lower(), Path(root) / name)
    for name in KNOWN_FILES:
        if path := found.get(name.lower()):
            yield path


def _from_fontconfig() -> Iterator[Path]:
    command = ["fc-match", "--format=%{file}", "sans-serif:lang=zh-cn"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=10, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return
    if done.returncode == 0 and done.stdout:
        yield Path(done.stdout)


def _first_usable(paths: Iterator[Path]) -> Font | None:
    return next((font for path in paths if (font := _read(path))), None)


def _read(path: Path) -> Font | None:
    """The face for simplified Chinese, or the first that has the characters; None where the file has none."""
    try:
        with path.open("rb") as file:
            is_collection = path.suffix.lower() == ".ttc"
            faces = list(TTCollection(file, lazy=True).fonts) if is_collection else [TTFont(file, lazy=True)]
            return _best_face(path, faces)
    except (OSError, TTLibError, KeyError, AssertionError):
        return None


def _best_face(path: Path, faces: Sequence[TTFont]) -> Font | None:
    named = [(_family(face), face) for face in faces]
    named.sort(key=lambda pair: not pair[0].endswith(_SIMPLIFIED))
    for family, face in named:
        characters: dict[int, str] = face.getBestCmap() or {}
        if family and all(ord(character) in characters for character in _SAMPLE):
            em = face["head"].unitsPerEm
            metrics = face["hmtx"].metrics
            return Font(path, family, {code: metrics[glyph][0] / em for code, glyph in characters.items()})
    return None


def _family(face: TTFont) -> str:
    return str(face["name"].getDebugName(1) or "")
