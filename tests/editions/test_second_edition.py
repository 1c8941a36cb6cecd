"""An edition that nobody's Python knows: other chapters, forms, clocks, stages, files, paper and fonts, all from data.

Everything of ``testcity-2030`` lies in the folder of that name beside this file; a test puts it into a library of its
own, together with what belongs to no edition (the schemas of editions and libraries, and the page templates).
"""

from __future__ import annotations

import datetime
import gzip
import io
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from acceptance.support import TODAY
from documents.wordfile import NAMES, Docx, cells, is_header, q, rows, span, text_of, value
from lunzheng.catalogue.audience import show_public
from lunzheng.catalogue.facets import facet_file, listed
from lunzheng.catalogue.pages import library_pages, project_pages
from lunzheng.catalogue.template import Pages
from lunzheng.check.errors import LibraryError
from lunzheng.check.open import Workspace, open_workspace
from lunzheng.check.run import check_project
from lunzheng.documents.build import draft_documents
from lunzheng.documents.inspect.inspection import inspect_document
from lunzheng.model.clocks import ProjectClock, State, project_clocks
from lunzheng.model.disclosure import Disclosure
from lunzheng.model.library import Project
from lunzheng.model.load import read_project
from lunzheng.model.similar.alike import alike
from lunzheng.review.wording import Wording

ROOT = Path(__file__).resolve().parents[2]
EDITION = "testcity-2030"
OWN = Path(__file__).with_name(EDITION)
PROJECT = "projects/2030/tc-parking"
HOW = "先看余位，再贴牌子。"


@pytest.fixture
def city(tmp_path: Path) -> Path:
    """The root of a library that lives by the made-up edition alone."""
    root = tmp_path / "city"
    shutil.copytree(OWN / "projects", root / "projects")
    shutil.copytree(OWN / "templates", root / "templates" / EDITION)
    shutil.copytree(OWN / "schemas", root / "schemas" / EDITION)
    shutil.copytree(ROOT / "schemas" / "edition", root / "schemas" / "edition")
    for path in (ROOT / "schemas").glob("*.schema.json"):
        shutil.copyfile(path, root / "schemas" / path.name)
    shutil.copytree(ROOT / "site" / "templates", root / "site" / "templates")
    return root


def opened(root: Path) -> tuple[Workspace, Project]:
    workspace = open_workspace(root)
    return workspace, read_project(workspace.library, root / PROJECT)


def problems(root: Path) -> list[tuple[str, str, int, str]]:
    """Code, file, line and message of every problem."""
    workspace, project = opened(root)
    found = check_project(project, workspace.library, workspace.schemas)
    return [(p.code, p.location.file.removeprefix(f"{PROJECT}/"), p.location.line, p.message) for p in found]


