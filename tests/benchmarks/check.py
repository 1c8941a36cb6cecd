"""How long `lunzheng check` takes beside check-jsonschema over the same projects; not a test, run it by hand:

    python tests/benchmarks/check.py [number of projects] [folder]

Full projects of the samples are copied with other names, numbers and sentences, so that no two files are alike. Both
programs start cold and look at every project in one run each: `lunzheng check` at the YAML, the Markdown and all rules,
check-jsonschema at the YAML only, once for each schema. Work is the processors' time, which other programs change less.
"""

from __future__ import annotations

import os
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OUTLINES = ("proposal", "service-plan.md")
"""A sample with one of these is a full project."""

_SKIPPED = ("attachments", "figures")
_NUMBER = re.compile(r"(?<![\d./A-Za-z〔第-])[1-9]\d{1,2}(?=[个项条次处人份张座台套%天])")
_WORD = re.compile(r"[\u4e00-\u9fff]{2}")
_FIRST, _SECOND = "水路房林药学田港桥管仓档车船菜牧渔窑碑塔灯闸泵井", "情况务源具籍网位点段库案测巡检修容量价"
_TERMS = [a + b for a in _FIRST for b in _SECOND]
_VERBS = ["登记", "核对", "汇总", "提示", "分派", "复核", "公示", "归档", "比对", "签收", "退回", "抽查"]
_ENDS = ["后留存记录", "并说明理由", "由处室确认", "当日完成", "按月通报", "供现场查阅", "报分管领导", "转有关单位"]
_RENAMED = 12
"""So many words of the text of each copy are other words."""


@dataclass(frozen=True)
class Cost:
    """Seconds by the clock and of the processors."""

    clock: float
    work: float

    def __add__(self, other: Cost) -> Cost:
        return Cost(self.clock + other.clock, self.work + other.work)


def make_library(root: Path, count: int) -> None:
    """A library of varied copies of the full samples."""
    for part in ("templates", "schemas"):
        shutil.copytree(ROOT / part, root / part)
    (root / "projects").mkdir()
    shutil.copy(ROOT / "projects" / "library.yml", root / "projects")
    samples = full_samples()
    for number in range(count):
        sample = samples[number % len(samples)]
        target = root / "projects" / sample.parent.name / f"{sample.name}-{number}"
        shutil.copytree(sample, target)
        vary(target, random.Random(number))


def full_samples() -> list[Path]:
    """The folders of the samples that are full projects."""
    found = sorted((ROOT / "projects").glob("*/*/"))
    return [folder for folder in found if any((folder / name).exists() for name in OUTLINES)]


def vary(folder: Path, chance: random.Random) -> None:
    """Change words, numbers and sentences of one copy, the same word in every file by the same other word."""
    files = [path for path in sorted(folder.rglob("*")) if path.suffix in (".md", ".yml")]
    files = [path for path in files if not set(path.relative_to(folder).parts) & set(_SKIPPED)]
    prose = [path for path in files if path.suffix == ".md"]
    words = sorted({word for path in prose for word in _WORD.findall(path.read_text(encoding="utf-8"))})
    others = dict(zip(chance.sample(words, _RENAMED), chance.sample(_TERMS, _RENAMED), strict=True))
    for path in prose:
        lines = path.read_text(encoding="utf-8").split("\n")
        path.write_text("\n".join(_varied(line, others, chance) for line in lines), encoding="utf-8")
    for path in files:
        if path.suffix == ".yml":
            text = path.read_text(encoding="utf-8")
            path.write_text(_with_remarks(text, chance), encoding="utf-8")


def _varied(line: str, others: dict[str, str], chance: random.Random) -> str:
    """A line of prose with other words and numbers and one more sentence; headings and tables keep their words."""
    if not line.endswith("。") or line.startswith(("|", "#")):
        return line
    if "{{" in line:  # the names of facts stay
        return line + _sentence(chance)
    for word, other in others.items():
        line = line.replace(word, other)
    return _NUMBER.sub(lambda _: str(chance.randint(2, 999)), line) + _sentence(chance)


def _with_remarks(text: str, chance: random.Random) -> str:
    """YAML whose longer texts have an end of their own; names, which other places refer to, are kept."""
    return re.sub(
        r"(?P<field>(?:说明|功能|用途|措施|对策|摘要|涉及内容|风险): )(?P<value>[\u4e00-\u9fff、，]{8,})(?=[,}\n])",
        lambda found: f"{found['field']}{found['value']}，{_sentence(chance)[:-1]}",
        text,
    )


def _sentence(chance: random.Random) -> str:
    subject, *objects = chance.sample(_TERMS, 3)
    first, second = chance.sample(_VERBS, 2)
    return f"{subject}{first}时{second}{'、'.join(objects)}{chance.choice(_ENDS)}。"


def measured(command: Sequence[str | Path], show: Callable[[str], None]) -> Cost:
    """Run a command to its end and show the last line that it writes."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ)
    clock, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    show(((done.stdout + done.stderr).strip().splitlines() or [""])[-1])
    return Cost(clock, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def main() -> None:
    """Print both costs and their ratio."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory(dir=sys.argv[2] if len(sys.argv) > 2 else None) as folder:
        root = Path(folder)
        make_library(root, count)
        size = {
            ending: sum(path.stat().st_size for path in root.glob(f"projects/*/*/**/*{ending}")) / count / 1024
            for ending in (".yml", ".md")
        }
        print(f"{count} projects, each {size['.yml']:.0f} KB of YAML and {size['.md']:.0f} KB of Markdown")
        ours = measured([sys.executable, "-m", "lunzheng", "--root", root, "check"], lambda line: print(f"  {line}"))
        theirs = Cost(0, 0)
        checker = Path(sys.executable).with_name("check-jsonschema")
        for schema in sorted(root.glob("schemas/ningbo-2021/*.schema.json")):
            name = schema.name.removesuffix(".schema.json")
            files = sorted(path for path in root.glob(f"projects/*/*/**/{name}.yml") if "attachments" not in path.parts)
            if files:
                theirs += measured(
                    [checker, "--schemafile", schema, *files], lambda line, name=name: print(f"  {name}: {line}")
                )
        for title, cost in (("lunzheng check", ours), ("check-jsonschema", theirs)):
            print(f"{title:>16}: {cost.clock:8.1f} s by the clock, {cost.work:8.1f} s of work")
        print(f"ratio: {theirs.clock / ours.clock:.1f} by the clock, {theirs.work / ours.work:.1f} of work")


if __name__ == "__main__":
    main()
