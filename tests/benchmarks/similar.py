"""How long the comparison of a whole library takes, and how that grows; not a test, run it by hand:

    PYTHONPATH=scripts python tests/benchmarks/similar.py [number of projects] [folder]

Made-up projects of the size of the samples, one in fifty a renamed copy of another, and a security chapter that all
share. Two libraries, one a tenth of the other, are measured in one run, so that the ratios hold on any machine; work is
the processor's time, which other programs do not change.
"""

from __future__ import annotations

import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from lunzheng.check.open import open_workspace
from lunzheng.model.library import Library
from lunzheng.model.load import open_library
from lunzheng.model.similar.index import SimilarIndex

ROOT = Path(__file__).resolve().parents[2]
SENTENCES = 90
COPIES = 50
"""One in so many projects is a copy."""

QUERIES = 200
_FIRST, _SECOND = "水路房林药学田港桥管仓档车船菜牧渔窑碑塔灯闸泵井", "情况务源具籍网位点段库案测巡检修容量价"
_TERMS = [a + b for a in _FIRST for b in _SECOND]
_VERBS = ["登记", "核对", "汇总", "提示", "分派", "复核", "公示", "归档", "比对", "预警", "签收", "退回"]
_ENDS = ["后留存记录", "并说明理由", "由处室确认", "当日完成", "按月通报", "供现场查阅", "报分管领导", "转有关单位"]

T = TypeVar("T")


def sentence(chance: random.Random) -> str:
    subject, *objects = chance.sample(_TERMS, 4)
    first, second, third = chance.sample(_VERBS, 3)
    return f"{subject}{first}时{second}{'、'.join(objects)}，{third}{chance.choice(_ENDS)}。"


SHARED = "\n".join(sentence(random.Random(f"shared {line}")) for line in range(SENTENCES))


def write_project(folder: Path, number: int) -> None:
    """One project of some 100 KB: ten chapters, fifteen modules with functions, data and cost lines."""
    copy = number % COPIES == COPIES - 1
    chance = random.Random(number - 1 if copy else number)
    name = chance.choice(_TERMS) + chance.choice(_TERMS) + ("管理" if copy else "")
    modules = [(chance.choice(_TERMS) + chance.choice(_VERBS), sentence(chance)) for _ in range(15)]
    (folder / "proposal").mkdir(parents=True)
    listed = "\n".join(f"      - 名称: {module}\n        功能: {function}" for module, function in modules)
    systems = f"系统:\n  - 名称: {name}应用系统\n    模块:\n{listed}\n"
    (folder / "project.yml").write_text(f"项目名称: 宁波市{name}应用系统\n{systems}", encoding="utf-8")
    costs = "\n".join(f"  - {{系统: {name}, 模块: {module}, 名称: {module}开发, 单位: 人月}}" for module, _ in modules)
    (folder / "budget.yml").write_text(f"费用:\n{costs}\n", encoding="utf-8")
    data = "\n".join(f"  - {{名称: {chance.choice(_TERMS)}{chance.choice(_TERMS)}信息, 摘要: 无}}" for _ in range(10))
    (folder / "data.yml").write_text(f"目录:\n{data}\n", encoding="utf-8")
    for chapter in FILES:
        prose = SHARED if chapter == FILES[5] else "\n".join(sentence(chance) for _ in range(SENTENCES))
        (folder / chapter).write_text(f"# 章\n\n## 节\n\n{prose}\n", encoding="utf-8")


FILES = open_workspace(ROOT).library.edition.outlines["proposal"].files


def library_of(root: Path, count: int) -> Library:
    """A library with so many projects, none written yet but those that are missing."""
    for number in range(count):
        folder = root / "projects" / "2028" / f"slj-{number:05}"
        if not folder.exists():
            write_project(folder, number)
    base = open_workspace(ROOT).library
    return open_library(root, base.profile, base.edition)


def fresh(library: Library) -> SimilarIndex:
    return SimilarIndex(library.root, library.folders, library.similar.plan)


def timed(label: str, work: Callable[[], T]) -> tuple[float, T]:
    start, used = time.perf_counter(), time.process_time()
    result = work()
    seconds, wall = time.process_time() - used, time.perf_counter() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"  {label:<40}{seconds:9.3f} s of work {wall:9.3f} s passed {memory:6.0f} MB at most", flush=True)
    return seconds, result


def measure(root: Path, count: int) -> dict[str, float]:
    library = library_of(root, count)
    size = sum(path.stat().st_size for path in library.folders[0].rglob("*") if path.is_file())
    print(f"{count} projects of {size // 1024} KB")
    one = library.folders[-1]
    seconds: dict[str, float] = {}
    seconds["first"], _ = timed("first query, nothing kept", lambda: fresh(library).candidates(one))
    seconds["kept"], _ = timed("first query of a later run, index kept", lambda: fresh(library).candidates(one))
    (one / "brief.md").write_text("# 章\n\n改了。\n", encoding="utf-8")
    seconds["changed"], _ = timed("the same after one project has changed", lambda: fresh(library).candidates(one))
    (one / "brief.md").unlink()
    index = fresh(library)
    index.candidates(one)
    step = max(count // QUERIES, 1)
    asked = library.folders[::step]
    taken, found = timed(f"{len(asked)} more queries", lambda: [index.candidates(folder) for folder in asked])
    seconds["query"] = taken / len(asked)
    whole, found = timed("candidates of all projects", lambda: [index.candidates(f) for f in library.folders])
    seconds["all"] = whole
    copies = [number for number in range(count) if number % COPIES == COPIES - 1]
    seen = sum(library.folders[number - 1] in found[number][:1] for number in copies)
    others = sum(bool(found[number]) for number in range(count) if number % COPIES < COPIES - 2)
    print(f"  copies whose original comes first: {seen} of {len(copies)}; other projects with a candidate: {others}")
    return seconds


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as folder:
        home = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(folder)
        small = measure(home / "small", count // 10)
        large = measure(home / "large", count)
    print("ten times the projects take so many times as long:")
    for name, seconds in large.items():
        print(f"  {name:<10}{seconds / small[name]:6.1f}")


if __name__ == "__main__":
    main()
