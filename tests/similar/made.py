"""Libraries for tests of likeness: the sample projects of the repository and changed copies of them."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from lunzheng.check.open import open_workspace
from lunzheng.model.library import Library
from lunzheng.model.load import read_project
from lunzheng.model.similar.alike import alike
from lunzheng.model.similar.likeness import Likeness

ROOT = Path(__file__).resolve().parents[2]
NEIGHBOURS = Path(__file__).with_name("neighbours")

Change = Callable[[str, str], str]
"""From a file's name and text to its new text."""


@dataclass(frozen=True)
class Made:
    """A library in a folder of its own."""

    root: Path

    def sample(self, name: str, as_name: str = "", change: Change = lambda _name, text: text) -> Path:
        """Copy a sample project, its texts changed; returns the new folder."""
        source = next(ROOT.glob(f"projects/*/{name}"), NEIGHBOURS / name)
        folder = self.root / "projects" / "2028" / (as_name or name)
        shutil.copytree(source, folder)
        for path in sorted(folder.rglob("*")):
            if path.suffix in (".yml", ".md"):
                text = path.read_text(encoding="utf-8")
                path.write_text(change(path.relative_to(folder).as_posix(), text), encoding="utf-8")
        return folder

    def library(self) -> Library:
        """The library, opened afresh."""
        return open_workspace(self.root).library

    def alike(self, name: str) -> dict[str, Likeness]:
        """The projects that one is like, by their names."""
        library = self.library()
        folder = next(folder for folder in library.folders if folder.name == name)
        return {likeness.id: likeness for likeness in alike(read_project(library, folder), library)}

    def alarms(self, name: str) -> set[str]:
        """The projects because of which a person should look at one."""
        return {other for other, likeness in self.alike(name).items() if likeness.alarming}


def make(root: Path, samples: tuple[str, ...] = ()) -> Made:
    """A library of the repository's edition with some of its samples."""
    for name in ("schemas", "templates"):
        shutil.copytree(ROOT / name, root / name)
    (root / "projects").mkdir()
    shutil.copyfile(ROOT / "projects" / "library.yml", root / "projects" / "library.yml")
    made = Made(root)
    for name in samples:
        made.sample(name)
    return made


ALL = tuple(path.name for path in sorted(ROOT.glob("projects/*/*")))
"""Every sample project."""


def words(replaced: Mapping[str, str]) -> Change:
    """Other words for some, everywhere."""

    def change(_name: str, text: str) -> str:
        for old, new in replaced.items():
            text = text.replace(old, new)
        return text

    return change


def half_of(other: str) -> Change:
    """Every second chapter, module, data resource and cost line is that of another sample, and the name as well."""
    source = next(ROOT.glob(f"projects/*/{other}"))

    def change(name: str, text: str) -> str:
        path = source / name
        if name.endswith(".md") and path.is_file():
            number = re.match(r"proposal/(\d+)", name)
            return path.read_text(encoding="utf-8") if number and int(number[1]) % 2 == 0 else text
        if not path.is_file():
            return text
        mine, theirs = (yaml.safe_load(content) for content in (text, path.read_text(encoding="utf-8")))
        if name == "project.yml":
            mine["项目名称"] = theirs["项目名称"]
            mine["应用场景"], mine["建设目标"] = theirs["应用场景"], theirs["建设目标"]
            for system in mine["系统"]:
                spare = [module for foreign in theirs["系统"] for module in foreign["模块"]]
                system["模块"] = _mixed(system["模块"], spare)
        elif name == "data.yml":
            mine["目录"] = _mixed(mine["目录"], theirs["目录"])
        elif name == "budget.yml":
            mine["费用"] = _mixed(mine["费用"], theirs["费用"])
        return str(yaml.dump(mine, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=10_000))

    return change


class _Plain(yaml.SafeDumper):
    """Writes what stands twice twice: the library takes no aliases."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - the frame's signature
        return True


def _mixed(mine: list[object], theirs: list[object]) -> list[object]:
    return [theirs[index % len(theirs)] if index % 2 else item for index, item in enumerate(mine)]


def reordered(name: str, text: str) -> str:
    """The sections of each chapter in the opposite order, and the paragraphs in each."""
    if not name.endswith(".md"):
        return text
    parts = re.split(r"^(?=## )", text, flags=re.MULTILINE)
    return parts[0] + "".join("\n\n".join(reversed(part.rstrip("\n").split("\n\n"))) + "\n\n" for part in parts[:0:-1])


_HALF = str.maketrans({"，": ",", "；": ";", "（": "(", "）": ")", "“": '"', "”": '"', "：": ":"})
_FULL = {ord("0") + digit: chr(ord("０") + digit) for digit in range(10)}


def other_width(name: str, text: str) -> str:
    """Half-width marks, full-width digits, blanks between the characters, and one paragraph a line."""
    if not name.endswith(".md"):
        return text
    spaced = re.sub(r"(?<=[\u4e00-\u9fff])(?=[\u4e00-\u9fff])", " ", text)
    lines = [
        line if line.startswith(("#", "|", "-", "!", "表")) else line.translate(_HALF).translate(_FULL)
        for line in spaced.split("\n")
    ]
    return "\n".join(lines)
