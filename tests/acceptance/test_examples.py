"""Example project folders: each bad one breaks one thing, and ``check`` must name exactly that, at its place.

An example is a folder under ``tests/examples/bad`` and is found by itself; its ``expected.txt`` lists the problems as
``file:line:column: CODE``. What Git cannot keep well (links, huge files, other line ends) is made here, in a table.
"""

from __future__ import annotations

import base64
import ctypes
import os
import re
import sys
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest

from acceptance.support import EXAMPLES, Done, ScratchLibrary, make_library, run_command, run_here
from guard.made import archive, bomb, docx, paragraph

GOOD = sorted(path.name for path in (EXAMPLES / "good").iterdir())
BAD = sorted(path.name for path in (EXAMPLES / "bad").iterdir())
PLACE = re.compile(r"^(?P<file>\S.*):(?P<line>\d+):(?P<column>\d+): (?P<code>[EW]\d{3}): (?P<message>.+)$")
FOLDER = "."
"""How an expected line names the project folder itself."""

ALIKE = "W042"
"""Every example is a copy of one of three folders: that they are alike is how they are made, and says nothing of the
rule. Its own examples, pairs of projects in libraries of their own, are in ``test_duplicates.py``."""

Make = Callable[[Path], None]


def rewrite(name: str, change: Callable[[bytes], bytes]) -> Make:
    """Changes the bytes of one file."""

    def make(folder: Path) -> None:
        path = folder / name
        path.write_bytes(change(path.read_bytes()))

    return make


def write(name: str, data: bytes) -> Make:
    def make(folder: Path) -> None:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)

    return make


def link(name: str, target: str) -> Make:
    def make(folder: Path) -> None:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).unlink(missing_ok=True)
        (folder / name).symlink_to(target)

    return make


def pipe(folder: Path) -> None:
    (folder / "attachments").mkdir()
    os.mkfifo(folder / "attachments" / "pipe")


def directory_for_file(folder: Path) -> None:
    (folder / "project.yml").unlink()
    (folder / "project.yml").mkdir()


def many_files(folder: Path) -> None:
    (folder / "attachments").mkdir()
    for number in range(501):
        (folder / "attachments" / f"{number}.md").write_bytes(b"")


def deep(opening: bytes) -> Make:
    return rewrite("project.yml", lambda data: data.replace("汛期各部门在线会商。".encode(), opening * 10_000))


PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII="
)
"""A picture of one pixel."""


def waived(rule: str) -> Make:
    """A waiver at the top of the file, so that its place stays when the examples grow."""
    lines = f"豁免:\n  - {{规则: {rule}, 文件: brief.md, 理由: 已说明, 同意人职务: 示例市水利局副局长}}\n"
    return rewrite("project.yml", lambda data: lines.encode() + data)


