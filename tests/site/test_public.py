"""What the public must not read stands nowhere in what is built for it.

Unique marks are put into every field that is not public, into comments, attachments, pictures, the records of what is
in progress, into whole projects that are not concluded, and into Git; then the whole output is searched, unpacked.
"""

from __future__ import annotations

import datetime
import json
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from api_schema import faults
from planting import FieldPath, Marks, change, free_text, internal, leaves, picture, plain, sample, write
from unpack import find, texts

from acceptance.support import Done, run_command, without_office
from lunzheng.catalogue.audience import RefusedError, show_public
from lunzheng.check.open import Workspace, open_workspace
from lunzheng.documents.build import draft_documents
from lunzheng.documents.bundle import Source, make_bundle
from lunzheng.documents.workbook import make_workbooks
from lunzheng.model.load import read_project

ROOT = Path(__file__).parents[2]
TODAY = datetime.date(2026, 11, 30)

CONCLUDED = ("2027/slj-flood-control", "2027/mzj-elder-care")
"""A plan of one's own and the purchase of a service; both got their letter."""
LISTED = "2027/rsj-skill-training"
"""In the reserve list; its plan has been reviewed and is still in progress: what concluded it is taken away."""
CONCLUDING = ("前期论证函", "办结")
"""With these records the sample's plan would be public."""
SUGGESTED = "2028/wgl-heritage-watch"
"""Suggested only."""

LISTED_FIELDS = {("示例",), ("年度",), ("建设方式",), ("领域",), ("建设单位", "名称")}
"""What the reserve list says, apart from name and estimate, which it takes from its record."""

WITHHELD = (
    ("proposal/04-requirements.md", "安全要求分析"),
    ("proposal/05-construction.md", "总体设计方案"),
    ("proposal/05-construction.md", "基于宁波城市大脑的系统部署方案"),
    ("proposal/05-construction.md", "安全建设方案"),
)
"""What would help those who attack a system is never public."""

WAIVER_ROLE = "市水利局{}处长"


@dataclass(frozen=True)
class Planted:
    """A library with marks, built for both audiences.

    Attributes:
        secret: what the public must not find.
        contacts: those of the secret ones that stand for who answers for a plan: the house prints them in it.
        public: what everybody finds.
        released: opinions and answers of which somebody has said that the public may read them.
    """

    root: Path
    secret: Marks
    contacts: set[str]
    public: Marks
    released: Marks

    @property
    def internal_build(self) -> Path:
        return self.root / "build"

    @property
    def public_build(self) -> Path:
        return self.root / "build" / "public"


def data_files(project: Path) -> Iterator[Path]:
    yield from sorted(project.rglob("*.yml"))