def rewrite(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_project_is_sound(city: Path) -> None:
    assert problems(city) == []


def test_stages_are_those_of_the_edition(city: Path) -> None:
    assert opened(city)[1].stage.name == "报告"
    records = city / PROJECT / "review" / "records.yml"
    records.parent.mkdir()
    records.write_text("记录:\n  - {事项: 审定, 日期: 2030-05-06}\n", encoding="utf-8")
    assert opened(city)[1].stage.name == "审定"
    records.write_text("记录:\n  - {事项: 作罢, 日期: 2030-05-06}\n", encoding="utf-8")
    project = opened(city)[1]
    assert (project.stage.name, project.reached.name) == ("作罢", "报告")
    records.write_text("记录:\n  - {事项: 方案, 日期: 2030-05-06}\n", encoding="utf-8")
    assert [(code, file, line) for code, file, line, _ in problems(city)] == [("E034", "review/records.yml", 2)]


def test_clocks_and_terms_are_those_of_the_edition(city: Path) -> None:
    head = opened(city)[0].library.edition.head
    assert [(clock.code, clock.working_days, clock.party) for clock in head.clocks] == [("初看", 7, "市数字办")]
    assert [(term.code, term.years) for term in head.terms] == [("留存", 5)]


def test_clocks_start_and_end_with_what_the_edition_names(city: Path) -> None:
    records = city / PROJECT / "review" / "records.yml"
    records.parent.mkdir()

    def on(day: datetime.date, *entries: str) -> tuple[ProjectClock, ...]:
        records.write_text("记录:\n" + "".join(f"  - {{{entry}}}\n" for entry in entries), encoding="utf-8")
        workspace, project = opened(city)
        return project_clocks(project, workspace.library, day)

    look, keep = on(datetime.date(2026, 9, 21), "事项: 设想, 日期: 2026-08-03", "事项: 报告, 日期: 2026-09-18")
    # 2026-09-20 is a Sunday worked in exchange; 25 to 27 September are 中秋节.
    assert (look.due, look.state, look.left) == (datetime.date(2026, 9, 29), State.RUNNING, 5)
    assert (keep.due, keep.state) == (datetime.date(2031, 8, 3), State.DONE)
    look, _ = on(datetime.date(2026, 9, 21), "事项: 报告, 日期: 2026-09-18", "事项: 作罢, 日期: 2026-09-21")
    assert look.state is State.STOPPED


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        ("staff.yml", "几人: 2", "几人: 两个", ("E202", "staff.yml", 2)),
        ("staff.yml", "何时来: 2030Q2", "何时来: 五月", ("E205", "staff.yml", 3)),
        ("staff.yml", "称呼: 程序员", "名字: 程序员", ("E203", "staff.yml", 2)),
        ("project.yml", "建设方式: 自办", "建设方式: 自建", ("E204", "project.yml", 3)),
        ("project.yml", "口号: 三分钟停好车", "口号:", ("E201", "project.yml", 4)),
        ("report/02-how.md", "按街道来。", "还没写", ("E003", "report/02-how.md", 7)),
        ("report/01-why.md", "{{系统数量}}", "{{软件开发费}}", ("E050", "report/01-why.md", 5)),
        ("report/01-why.md", "## 1.眼下的难处", "## 存在的问题和差距", ("E001", "report/01-why.md", 3)),
        (
            "report/01-why.md",
            "找一个车位平均要{{系统数量}}刻钟。",
            "大伙儿都说好极了。",
            ("W011", "report/01-why.md", 5),
        ),
        ("project.yml", "口号: 三分钟停好车", "口号: 停车好极了", ("W011", "project.yml", 4)),
        ("report/02-how.md", "按街道来。", "按 TC 100-2020 来。", ("W009", "report/02-how.md", 7)),
        ("report/02-how.md", "按街道来。", "铺开要花8万。", ("E021", "report/02-how.md", 7)),
    ],
)
def test_problems_are_those_of_the_edition(
    city: Path, file: str, old: str, new: str, expected: tuple[str, str, int]
) -> None:
    rewrite(city / PROJECT / file, old, new)
    assert expected in [problem[:3] for problem in problems(city)]


@pytest.mark.parametrize(
    ("text", "expected"), [("【只给同事看】", ["W045"]), ("【内部资料】", []), ("机密★1年", ["E045"])]
)
def test_marks_of_what_is_internal_are_those_of_the_edition(city: Path, text: str, expected: list[str]) -> None:
    """The marks of state secrets are the law's, and the same in every city."""
    rewrite(city / PROJECT / "report" / "02-how.md", "按街道来。", text)
    assert [problem[0] for problem in problems(city)] == expected


@pytest.mark.parametrize("text", ["待补充", "TODO", "XX年", "显著提升。", "按 GB/T 22239-2008 来。", "总投资8万。"])
def test_marks_of_another_edition_mean_nothing(city: Path, text: str) -> None:
    rewrite(city / PROJECT / "report" / "02-how.md", "按街道来。", text)
    assert problems(city) == []


def test_the_own_word_for_not_applicable(city: Path) -> None:
    rewrite(city / PROJECT / "report" / "02-how.md", "先看余位，再贴牌子。\n\n## 先后\n\n按街道来。\n", "无此项\n")
    assert [(code, file) for code, file, _, _ in problems(city)] == [("E017", "report/02-how.md")]


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        ("report/02-how.md", f"{HOW}\n\n## 先后\n\n按街道来。", "看着办", ("E017", "report/02-how.md", 1)),
        ("budget.yml", "名称: 牌子", "名称: 铁牌", ("E024", "budget.yml", 3)),
        ("report/01-why.md", "找一个车位", "做一个手机软件，找一个车位", ("E026", "report/01-why.md", 5)),
    ],
)
def test_rules_go_by_the_words_of_the_edition(
    city: Path, file: str, old: str, new: str, expected: tuple[str, str, int]
) -> None:
    rewrite(city / PROJECT / file, old, new)
    assert [problem[:3] for problem in problems(city)] == [expected]


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("budget.yml", "名称: 牌子", "名称: 纸铁牌"),
        ("budget.yml", "名称: 牌子", "名称: 服务器"),
        ("report/01-why.md", "找一个车位", "开发一个小程序，找一个车位"),
    ],
)
def test_words_of_another_edition_break_no_rule(city: Path, file: str, old: str, new: str) -> None:
    rewrite(city / PROJECT / file, old, new)
    assert problems(city) == []


