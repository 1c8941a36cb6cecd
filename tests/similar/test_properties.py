"""What holds for any two projects."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from acceptance.support import run_command
from lunzheng.check.open import open_workspace
from lunzheng.model.similar.compare import Comparison
from lunzheng.model.similar.index import SimilarIndex
from lunzheng.model.similar.passages import alike_passages
from lunzheng.model.similar.portrait import read_portrait
from lunzheng.model.similar.prose import sentences
from lunzheng.source.problem import Location
from similar.made import ROOT, make

CLAUSES = [
    "养老机构每日上报空余床位",
    "河道巡查人员按路线打卡并拍照",
    "仓库保管员扫码登记入库和出库的物资",
    "水位超过警戒线时自动通知值班人员到岗",
    "培训机构开班前提交课程和教师名单以备抽查",
    "老旧房屋的裂缝由鉴定单位每季度测量一次并归档",
    "文物看护员发现火情后先用现场声光设备报警再电话通知",
    "云资源闲置超过三十天的由使用单位说明理由或者退回",
    "各部门通过公共数据平台提交需要的数据目录和用途",
    "指令下达后十分钟内没有签收的由系统提醒上一级负责人",
]
MODULES = ["任务管理", "任务派发", "床位登记", "水位预警", "库存台账", "课程备案", "裂缝监测", "闲置回收", "签收提醒"]


@dataclass(frozen=True)
class Words:
    """A made-up project."""

    name: str
    modules: tuple[str, ...]
    clauses: tuple[str, ...]

    def write(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        modules = "".join(f"\n      - {{名称: {name}, 功能: {name}的具体做法和要求。}}" for name in self.modules)
        systems = f"系统:\n  - 名称: 系统\n    模块:{modules}\n" if modules else ""
        (folder / "project.yml").write_text(f"项目名称: {self.name}\n{systems}", encoding="utf-8")
        prose = "\n".join(f"{clause}。" for clause in self.clauses)
        (folder / "brief.md").write_text(f"# 一、项目建设依据\n\n{prose}\n", encoding="utf-8")


projects = st.builds(
    Words,
    name=st.sampled_from(["养老床位", "养老服务床位", "防汛会商", "防汛物资", "文物看护", "示例", "A平台"]),
    modules=st.lists(st.sampled_from(MODULES), unique=True, max_size=6).map(tuple),
    clauses=st.lists(st.sampled_from(CLAUSES), max_size=8).map(tuple),
)
libraries = st.lists(projects, min_size=2, max_size=5)


PLAN = open_workspace(ROOT).library.similar.plan


def indexed(root: Path, made: Sequence[Words]) -> tuple[SimilarIndex, list[Path]]:
    """The index of made-up projects and their folders."""
    folders = [root / "projects" / "2028" / f"slj-{number}" for number in range(len(made))]
    for project, folder in zip(made, folders, strict=True):
        project.write(folder)
    return SimilarIndex(root, folders, PLAN), folders


def compared(index: SimilarIndex, one: Path, other: Path) -> tuple[int, list[tuple[str, int, int]]]:
    plan, root = index.plan, index.root
    comparison = Comparison(index, read_portrait(plan, root, one), read_portrait(plan, root, other))
    aspects = comparison.aspects()
    return comparison.score(aspects), [(aspect.label, aspect.score, len(aspect.pairs)) for aspect in aspects]


@settings(max_examples=60, deadline=None)
@given(libraries)
def test_likeness_goes_both_ways(made: list[Words]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        index, (first, *others) = indexed(Path(folder), made)
        for other in others:
            assert compared(index, first, other) == compared(index, other, first)
            assert 0 <= compared(index, first, other)[0] <= 100


@settings(max_examples=60, deadline=None)
@given(projects, st.lists(projects, max_size=3))
def test_a_copy_is_wholly_alike(project: Words, others: list[Words]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        index, folders = indexed(Path(folder), [project, project, *others])
        score, aspects = compared(index, *folders[:2])
        assert score == 100
        assert {aspect for _, aspect, _ in aspects} == {100}


@settings(max_examples=40, deadline=None)
@given(libraries, st.randoms(use_true_random=False))
def test_the_order_of_the_library_does_not_matter(made: list[Words], random: Random) -> None:
    with tempfile.TemporaryDirectory() as folder:
        index, folders = indexed(Path(folder), made)
        shuffled = list(folders)
        random.shuffle(shuffled)
        again = SimilarIndex(index.root, shuffled, PLAN)
        for project in folders:
            assert index.candidates(project) == again.candidates(project)
            assert compared(index, folders[0], project) == compared(again, folders[0], project)


@given(st.text())
def test_any_text_can_be_compared(text: str) -> None:
    found = list(sentences(text, Location("a.md")))
    unique = list({sentence.bare: sentence for sentence in found}.values())
    pairs = alike_passages(unique, unique, lambda sentence: len(sentence.bare))
    assert all(pair.score == 100 and pair.own_place == pair.other_place for pair in pairs)
    assert bool(pairs) == bool(unique)


def test_the_same_words_with_every_seed(tmp_path: Path) -> None:
    """Sets are in another order in each process; what is printed is not."""
    made = make(tmp_path / "library", ("wgl-heritage-watch", "zjj-old-building"))
    made.sample("wgl-heritage-watch", "slj-copy", lambda _name, text: text.replace("文物", "古建筑"))
    outputs = {
        run_command("similar", "slj-copy", cwd=made.root, environment={"PYTHONHASHSEED": seed}).out
        for seed in ("0", "1", "77")
    }
    assert len(outputs) == 1
    assert "相似度" in outputs.pop()