class Planter:
    def __init__(self, root: Path) -> None:
        self.root = root
        self.schemas = open_workspace(root).schemas
        self.secret, self.public, self.released = Marks("secret"), Marks("public"), Marks("released")
        self.contacts: set[str] = set()

    def concluded(self, project: Path) -> None:
        """Marks in every field that is not public, and in one that is."""
        self.attachments(project)
        self.expert_review(project)
        self.withheld_sections(project)
        for path in data_files(project):
            tree = plain(path)
            name = path.stem
            if name == "project":
                self.add_what_is_missing(tree, project.name)
                tree["应用场景"] += self.public.new(f"{project.name} 应用场景")
            if name == "records":
                tree["记录"].insert(-1, {"事项": "征求意见", "日期": "2026-11-18", "说明": self.mark("征求意见")})
                tree["记录"].append({"事项": "前期论证函", "日期": "2026-11-20"})
                tree["记录"].append({"事项": "退回", "日期": "2026-12-01", "说明": self.mark("tomorrow's record")})
                tree["记录"].sort(key=lambda entry: entry["日期"])
            if name == "opinions":
                self.add_remarks(tree)
                self.release_one(tree["意见"])
            fields = internal(self.schemas, name)
            for field, schema in fields.items():
                if free_text(schema):
                    self.put(tree, field, ["甲"] if "items" in schema else "甲")
                assert not free_text(schema) or self.stands(tree, field), f"no sample of {name} {field}"
            filled = {
                field: self.filler(project.name, name, field) for field, schema in fields.items() if free_text(schema)
            }
            write(path, change(tree, filled), self.mark("comment"))
        self.pictures(project)
        self.conclusion(project)
        (project / "review" / "draft.txt").write_text(self.mark("review"), encoding="utf-8")

    def in_progress(self, project: Path, kept: set[FieldPath]) -> None:
        """Marks in every field and text that is not said of the list."""
        self.attachments(project)
        self.expert_review(project)
        changed: dict[str, str] = {}

        def marked(value: Any) -> Any:
            return changed.setdefault(value, value + self.mark(f"draft {value[:9]}")) if value else value

        for path in data_files(project):
            if path.stem == "records":
                tree = plain(path)
                tree["记录"] = [entry for entry in tree["记录"] if entry["事项"] not in CONCLUDING]
                for entry in tree["记录"]:
                    if entry["事项"] != "入库":
                        entry["说明"] = self.mark(entry["事项"])
                write(path, tree, self.mark("comment"))
                continue
            fields = {field for field, schema in leaves(self.schemas, path.stem) if free_text(schema)}
            # References between fields are left as they are: the same text becomes the same.
            tree = change(plain(path), dict.fromkeys(fields - kept, marked))
            if path.stem == "project":
                tree["投资估算"] = 98765.43
            write(path, tree, self.mark("comment"))
        for path in sorted(project.rglob("*.md")):
            text = path.read_text(encoding="utf-8")
            path.write_text(f"{text}\n{self.mark('text in progress')}\n", encoding="utf-8")
        self.pictures(project)

    def mark(self, place: str) -> str:
        return self.secret.new(place)

    def filler(self, project: str, name: str, field: FieldPath) -> Callable[[Any], Any]:
        def fill(_value: Any) -> str:
            mark = self.mark(f"{name} {'.'.join(field)}")
            if CONCLUDED[0].endswith(project) and field[0] in ("建设单位", "实施单位"):
                self.contacts.add(mark)
            return mark

        return fill

    def put(self, tree: Any, field: FieldPath, value: Any) -> None:
        """A field that may be left out, wherever it could stand."""
        for item in tree if isinstance(tree, list) else [tree]:
            if len(field) == 1:
                item.setdefault(field[0], value)
            elif field[0] in item:
                self.put(item[field[0]], field[1:], value)

    def stands(self, tree: Any, field: FieldPath) -> bool:
        if not field:
            return True
        if isinstance(tree, list):
            return any(self.stands(item, field) for item in tree)
        return isinstance(tree, dict) and field[0] in tree and self.stands(tree[field[0]], field[1:])

    def add_what_is_missing(self, tree: Any, project: str) -> None:
        """Internal fields that the samples leave out or that take no free text."""
        tree.setdefault("经办人", {"姓名": "甲", "联系方式": "乙"})
        tree["编制单位"].update({"负责人": "甲", "联系方式": "乙"})
        tree["实施单位"].update({"负责人": "甲", "职务": "乙", "联系方式": "丙"})
        role = self.mark("豁免 同意人职务")
        tree["豁免"] = [
            {"规则": "W011", "文件": "brief.md", "内容": project, "理由": "甲", "同意人职务": WAIVER_ROLE.format(role)}
        ]

    def add_remarks(self, tree: Any) -> None:
        """What the sample's opinions have not: a discussion, a supplement, an answer to a text that was changed."""
        said = {"单位": "市委网信办", "岗位": "甲", "内容": "乙", "时间": "2026-11-05T10:00:00+08:00"}
        withheld = {**{key: said[key] for key in ("单位", "岗位", "时间")}, "未录入": "己"}
        opinion = tree["意见"][0]
        opinion |= {"答复后修改": "是", "答复时内容": "丙", "讨论": [said, withheld], "补充": [said]}
        tree["未反馈"] = [{"单位": "戊", "截止": "2026-11-09"}]
        review = {"单位": "市委网信办", "岗位": "丁", "结论": "同意", "提交": "0" * 40, "来源": "12/review/1803"}
        tree["评审"] = [{**review, "时间": said["时间"]}]
        of = {"种类": "意见", "单位": "市发改委", "时间": said["时间"], "内容": "庚"}
        for number, place in enumerate(
            ({"章节": "proposal:5.11"}, {"章节": "architecture.yml:网络分区/1"}, {"方面": ["网络安全"]}), 900
        ):
            tree["意见"].append({**of, "编号": number, **place, "内容": self.mark("opinion on what is withheld")})

    def expert_review(self, project: Path) -> None:
        """The records of an expert review with every field that they can have."""
        (project / "review").mkdir(exist_ok=True)
        for name in ("experts", "conclusion"):
            write(project / "review" / f"{name}.yml", sample(self.schemas, name), "")

    def withheld_sections(self, project: Path) -> None:
        """Marks in the texts of what is never public, and a picture that only they show."""
        for file, title in WITHHELD:
            path = project / file
            if not path.exists():
                continue
            written = path.read_text(encoding="utf-8")
            heading = re.search(rf"^## .*{title}\n", written, re.MULTILINE)
            assert heading, f"{file} has no {title}"
            name = self.mark("name of a picture in a withheld section")
            (project / "figures").mkdir(exist_ok=True)
            (project / "figures" / f"{name}.png").write_bytes(picture(self.mark("picture in a withheld section")))
            text = f"\n{self.mark('withheld section')}\n\n![{self.mark('caption')}](figures/{name}.png)\n"
            path.write_text(written[: heading.end()] + text + written[heading.end() :], encoding="utf-8")
        if (project / "architecture.yml").exists():
            (project / "figures" / "network.png").write_bytes(picture(self.mark("picture of the network")))

    def release_one(self, opinions: list[dict[str, Any]]) -> None:
        """The first opinion is released with its answer; the second expressly not; of the others nothing is said."""
        for opinion in (opinion for opinion in opinions if "答复" in opinion):
            mark = self.released.new if opinion is opinions[0] else self.mark
            opinion["内容"] += mark("opinion")
            opinion["答复"]["理由"] += mark("answer")
        opinions[0]["公开"], opinions[1]["公开"] = "是", "否"

    def conclusion(self, project: Path) -> None:
        """Two meetings after the one that is there: of the last the conclusion and one opinion are released."""

        def opinion(number: int, mark: Callable[[str], str], **more: str) -> dict[str, Any]:
            reply = {"采纳情况": "采纳", "说明": mark("expert answer"), "修改章节": "brief:1"}
            return {
                "编号": number,
                "专家": self.mark("expert's number"),
                "内容": mark("expert opinion"),
                "答复": reply,
                **more,
            }

        meeting = {"日期": "2026-11-19", "到会专家": ["B001", "B002", "B003"], "地点": self.mark("meeting place")}
        first = {"次": 2, **meeting, "结论": "不通过", "意见": [opinion(1, self.mark, 公开="是")]}
        both = [opinion(1, self.released.new, 公开="是"), opinion(2, self.mark)]
        second = {"次": 3, **meeting, "结论": "修改后通过", "意见": both, "公开": "是"}
        path = project / "review" / "conclusion.yml"
        tree = plain(path)
        for told in tree["评审"]:
            told["公开"] = "否"
        tree["评审"] += [first, second]
        write(path, tree, self.mark("comment"))

    def attachments(self, project: Path) -> None:
        """Attachments whose name and content are marks."""
        profile = project / "project.yml"
        text = profile.read_text(encoding="utf-8")
        for path in sorted(project.glob("attachments/*")):
            renamed = path.with_name(f"{self.mark('name of an attachment')}.md")
            path.rename(renamed)
            renamed.write_text(f"# 附件\n\n{self.mark('attachment')}\n", encoding="utf-8")
            text = text.replace(f"attachments/{path.name}", f"attachments/{renamed.name}")
        profile.write_text(text, encoding="utf-8")

    def pictures(self, project: Path) -> None:
        """A picture that the text shows and one that it does not, both with metadata."""
        (project / "figures").mkdir(exist_ok=True)
        shown = project / "figures" / "planted.png"
        shown.write_bytes(picture(self.mark("metadata of a picture")))
        unused = project / "figures" / f"{self.mark('name of a picture that is not shown')}.png"
        unused.write_bytes(picture(self.mark("picture that is not shown")))
        brief = project / "brief.md"
        text = brief.read_text(encoding="utf-8").rstrip()
        brief.write_text(f"{text}\n\n![示意图](figures/planted.png)\n", encoding="utf-8")

    def library(self) -> None:
        path = self.root / "projects" / "library.yml"
        tree = plain(path)
        for department in (*tree["部门"], *tree["意见单位"]):
            department["团队"] = self.mark("团队")
        write(path, tree, self.mark("comment"))

    def git(self) -> None:
        def git(*arguments: str) -> None:
            subprocess.run(["git", "-C", str(self.root), *arguments], check=True, capture_output=True)

        git("init", "--quiet")
        git("add", ".")
        author = self.mark("author")
        git("-c", f"user.name={author}", "-c", f"user.email={author}@example.cn", "commit", "-m", self.mark("commit"))


