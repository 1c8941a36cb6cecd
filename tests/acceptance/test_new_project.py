"""From an empty folder to the documents: ``new``, filling in, ``check``, ``export`` and ``build``."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from acceptance.fill_in import LEFT_TO_WRITE, empty_places, fill_folder
from acceptance.support import Done, ScratchLibrary, make_library, run_command, run_here, without_office

Run = Callable[..., Done]
EDITION = "ningbo-2021"
PROBLEM = re.compile(r"^(?P<file>\S+):(?P<line>\d+):(?P<column>\d+): (?P<code>[EW]\d{3}): .+$", re.MULTILINE)
NO_PROBLEM = "检查了 1 个项目，没有发现问题。\n"
BRIEF = {"application", "brief", "self-check"}

NEW: dict[str, tuple[tuple[str, ...], set[str]]] = {
    "slj-idea": ((), BRIEF),
    "slj-idea-upgrade": (("--nature", "升级改造"), BRIEF),
    "slj-idea-service": (("--mode", "购买服务"), BRIEF),
    "slj-own": (("--plan",), {*BRIEF, "proposal"}),
    "slj-own-upgrade": (("--plan", "--nature", "升级改造"), {*BRIEF, "proposal"}),
    "slj-own-extension": (("--plan", "--nature", "扩建"), {*BRIEF, "proposal"}),
    "dsj-service": (("--plan", "--mode", "购买服务"), {*BRIEF, "service-plan"}),
    "dsj-service-upgrade": (("--plan", "--mode", "购买服务", "--nature", "升级改造"), {*BRIEF, "service-plan"}),
}
"""Project id → options of ``new``, and the documents that its folder is for."""


NAMES = ("2027", "1e3", "true", "null", "示例: 平台", "# 示例", '"示例"', "示例\\n", "- 示例", "*示例", "{示例}")
"""Names that YAML would read as something else, were they written as they are."""


@dataclass(frozen=True)
class Made:
    """A library in which every kind of new project was made, and what ``new`` has said."""

    library: ScratchLibrary
    said: dict[str, Done]


def make_all(root: Path) -> Made:
    library = make_library(root)
    said = {
        project: run_here("new", project, "--year", 2027, *options, cwd=library.root)
        for project, (options, _) in NEW.items()
    }
    return Made(library, said)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Fresh folders; the tests only read them."""
    return make_all(tmp_path_factory.mktemp("made") / "library")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> ScratchLibrary:
    """The same folders, filled in; the tests only read them, or write below ``build``."""
    library = make_all(tmp_path_factory.mktemp("filled") / "library").library.without_likeness()
    for project in NEW:
        fill_folder(library.folder(project), library.root / "schemas" / EDITION)
    return library


@pytest.fixture(scope="module")
def built(filled: ScratchLibrary, tmp_path_factory: pytest.TempPathFactory) -> Done:
    environment = without_office(tmp_path_factory.mktemp("programs") / "bin")
    return run_command("build", cwd=filled.root, environment=environment)