def test_missing_files_are_those_of_the_edition(city: Path) -> None:
    (city / PROJECT / "staff.yml").unlink()
    (city / PROJECT / "report" / "03-cost.md").unlink()
    found = problems(city)
    assert [(code, file) for code, file, _, _ in found] == [("E001", "report/03-cost.md"), ("E047", "staff.yml")]
    assert "第三章：花多少" in found[0][3]


def test_files_of_another_edition_are_unknown(city: Path) -> None:
    (city / PROJECT / "performance.yml").write_text("总目标: 甲\n", encoding="utf-8")
    assert [(code, file) for code, file, _, _ in problems(city)] == [("E048", "performance.yml")]


def test_comments_are_understood_by_the_words_of_the_edition(city: Path) -> None:
    edition = opened(city)[0].library.edition
    wording = Wording(edition.review, edition.head.aspects)
    assert wording.answer("采纳：好") is None
    assert [(a.number, a.result, a.reason) for a in wording.numbered_answers("回话 2：不办，没钱。")] == [
        (2, "不办", "没钱。")
    ]
    assert wording.needs_reason("不办")
    assert not wording.needs_reason("照办")
    assert wording.tags("【要紧】【花费】贵了") == (True, ("花费",))
    assert wording.says_nothing("没话说。")


def test_an_edition_needs_no_words_of_the_review(city: Path) -> None:
    (city / "templates" / EDITION / "review.yml").unlink()
    assert problems(city) == []
    edition = opened(city)[0].library.edition
    assert Wording(edition.review, edition.head.aspects).answer("采纳：好") is None


def test_the_stages_that_the_review_names_exist(city: Path) -> None:
    rewrite(city / "templates" / EDITION / "review.yml", "反馈记录: 审定", "反馈记录: 意见反馈")
    with pytest.raises(LibraryError) as caught:
        opened(city)
    (problem,) = caught.value.problems
    assert (problem.code, problem.location.file, problem.location.line) == (
        "E302",
        f"templates/{EDITION}/review.yml",
        3,
    )


def documents(root: Path) -> dict[str, Docx]:
    workspace, project = opened(root)
    return {name: Docx(draft.data) for name, draft in draft_documents(project, workspace.library).items()}


def test_documents_have_the_titles_of_the_edition(city: Path) -> None:
    made = documents(city)
    assert list(made) == ["tc-parking-slip.docx", "tc-parking-report.docx", "tc-parking-look.docx"]
    report = made["tc-parking-report.docx"]
    found = [text for style, text in report.styled() if style.startswith("Heading")]
    assert found == [
        *("第一章：为什么建", "第1节：眼下的难处", "1）早上", "第2节：一句话"),
        *("第二章：怎么建", "第1节：先后", "第三章：花多少", "第1节：合计"),
    ]
    assert report.texts("CoverTitle") == ["停车找得到", "数字项目报告"]
    assert "一句话：三分钟停好车" in report.text
    assert "共花6.40万元，其中人工6.00万元。" in report.text
    assert "找一个车位平均要1刻钟。" in report.text


def test_tables_and_forms_are_those_of_the_edition(city: Path) -> None:
    made = documents(city)
    report = made["tc-parking-report.docx"]
    assert report.texts("TableCaption") == ["表格1　人手", "表格2　花费一览"]
    assert report.texts("FormTitle") == ["人手登记表"]
    staff, costs, form = report.document.iter(q("w:tbl"))
    assert [[text_of(cell) for cell in cells(row)] for row in rows(staff)] == [
        ["号", "称呼", "几人"],
        ["1", "程序员", "2"],
        ["2", "贴牌子的", "3"],
        ["", "合计", "5"],
    ]
    assert [text_of(cell) for cell in cells(rows(costs)[-1])] == ["合计", "6.40"]
    head = [row for row in rows(form) if is_header(row)]
    assert [(text_of(cell), span(cell)) for cell in cells(head[0])] == [("是谁", 2), ("何时来", 1)]
    assert [text_of(cell) for cell in cells(rows(form)[3])][2] == "2030年第2季度"
    slip = made["tc-parking-slip.docx"]
    assert slip.texts("AttachmentMark") == ["单一"]
    assert [text for text in slip.texts("TableHead") if text] == ["叫什么", "谁来建", "一句话"]