def build(root: Path, *arguments: str, environment: dict[str, str] | None = None) -> Done:
    return run_command("build", "--today", TODAY, *arguments, cwd=root, environment=environment)


def copy_library(root: Path, *projects: str) -> None:
    for name in ("templates", "schemas", "site", *(f"projects/{project}" for project in projects)):
        shutil.copytree(ROOT / name, root / name)
    for name in ("mkdocs.yml", "projects/library.yml"):
        shutil.copyfile(ROOT / name, root / name)


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Planted:
    root = tmp_path_factory.mktemp("planted")
    copy_library(root, *CONCLUDED, LISTED, SUGGESTED)
    planter = Planter(root)
    for project in CONCLUDED:
        planter.concluded(root / "projects" / project)
    planter.in_progress(root / "projects" / LISTED, LISTED_FIELDS)
    planter.in_progress(root / "projects" / SUGGESTED, set())
    planter.library()
    planter.git()
    for done in (build(root, environment=without_office(root.with_name("programs"))), build(root, "--public")):
        assert "已生成" in done.out, done.text
        assert "没有生成" not in done.text
    return Planted(root, planter.secret, planter.contacts, planter.public, planter.released)


def test_every_internal_field_was_planted(planted: Planted) -> None:
    schemas = open_workspace(planted.root).schemas
    names = ("project", "architecture", "resources", "data", "opinions", "experts", "conclusion")
    fields = [(name, field, schema) for name in names for field, schema in internal(schemas, name).items()]
    expected = {f"{name} {'.'.join(field)}" for name, field, schema in fields if free_text(schema)}
    assert {
        "project 建设单位.联系方式",
        "project 经办人.姓名",
        "opinions 意见.讨论.内容",
        "opinions 评审.岗位",
        "architecture 网络分区.部署",
        "experts 抽取.固定.回避单位",
        "conclusion 评审.意见.专家",
    } <= expected
    assert expected <= set(planted.secret.put.values())