MADE: dict[str, tuple[str, Make, list[str]]] = {
    "waiver-of-a-form-rule": ("suggestion", waived("E201"), ["project.yml:2:10: E064"]),
    "waiver-of-secrecy": ("suggestion", waived("E045"), ["project.yml:2:10: E064"]),
    "waiver-of-no-rule": ("plan", waived("W999"), ["project.yml:2:10: E064"]),
    "waiver-without-its-problem": ("suggestion", waived("E003"), ["project.yml:2:10: W065"]),
    "utf-16": (
        "suggestion",
        rewrite("project.yml", lambda data: data.decode().encode("utf-16")),
        ["project.yml:1:1: E104"],
    ),
    "utf-16-markdown": (
        "suggestion",
        rewrite("brief.md", lambda data: b"\xfe\xff" + data.decode().encode("utf-16-be")),
        ["brief.md:1:1: E104"],
    ),
    "one-byte-of-latin-1": (
        "suggestion",
        rewrite("brief.md", lambda data: data.replace("会商结论".encode(), b"caf\xe9 ")),
        ["brief.md:11:1: E104"],
    ),
    "zero-bytes": ("suggestion", write("brief.md", b"# \x00\x00\x00"), ["brief.md:1:3: E105"]),
    "too-large-yaml": (
        "suggestion",
        rewrite("project.yml", lambda data: data + b"# " + b"x" * 1024 * 1024 + b"\n"),
        ["project.yml:1:1: E103"],
    ),
    "too-large-markdown": (
        "suggestion",
        rewrite("brief.md", lambda data: data + "会商。\n".encode() * 120_000),
        ["brief.md:1:1: E103"],
    ),
    "too-many-files": ("suggestion", many_files, [f"{FOLDER}:1:1: E103"]),
    "nesting-10000-lists": ("suggestion", deep(b"["), ["project.yml:16:26: E116"]),
    "nesting-10000-mappings": ("suggestion", deep(b"{a: "), ["project.yml:16:83: E116"]),
    "nesting-10000-quotes": (
        "suggestion",
        rewrite("brief.md", lambda data: data.replace("规划要求".encode(), b">" * 10_000)),
        ["brief.md:3:1: E133"],
    ),
    "link-to-file": ("suggestion", link("attachments/a.md", "../brief.md"), ["attachments/a.md:1:1: E102"]),
    "link-out-of-the-library": ("suggestion", link("figures/a.png", "/etc/passwd"), ["figures/a.png:1:1: E102"]),
    "link-to-folder": ("suggestion", link("attachments/more", "/etc"), ["attachments/more:1:1: E102"]),
    "link-to-nothing": ("suggestion", link("attachments/a.md", "nowhere"), ["attachments/a.md:1:1: E102"]),
    "link-for-project-file": ("suggestion", link("project.yml", "/etc/hostname"), ["project.yml:1:1: E102"]),
    "link-for-chapter": ("suggestion", link("brief.md", "/etc/hostname"), ["brief.md:1:1: E102"]),
    "pipe": ("suggestion", pipe, ["attachments/pipe:1:1: E102"]),
    "picture-of-other-bytes": ("suggestion", write("figures/a.png", b"<svg/>"), ["figures/a.png:1:1: E132"]),
    "picture-of-the-other-kind": ("suggestion", write("figures/a.jpg", PICTURE), ["figures/a.jpg:1:1: E132"]),
    "attachment-bomb": ("suggestion", write("attachments/a.zip", bomb()), ["attachments/a.zip:1:1: E061"]),
    "attachment-with-a-path": (
        "suggestion",
        write("attachments/a.zip", archive({"../brief.md": "x"})),
        ["attachments/a.zip:1:1: E062"],
    ),
    "secret-mark-in-word": (
        "suggestion",
        write("attachments/a.docx", docx(paragraph("机", "密★"))),
        ["attachments/a.docx:1:1: E045"],
    ),
    "secret-mark-in-gbk": (
        "suggestion",
        rewrite("brief.md", lambda data: (data.decode() + "密级：机密\n").encode("gbk")),
        ["brief.md:1:1: E104", "brief.md:16:4: E045"],
    ),
    "line-end-in-a-file-name": (
        "suggestion",
        write("attachments/两\n行.txt", b""),
        ["attachments/两?行.txt:1:1: E106"],
    ),
    "name-with-a-leading-dash": ("suggestion", write("attachments/-rf.txt", b""), ["attachments/-rf.txt:1:1: E106"]),
    "name-of-a-device": ("suggestion", write("attachments/aux.txt", b""), ["attachments/aux.txt:1:1: E106"]),
    "name-of-a-device-folder": ("suggestion", write("attachments/CON/a.txt", b""), ["attachments/CON/a.txt:1:1: E106"]),
    "name-ending-in-a-dot": ("suggestion", write("attachments/a.", b""), ["attachments/a.:1:1: E106"]),
    "name-ending-in-a-space": ("suggestion", write("attachments/a.txt ", b""), ["attachments/a.txt :1:1: E106"]),
    "name-with-a-colon": ("suggestion", write("attachments/a:b.txt", b""), ["attachments/a:b.txt:1:1: E106"]),
    "name-of-250-bytes": (
        "suggestion",
        write(f"attachments/{'长' * 80}.txt", b""),
        [f"attachments/{'长' * 80}.txt:1:1: E106"],
    ),
    "name-in-parts": (
        "suggestion",
        write("attachments/cafe\u0301.txt", b""),
        ["attachments/cafe\u0301.txt:1:1: E106"],
    ),
    "name-with-a-radical": (
        "suggestion",
        write("attachments/\u2f24数据.txt", b""),
        ["attachments/\u2f24数据.txt:1:1: E106"],
    ),
    "name-written-backwards": (
        "suggestion",
        write("attachments/a\u202etxt.exe", b""),
        ["attachments/a?txt.exe:1:1: E106"],
    ),
    "names-that-differ-in-case": (
        "suggestion",
        lambda folder: (write("attachments/A.txt", b"")(folder), write("attachments/a.txt", b"")(folder))[0],
        ["attachments/a.txt:1:1: E106"],
    ),
    "folders-too-deep": (
        "suggestion",
        write("attachments/a/b/c/d/e.txt", b""),
        ["attachments/a/b/c/d:1:1: E116"],
    ),
    "folder-named-project-yml": ("suggestion", directory_for_file, ["project.yml:1:1: E047"]),
}
"""Examples made by the test: base, what is done to the folder, expected lines."""