def test_the_self_check_is_that_of_the_edition(city: Path) -> None:
    look = documents(city)["tc-parking-look.docx"]
    assert look.texts("FormTitle") == ["自己先看一遍"]
    headings = ["第一章：看到的", "第二章：一条一条看", "第三章：放过的"]
    assert look.texts("Heading1") == headings
    head, listed = look.document.iter(q("w:tbl"))
    assert [text_of(cell) for cell in cells(rows(head)[1])] == ["走到哪", "报告", "看下来", "都好"]
    results = {text_of(what): text_of(how) for what, how in (cells(row) for row in rows(listed)[1:])}
    assert set(results.values()) == {"好"}
    assert {"读得出", "写得对", "放得对"} <= set(results)
    assert "挑不出毛病。" in look.text
    assert "一处也没放过。" in look.text


def test_a_rule_applies_to_the_documents_that_the_edition_names(city: Path) -> None:
    (city / PROJECT / "staff.yml").unlink()
    shutil.rmtree(city / PROJECT / "report")
    rewrite(city / "templates" / EDITION / "documents.yml", "阶段: 报告, 自查: 是", "阶段: 设想, 自查: 是")
    (_, look) = documents(city).values()
    idle = [text_of(cells(row)[0]) for row in look.document.iter(q("w:tr")) if text_of(cells(row)[-1]) == "还轮不到"]
    assert idle == ["单价×数量等于总价"]


def test_waivers_are_written_as_the_edition_has_it(city: Path) -> None:
    rewrite(city / PROJECT / "report" / "02-how.md", "按街道来。", "还没写")
    with (city / PROJECT / "project.yml").open("a", encoding="utf-8") as stream:
        stream.write("豁免:\n  - {规则: E003, 文件: report/02-how.md, 理由: 不急, 同意人职务: 市数字办值班员}\n")
    assert problems(city) == []
    look = documents(city)["tc-parking-look.docx"]
    assert "放过1个" in look.text
    assert "市数字办值班员" in look.text


def test_paper_page_number_and_fonts_are_those_of_the_edition(city: Path) -> None:
    report = documents(city)["tc-parking-report.docx"]
    letter = (12240, 15840)
    assert [section.size for section in report.sections] == [letter, letter, letter, letter[::-1]]
    assert report.sections[0].margins == {"top": 1134, "bottom": 1134, "left": 1417, "right": 1417}
    assert text_of(report.xml("word/footer1.xml")) == "第 1 页"
    fonts = {
        code: report.inherited(code, "w:rPr/w:rFonts", "w:eastAsia") for code in ("Normal", "Heading1", "TableText")
    }
    assert fonts == {"Normal": "思源宋体", "Heading1": "思源黑体", "TableText": "思源宋体"}
    assert [report.inherited(code, "w:rPr/w:sz") for code in ("Normal", "Heading1", "Heading2")] == ["24", "36", "30"]
    assert value(report.style("Normal").find("w:rPr/w:rFonts", NAMES), "w:ascii") == "Arial"
    # 30 lines on 239.4 mm, 35 characters on 165.9 mm.
    grid = report.sections[0].properties.find("w:docGrid", NAMES)
    assert value(grid, "w:linePitch") == "452"


def test_a_figure_is_drawn_from_the_columns_that_the_edition_names(city: Path) -> None:
    report = documents(city)["tc-parking-report.docx"]
    assert report.texts("ImageCaption") == ["插图1　谁何时来"]
    picture = next(report.document.iter("{*}docPr"))
    assert picture.get("descr", "").startswith("谁何时来。程序员：2030年3月；贴牌子的：2030年第2季度")


