"""The self-check report: every rule with its result, every problem with its place, every waiver with who answers."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from acceptance.support import Done, ScratchLibrary, run_here
from lunzheng.check.rules import RULES

from .samples import docx, projects, with_code, workspace
from .wordfile import Docx, cells, q, rows, text_of

SAMPLES = with_code("self-check")
Table = list[list[str]]


def tables(document: Docx) -> list[Table]:
    """The texts of every table, row by row."""
    return [
        [[text_of(cell) for cell in cells(row)] for row in rows(table)] for table in document.document.iter(q("w:tbl"))
    ]


def exported(library: ScratchLibrary, project: str, **environment: str) -> Docx:
    target = library.root.parent / "out.docx"
    done: Done = run_here(
        "export", project, "--document", "self-check", "--to", target, cwd=library.root,
        environment={"GIT_CEILING_DIRECTORIES": str(library.root.parent), **environment},
    )  # fmt: skip
    assert done.code == 0, done.text
    return Docx(target.read_bytes())


@pytest.fixture
def troubled(library: ScratchLibrary) -> ScratchLibrary:
    """A plan with a wrong amount, one that is waived, an unfinished line and a reference to nothing."""
    folder = library.add("bad/amount-mismatch", "slj-flood")
    budget = folder / "budget.yml"
    text = budget.read_text(encoding="utf-8")
    budget.write_text(text.replace("数量: 12", "数量: 12, 金额: 31"), encoding="utf-8")
    with (folder / "project.yml").open("a", encoding="utf-8") as stream:
        stream.write(
            "豁免:\n  - {规则: E019, 文件: budget.yml, 内容: 预警发布开发,"
            " 理由: 合同价已经商定, 同意人职务: 市水利局副局长}\n"
        )
    chapter = sorted((folder / "proposal").iterdir())[3]
    with chapter.open("a", encoding="utf-8") as stream:
        stream.write("\n待补充。\n\n共{{总投资额}}。\n")
    return library


@pytest.mark.parametrize(("project_id", "code"), SAMPLES)
def test_every_rule_has_a_line_and_a_result(project_id: str, code: str) -> None:
    head, listed = tables(docx(project_id, code))
    assert [row[1] for row in listed[1 : len(RULES) + 1]] == sorted((r.kind.code for r in RULES), key=lambda c: c[1:])
    assert len(listed) == 1 + len(RULES) + 3
    assert {row[-1] for row in listed[1:]} <= {"符合", "不适用"}
    articles = workspace().library.edition.rule_articles
    assert {row[1]: row[3] for row in listed[1:] if row[3]} == {
        rule.kind.code: articles[rule.kind.code] for rule in RULES if rule.kind.code in articles
    }
    assert head[0] == ["项目名称", projects()[project_id].name]


def test_rules_of_a_plan_do_not_apply_to_a_suggestion() -> None:
    idle = {}
    for project_id, code in SAMPLES:
        _, listed = tables(docx(project_id, code))
        idle[project_id] = {row[1] for row in listed[1:] if row[-1] == "不适用"}
    for project_id, codes in idle.items():
        due = {document.code for document in workspace().library.documents_for(projects()[project_id])}
        assert ("E019" in codes) == (not due & {"proposal", "service-plan"}), project_id
        assert "E001" not in codes


def test_problems_stand_with_their_place_and_waivers_with_who_answers(troubled: ScratchLibrary) -> None:
    document = exported(troubled, "slj-flood")
    head, listed, problems, waived = tables(document)
    results = {row[1]: row[-1] for row in listed[1:]}
    assert results["E019"] == "不符合1处，已豁免1处"
    assert results["E003"] == results["E050"] == "不符合1处"
    assert results["E007"] == "符合"
    assert head[-1] == ["自查结论", "有3处不符合，须改正后再报送；另有0处提醒"]
    places = {row[1]: row[3] for row in problems[1:]}
    assert places["E019"] == "费用第1项“在线会商开发”的金额（budget.yml 第2行）"
    assert places["E003"].startswith("四、")
    assert "（proposal/04-" in places["E003"]
    (row,) = waived[1:]
    assert row[1:] == [
        "E019",
        "费用第2项“预警发布开发”的金额（budget.yml 第3行）",
        "单价 2.50 × 数量 8 = 20.00万元，这里写的是 21.00万元",
        "合同价已经商定",
        "市水利局副局长",
    ]


def test_messages_are_quoted_as_they_are(troubled: ScratchLibrary) -> None:
    _, _, problems, _ = tables(exported(troubled, "slj-flood"))
    (row,) = (row for row in problems if row[1] == "E050")
    assert "{{总投资额}}" in row[4]
    assert "{{总投资}}" in row[5]


def test_a_clean_project_says_so(library: ScratchLibrary) -> None:
    library.add("good/plan", "slj-flood")
    document = exported(library, "slj-flood")
    assert "各项检查全部符合" in document.text
    assert "没有发现问题。" in document.text
    assert "没有豁免。" in document.text


def test_the_version_is_the_commit_of_the_folder(library: ScratchLibrary) -> None:
    def git(*arguments: str) -> str:
        who = ("-c", "user.name=甲", "-c", "user.email=a@example.org")
        done = subprocess.run(["git", *who, *arguments], cwd=library.root, capture_output=True, text=True, check=True)
        return done.stdout.strip()

    def version() -> str:
        head = tables(exported(library, "slj-flood"))[0]
        return next(row[1] for row in head if row[0] == "项目文件版本")

    folder = library.add("good/suggestion", "slj-flood")
    assert version() == "未记录"
    git("init", "--quiet")
    assert version() == "尚未提交"
    git("add", "--all")
    git("commit", "--quiet", "--message", "甲")
    commit = git("rev-parse", "HEAD")
    assert version() == f"提交 {commit[:12]}"
    library.add("good/suggestion", "dsj-other")
    git("add", "--all")
    git("commit", "--quiet", "--message", "乙")
    assert version() == f"提交 {commit[:12]}", "another project's commit changes nothing"
    (folder / "attachments").mkdir()
    (folder / "attachments" / "a.txt").write_text("甲", encoding="utf-8")
    assert version() == f"提交 {commit[:12]} 以后又有改动，尚未提交"


def test_it_goes_into_the_bundle_and_passes_the_check_of_documents(
    troubled: ScratchLibrary, tmp_path: Path, run: Callable[..., Done]
) -> None:
    exported(troubled, "slj-flood")
    target = troubled.root.parent / "out.docx"
    done = run("check", "--document", target, cwd=troubled.root)
    assert done.code == 0, done.out
    assert "（自查报告）" in done.out
    bundle = tmp_path / "a.zip"
    assert run("export", "slj-flood", "--bundle", bundle, cwd=troubled.root).code == 0
    assert b"slj-flood-self-check.docx" in bundle.read_bytes()