FINE: dict[str, tuple[str, Make]] = {
    "byte-order-mark": ("suggestion", rewrite("project.yml", lambda data: b"\xef\xbb\xbf" + data)),
    "byte-order-mark-markdown": ("suggestion", rewrite("brief.md", lambda data: b"\xef\xbb\xbf" + data)),
    "windows-line-ends": ("suggestion", rewrite("project.yml", lambda data: data.replace(b"\n", b"\r\n"))),
    "windows-line-ends-markdown": ("suggestion", rewrite("brief.md", lambda data: data.replace(b"\n", b"\r\n"))),
    "mac-line-ends": ("suggestion", rewrite("project.yml", lambda data: data.replace(b"\n", b"\r"))),
    "no-line-end": ("suggestion", rewrite("project.yml", lambda data: data.rstrip(b"\n"))),
    "spaces-at-line-ends": ("suggestion", rewrite("project.yml", lambda data: data.replace(b"\n", b"  \n"))),
    "document-mark": ("suggestion", rewrite("project.yml", lambda data: b"---\n" + data)),
    "document-end-mark": ("suggestion", rewrite("project.yml", lambda data: data + b"...\n")),
    "comments": ("suggestion", rewrite("project.yml", lambda data: "# 说明：待补充\n".encode() + data)),
    "fullwidth-colon-in-text": (
        "suggestion",
        rewrite("project.yml", lambda data: data.replace("汛期各部门".encode(), "场景：汛期各部门".encode())),
    ),
    "attachment": ("suggestion", write("attachments/a.docx", docx(paragraph("经市委机要保密局同意")))),
    "attachment-in-gbk": ("suggestion", write("attachments/a.txt", "会议纪要".encode("gbk"))),
    "mobile-number-of-a-contact": (
        "suggestion",
        rewrite("project.yml", lambda data: data.replace("（示例）办公电话".encode(), b'"13812345678"')),
    ),
    "mobile-number-in-an-attachment": ("suggestion", write("attachments/a.txt", "联系人13812345678".encode())),
    "letters-of-other-scripts": (
        "suggestion",
        rewrite(
            "project.yml",
            lambda data: data.replace("在线会商。".encode(), "在线会商，Россия、μm、Δt、АЛ、α。".encode()),
        ),
    ),
    "security-chapter": (
        "suggestion",
        rewrite(
            "brief.md",
            lambda data: (
                data
                + "\n系统不存储、处理国家秘密，未标注绝密、机密、秘密；按市委机要保密局要求落实密码应用。\n".encode()
            ),
        ),
    ),
    "own-picture": ("suggestion", write("figures/a.png", PICTURE)),
    "parts-may-be-left-out": (
        "suggestion",
        rewrite("brief.md", lambda data: data[: data.index("# 四、".encode())]),
    ),
    "headings-without-numbers": (
        "suggestion",
        rewrite("brief.md", lambda data: re.sub(r"# .、", "# ", data.decode()).encode()),
    ),
    "not-applicable-with-reason": (
        "plan",
        rewrite(
            "proposal/05-construction.md",
            lambda data: re.sub("(系统建设方案\n\n)示例内容", r"\1不涉及：无终端", data.decode()).encode(),
        ),
    ),
    "amount-left-out": ("plan", rewrite("budget.yml", lambda data: data.replace(" 金额: 20,".encode(), b""))),
    "amount-in-yuan": ("plan", rewrite("budget.yml", lambda data: data.replace(b": 20,", ": 200000元,".encode()))),
}
"""Folders that look odd and are fine."""