def test_the_running_head_is_that_of_the_edition(city: Path) -> None:
    report = documents(city)["tc-parking-report.docx"]
    header = report.xml("word/header1.xml")
    assert text_of(header) == "停车找得到"
    headed = [section.properties.find("w:headerReference", NAMES) is not None for section in report.sections]
    numbered = [bool(section.footers) for section in report.sections]
    assert headed == numbered
    assert not all(headed)


def test_pages_are_those_of_the_edition(city: Path) -> None:
    workspace, project = opened(city)
    renderer = Pages(city / "site" / "templates")
    pages = {
        **library_pages(renderer, workspace.library, workspace.schemas, [project], TODAY),
        **project_pages(renderer, workspace.library, project, {}, TODAY),
    }
    assert {"projects/tc-parking/report-1.md", "projects/tc-parking/report-3.md", "departments/tc.md"} <= set(pages)
    assert "第1节：眼下的难处" in pages["projects/tc-parking/report-1.md"]
    assert "第三章：花多少" in pages["projects/tc-parking/index.md"]
    assert "50万元" in gzip.decompress(facet_file(workspace.library, [listed(project, workspace.library)])).decode()
    assert "6.40" in pages["index.md"]
    rules = pages["rules/index.md"]
    assert all(
        text in rules for text in ("试数〔2030〕1号", "看完报告并答复", "第一章：为什么建", "人手登记表", "作罢")
    )
    fields = pages["guide/fields.md"]
    assert all(text in fields for text in ("staff.yml", "何时来", "口号", "人工费"))
    assert "performance.yml" not in fields
    # The rules' own examples (rules/checks-1.md and its like) are the program's.
    assert [name for name, text in pages.items() if "宁波" in text and not name.startswith("rules/checks-")] == []


def test_what_is_public_is_what_the_edition_says(city: Path, tmp_path: Path) -> None:
    records = city / PROJECT / "review" / "records.yml"
    records.parent.mkdir()

    def view(*entries: str) -> Project | None:
        records.write_text("记录:\n" + "".join(f"  - {{{entry}}}\n" for entry in entries), encoding="utf-8")
        workspace, project = opened(city)
        return show_public(workspace, datetime.date(2030, 6, 1), tmp_path / "scratch")(project)

    assert view("事项: 报告, 日期: 2030-05-01") is None
    whole = view("事项: 报告, 日期: 2030-05-01", "事项: 审定, 日期: 2030-05-06")
    assert whole is not None
    assert (whole.disclosure, whole.profile.owner.name) == (Disclosure.FULL, "试验市停车局")
    assert (whole.profile.owner.head, whole.profile.owner.contact) == ("", "")
    library = opened(city)[0].library
    assert [document.code for document in library.documents_for(whole)] == ["slip", "report"]
    again = view("事项: 审定, 日期: 2030-05-06", "事项: 报告, 日期: 2030-05-20")
    assert again is not None
    assert (again.disclosure, again.name, dict(again.narratives)) == (Disclosure.LISTED, "停车找得到", {})
    assert library.documents_for(again) == []
    dropped = view("事项: 报告, 日期: 2030-05-01", "事项: 作罢, 日期: 2030-05-06")
    assert dropped is not None
    assert (dropped.disclosure, dropped.stage.name) == (Disclosure.LISTED, "作罢")
    assert view("事项: 审定, 日期: 2030-06-02") is None


def test_what_the_edition_withholds_is_never_public(city: Path, tmp_path: Path) -> None:
    """A chapter, and a figure with it, whose data are public."""
    templates = city / "templates" / EDITION
    rewrite(
        templates / "outlines" / "report.yml",
        "    文件: report/02-how.md\n",
        "    文件: report/02-how.md\n    公开: 否\n",
    )
    rewrite(templates / "edition.yml", "文件: arrival, ", "文件: arrival, 公开: 否, ")
    (city / PROJECT / "review").mkdir()
    (city / PROJECT / "review" / "records.yml").write_text("记录: [{事项: 审定, 日期: 2030-05-06}]\n", encoding="utf-8")
    workspace, project = opened(city)
    seen = show_public(workspace, datetime.date(2030, 6, 1), tmp_path / "scratch")(project)
    assert seen is not None
    for of, told in ((project, True), (seen, False)):
        renderer = Pages(city / "site" / "templates")
        pages = "".join(project_pages(renderer, workspace.library, of, {}, TODAY).values())
        drafts = draft_documents(of, workspace.library)
        (report,) = (draft.data for name, draft in drafts.items() if name.endswith("report.docx"))
        printed = zipfile.ZipFile(io.BytesIO(report)).read("word/document.xml").decode("utf-8")
        for text in (pages, printed):
            assert ("先看余位，再贴牌子。" in text, "插图" in text, "（不对外公开）" in text) == (told, told, not told)
            assert "怎么建" in text


