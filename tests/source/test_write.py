"""Writing: the whole file or none."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from lunzheng.source.write import write_bytes, write_text


def test_makes_folders_and_replaces(tmp_path: Path) -> None:
    path = tmp_path / "甲" / "乙" / "f.txt"
    write_text(path, "一\n")
    write_text(path, "二\n")
    assert path.read_bytes() == "二\n".encode()
    assert [item.name for item in path.parent.iterdir()] == ["f.txt"]
    assert path.stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize("step", ["os.fdopen", "pathlib.Path.chmod", "pathlib.Path.replace"])
@pytest.mark.parametrize("error", [OSError("disk full"), KeyboardInterrupt()], ids=["error", "interrupt"])
def test_a_failure_keeps_the_old_file(
    step: str, error: BaseException, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "f.txt"
    path.write_text("旧", encoding="utf-8")

    def fail(*_arguments: object, **_more: object) -> None:
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(step, fail)
        with pytest.raises(type(error)):
            write_text(path, "新")
    assert path.read_text(encoding="utf-8") == "旧"
    assert [item.name for item in tmp_path.iterdir()] == ["f.txt"]


def test_a_failure_in_the_middle_of_the_data_keeps_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "f.txt"
    path.write_bytes(b"old")
    with pytest.raises(TypeError):
        write_bytes(path, ["no", "bytes"])  # type: ignore[arg-type]
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["f.txt"]  # noqa: PTH208 - hidden files too


def test_what_cannot_be_encoded_leaves_no_trace(tmp_path: Path) -> None:
    path = tmp_path / "f.txt"
    with pytest.raises(UnicodeEncodeError):
        write_text(path, "\ud800")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_in_the_place_of_the_file_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "f.txt"
    path.mkdir()
    with pytest.raises(OSError, match=r"f\.txt"):
        write_text(path, "新")
    assert path.is_dir()
    assert [item.name for item in tmp_path.iterdir()] == ["f.txt"]


def test_a_link_is_replaced_and_not_followed(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_text("旧", encoding="utf-8")
    link.symlink_to(target)
    write_text(link, "新")
    assert target.read_text(encoding="utf-8") == "旧"
    assert not link.is_symlink()