def test_the_public_finds_nothing_that_is_internal(planted: Planted) -> None:
    found = find(planted.public_build, set(planted.secret.put))
    assert {planted.secret.put[mark]: places for mark, places in found.items()} == {}


def test_the_house_finds_what_the_public_does_not(planted: Planted) -> None:
    """So that the search is known to find what is there."""
    outside = planted.public_build
    shutil.move(outside, planted.root / "moved")
    try:
        found = find(planted.internal_build, set(planted.secret.put))
    finally:
        shutil.move(planted.root / "moved", outside)
    places = {planted.secret.put[mark] for mark in found}
    assert planted.contacts <= set(found)
    assert {
        *("征求意见", "方案", "text in progress", "豁免 同意人职务", "metadata of a picture"),
        *("name of a picture that is not shown", "withheld section", "architecture 网络分区.边界"),
    } <= places
    documents = {place.split(".docx")[0] for mark in planted.contacts for place in found[mark] if ".docx/" in place}
    assert any(document.endswith("proposal") for document in documents)


def test_the_public_finds_what_is_public(planted: Planted) -> None:
    found = find(planted.public_build, set(planted.public.put))
    assert set(found) == set(planted.public.put)
    for places in found.values():
        assert {Path(place.split("/word/")[0]).suffix for place in places} >= {".html", ".json", ".docx"}


def test_the_public_reads_the_opinions_that_are_released(planted: Planted) -> None:
    """What is not is among the secret marks."""
    found = find(planted.public_build / "site" / "projects", set(planted.released.put))
    assert set(found) == set(planted.released.put)
    assert {Path(place).name for places in found.values() for place in places} == {"opinions.html"}
    page = (planted.public_build / "site" / "projects" / "mzj-elder-care" / "opinions.html").read_text("utf-8")
    assert "修改后通过" in page
    assert "不通过" not in page.replace("修改后通过", "")


def test_the_data_of_both_audiences_follow_their_schemas(planted: Planted) -> None:
    for root, audience in ((planted.internal_build, "internal"), (planted.public_build, "public")):
        assert faults(root / "site") == []
        assert json.loads((root / "site" / "api" / "projects.json").read_bytes())["audience"] == audience