def everything(root: Path) -> dict[str, bytes | None]:
    """Every file and folder below a root, with the content of files."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes() if path.is_file() else None for path in root.rglob("*")
    }


class TestNew:
    @pytest.mark.parametrize("project", NEW)
    def test_it_says_which_files_it_has_made(self, made: Made, project: str) -> None:
        done = made.said[project]
        assert done.code == 0
        folder = made.library.folder(project)
        there = {path.relative_to(made.library.root).as_posix() for path in folder.rglob("*") if path.is_file()}
        assert set(done.out.split()) == there
        assert f"lunzheng check {project}" in done.err

    @pytest.mark.parametrize("project", NEW)
    def test_a_new_folder_has_only_empty_places(self, run: Run, made: Made, project: str) -> None:
        done = run("check", project, cwd=made.library.root)
        assert done.code == 1
        found = {(match["file"], int(match["line"]), match["code"]) for match in PROBLEM.finditer(done.out)}
        expected = set()
        for path in made.library.folder(project).rglob("*"):
            if path.is_dir():
                continue
            file = path.relative_to(made.library.root).as_posix()
            text = path.read_text(encoding="utf-8")
            if path.suffix == ".yml":
                expected |= {(file, line, "E201") for line in empty_places(text)}
            else:
                marks = (text.count("\n", 0, match.start()) + 1 for match in LEFT_TO_WRITE.finditer(text))
                expected |= {(file, line, "E003") for line in marks}
        assert found == expected
        assert len(found) == len(PROBLEM.findall(done.out)), "one empty place, one problem"

    @pytest.mark.parametrize("project", NEW)
    def test_a_filled_folder_has_no_problem(self, run: Run, filled: ScratchLibrary, project: str) -> None:
        done = run("check", project, cwd=filled.root)
        assert (done.out, done.code) == (NO_PROBLEM, 0)

    @pytest.mark.parametrize("project", ["slj-idea-upgrade", "slj-own-upgrade", "slj-own-extension"])
    def test_an_upgrade_asks_for_the_old_system(self, made: Made, project: str) -> None:
        text = (made.library.folder(project) / "project.yml").read_text(encoding="utf-8")
        assert re.search(r"^原有系统:$", text, re.MULTILINE)

    @pytest.mark.parametrize(
        ("file", "key", "choices"),
        [
            ("resources.yml", "平台", ["浙江政务服务网", "公共数据平台", "时空信息云平台"]),
            ("performance.yml", "一级", ["成本指标", "产出指标", "效益指标", "满意度指标"]),
            ("data.yml", "方向", ["需要", "提供"]),
        ],
    )
    def test_what_must_be_answered_for_each_choice_has_a_row_for_each(
        self, made: Made, file: str, key: str, choices: list[str]
    ) -> None:
        text = (made.library.folder("slj-own-upgrade") / file).read_text(encoding="utf-8")
        assert [len(re.findall(rf"^  - {key}: {choice}$", text, re.MULTILINE)) for choice in choices] == [1] * len(
            choices
        )

    def test_what_is_known_is_filled_in(self, run: Run, library: ScratchLibrary) -> None:
        run("new", "slj-flood", "--year", "2028", "--name", "示例市防汛会商应用系统", cwd=library.root)
        text = (library.folder("slj-flood", 2028) / "project.yml").read_text(encoding="utf-8")
        for line in ("年度: 2028", "建设方式: 自建", "建设性质: 新建", "涉密: 否", "  名称: 示例市水利局"):
            assert line in text.split("\n")
        assert re.search(r'^项目名称: "?示例市防汛会商应用系统"?$', text, re.MULTILINE)

    def test_any_name_arrives_as_it_was_given(self, run: Run, library: ScratchLibrary) -> None:
        for number, name in enumerate(NAMES):
            assert run("new", f"slj-flood-{number}", "--year", "2027", "--name", name, cwd=library.root).code == 0
        found = PROBLEM.finditer(run("check", cwd=library.root).out)
        line_of_the_name = 3
        # That a name says nothing of the business (W004) is a fault of the name, not of how it arrived.
        told = [match for match in found if match["code"].startswith("E") and ".yml" in match["file"]]
        wrong = {match.group() for match in told if match["line"] == str(line_of_the_name)}
        assert wrong == set()

    @pytest.mark.parametrize("name", ["“示例”: 平台", '"示例" \\n & <平台>', "2027"])
    def test_any_name_is_printed_as_it_was_given(self, run: Run, library: ScratchLibrary, name: str) -> None:
        run("new", "slj-flood", "--year", "2027", "--name", name, cwd=library.root)
        fill_folder(library.folder("slj-flood"), library.root / "schemas" / EDITION)
        target = library.root / "application.docx"
        done = run("export", "slj-flood", "--document", "application", "--to", target, cwd=library.root)
        assert done.code == 0, done.text
        # Straight quotes about Chinese words are set as Chinese print has them.
        straight = str.maketrans("“”", '""')
        assert name.translate(straight) in document_text(target).translate(straight)

    @pytest.mark.parametrize(
        "project",
        [
            "", "slj", "slj-", "slj--flood", "slj_flood", "Slj-flood", "slj-Flood", "slj-flood ", "水利-flood",
            "slj-防汛", "../slj-flood", "slj-flood/../../out", "/slj-flood", "slj-flood\n", "1slj-flood", "slj.flood",
        ],
    )  # fmt: skip
    def test_a_bad_id_changes_nothing(self, run: Run, library: ScratchLibrary, project: str) -> None:
        before = everything(library.root.parent)
        done = run("new", project, "--year", "2027", cwd=library.root)
        assert (done.code, done.out) == (2, "")
        assert "slj-flood-control" in done.err, "an example of a good id is shown"
        assert everything(library.root.parent) == before

    def test_an_unknown_department_changes_nothing_and_the_known_ones_are_named(
        self, run: Run, library: ScratchLibrary
    ) -> None:
        before = everything(library.root)
        done = run("new", "abc-flood", "--year", "2027", cwd=library.root)
        assert (done.code, done.out) == (2, "")
        assert "slj（示例市水利局）" in done.err
        assert everything(library.root) == before

    @pytest.mark.parametrize("year", [2027, 2028])
    def test_a_taken_id_changes_nothing(self, run: Run, library: ScratchLibrary, year: int) -> None:
        library.add("good/suggestion", "slj-flood", 2027)
        before = everything(library.root)
        done = run("new", "slj-flood", "--year", year, cwd=library.root)
        assert (done.code, done.out) == (2, "")
        assert "projects/2027/slj-flood" in done.err
        assert everything(library.root) == before

    def test_a_file_in_the_way_changes_nothing(self, run: Run, library: ScratchLibrary) -> None:
        (library.root / "projects" / "2027").mkdir()
        (library.root / "projects" / "2027" / "slj-flood").write_text("示例", encoding="utf-8")
        before = everything(library.root)
        assert run("new", "slj-flood", "--year", "2027", cwd=library.root).code == 2
        assert everything(library.root) == before

    def test_a_file_in_place_of_the_year_is_explained_in_chinese(self, run: Run, library: ScratchLibrary) -> None:
        (library.root / "projects" / "2027").write_text("示例", encoding="utf-8")
        before = everything(library.root)
        done = run("new", "slj-flood", "--year", "2027", cwd=library.root)
        assert done.code == 2
        assert "Traceback" not in done.err
        assert not re.search(r"exists|directory", done.err)
        assert everything(library.root) == before

    def test_a_suggestion_grows_into_a_plan_and_nothing_that_is_there_changes(
        self, run: Run, library: ScratchLibrary
    ) -> None:
        folder = library.add("good/suggestion", "slj-flood")
        before = everything(folder)
        done = run("new", "slj-flood", "--plan", cwd=library.root)
        assert done.code == 0
        after = everything(folder)
        assert set(done.out.split()) == {
            f"projects/2027/slj-flood/{name}"
            for name, data in after.items()
            if data is not None and data != before.get(name)
        }
        for name, data in before.items():
            assert data is not None
            written = after[name]
            assert written is not None
            assert written.startswith(data)
            assert written == data or name == "project.yml"
        codes = {match["code"] for match in PROBLEM.finditer(run("check", "slj-flood", cwd=library.root).out)}
        assert codes <= {"E201", "E003", "E008", "E012", "E051"}
        again = everything(library.root)
        run("new", "slj-flood", "--plan", cwd=library.root)
        assert everything(library.root) == again

    @pytest.mark.parametrize("ends", [b"\r\n", b"  # \n"])
    def test_growing_keeps_the_bytes_that_are_there(self, run: Run, library: ScratchLibrary, ends: bytes) -> None:
        folder = library.add("good/suggestion", "slj-flood")
        path = folder / "project.yml"
        data = path.read_bytes()
        data = data.replace(b"\n", ends) if ends == b"\r\n" else data.rstrip(b"\n") + ends
        path.write_bytes(data)
        assert run("check", "slj-flood", cwd=library.root).code == 0
        assert run("new", "slj-flood", "--plan", cwd=library.root).code == 0
        assert path.read_bytes().startswith(data.rstrip(b"\n. #"))
        found = PROBLEM.findall(run("check", "slj-flood", cwd=library.root).out)
        assert {code for *_, code in found} <= {"E201", "E003", "E008", "E012", "E051"}

    @pytest.mark.parametrize("example", ["encoding-gbk", "fullwidth-colon", "project-file-missing"])
    def test_a_folder_that_cannot_be_read_does_not_grow(self, run: Run, library: ScratchLibrary, example: str) -> None:
        library.add(f"bad/{example}", "slj-flood")
        before = everything(library.root)
        done = run("new", "slj-flood", "--plan", cwd=library.root)
        assert (done.code, done.out) == (2, "")
        assert "lunzheng check slj-flood" in done.err
        assert everything(library.root) == before

    def test_a_folder_below_no_year_does_not_grow(self, run: Run, library: ScratchLibrary) -> None:
        folder = library.folder("slj-flood")
        library.add("good/suggestion", "slj-flood")
        folder.parent.rename(folder.parent.with_name("later"))
        done = run("new", "slj-flood", "--plan", cwd=library.root)
        assert "Traceback" not in done.err
        assert done.code == 2

    def test_it_works_from_a_folder_inside_the_library(self, run: Run, library: ScratchLibrary) -> None:
        folder = library.add("good/suggestion", "slj-other")
        assert run("new", "slj-flood", "--year", "2027", cwd=folder).code == 0
        assert (library.folder("slj-flood") / "project.yml").is_file()


def document_text(path: Path) -> str:
    """The text of a DOCX; also that it is a sound one."""
    with zipfile.ZipFile(path) as docx:
        assert docx.testzip() is None
        xml = docx.read("word/document.xml").decode("utf-8")
    text = "".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", xml))
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&")


CASES = [
    ("slj-idea", "application"),
    ("slj-idea", "brief"),
    ("slj-own", "application"),
    ("slj-own", "proposal"),
    ("slj-own", "self-check"),
    ("dsj-service", "service-plan"),
]
"""The others are built by :class:`TestBuild`."""


class TestExport:
    @pytest.mark.parametrize(("project", "document"), CASES)
    def test_each_document_of_a_filled_project(
        self, run: Run, filled: ScratchLibrary, tmp_path: Path, project: str, document: str
    ) -> None:
        target = tmp_path / "out.docx"
        done = run("export", project, "--document", document, "--to", target, cwd=filled.root)
        assert (done.code, done.out, done.err) == (0, f"{target}\n", "")
        assert "示例市防汛会商应用系统" in document_text(target)
        assert "{{" not in document_text(target)

    def test_without_a_target_it_is_written_below_build(
        self, run: Run, library: ScratchLibrary, tmp_path: Path
    ) -> None:
        library.add("good/suggestion", "slj-flood")
        before = everything(library.root)
        done = run("--root", library.root, "export", "slj-flood", "--document", "brief", cwd=tmp_path)
        assert done.code == 0
        written = Path(done.out.strip())
        assert written.is_relative_to(library.root / "build" / "documents")
        assert written.is_file()
        after = everything(library.root)
        assert {name: data for name, data in after.items() if name.split("/")[0] != "build"} == before

    def test_the_project_may_be_named_by_its_folder(self, run: Run, filled: ScratchLibrary, tmp_path: Path) -> None:
        target = tmp_path / "out.docx"
        folder = filled.folder("slj-idea")
        assert run("export", ".", "--document", "brief", "--to", target, cwd=folder).code == 0
        assert target.is_file()

    def test_the_same_input_gives_the_same_bytes(
        self, run: Run, start: Run, filled: ScratchLibrary, tmp_path: Path
    ) -> None:
        for command, name in ((run, "a.docx"), (start, "b.docx")):
            command("export", "slj-own", "--document", "proposal", "--to", tmp_path / name, cwd=filled.root)
        assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()

    @pytest.mark.parametrize(
        "example",
        ["missing-key", "fullwidth-colon", "encoding-gbk", "html-inline", "empty-file", "project-file-missing"],
    )
    def test_structural_errors_write_nothing_and_keep_the_target(
        self, run: Run, library: ScratchLibrary, tmp_path: Path, example: str
    ) -> None:
        library.add(f"bad/{example}", "slj-flood")
        target = tmp_path / "kept.docx"
        target.write_bytes(b"kept")
        before = everything(library.root)
        done = run("export", "slj-flood", "--document", "brief", "--to", target, cwd=library.root)
        assert done.code == 1
        assert PROBLEM.search(done.out)
        assert "没有生成" in done.err
        assert everything(tmp_path) == {**before_of(tmp_path, library, before), "kept.docx": b"kept"}
        done = run("export", "slj-flood", "--document", "brief", "--to", tmp_path / "new.docx", cwd=library.root)
        assert done.code == 1
        assert not (tmp_path / "new.docx").exists()
        assert everything(library.root) == before

    def test_errors_of_the_rules_give_a_draft_and_say_so(
        self, run: Run, library: ScratchLibrary, tmp_path: Path
    ) -> None:
        library.add("bad/leftover-prose", "slj-flood")
        target = tmp_path / "draft.docx"
        done = run("export", "slj-flood", "--document", "brief", "--to", target, cwd=library.root)
        assert done.code == 0
        assert target.is_file()
        assert "草稿" in done.err
        assert "1 处错误" in done.err

    @pytest.mark.parametrize("example", ["missing-key", "encoding-gbk", "project-file-missing"])
    def test_structural_errors_give_no_bundle(
        self, run: Run, library: ScratchLibrary, tmp_path: Path, example: str
    ) -> None:
        library.add(f"bad/{example}", "slj-flood")
        target = tmp_path / "kept.zip"
        target.write_bytes(b"kept")
        assert run("export", "slj-flood", "--bundle", target, cwd=library.root).code == 1
        assert target.read_bytes() == b"kept"

    @pytest.mark.parametrize("project", ["slj-own", "dsj-service"])
    def test_a_bundle_holds_every_document_and_attachment_and_is_reproducible(
        self, run: Run, start: Run, tmp_path: Path, project: str
    ) -> None:
        library = make_library(tmp_path / "library")
        folder = library.add("good/plan" if project == "slj-own" else "good/service", project)
        (folder / "attachments" / "basis.txt").write_text("示例", encoding="utf-8")
        for command, name in ((run, "a.zip"), (start, "b.zip")):
            assert command("export", project, "--bundle", tmp_path / name, cwd=library.root).code == 0
        assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
        with zipfile.ZipFile(tmp_path / "a.zip") as bundle:
            assert bundle.testzip() is None
            names = {name.removeprefix(f"{project}/") for name in bundle.namelist()}
        assert "attachments/basis.txt" in names
        assert {f"documents/{project}-{document}.docx" for document in NEW[project][1]} <= names

    def test_a_target_that_cannot_be_written_is_explained_in_chinese(
        self, run: Run, filled: ScratchLibrary, tmp_path: Path
    ) -> None:
        (tmp_path / "file").write_bytes(b"")
        done = run("export", "slj-idea", "--document", "brief", "--to", tmp_path / "file" / "a.docx", cwd=filled.root)
        assert done.code == 2
        assert "Traceback" not in done.err
        assert not re.search(r"exists|directory", done.err)


def before_of(outer: Path, library: ScratchLibrary, before: dict[str, bytes | None]) -> dict[str, bytes | None]:
    """The state of a library, seen from the folder around it."""
    prefix = library.root.relative_to(outer).as_posix()
    return {prefix: None, **{f"{prefix}/{name}": data for name, data in before.items()}}


class TestBuild:
    def test_it_builds_every_document_of_filled_projects(self, built: Done, filled: ScratchLibrary) -> None:
        assert built.code == 0, built.text
        documents = filled.root / "build" / "documents" / "2027"
        for project, (_, wanted) in NEW.items():
            names = {path.stem for path in (documents / project).iterdir() if path.suffix == ".docx"}
            assert {name.removeprefix(f"{project}-") for name in names} >= wanted

    def test_it_says_how_many_documents_and_pages_it_has_made(self, built: Done, filled: ScratchLibrary) -> None:
        documents = len(list((filled.root / "build" / "documents").rglob("*.docx")))
        assert f"已生成 {documents} 份文档" in built.out
        assert "没有发现问题" in built.out

    def test_every_project_has_its_page(self, built: Done, filled: ScratchLibrary) -> None:
        assert built.code == 0
        for project in NEW:
            page = filled.root / "build" / "site" / "projects" / project / "index.html"
            assert "示例市防汛会商应用系统" in page.read_text(encoding="utf-8")

    def test_it_changes_nothing_outside_build(self, tmp_path: Path, start: Run) -> None:
        library = make_library(tmp_path / "library")
        library.add("good/suggestion", "slj-flood")
        before = everything(library.root)
        assert start("build", cwd=library.root).code == 0
        after = everything(library.root)
        assert {name: data for name, data in after.items() if name.split("/")[0] != "build"} == before

    def test_a_project_with_structural_errors_is_left_out_and_the_others_are_built(
        self, tmp_path: Path, start: Run
    ) -> None:
        library = make_library(tmp_path / "library")
        library.add("good/suggestion", "slj-fine")
        library.add("bad/missing-key", "slj-broken")
        library.add("bad/leftover-prose", "slj-draft")
        done = start("build", cwd=library.root)
        assert done.code == 1
        assert "slj-broken" in done.err
        built = {path.name for path in (library.root / "build" / "documents" / "2027").iterdir()}
        assert built == {"slj-fine", "slj-draft"}
        page = library.root / "build" / "site" / "projects" / "slj-broken" / "index.html"
        assert "没有生成页面和文档" in page.read_text(encoding="utf-8")