def test_a_field_without_a_mark_is_not_published(city: Path) -> None:
    rewrite(
        city / "schemas" / EDITION / "project.schema.json", ', "maxLength": 20, "x-public": true', ', "maxLength": 20'
    )
    schemas = opened(city)[0].schemas
    assert schemas.is_published("project", ("建设单位", "名称"))
    assert not schemas.is_published("project", ("口号",))
    assert not schemas.is_published("project", ("建设单位", "联系方式"))
    assert not schemas.is_published("project", ("没有的栏目",))


def test_a_chapter_without_sections_can_be_read(city: Path) -> None:
    workspace, project = opened(city)
    pages = project_pages(Pages(city / "site" / "templates"), workspace.library, project, {}, TODAY)
    assert any("先看余位，再贴牌子。" in page for page in pages.values())
    for target in re.findall(r'href="(report-\d+)\.html"', "".join(pages.values())):
        assert f"projects/tc-parking/{target}.md" in pages


def test_the_whole_cost_is_called_as_the_edition_says(city: Path) -> None:
    def page() -> str:
        workspace, project = opened(city)
        pages = project_pages(Pages(city / "site" / "templates"), workspace.library, project, {}, TODAY)
        return pages["projects/tc-parking/index.md"]

    assert "一共要花" in page()
    (city / PROJECT / "budget.yml").unlink()
    assert "一共要花" not in page()


def test_a_number_may_end_with_a_space(city: Path) -> None:
    rewrite(city / "templates" / EDITION / "edition.yml", "第{chinese}章：", "第{chinese}章　")
    assert documents(city)["tc-parking-report.docx"].texts("Heading1")[0] == "第一章　为什么建"


def test_documents_are_inspected_by_the_edition(city: Path) -> None:
    """It has no letters and lists; its documents are held to its own figures and sums."""
    workspace, project = opened(city)
    drafts = draft_documents(project, workspace.library)
    for name, draft in drafts.items():
        inspection = inspect_document(draft.data, name, workspace.library.edition)
        assert inspection.problems == (), [problem.message for problem in inspection.problems]
        assert inspection.paper is not None
        assert name.endswith(f"-{inspection.paper.code}.docx")
    asked = {requirement.kind.code: requirement.asked for requirement in inspection.requirements}
    assert asked["E433"] == "设想登记单、报告、自己先看一遍"


def test_the_command_works_with_it(city: Path, start: Callable[..., Any], tmp_path: Path) -> None:
    done = start("--root", city, "check")
    assert (done.code, done.err) == (0, ""), done.text
    exported = tmp_path / "out.docx"
    done = start("--root", city, "export", "tc-parking", "--document", "report", "--to", exported)
    assert done.code == 0, done.text
    assert "第三章：花多少" in Docx(exported.read_bytes()).text
    done = start("--root", city, "status")
    assert "报告" in done.out


def test_new_offers_the_choices_of_the_edition(city: Path, run: Callable[..., Any]) -> None:
    done = run("--root", city, "new", "tc-bus", "--year", "2030", "--name", "公交", "--mode", "自办")
    assert done.code == 0, done.text


