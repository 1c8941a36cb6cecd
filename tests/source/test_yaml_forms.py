"""Every form of YAML: the value that YAML 1.2 gives, or the code and the place of the problem.

The same texts are read as each kind of file that a library holds: none of them may end in an exception.
"""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from acceptance.support import EXAMPLES, copy_example, make_library
from lunzheng.check.errors import LibraryError
from lunzheng.check.open import open_workspace
from lunzheng.check.run import check_project
from lunzheng.model.load import read_project
from lunzheng.source.node import Plain
from lunzheng.source.problem import Problem
from lunzheng.source.text import decode
from lunzheng.source.yaml import parse_yaml

FORMS: tuple[tuple[str, Plain], ...] = (
    ("甲: 乙\n", {"甲": "乙"}),
    ("{甲: 乙, 丙: [1, 2]}\n", {"甲": "乙", "丙": [1, 2]}),
    ("甲: [\n  1,\n  2,\n]\n", {"甲": [1, 2]}),
    ("甲: [乙: 丙]\n", {"甲": [{"乙": "丙"}]}),
    ("甲: {乙, 丙: }\n", {"甲": {"乙": None, "丙": None}}),
    ('{"甲":乙}\n', {"甲": "乙"}),
    ("{甲: 1}: 乙\n", "E120:1:1"),
    ("[甲]: 乙\n", "E120:1:1"),
    ("甲: |\n  乙\n   丙\n\n  丁\n", {"甲": "乙\n 丙\n\n丁\n"}),
    ("甲: |-\n  乙\n\n", {"甲": "乙"}),
    ("甲: |+\n  乙\n\n", {"甲": "乙\n\n"}),
    ("甲: |2\n    乙\n", {"甲": "  乙\n"}),
    ("甲: |0\n  乙\n", "E110:1:5"),
    ("甲: |2-\n   乙\n", {"甲": " 乙"}),
    ("甲: |10\n  乙\n", "E110:1:6"),
    ("甲: >\n  乙\n  丙\n\n  丁\n", {"甲": "乙 丙\n丁\n"}),
    ("甲: >-\n  乙\n  丙\n", {"甲": "乙 丙"}),
    ("甲: | # 注\n  乙\n", {"甲": "乙\n"}),
    ("甲: |\n乙: 1\n", {"甲": "", "乙": 1}),
    ("\u7532: |\n\t\u4e59\n", "E111:2:1"),
    ("甲: |\n  ---\n  ...\n", {"甲": "---\n...\n"}),
    ("甲: |\n  乙\n---\n", "E119:3:1"),
    ("甲: 1\n---\n乙: 2\n", "E119:2:1"),
    ("甲: 1\n...\n", {"甲": 1}),
    ("甲: 1\n...\n乙: 2\n", "E110:3:1"),
    ("---\n甲: 1\n", {"甲": 1}),
    ("--- {甲: 1}\n", {"甲": 1}),
    ("---\n", "E118:1:1"),
    ("...\n", "E110:1:1"),
    ("---\n---\n---\n", "E118:1:1"),
    ("%YAML 1.2\n---\n甲: 1\n", {"甲": 1}),
    ("%YAML 1.1\n---\n甲: 否\n", {"甲": "否"}),
    ("%YAML 3.0\n---\n甲: 1\n", "E110:1:1"),
    ("%TAG ! tag:x,2000:\n---\n甲: 1\n", {"甲": 1}),
    ("%FOO bar\n---\n甲: 1\n", "E115:1:1"),
    ("%YAML 1.2\n甲: 1\n", "E110:2:1"),
    ("%YAML\n---\n甲: 1\n", "E110:1:6"),
    ("甲: 1\n%乙\n", "E115:2:1"),
    ("甲: |\n  %乙\n", {"甲": "%乙\n"}),
    ("甲: 50%\n", {"甲": "50%"}),
    ("甲: %5\n", "E110:1:4"),
    ("%YAML 1.2\n%YAML 1.2\n---\n甲: 1\n", "E110:2:1"),
    ("甲: !!str 1\n", "E115:1:4"),
    ("甲: !x 1\n", "E115:1:4"),
    ("甲: !<tag:yaml.org,2002:str> 1\n", "E115:1:4"),
    ("甲: ! 1\n", "E115:1:4"),
    ("甲: !!python/object/apply:os.system [ls]\n", "E115:1:4"),
    ("!!str 甲: 1\n", "E115:1:1"),
    ("!!map\n甲: 1\n", "E115:1:1"),
    ("甲: !!set {乙}\n", "E115:1:4"),
    ("甲: !!binary aGk=\n", "E115:1:4"),
    ("甲: !x!y 1\n", "E110:1:4"),
    ("甲: !!seq [1]\n", "E115:1:4"),
    ("甲: &a 1\n", "E114:1:4"),
    ("&a 甲: 1\n", "E114:1:1"),
    ("&a\n甲: 1\n", "E114:1:1"),
    ("甲: [&a 1]\n", "E114:1:5"),
    ("甲: *a\n", "E114:1:4"),
    ("*a : 1\n", "E114:1:1"),
    ("甲: &甲 1\n", "E114:1:4"),
    ("甲: *\n", "E114:1:4"),
    ("甲: & 1\n", "E114:1:4"),
    ("甲: 1\n<<: {乙: 2}\n", "E120:2:1"),
    ('"<<": {乙: 2}\n', "E120:1:1"),
    ("<<: [{甲: 1}]\n", "E120:1:1"),
    ("? 甲\n: 乙\n", {"甲": "乙"}),
    ("? [甲]\n: 乙\n", "E120:1:3"),
    ("? - 甲\n: 乙\n", "E120:1:3"),
    ("? 甲\n", {"甲": None}),
    ("? 甲: 1\n: 乙\n", "E120:1:3"),
    (": 乙\n", "E110:1:1"),
    ('"": 乙\n', "E120:1:1"),
    ("null: 1\n", {"null": 1}),
    ("~: 1\n", {"~": 1}),
    ("1: 甲\n", {"1": "甲"}),
    ("true: 甲\n", {"true": "甲"}),
    ("1.0: 甲\n1.00: 乙\n", {"1.0": "甲", "1.00": "乙"}),
    ("甲\n  乙: 1\n", "E117:1:1"),
    ('"甲\n  乙": 1\n', "E117:1:1"),
    ("? |\n  甲\n: 1\n", "E120:1:3"),
    ('"甲\\n乙": 1\n', "E120:1:1"),
    ("甲:乙: 1\n", {"甲:乙": 1}),
    ("甲 乙: 1\n", {"甲 乙": 1}),
    ("甲 : 1\n", {"甲": 1}),
    ("?甲: 1\n", {"?甲": 1}),
    ("-甲: 1\n", {"-甲": 1}),
    ("甲: @乙\n", "E110:1:4"),
    ("甲: `乙`\n", "E110:1:4"),
    ("甲: , 乙\n", "E110:1:4"),
    ("\u7532:\n\t\u4e59: 1\n", "E111:2:1"),
    ("\u7532:\t1\n", {"甲": 1}),
    ("\u7532: 1\t# \u6ce8\n", {"甲": 1}),
    ("\u7532: 1\n\t\n\u4e59: 2\n", "E111:2:1"),
    ("\u7532: [\t1,\t2]\n", {"甲": [1, 2]}),
    ("\u7532: [\n\t1\n]\n", {"甲": [1]}),
    ("\u7532:\n  -\t1\n", "E110:2:4"),
    ("\t\u7532: 1\n", "E111:1:1"),
    ("\u7532: \u4e59\t\u4e19\n", {"甲": "乙\t丙"}),
    ("\ufeff\u7532: 1\n", {"甲": 1}),
    ("\u7532: \ufeff1\n", "E105:1:4"),
    ("\ufeff\ufeff\u7532: 1\n", "E105:1:1"),
    ("\u7532: 1\r\u4e59: 2\r", {"甲": 1, "乙": 2}),
    ("\u7532: 1\r\n\u4e59: 2\r\n", {"甲": 1, "乙": 2}),
    ("\u7532: 1\x85\u4e59: 2\n", "E105:1:5"),
    ("\u7532: 1\u2028\u4e59: 2\n", "E105:1:5"),
    ("\u7532: 1\u2029\u4e59: 2\n", "E105:1:5"),
    ("\u7532: 1\x0b\n", "E105:1:5"),
    ("\u7532: 1\x0c\n", "E105:1:5"),
    ("\u7532: 1\x7f\n", "E105:1:5"),
    ("\u7532: \x00\n", "E105:1:4"),
    ("\u7532: \x07\n", "E105:1:4"),
    ("\u7532: \x90\n", "E105:1:4"),
    ("\u7532: \ufffe\n", "E105:1:4"),
    ("\u7532: \U0001fffe\n", {"甲": "\U0001fffe"}),
    ("\u7532: \ue000\n", {"甲": "\ue000"}),
    ("甲: 𠮷🚀\n", {"甲": "𠮷🚀"}),
    ("\u7532: \U0001f469\u200d\U0001f4bb\n", {"甲": "👩\u200d💻"}),
    ("\u7532: \u202e\u4e59\n", "E105:1:4"),
    ("\u7532: \u4e59\xad\u4e19\n", "E105:1:5"),
    ("\u7532:\xa01\n", "E110:1:3"),
    ("\u7532: \u4e59\u3000\u4e19\n", {"甲": "乙\u3000丙"}),
    ("甲: 葛󠄀\n", {"甲": "葛󠄀"}),
    ("\u7532: \u4e59\U000e0041\n", "E105:1:5"),
    ("甲: 乙ㅤ\n", "E105:1:5"),
    ("甲: 乙͏\n", "E105:1:5"),
    ("\u7532: \u4e59\u180e\n", "E105:1:5"),
    ("\u7532: \ufff9\u4e59\ufffa\u4e19\ufffb\n", "E105:1:4"),
    ('甲: "\\x41"\n', {"甲": "A"}),
    ('甲: "\\u7532"\n', {"甲": "甲"}),
    ('甲: "\\U0001F680"\n', {"甲": "🚀"}),
    ('甲: "\\ud800"\n', "E110:1:7"),
    ('甲: "\\ud83d\\ude80"\n', "E110:1:7"),
    ('甲: "\\0"\n', "E105:1:4"),
    ('甲: "\\x00"\n', "E105:1:4"),
    ('甲: "\\a"\n', "E105:1:4"),
    ('甲: "\\U00110000"\n', "E110:1:7"),
    ('甲: "\\UFFFFFFFF"\n', "E110:1:7"),
    ('甲: "\\u12"\n', "E110:1:7"),
    ('甲: "\\q"\n', "E110:1:5"),
    ('甲: "\\N"\n', "E105:1:4"),
    ('甲: "\\L"\n', "E105:1:4"),
    ('甲: "\\_"\n', {"甲": "\xa0"}),
    ('甲: "\\e"\n', "E105:1:4"),
    ('甲: "\\/"\n', {"甲": "/"}),
    ('甲: "a\\tb"\n', {"甲": "a\tb"}),
    ('甲: "乙\\\n  丙"\n', {"甲": "乙丙"}),
    ('甲: "乙\\n丙"\n', {"甲": "乙\n丙"}),
    ('"\\x07": 1\n', "E105:1:1"),
    ('"\\ud800": 1\n', "E110:1:4"),
    ('甲: "\\ufeff"\n', "E105:1:4"),
    ('甲: "\\u202e"\n', "E105:1:4"),
    ('"\\u202e甲": 1\n', "E105:1:1"),
    ('甲: "\\uffff"\n', "E105:1:4"),
    ('甲: "a\\rb"\n', "E105:1:4"),
    ("甲: '乙''丙'\n", {"甲": "乙'丙"}),
    ("甲: '乙\n  丙\n\n  丁'\n", {"甲": "乙 丙\n丁"}),
    ("甲: '乙\n", "E110:1:4"),
    ('甲: "乙\n', "E110:1:4"),
    ("甲: '乙' 丙\n", "E110:1:8"),
    ("甲: '\n---\n'\n", "E110:2:1"),
    ('甲: "\n...\n"\n', "E110:2:1"),
    ("甲: 乙\n  --- 丙\n", {"甲": "乙 --- 丙"}),
    ("甲: 乙 ... 丙\n", {"甲": "乙 ... 丙"}),
    ("甲: 1\n甲: 2\n", "E113:2:1"),
    ("甲: 1\n'甲': 2\n", "E113:2:1"),
    ('甲: 1\n"\\u7532": 2\n', "E113:2:1"),
    ("é: 1\né: 2\n", {"é": 1, "é": 2}),
    ("A: 1\nＡ: 2\n", {"A": 1, "Ａ": 2}),
    ("{甲: 1, 甲: 2}\n", "E113:1:8"),
    ("? 甲\n: 1\n甲: 2\n", "E113:3:1"),
    ("# 注\n", "E118:1:1"),
    ("甲: 1#注\n", {"甲": "1#注"}),
    ("甲: 1 #注\n", {"甲": 1}),
    ("甲: [1, # 注\n 2]\n", {"甲": [1, 2]}),
    ("甲: #注\n", {"甲": None}),
    ("", "E118:1:1"),
    ("   \n", "E118:1:1"),
    ("\n\n", "E118:1:1"),
    ("null\n", "E117:1:1"),
    ("~\n", "E117:1:1"),
    ("42\n", "E117:1:1"),
    ("甲\n", "E117:1:1"),
    ("- 甲\n", "E117:1:1"),
    ("[甲]\n", "E117:1:1"),
    ("{}\n", {}),
    ("[]\n", "E117:1:1"),
    ('"甲"\n', "E117:1:1"),
    ("甲:\n- 1\n- 2\n", {"甲": [1, 2]}),
    ("甲:\n  - - 1\n    - 2\n", {"甲": [[1, 2]]}),
    ("甲:\n  - 乙: 1\n    丙: 2\n", {"甲": [{"乙": 1, "丙": 2}]}),
    ("甲:\n  -\n  - 1\n", {"甲": [None, 1]}),
    ("甲:\n  - 乙: 1\n   丙: 2\n", "E110:3:4"),
    ("甲:\n    乙: 1\n  丙: 2\n", "E110:3:3"),
    ("甲:\n  乙\n", {"甲": "乙"}),
    ("甲:\n乙\n", "E110:2:1"),
    ("甲: 乙: 丙\n", "E110:1:5"),
    ("甲: https://x.cn/a:b\n", {"甲": "https://x.cn/a:b"}),
    ("甲: [1, 2\n", "E110:1:4"),
    ("甲: {乙: 1\n", "E110:1:4"),
    ("甲: 1]\n", {"甲": "1]"}),
    ("甲: ]\n", "E110:1:4"),
    ("甲: [1,,2]\n", "E110:1:7"),
    ("甲: [,1]\n", "E110:1:5"),
    ("甲: [1,]\n", {"甲": [1]}),
    ("甲: {乙: 1,}\n", {"甲": {"乙": 1}}),
    ("甲: 1\n- 2\n", "E110:2:1"),
    ("- 1\n甲: 2\n", "E110:2:1"),
    ("甲: 0\n", {"甲": 0}),
    ("甲: -0\n", {"甲": 0}),
    ("甲: +1\n", {"甲": 1}),
    ("甲: 1.\n", {"甲": Decimal("1")}),
    ("甲: .5\n", {"甲": Decimal("0.5")}),
    ("甲: -.5\n", {"甲": Decimal("-0.5")}),
    ("甲: 1e3\n", {"甲": Decimal("1E+3")}),
    ("甲: 1E3\n", {"甲": Decimal("1E+3")}),
    ("甲: 1e-3\n", {"甲": Decimal("0.001")}),
    ("甲: 1e400\n", "E110:1:4"),
    ("甲: -1e400\n", "E110:1:4"),
    ("甲: 1e-400\n", "E110:1:4"),
    ("甲: 1e99999999999\n", "E110:1:4"),
    ("甲: 0x1F\n", {"甲": "0x1F"}),
    ("甲: 0o17\n", {"甲": "0o17"}),
    ("甲: 017\n", {"甲": "017"}),
    ("甲: 09\n", {"甲": "09"}),
    ("甲: 1_000\n", {"甲": "1_000"}),
    ("甲: 1,000\n", {"甲": "1,000"}),
    ("甲: .inf\n", {"甲": ".inf"}),
    ("甲: -.inf\n", {"甲": "-.inf"}),
    ("甲: +.inf\n", {"甲": "+.inf"}),
    ("甲: .nan\n", {"甲": ".nan"}),
    ("甲: .NaN\n", {"甲": ".NaN"}),
    ("甲: 1:30\n", {"甲": "1:30"}),
    ("甲: 190:20:30\n", {"甲": "190:20:30"}),
    ("甲: 1e\n", {"甲": "1e"}),
    ("甲: 1e+\n", {"甲": "1e+"}),
    ("甲: -\n", "E110:1:4"),
    ("甲: +\n", {"甲": "+"}),
    ("甲: .\n", {"甲": "."}),
    ("甲: 1.2.3\n", {"甲": "1.2.3"}),
    ("甲: １２\n", {"甲": "１２"}),
    ("甲: 0.1\n", {"甲": Decimal("0.1")}),
    ("甲: -0.0\n", {"甲": Decimal("-0.0")}),
    ("甲: 00\n", {"甲": "00"}),
    ("甲: 0.0e0\n", {"甲": Decimal("0.0")}),
    ("甲: 1e5\n", {"甲": Decimal("1E+5")}),
    ("甲: 12345678901234567890\n", "E110:1:4"),
    ("甲: 0.1234567890123456789\n", "E110:1:4"),
    ("甲: 3e0\n", {"甲": Decimal("3")}),
    ("甲: NaN\n", {"甲": "NaN"}),
    ("甲: true\n", {"甲": True}),
    ("甲: True\n", {"甲": True}),
    ("甲: false\n", {"甲": False}),
    ("甲: yes\n", {"甲": "yes"}),
    ("甲: no\n", {"甲": "no"}),
    ("甲: null\n", {"甲": None}),
    ("甲: Null\n", {"甲": None}),
    ("甲: ~\n", {"甲": None}),
    ("甲: 否\n", {"甲": "否"}),
    ("甲: 是\n", {"甲": "是"}),
    ("甲: 2027-01-01\n", {"甲": "2027-01-01"}),
    ("甲: 2027-01-01T00:00:00Z\n", {"甲": "2027-01-01T00:00:00Z"}),
    ("甲: =\n", {"甲": "="}),
    ("甲: <<\n", {"甲": "<<"}),
    ("甲: ?\n", "E110:1:4"),
    ("甲: !\n", "E115:1:4"),
    ("甲: &\n", "E114:1:4"),
    ("甲: |\n", {"甲": ""}),
    ("甲: >\n", {"甲": ""}),
    ("甲: %\n", "E110:1:4"),
    ("甲: @\n", "E110:1:4"),
    ("甲: `\n", "E110:1:4"),
    ("甲: '\n", "E110:1:4"),
    ('甲: "\n', "E110:1:4"),
    ("甲: #\n", {"甲": None}),
    ("甲: ,\n", "E110:1:4"),
    ("甲: [\n", "E110:1:4"),
    ("甲: {\n", "E110:1:4"),
    ("甲: }\n", "E110:1:4"),
    ("甲: :\n", "E110:1:4"),
    ("甲: ---\n", {"甲": "---"}),
    ("甲: ...\n", {"甲": "..."}),
)
"""Text of a file → its value, or what is wrong at which place."""

