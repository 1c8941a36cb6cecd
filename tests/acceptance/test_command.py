"""What the command promises whoever calls it: exit codes, selection, order, and Chinese."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from acceptance.support import Done, ScratchLibrary, make_library, run_here
from lunzheng.cli.library import open_library

Run = Callable[..., Done]
PROBLEM = re.compile(r"^(?P<file>\S.*):(?P<line>\d+):(?P<column>\d+): (?P<code>[EW]\d{3}): .+$")
ENGLISH = re.compile(
    r"\b(options?|usage|commands?|error|errors|show|message|exit|try|help for|missing|invalid|default|required|text"
    r"|integer|range|file|directory|path|filename|boolean|choice|no such|unexpected|argument|arguments|traceback)\b",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> ScratchLibrary:
    """Four projects in two years, two of them with problems; the tests only read it."""
    library = make_library(tmp_path_factory.mktemp("mixed") / "library").without_likeness()
    library.add("good/suggestion", "slj-fine")
    library.add("bad/leftover-prose", "slj-leftover")
    library.add("bad/missing-two-keys", "dsj-missing")
    late = library.add("good/suggestion", "dsj-late", 2028)
    text = (late / "project.yml").read_text(encoding="utf-8")
    (late / "project.yml").write_text(text.replace("年度: 2027\n编", "年度: 2028\n编"), encoding="utf-8")
    return library


def projects_named(done: Done) -> set[str]:
    return {match["file"].split("/")[2] for line in done.out.splitlines() if (match := PROBLEM.match(line))}


def english(text: str) -> list[str]:
    """English words that a clerk would meet; commands, options and file names are no words."""
    text = re.sub(r"--?[a-z][a-z-]*", "", text)
    return ENGLISH.findall(text)


@cache
def commands_listed() -> list[str]:
    listed = re.findall(r"^  ([a-z]+)  ", run_here("--help").out, re.MULTILINE)
    assert "check" in listed
    return listed


class TestExitCodes:
    def test_0_when_there_is_no_problem(self, start: Run, mixed: ScratchLibrary) -> None:
        done = start("check", "slj-fine", cwd=mixed.root)
        assert (done.code, done.err) == (0, "")
        assert done.out == "检查了 1 个项目，没有发现问题。\n"

    def test_1_when_there_are_errors(self, start: Run, mixed: ScratchLibrary) -> None:
        done = start("check", "slj-leftover", cwd=mixed.root)
        assert (done.code, done.err) == (1, "")
        assert done.out.splitlines()[-1] == "检查了 1 个项目：1 处错误，0 处提醒。"

    def test_2_when_used_wrongly(self, start: Run, mixed: ScratchLibrary) -> None:
        assert start("check", "--nope", cwd=mixed.root).code == 2

    def test_2_outside_a_library(self, start: Run, tmp_path: Path) -> None:
        done = start("check", cwd=tmp_path)
        assert (done.code, done.out) == (2, "")
        assert "projects/library.yml" in done.err

    def test_0_for_a_library_without_projects(self, start: Run, library: ScratchLibrary) -> None:
        done = start("check", cwd=library.root)
        assert (done.code, done.out) == (0, "检查了 0 个项目，没有发现问题。\n")

    def test_problems_go_to_standard_output_and_remarks_to_standard_error(
        self, start: Run, mixed: ScratchLibrary
    ) -> None:
        good, wrong = start("check", cwd=mixed.root), start("check", "nobody", cwd=mixed.root)
        assert (good.err, wrong.out) == ("", "")


class TestSelection:
    @pytest.mark.parametrize(
        ("arguments", "named"),
        [
            ((), {"slj-leftover", "dsj-missing"}),
            (("slj-leftover",), {"slj-leftover"}),
            (("projects/2027/slj-leftover",), {"slj-leftover"}),
            (("projects/2027/slj-leftover/",), {"slj-leftover"}),
            (("./projects/2027/../2027/slj-leftover",), {"slj-leftover"}),
            (("projects/2027/slj-leftover/brief.md",), {"slj-leftover"}),
            (("projects/2027",), {"slj-leftover", "dsj-missing"}),
            (("projects/2028",), set()),
            (("projects",), {"slj-leftover", "dsj-missing"}),
            ((".",), {"slj-leftover", "dsj-missing"}),
            (("slj-leftover", "dsj-missing"), {"slj-leftover", "dsj-missing"}),
            (("slj-leftover", "slj-leftover", "projects/2027/slj-leftover"), {"slj-leftover"}),
        ],
    )
    def test_by_id_folder_year_or_file(
        self, run: Run, mixed: ScratchLibrary, arguments: tuple[str, ...], named: set[str]
    ) -> None:
        done = run("check", *arguments, cwd=mixed.root)
        assert projects_named(done) == named
        assert done.code == (1 if named else 0)

    def test_by_absolute_path_from_anywhere(self, run: Run, mixed: ScratchLibrary, tmp_path: Path) -> None:
        done = run("--root", mixed.root, "check", mixed.folder("slj-leftover"), cwd=tmp_path)
        assert projects_named(done) == {"slj-leftover"}

    def test_a_relative_path_starts_where_the_clerk_stands(self, run: Run, mixed: ScratchLibrary) -> None:
        done = run("check", "slj-leftover/brief.md", cwd=mixed.folder("slj-fine").parent)
        assert projects_named(done) == {"slj-leftover"}

    def test_a_dot_inside_a_project_is_that_project(self, run: Run, mixed: ScratchLibrary) -> None:
        done = run("check", ".", cwd=mixed.folder("slj-leftover"))
        assert projects_named(done) == {"slj-leftover"}
        assert done.out.splitlines()[-1].startswith("检查了 1 个项目")

    def test_an_id_is_the_project_even_where_a_folder_of_that_name_lies(
        self, run: Run, library: ScratchLibrary
    ) -> None:
        library.add("bad/leftover-prose", "slj-leftover")
        (library.root / "slj-leftover").mkdir()
        assert projects_named(run("check", "slj-leftover", cwd=library.root)) == {"slj-leftover"}

    @pytest.mark.parametrize("name", ["nobody", "slj", "projects/2030", "projects/library.yml", "schemas", "", " "])
    @pytest.mark.parametrize("command", ["check", "status"])
    def test_a_name_that_stands_for_nothing_is_refused(
        self, run: Run, mixed: ScratchLibrary, command: str, name: str
    ) -> None:
        done = run(command, name, cwd=mixed.root)
        assert (done.code, done.out) == (2, "")
        assert f"“{name}”" in done.err

    def test_a_name_that_is_nearly_right_is_guessed(self, run: Run, mixed: ScratchLibrary) -> None:
        assert "slj-leftover" in run("check", "slj-leftovr", cwd=mixed.root).err


class TestOutput:
    def test_problems_are_sorted_by_place(self, start: Run, mixed: ScratchLibrary) -> None:
        done = start("check", cwd=mixed.root)
        found = [match for line in done.out.splitlines() if (match := PROBLEM.match(line))]
        places = [(match["file"], int(match["line"]), int(match["column"]), match["code"]) for match in found]
        assert places == sorted(places)
        assert len(places) == 3

    @pytest.mark.parametrize("seed", ["0", "1", "4711"])
    def test_it_is_the_same_for_every_run_and_from_every_folder(
        self, start: Run, mixed: ScratchLibrary, tmp_path: Path, seed: str
    ) -> None:
        environment = {"PYTHONHASHSEED": seed}
        first = start("check", cwd=mixed.root)
        assert start("check", cwd=mixed.root, environment=environment) == first
        assert start("check", cwd=mixed.folder("slj-fine"), environment=environment) == first
        assert start("--root", mixed.root, "check", cwd=tmp_path, environment=environment) == first

    def test_it_does_not_depend_on_the_language_of_the_machine(self, start: Run, mixed: ScratchLibrary) -> None:
        first = start("check", cwd=mixed.root)
        for language in ("C", "C.UTF-8", "en_US.UTF-8", "zh_CN.GBK"):
            assert start("check", cwd=mixed.root, environment={"LC_ALL": language, "LANG": language}) == first

    def test_every_problem_has_its_hint_below(self, start: Run, mixed: ScratchLibrary) -> None:
        lines = start("check", cwd=mixed.root).out.splitlines()[:-1]
        assert lines
        for problem, hint in zip(lines[::2], lines[1::2], strict=True):
            assert PROBLEM.match(problem)
            assert hint.startswith("    怎样改：")

    def test_checking_changes_no_file(self, start: Run, mixed: ScratchLibrary) -> None:
        before = snapshot(mixed.root)
        for command in (("check",), ("status",), ("rules",), ("rules", "E001")):
            start(*command, cwd=mixed.root)
        assert snapshot(mixed.root) == before

    def test_a_reader_that_stops_early_is_no_fault(self, mixed: ScratchLibrary) -> None:
        command = subprocess.Popen(
            [sys.executable, "-m", "lunzheng", "check"], cwd=mixed.root, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        assert command.stdout
        assert command.stderr
        command.stdout.close()
        error = command.stderr.read()
        command.wait(60)
        command.stderr.close()
        assert error == b""

    @pytest.mark.parametrize("name", [b"odd\xff.txt", "两\n行.txt".encode(), b"a\x1b[31m.txt"])
    def test_a_file_of_an_odd_name_is_one_line_of_the_report(
        self, start: Run, library: ScratchLibrary, name: bytes
    ) -> None:
        folder = library.add("good/suggestion", "slj-flood")
        (folder / os.fsdecode(name)).write_bytes(b"")
        done = start("check", cwd=library.root)
        assert done.code == 1
        assert "Traceback" not in done.text
        lines = done.out.splitlines()
        assert len(lines) == 3
        assert ": E106: " in lines[0]
        assert all(character.isprintable() for character in "".join(lines))


def snapshot(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


class TestHelp:
    def test_help_is_chinese(self, run: Run) -> None:
        said = {command: run(*command, "--help") for command in [(), *((name,) for name in commands_listed())]}
        for done in said.values():
            assert (done.code, done.err) == (0, "")
            assert done.out.startswith("用法：")
            assert "显示这份说明" in done.out
        found = {" ".join(command): words for command, done in said.items() if (words := english(done.out))}
        assert found == {}

    def test_every_command_is_listed_with_a_chinese_line(self, run: Run) -> None:
        for command in commands_listed():
            line = next(line for line in run("--help").out.splitlines() if line.startswith(f"  {command} "))
            assert re.search(r"[一-鿿]", line)

    def test_the_version_is_shown(self, start: Run) -> None:
        done = start("--version")
        assert done.code == 0
        assert re.fullmatch(r"lunzheng \d+\.\d+\.\d+\n", done.out)


WRONG = {
    "unknown command": (("chek",), "chek"),
    "unknown option": (("check", "--nope"), "--nope"),
    "unknown short option": (("check", "-z"), "-z"),
    "unknown option of the program": (("--nope", "check"), "--nope"),
    "missing argument of new": (("new",), "代号"),
    "missing option of new": (("new", "slj-x"), "--year"),
    "option without a value": (("new", "slj-x", "--year"), "--year"),
    "missing argument of export": (("export",), "项目"),
    "missing option of export": (("export", "slj-fine"), "--document"),
    "too many arguments": (("rules", "E001", "E002"), "E002"),
    "too many arguments of build": (("build", "slj-fine"), "slj-fine"),
    "year that is no number": (("new", "slj-x", "--year", "今年"), "--year"),
    "year out of range": (("new", "slj-x", "--year", "1999"), "2015"),
    "unknown way of building": (("new", "slj-x", "--year", "2027", "--mode", "租"), "购买服务"),
    "unknown nature": (("new", "slj-x", "--year", "2027", "--nature", "重建"), "升级改造"),
    "unknown project": (("check", "nobody"), "nobody"),
    "unknown project to export": (("export", "nobody", "--document", "brief"), "nobody"),
    "unknown project of status": (("status", "nobody"), "nobody"),
    "unknown document": (("export", "slj-fine", "--document", "letter"), "letter"),
    "document of the other way of building": (("export", "slj-fine", "--document", "service-plan"), "购买服务"),
    "several projects to export": (("export", "projects/2027", "--document", "brief"), "3 个项目"),
    "unknown rule": (("rules", "E999"), "E999"),
    "root that does not exist": (("--root", "nowhere", "check"), "--root"),
    "root that is a file": (("--root", "mkdocs.yml", "check"), "--root"),
    "flag with a value": (("new", "slj-x", "--year", "2027", "--plan=yes"), "--plan"),
}


@pytest.mark.parametrize("case", WRONG)
def test_wrong_usage_is_explained_in_chinese(case: str, run: Run, mixed: ScratchLibrary) -> None:
    arguments, named = WRONG[case]
    before = snapshot(mixed.root)
    done = run(*arguments, cwd=mixed.root)
    assert done.code == 2
    assert done.out == ""
    assert done.err.startswith("错误：")
    assert "--help" in done.err
    assert named in done.err
    assert english(done.err) == []
    assert snapshot(mixed.root) == before


@pytest.mark.parametrize("address", ["here", "127.0.0.1", "127.0.0.1:http", ":"])
def test_an_address_that_is_none_is_refused_before_anything_is_built(
    run: Run, library: ScratchLibrary, address: str
) -> None:
    done = run("serve", "--address", address, cwd=library.root)
    assert done.code == 2
    assert f"“{address}”" in done.err
    assert english(done.err) == []
    assert not (library.root / "build").exists()


def test_a_folder_as_the_target_of_an_export_is_explained(run: Run, mixed: ScratchLibrary, tmp_path: Path) -> None:
    done = run("export", "slj-fine", "--document", "brief", "--to", tmp_path, cwd=mixed.root)
    assert done.code == 2
    assert "--to" in done.err
    assert "不是文件夹" not in done.err, "the target is a folder, and that is the fault"


def test_no_command_shows_the_help_without_calling_it_an_error(start: Run, mixed: ScratchLibrary) -> None:
    done = start(cwd=mixed.root)
    assert "错误" not in done.text
    assert "用法：" in done.text


class TestRules:
    def test_every_rule_shows_its_title_reason_and_hint(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("lunzheng.cli.rules.open_library", cache(open_library))  # for more than a hundred runs
        listed = re.findall(r"^  ([EW]\d{3})  (.+)$", run("rules").out, re.MULTILINE)
        assert len(listed) > 40
        for code, line in listed:
            done = run("rules", code)
            assert (done.code, done.err) == (0, "")
            first, _, *rest = done.out.splitlines()
            title = re.fullmatch(rf"{code}（(?:错误|提醒)） (.+)", first)
            assert title
            assert line.startswith(title[1])
            assert rest[0]
            assert any(line.startswith("怎样改：") for line in rest)
            assert "。。" not in done.out

    def test_a_code_may_be_written_small(self, run: Run) -> None:
        assert run("rules", "e001") == run("rules", "E001")

    def test_rules_are_shown_outside_a_library(self, run: Run, tmp_path: Path) -> None:
        assert run("rules", cwd=tmp_path).code == 0

    def test_codes_are_used_once_and_ascend_in_their_group(self) -> None:
        out = run_here("rules").out
        codes = re.findall(r"^  ([EW]\d{3})  ", out, re.MULTILINE)
        assert len(codes) == len(set(codes))
        for group in re.split(r"^\S.*：$", out, flags=re.MULTILINE):
            found = [code[1:] for code in re.findall(r"^  ([EW]\d{3})  ", group, re.MULTILINE)]
            assert found == sorted(found)


class TestStatus:
    def test_it_lists_each_project_with_its_stage_and_problems(self, run: Run, mixed: ScratchLibrary) -> None:
        done = run("status", cwd=mixed.root)
        assert (done.code, done.err) == (0, "")
        head, *rows = done.out.splitlines()
        assert head.split()[:2] == ["代号", "阶段"]
        assert [row.split()[0] for row in rows] == ["dsj-missing", "slj-fine", "slj-leftover", "dsj-late"]
        by_id = {row.split()[0]: row for row in rows}
        assert "2 处错误" in by_id["dsj-missing"]
        assert "1 处错误" in by_id["slj-leftover"]
        assert "处错误" not in by_id["slj-fine"]

    def test_it_shows_the_stage_that_records_and_files_give(self, run: Run, library: ScratchLibrary) -> None:
        library.add("good/plan", "slj-plan")
        library.add("good/service", "dsj-service")
        kept = library.add("good/suggestion", "slj-kept")
        (kept / "review").mkdir()
        (kept / "review/records.yml").write_text("记录:\n  - {事项: 入库, 日期: 2026-09-01}\n", encoding="utf-8")
        back = library.add("good/suggestion", "slj-back")
        (back / "review").mkdir()
        (back / "review/records.yml").write_text(
            "记录:\n  - {事项: 入库, 日期: 2026-09-01}\n  - {事项: 退回, 日期: 2026-09-08}\n", encoding="utf-8"
        )
        library.add("good/suggestion", "slj-new")
        rows = {row.split()[0]: row.split()[1:3] for row in run("status", cwd=library.root).out.splitlines()}
        assert rows["slj-plan"] == ["方案", "—"]
        assert rows["dsj-service"] == ["方案", "—"]
        assert rows["slj-kept"] == ["入库", "2026-09-01"]
        assert rows["slj-back"] == ["退回", "2026-09-08"]
        assert rows["slj-new"] == ["谋划", "—"]

    def test_a_library_without_projects_says_how_to_begin(self, run: Run, library: ScratchLibrary) -> None:
        done = run("status", cwd=library.root)
        assert done.code == 0
        assert "lunzheng new" in done.out

    def test_it_says_what_is_not_committed(self, run: Run, library: ScratchLibrary) -> None:
        library.add("good/suggestion", "slj-flood")
        identity = ["-c", "user.name=示例", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]

        def git(*arguments: str) -> None:
            subprocess.run(["git", *identity, *arguments], cwd=library.root, check=True, capture_output=True)

        git("init", "--quiet")
        assert "未提交" in run("status", cwd=library.root).out
        git("add", ".")
        git("commit", "--quiet", "--message", "示例")
        assert "已提交" in run("status", cwd=library.root).out
        with (library.folder("slj-flood") / "brief.md").open("a", encoding="utf-8") as stream:
            stream.write("\n再写一句。\n")
        assert "未提交" in run("status", cwd=library.root).out

    def test_columns_stand_under_their_heads(self, run: Run, mixed: ScratchLibrary) -> None:
        head, *rows = run("status", cwd=mixed.root).out.splitlines()
        width = max(len(row.split()[0]) for row in rows)
        assert head.startswith("代号" + " " * (width - 4 + 2) + "阶段")
        assert all(row[width : width + 2] == "  " for row in rows)


def test_the_schemas_of_the_throw_away_library_are_those_of_the_repository(root: Path, library: ScratchLibrary) -> None:
    for path in sorted((root / "schemas").rglob("*.json")):
        assert json.loads((library.root / path.relative_to(root)).read_bytes()) == json.loads(path.read_bytes())
