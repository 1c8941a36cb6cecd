"""The index of a large library is kept in a file, which changes nothing but the time."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from lunzheng.model.similar.cache import CACHE_FILE, CACHE_FROM
from lunzheng.model.similar.prose import markdown_sentences, yaml_blocks, yaml_prose, yaml_values
from lunzheng.source.text import TextFile
from similar.made import Made, make, words

COPY = {"文物": "古建筑", "文化广电旅游局": "水利局"}


@pytest.fixture
def large(tmp_path: Path) -> Made:
    """A library with a copy in it and just so many projects that its index is kept."""
    made = make(tmp_path, ("wgl-heritage-watch", "zjj-old-building"))
    made.sample("wgl-heritage-watch", "slj-copy", words(COPY))
    for number in range(CACHE_FROM - 3):
        folder = made.root / "projects" / "2028" / f"mzj-{number}"
        folder.mkdir()
        text = f"项目名称: 第{number}个项目\n应用场景: 第{number}种事情由第{number}个单位办理。\n"
        (folder / "project.yml").write_text(text, encoding="utf-8")
    return made


def scores(made: Made) -> dict[str, int]:
    return {other: likeness.score for other, likeness in made.alike("slj-copy").items()}


def test_a_small_library_leaves_no_file(tmp_path: Path) -> None:
    made = make(tmp_path, ("wgl-heritage-watch", "zjj-old-building"))
    made.alike("wgl-heritage-watch")
    assert not (made.root / "build").exists()


def test_the_kept_index_gives_the_same(large: Made) -> None:
    first = scores(large)
    assert first["wgl-heritage-watch"] >= 40
    kept = (large.root / CACHE_FILE).read_bytes()
    assert scores(large) == first
    assert (large.root / CACHE_FILE).read_bytes() == kept
    (large.root / CACHE_FILE).unlink()
    assert scores(large) == first


def test_what_has_changed_is_read_again(large: Made) -> None:
    assert "wgl-heritage-watch" in scores(large)
    other = large.root / "projects" / "2028" / "wgl-heritage-watch"
    for path in (other / "brief.md", other / "project.yml"):
        before = path.stat()
        path.write_bytes(b"#" * before.st_size)
        # A tool that restores the time of a file does not hide the change.
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert "wgl-heritage-watch" not in scores(large)


def test_a_project_that_has_moved_or_gone_is_no_trouble(large: Made) -> None:
    first = scores(large)
    old = large.root / "projects" / "2028" / "wgl-heritage-watch"
    old.rename(old.with_name("wgl-moved"))
    assert scores(large) == {"wgl-moved": first["wgl-heritage-watch"]}
    for path in sorted(old.with_name("wgl-moved").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    assert scores(large) == {}


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[:0],
        lambda data: data[:-1],
        lambda data: data[: len(data) // 2],
        lambda data: b"\x00" + data,
        lambda data: b"[1, 2]\n" + data,
        lambda data: b'{"key": 1}\n' + data,
        lambda data: data.replace(b"mzj-7", b"mzj-8"),
        lambda data: data[:-4] + b"\xff\xff\xff\xff",
    ],
)
def test_a_damaged_file_is_made_again(large: Made, damage: Callable[[bytes], bytes]) -> None:
    first = scores(large)
    path = large.root / CACHE_FILE
    sound = path.read_bytes()
    path.write_bytes(damage(sound))
    assert scores(large) == first
    assert path.read_bytes() == sound


def test_a_place_that_cannot_be_written_is_no_trouble(large: Made) -> None:
    (large.root / "build").write_text("a file where the folder should be", encoding="utf-8")
    assert scores(large)["wgl-heritage-watch"] >= 40


def test_another_edition_makes_another_index(large: Made) -> None:
    scores(large)
    before = (large.root / CACHE_FILE).read_bytes()
    path = large.root / "templates" / "ningbo-2021" / "similarity.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("- 智慧\n", "- 聪明\n"), encoding="utf-8")
    scores(large)
    assert (large.root / CACHE_FILE).read_bytes() != before


def test_no_link_is_followed(tmp_path: Path) -> None:
    made = make(tmp_path / "library", ("slj-flood-control", "zjj-old-building"))
    project = made.root / "projects" / "2028" / "slj-linked"
    project.mkdir()
    (project / "project.yml").write_text("项目名称: 别的事情\n", encoding="utf-8")
    source = made.root / "projects" / "2028" / "slj-flood-control"
    (project / "proposal").symlink_to(source / "proposal")
    (project / "brief.md").symlink_to(source / "brief.md")
    assert "slj-linked" not in made.alike("slj-flood-control")


def test_the_light_reading_of_yaml_takes_every_common_way_of_writing() -> None:
    text = (
        "# 目录: 注释\n目录:\n  - 名称: 甲  # 说明\n    摘要: 一\n  - {名称: 乙, 摘要: 二}\n"
        "  - {摘要: 三, 名称: \"丙，丁\"}\n  - 摘要: 四\n    名称: '戊'\n共享:\n  - 名称: 己\n"
    )
    blocks = yaml_blocks(text)
    assert set(blocks) == {"目录", "共享"}
    assert yaml_values(blocks["目录"], "名称") == ["甲", "乙", "丙，丁", "戊"]
    assert yaml_prose(blocks["目录"]) == "甲一乙二三丙丁四戊"


def test_sentences_know_their_places() -> None:
    text = (
        "# 标题\n\n- 第一句话有十个以上的字。第二句话也有十个以上的字！\n|表里的第三句话有十个字|短|\n"
        "投资{{总投资}}万元由市级财政安排\n（待补充）说明为什么要建设这个项目。\n"
    )
    found = [
        (one.text, one.location.line, one.location.column)
        for one in markdown_sentences(TextFile("a.md", text), ["待补充"])
    ]
    assert found == [
        ("第一句话有十个以上的字。", 3, 3),
        ("第二句话也有十个以上的字！", 3, 15),
        ("表里的第三句话有十个字", 4, 2),
        ("投资{{总投资}}万元由市级财政安排", 5, 1),
    ]