LARGE = {
    "a long key": "甲" * 1100 + ": 1\n",
    "a long quoted key": '"' + "甲" * 1100 + '": 1\n',
    "a long text": "甲: " + "乙" * 200_000 + "\n",
    "many keys": "".join(f"甲{n}: 1\n" for n in range(5000)),
    "many items": "甲:\n" + "  - 1\n" * 5000,
    "many lines": "甲: 1" + "\n" * 100_000,
    "many quotes": "甲: " + "'" * 9999 + "\n",
    "deep mappings": "".join(" " * n + "甲:\n" for n in range(200)),
    "deep lists": "甲: " + "[" * 500,
    "deep questions": "? " * 200 + "甲\n",
    "many anchors": "甲: [" + "&a 1," * 500 + "]\n",
    "a huge exponent": "甲: 1e99999999999\n",
}

SOME = [*(text for text, _ in FORMS[::8]), *LARGE.values()]
"""Enough to see that no kind of file is read in another way."""


def read(text: str) -> tuple[Plain, list[Problem]]:
    read, problems = decode(text.encode("utf-8"), "f.yml")
    if read is None:
        return None, problems
    node, problems = parse_yaml(read)
    return (node.plain() if node else None), problems


@pytest.mark.parametrize(("text", "expected"), FORMS, ids=[ascii(text) for text, _ in FORMS])
def test_a_form_has_its_value_or_its_problem(text: str, expected: Plain) -> None:
    value, problems = read(text)
    if problems:
        assert " ".join(f"{p.code}:{p.location.line}:{p.location.column}" for p in problems) == expected
    else:
        assert value == expected