def test_hints_name_no_article_of_another_edition(city: Path) -> None:
    (city / PROJECT / "staff.yml").unlink()
    workspace, project = opened(city)
    (found,) = check_project(project, workspace.library, workspace.schemas)
    assert found.code == "E047"
    assert "第九条" not in found.article


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("edition.yml", "天数: 7", "天数: 七"),
        ("edition.yml", "开始: {记录: 报告}", "开始: {记录: 方案}"),
        ("edition.yml", "结束: {记录: 审定}", "结束: {记录: 前期论证函}"),
        ("edition.yml", "结束: {记录: 审定}", "结束: {意见: 大半}"),
        ("edition.yml", "开始: {记录: 报告}", "开始: {时限: 初看}"),
        ("edition.yml", "开始: {记录: 设想}", "开始: {记录: 谋划}"),
        ("edition.yml", "不涉及: 无此项\n", ""),
        ("edition.yml", "依据: 建议", "依据: 记录"),
        ("outlines/report.yml", "表: 人手", "表: 没有的表"),
        ("outlines/report.yml", "附表: 1", "附表: 9"),
        ("documents.yml", "大纲: report", "大纲: nothing"),
        ("documents.yml", "阶段: 报告", "阶段: 没有"),
        ("styles.yml", "代号: BodyText", "代号: Other"),
        ("tables.yml", "取: 称呼, 宽: 3", "宽: 3"),
        ("rules.yml", "大纲: report, 节: [二]", "大纲: nothing, 节: [二]"),
        ("rules.yml", "节: [一（一）]", "节: [一（九）]"),
        ("rules.yml", "不看的费用类别: [人工]", "不看的费用类别: [软件开发]"),
        ("rules.yml", "最少字数: 4", "最少字数: 四"),
        ("rules.yml", "节: [一（一）]", "节: [九（九）]"),
        ("rules.yml", "大纲: report", "大纲: nothing"),
        ("rules.yml", "现行: 2028", "现行: 今年"),
        ("self-check.yml", "取: 同意人职务", "取: 同意人姓名"),
        ("review.yml", "取: 修改后, 宽", "取: 改成, 宽"),
        ("self-check.yml", "{数}个毛病、", "{几}个毛病、"),
        ("rules.yml", "E019: [report]", "E019: [nothing]"),
    ],
)
def test_a_fault_of_the_edition_is_told_with_its_place(city: Path, file: str, old: str, new: str) -> None:
    rewrite(city / "templates" / EDITION / file, old, new)
    with pytest.raises(LibraryError) as caught:
        open_workspace(city)
    assert f"templates/{EDITION}/{file}" in [problem.location.file for problem in caught.value.problems]


def test_a_self_check_needs_its_sheet(city: Path) -> None:
    (city / "templates" / EDITION / "self-check.yml").unlink()
    with pytest.raises(LibraryError) as caught:
        open_workspace(city)
    assert [problem.code for problem in caught.value.problems] == ["E302"]


def test_an_edition_without_schemas_is_refused(city: Path) -> None:
    shutil.rmtree(city / "schemas" / EDITION)
    with pytest.raises(LibraryError) as caught:
        open_workspace(city)
    assert [problem.code for problem in caught.value.problems] == ["E301"]


def second(root: Path) -> Path:
    """A copy of the project under another id."""
    folder = root / "projects" / "2030" / "tc-parking-again"
    shutil.copytree(root / PROJECT, folder)
    return folder


def likenesses(root: Path) -> list[tuple[int, bool, dict[str, int]]]:
    workspace, project = opened(root)
    found = alike(project, workspace.library)
    return [(one.score, one.alarming, {aspect.label: aspect.score for aspect in one.aspects}) for one in found]


def test_likeness_is_that_of_the_edition(city: Path) -> None:
    assert likenesses(city) == []
    second(city)
    assert likenesses(city) == [(100, True, {"口号": 100, "要来的人": 100})]
    assert [(code, file) for code, file, _, _ in problems(city)] == [("W042", "project.yml")]


def test_a_stage_that_is_not_compared_is_that_of_the_edition(city: Path) -> None:
    records = second(city) / "review" / "records.yml"
    records.parent.mkdir()
    records.write_text("记录:\n  - {事项: 作罢, 日期: 2030-05-06}\n", encoding="utf-8")
    assert likenesses(city) == []


def test_an_edition_without_similarity_compares_nothing(city: Path) -> None:
    (city / "templates" / EDITION / "similarity.yml").unlink()
    second(city)
    assert likenesses(city) == []
    assert problems(city) == []
    workspace, project = opened(city)
    pages = project_pages(Pages(city / "site" / "templates"), workspace.library, project, {}, TODAY)
    assert "相似项目" not in pages["projects/tc-parking/index.md"]


def test_a_stage_of_similarity_that_does_not_exist_is_named(city: Path) -> None:
    rewrite(city / "templates" / EDITION / "similarity.yml", "[作罢]", "[撤回]")
    with pytest.raises(LibraryError) as refused:
        open_workspace(city)
    assert [(problem.code, problem.location.line) for problem in refused.value.problems] == [("E302", 7)]