def test_what_is_not_concluded_is_shown_as_its_list_says(planted: Planted) -> None:
    site = planted.public_build / "site"
    name = LISTED.split("/")[1]
    detail = json.loads((site / "api" / "projects" / f"{name}.json").read_bytes())
    assert (detail["disclosure"], detail["stage"], detail["stage_date"]) == ("listed", "入库", "2026-05-29")
    assert (detail["name"], detail["investment_wan_yuan"]) == ("宁波城市大脑●职业技能培训应用系统（示例）", 298)
    assert detail["documents"] == detail["clocks"] == []
    assert [path.name for path in (site / "projects" / name).iterdir()] == ["index.html"]
    assert "98765.43" not in "".join(path.read_text("utf-8") for path in site.rglob("*.html"))


def test_what_is_only_suggested_is_not_there(planted: Planted) -> None:
    names = {SUGGESTED.split("/")[1]}
    assert find(planted.public_build, names) == {}
    assert set(find(planted.internal_build / "pages", names)) == names


def test_the_public_has_no_calendar_of_clocks_and_no_self_check(planted: Planted) -> None:
    files = [path.name for path in planted.public_build.rglob("*")]
    assert [name for name in files if name.endswith(".ics") or "self-check" in name] == []


def test_the_two_builds_do_not_mix(planted: Planted) -> None:
    """The public site lies within ``build/`` but no build writes into the other's folders."""
    inside = {path.name for path in planted.public_build.iterdir()}
    assert inside == {"documents", "pages", "site", "mkdocs.yml"}
    assert (planted.internal_build / "documents" / LISTED).is_dir()


def test_a_second_public_build_changes_nothing(planted: Planted) -> None:
    def files() -> dict[str, bytes]:
        found = (path for path in planted.public_build.rglob("*") if path.is_file())
        return {path.as_posix(): path.read_bytes() for path in found}

    before = files()
    build(planted.root, "--public")
    assert files() == before


@pytest.fixture(scope="module")
def workspace(planted: Planted) -> Workspace:
    return open_workspace(planted.root)


@pytest.mark.parametrize("project", CONCLUDED)
def test_workbooks_and_bundles_of_the_public_view_hold_nothing_internal(
    planted: Planted, workspace: Workspace, tmp_path: Path, project: str
) -> None:
    library = workspace.library
    read = read_project(library, planted.root / "projects" / project)
    show = show_public(workspace, TODAY, tmp_path / "scratch")
    view = show(read)
    assert view is not None
    source = Source(None, None)

    def packed(of: Any) -> set[str]:
        documents = {name: draft.data for name, draft in draft_documents(of, library, source).items()}
        bundle = make_bundle(of, library, {**documents, **make_workbooks(of, library)}, source)
        content = b"\0".join(data for _, data in texts("bundle.zip", bundle))
        return {place for mark, place in planted.secret.put.items() if mark.encode() in content}

    assert packed(view) == set()
    assert {"attachment", "name of an attachment"} <= packed(read)


def test_a_number_of_a_person_in_a_public_text_stops_the_public_build(tmp_path: Path) -> None:
    copy_library(tmp_path, CONCLUDED[1])
    project = tmp_path / "projects" / CONCLUDED[1]
    records = plain(project / "review" / "records.yml")
    records["记录"].append({"事项": "前期论证函", "日期": "2026-11-20"})
    write(project / "review" / "records.yml", records, "")
    brief = project / "brief.md"
    brief.write_text(f"{brief.read_text(encoding='utf-8')}\n联系电话 13900000000。\n", encoding="utf-8")
    done = build(tmp_path, "--public")
    assert done.code == 1
    assert "E046" in done.text
    projects = tmp_path / "build" / "public" / "site" / "projects"
    assert sorted(path.name for path in projects.iterdir()) == ["board.html", "compare.html", "index.html"]


def test_a_damaged_picture_stops_the_public_build(tmp_path: Path) -> None:
    """What cannot be told from its metadata is not published; the message names the file."""
    copy_library(tmp_path, CONCLUDED[1])
    project = tmp_path / "projects" / CONCLUDED[1]
    records = plain(project / "review" / "records.yml")
    records["记录"].append({"事项": "前期论证函", "日期": "2026-11-20"})
    write(project / "review" / "records.yml", records, "")
    (project / "figures").mkdir()
    (project / "figures" / "framework.png").write_bytes(picture("")[:40])
    workspace = open_workspace(tmp_path)
    with pytest.raises(RefusedError) as refused:
        show_public(workspace, TODAY, tmp_path / "scratch")(read_project(workspace.library, project))
    (problem,) = refused.value.problems
    assert problem.location.file.endswith("figures/framework.png")