@pytest.mark.parametrize("text", LARGE.values(), ids=list(LARGE))
def test_a_large_file_is_read_or_refused(text: str) -> None:
    value, problems = read(text)
    assert value is not None or problems[0].hint


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    library = make_library(tmp_path_factory.mktemp("forms") / "library").without_likeness()
    copy_example(EXAMPLES / "good" / "plan", library.folder("slj-flood"))
    return library.folder("slj-flood")


def lines_of(root: Path, problem: Problem) -> int:
    path = root / problem.location.file
    if not path.is_file():
        return 1
    return path.read_bytes().replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 1


@pytest.mark.parametrize("file", ["project.yml", "budget.yml", "review/records.yml"])
def test_every_form_as_a_file_of_a_project(project: Path, file: str) -> None:
    root = project.parents[2]
    workspace = open_workspace(root)
    before = project.parent / "before"
    shutil.copytree(project, before, dirs_exist_ok=True)
    for text in SOME:
        (project / file).parent.mkdir(exist_ok=True)
        (project / file).write_bytes(text.encode("utf-8"))
        problems = check_project(read_project(workspace.library, project), workspace.library, workspace.schemas)
        assert any(problem.location.file.endswith(file) for problem in problems), text
        for problem in problems:
            assert 1 <= problem.location.line <= lines_of(root, problem), (text, problem)
    shutil.rmtree(project)
    before.rename(project)


@pytest.mark.parametrize("file", ["projects/library.yml", "templates/ningbo-2021/articles.yml"])
def test_every_form_as_a_file_of_the_library(project: Path, file: str) -> None:
    root = project.parents[2]
    path = root / file
    before = path.read_bytes()
    for text in SOME:
        path.write_bytes(text.encode("utf-8"))
        with pytest.raises(LibraryError) as caught:
            open_workspace(root)
        for problem in caught.value.problems:
            assert 1 <= problem.location.line <= lines_of(root, problem), (text, problem)
    path.write_bytes(before)