def name_of(kind: str, example: str) -> str:
    return f"slj-{kind}-{example}"


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What one run of ``check`` prints for all examples together: project id → ``file:line:column: CODE``.

    One run instead of hundreds; that the command says the same of a project alone is a test of its own.
    """
    library = make_library(tmp_path_factory.mktemp("examples") / "library")
    for example in GOOD:
        library.add(f"good/{example}", name_of("good", example))
    for example in BAD:
        library.add(f"bad/{example}", name_of("bad", example))
    for example, (base, make, _) in MADE.items():
        make(library.add(f"good/{base}", name_of("made", example)))
    for example, (base, make) in FINE.items():
        make(library.add(f"good/{base}", name_of("fine", example)))
    done = run_command("check", cwd=library.root)
    assert done.code == 1, done.text
    assert done.err == ""
    return places(done)


def places(done: Done) -> dict[str, list[str]]:
    """The places and codes printed, by project; every line must be a problem, its hint, or the summary."""
    found: dict[str, list[str]] = defaultdict(list)
    *lines, summary = done.out.splitlines()
    assert re.match(r"检查了 \d+ 个项目", summary)
    for line in lines:
        if line.startswith("    怎样改："):
            continue
        match = PLACE.match(line)
        assert match, f"this line names no place: {line}"
        if match["code"] == ALIKE:
            continue
        _projects, _year, project, *inside = match["file"].split("/")
        file = "/".join(inside) or FOLDER
        found[project].append(f"{file}:{match['line']}:{match['column']}: {match['code']}")
    return found


def expected_lines(example: str) -> list[str]:
    return (EXAMPLES / "bad" / example / "expected.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("example", BAD)
def test_a_bad_example_gives_exactly_its_problems_at_their_places(example: str, report: dict[str, list[str]]) -> None:
    assert sorted(report.get(name_of("bad", example), [])) == sorted(expected_lines(example))


@pytest.mark.parametrize("example", MADE)
def test_a_made_example_gives_exactly_its_problems_at_their_places(example: str, report: dict[str, list[str]]) -> None:
    assert sorted(report.get(name_of("made", example), [])) == sorted(MADE[example][2])


@pytest.mark.parametrize("example", GOOD)
def test_a_good_example_has_no_problem(example: str, report: dict[str, list[str]]) -> None:
    assert report.get(name_of("good", example), []) == []


@pytest.mark.parametrize("example", FINE)
def test_what_only_looks_odd_has_no_problem(example: str, report: dict[str, list[str]]) -> None:
    assert report.get(name_of("fine", example), []) == []


PLACED = {
    "no-words": (2027, "slj", [f"{FOLDER}:1:1: E049"]),
    "chinese": (2027, "防汛会商", [f"{FOLDER}:1:1: E049"]),
    "capitals": (2027, "SLJ-flood", [f"{FOLDER}:1:1: E049"]),
    "underscore": (2027, "slj_flood", [f"{FOLDER}:1:1: E049"]),
    "space": (2027, "slj-flood control", [f"{FOLDER}:1:1: E049"]),
    "unknown-department": (2027, "abc-flood", [f"{FOLDER}:1:1: E049"]),
    "wrong-year": (2028, "slj-flood", ["project.yml:3:5: E049"]),
    "right": (2027, "slj-flood-control-2", []),
}
"""Folders whose name or place is the fault: year, name, expected lines."""


@pytest.mark.parametrize("case", PLACED)
def test_a_folder_of_a_wrong_name_or_place_is_named(case: str, library: ScratchLibrary) -> None:
    year, name, expected = PLACED[case]
    library.add("good/suggestion", name, year)
    assert places(run_here("check", cwd=library.root))[name] == expected


def test_an_id_used_in_two_years_is_named_in_both(library: ScratchLibrary) -> None:
    library.add("good/suggestion", "slj-flood", 2027)
    twin = library.add("good/suggestion", "slj-flood", 2028)
    (twin / "project.yml").write_bytes(
        (twin / "project.yml").read_bytes().replace("年度: 2027\n编".encode(), "年度: 2028\n编".encode())
    )
    done = run_here("check", cwd=library.root)
    assert re.findall(r"^(projects/\S+:\d+:\d+: E\d+)", done.out, re.MULTILINE) == [
        "projects/2027/slj-flood:1:1: E049",
        "projects/2028/slj-flood:1:1: E049",
    ]


def without_root_powers() -> None:
    """Run before the command starts: root keeps its name but may no longer read what it is forbidden to."""
    if os.geteuid() != 0:
        return
    drop_from_bounding_set, override, read_search = 24, 1, 2
    libc = ctypes.CDLL(None, use_errno=True)
    for capability in (override, read_search):
        if libc.prctl(drop_from_bounding_set, capability, 0, 0, 0) != 0:
            raise OSError(ctypes.get_errno(), "prctl")


@pytest.mark.skipif(sys.platform != "linux", reason="permissions are taken away in the way of Linux")
@pytest.mark.parametrize("file", ["project.yml", "brief.md"])
def test_a_file_without_read_permission_is_named(file: str, library: ScratchLibrary) -> None:
    folder = library.add("good/suggestion", "slj-flood")
    (folder / file).chmod(0)
    done = run_command("check", cwd=library.root, preexec_fn=without_root_powers)
    assert places(done)["slj-flood"] == [f"{file}:1:1: E101"]


LIBRARIES = {
    "edition-unknown": (lambda text: text.replace("ningbo-2021", "ningbo-2020"), "projects/library.yml:2:5: E301"),
    "edition-outside": (lambda text: text.replace("ningbo-2021", "../ningbo-2021"), "projects/library.yml:2:5: E205"),
    "edition-missing": (lambda text: text.replace("版本: ningbo-2021\n", ""), "projects/library.yml:1:1: E201"),
    "empty": (lambda _: "", "projects/library.yml:1:1: E118"),
    "full-width-colon": (lambda text: text.replace("城市: ", "城市："), "projects/library.yml:1:3: E112"),
    "unknown-key": (lambda text: text + "市名: 示例市\n", "projects/library.yml:9:1: E203"),
    "calendar": (
        lambda text: text + "工作日:\n  - {年: 2026, 放假: [2026-02-30]}\n",
        "projects/library.yml:10:20: E303",
    ),
    "site-address": (lambda text: text.replace("https:", "file:"), "projects/library.yml:3:22: E205"),
}


@pytest.mark.parametrize(
    ("case", "command"),
    [
        *((case, ("check",)) for case in LIBRARIES),
        *(("edition-unknown", command) for command in [("status",), ("build",), ("new", "slj-x", "--year", "2027")]),
    ],
)
def test_a_library_that_cannot_be_used_is_said_by_every_command(
    case: str, command: tuple[str, ...], library: ScratchLibrary
) -> None:
    change, expected = LIBRARIES[case]
    path = library.root / "projects" / "library.yml"
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
    done = run_here(*command, cwd=library.root)
    assert done.code == 1
    printed = set(re.findall(r"^(projects/\S+:\d+:\d+: \w+)", done.out, re.MULTILINE))
    assert printed == {expected}
    assert "Traceback" not in done.text
    assert sorted(path.name for path in library.root.iterdir()) == [
        "mkdocs.yml",
        "projects",
        "schemas",
        "site",
        "templates",
    ]


def test_an_edition_that_names_what_does_not_exist_is_refused(library: ScratchLibrary) -> None:
    path = library.root / "templates" / "ningbo-2021" / "outlines" / "brief.yml"
    lines = path.read_text(encoding="utf-8").split("\n")
    line = lines.index("      - 表: 项目依据")
    lines[line] = "      - 表: 没有的表"
    path.write_text("\n".join(lines), encoding="utf-8")
    done = run_here("check", cwd=library.root)
    assert done.code == 1
    place = f"templates/ningbo-2021/outlines/brief.yml:{line + 1}:12"
    assert re.findall(r"^(\S+:\d+:\d+): (E\d+)", done.out, re.MULTILINE) == [(place, "E302")]


def test_every_code_has_an_example(report: dict[str, list[str]]) -> None:  # noqa: ARG001 - the examples were run
    # What can be wrong with a DOCX (E4xx) has its examples in tests/documents/inspect.
    listed = set(re.findall(r"^  ([EW][0-35-9]\d{2})  ", run_here("rules").out, re.MULTILINE))
    lines = [line for example in BAD for line in expected_lines(example)]
    lines += [line for _, _, expected in MADE.values() for line in expected]
    lines += [line for _, _, expected in PLACED.values() for line in expected]
    lines += [expected for _, expected in LIBRARIES.values()]
    lines += ["project.yml:1:1: E101", "outlines/brief.yml:1:1: E302"]
    lines += [f"project.yml:2:7: {ALIKE}"]
    shown = {line.rsplit(" ", 1)[-1] for line in lines}
    assert listed - shown == set(), "rules without an example"
    assert shown - listed == set(), "codes that `rules` does not list"


def test_expected_lines_are_well_formed_and_name_files_of_the_example() -> None:
    for example in BAD:
        lines = expected_lines(example)
        assert lines, example
        assert lines == sorted(lines, key=order), example
        for line in lines:
            assert re.fullmatch(r"\S+:[1-9]\d*:[1-9]\d*: [EW]\d{3}", line), (example, line)


def order(line: str) -> tuple[str, int, int, str]:
    place, code = line.rsplit(": ", 1)
    file, row, column = place.rsplit(":", 2)
    return file, int(row), int(column), code
