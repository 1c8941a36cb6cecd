"""What the tests of the review share."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from acceptance.support import ScratchLibrary
from forge.standin import On
from review.repositories import Clone, Origin, make_origin

from .drawing import FOLDER, PROJECT, RETURNED, Office, some_experts, write_pool
from .life import Life, fill, living
from .made import Room, make_room


@pytest.fixture
def room(tmp_path: Path) -> Room:
    """A plan of its own, just submitted; nobody has said anything yet."""
    return make_room(tmp_path / "library")


@pytest.fixture
def office(library: ScratchLibrary) -> Office:
    """A repository with one project whose opinions have been returned, committed on its default branch."""
    library.add("good/plan", PROJECT)
    made = Office(library)
    records = made.root / FOLDER / "review" / "records.yml"
    records.parent.mkdir(exist_ok=True)
    records.write_text(RETURNED, encoding="utf-8")
    made.git("init", "--quiet", "--initial-branch=main")
    made.commit("项目库")
    return made


@pytest.fixture
def pool(tmp_path: Path) -> Path:
    """A pool outside of the repository."""
    return write_pool(tmp_path / "pool.yml", some_experts())


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("origin")
    make_origin(folder)
    return folder


@pytest.fixture
def origin(made: Path, tmp_path: Path) -> Origin:
    shutil.copytree(made / "lunzheng.git", tmp_path / "forge" / "lunzheng.git")
    return Origin(tmp_path / "forge" / "lunzheng.git")


@pytest.fixture
def clerk(origin: Origin) -> Clone:
    """A clone with a suggested project that nobody has submitted yet."""
    clone = origin.clone("clerk")
    clone.add(example="good/suggestion")
    return clone


@pytest.fixture
def asked(tmp_path: Path) -> Iterator[Life]:
    """A plan that has been sent out; two parties have answered, one of them on a line."""
    with living(tmp_path) as life:
        forge = life.forge
        forge.at("2026-02-12T09:00:00+08:00")
        fill(life.clerk.folder)
        life.clerk.submit("2026-02-12")
        life.office.done("review", "send", PROJECT, "--today", "2026-02-13")
        forge.at("2026-02-24T09:00:00+08:00")
        wxb = forge.as_user("wxb-reviewer")
        line = wxb.comment_on(1, On(f"{FOLDER}/brief.md", 3, "请写明测评的时间。"))
        life.clerk.browser.reply(1, line, "采纳：已写明。")
        wxb.say(1, "意见：请补充应急预案。")
        forge.as_user("fgw-reviewer").review(1, "APPROVED")
        yield life
