"""Inputs at the limits: many, long, hostile; and the same drawn at random."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from hypothesis import strategies as st

from lunzheng.documents.figures.bars import Bar, bars
from lunzheng.documents.figures.collaboration import Labels as ProcessLabels
from lunzheng.documents.figures.collaboration import Step, collaboration
from lunzheng.documents.figures.framework import Layer, framework
from lunzheng.documents.figures.network import Labels as NetworkLabels
from lunzheng.documents.figures.network import Zone, network
from lunzheng.documents.figures.schedule import Task, schedule
from lunzheng.documents.figures.sharing import Flow, sharing
from lunzheng.documents.figures.sheet import Figure, Page
from lunzheng.documents.figures.typeface import clean
from lunzheng.model.money import Money
from lunzheng.model.period import Moment

from .geometry import typeface

KINDS = ("新建", "改造", "利旧", "城市大脑", "省市平台")
LONG = "宁波市跨部门跨层级防汛防台抗旱应急指挥业务协同与数据共享综合支撑服务平台（二期）"
"""A name of 40 characters."""

HOSTILE = "<script>alert(1)</script>\"'&amp;<!--]]>\u202e\x00\ud800\ufffe{{总投资}}<text x='0'>" + "）" * 20 + "W" * 90

_MONTHS = [f"20{year:02}-{month:02}" for year in range(25, 33) for month in range(1, 13)]
_MOMENTS = [*_MONTHS, *(f"20{year:02}Q{quarter}" for year in range(25, 33) for quarter in range(1, 5))]


def draw_framework(layers: list[Layer]) -> tuple[Figure, ...]:
    return framework(layers, typeface(), Page(), "框架图", KINDS)


def draw_network(zones: list[Zone]) -> tuple[Figure, ...]:
    return network(zones, typeface(), Page(), "网络图", NetworkLabels("链路", "边界", "分区"))


def draw_collaboration(steps: list[Step]) -> tuple[Figure, ...]:
    labels = ProcessLabels("单位", "环节", "输入", "输出", "系统")
    return collaboration(steps, typeface(), Page(), "流程图", labels)


def draw_sharing(flows: list[Flow]) -> tuple[Figure, ...]:
    return sharing(flows, "防汛会商系统", typeface(), Page(), "共享图")


def draw_schedule(tasks: list[Task]) -> tuple[Figure, ...]:
    return schedule(tasks, typeface(), Page(), "进度图")


def draw_bars(rows: list[Bar]) -> tuple[Figure, ...]:
    return bars(rows, typeface(), Page(), "按系统的投资构成图")


def task(name: str, start: str, end: str) -> Task:
    return Task(name, Moment.parse(start), Moment.parse(end))


def _unit(number: int) -> str:
    return f"市第{number}综合管理服务局"


EXTREMES: Mapping[str, Callable[[], tuple[Figure, ...]]] = {
    "framework-60-components": lambda: draw_framework(
        [
            Layer("应用层", tuple(f"第{number}业务模块" for number in range(60)), "新建"),
            Layer("数据层", (LONG,), "改造"),
        ]
    ),
    "framework-60-long-names": lambda: draw_framework([Layer(LONG, (LONG,) * 60, "城市大脑")]),
    "framework-30-layers": lambda: draw_framework(
        [Layer(f"第{number}层", ("组件甲", LONG[:12], "乙"), KINDS[number % 5]) for number in range(30)]
    ),
    "framework-one": lambda: draw_framework([Layer("应用层", ("应用",))]),
    "framework-no-component": lambda: draw_framework([Layer("应用层", (), "新建"), Layer("数据层", ())]),
    "framework-hostile": lambda: draw_framework([Layer(clean(HOSTILE), (clean(HOSTILE),) * 3, clean(HOSTILE))]),
    "network-12-zones": lambda: draw_network(
        [Zone(f"第{number}分区", (LONG[:12],) * 6, LONG, LONG) for number in range(12)]
    ),
    "network-60-nodes": lambda: draw_network([Zone(LONG, tuple(f"节点{n}" for n in range(60)), LONG, LONG)]),
    "network-bare": lambda: draw_network(
        [Zone("甲区", ()), Zone("乙区", ("节点",), link="专线"), Zone("丙区", ("点",))]
    ),
    "network-hostile": lambda: draw_network(
        [Zone(*(clean(HOSTILE), (clean(HOSTILE),)), clean(HOSTILE), clean(HOSTILE))]
    ),
    "collaboration-30-units": lambda: draw_collaboration(
        [Step(f"第{n}个办理环节", _unit(n), LONG, LONG[:12], "业务协同系统") for n in range(30)]
    ),
    "collaboration-30-units-in-one-step": lambda: draw_collaboration(
        [Step("会商", "、".join(_unit(n) for n in range(30)), "数据", "结论", "系统"), Step("执行", "市水利局")]
    ),
    "collaboration-60-steps-5-units": lambda: draw_collaboration(
        [Step(f"环节{n}", f"{_unit(n % 5)}、{_unit((n * 3 + 1) % 5)}", "输入数据", "输出数据") for n in range(60)]
    ),
    "collaboration-long": lambda: draw_collaboration([Step(LONG, LONG, LONG, LONG, LONG)] * 3),
    "collaboration-bare": lambda: draw_collaboration([Step("受理", ""), Step("办结", "市民政局")]),
    "collaboration-hostile": lambda: draw_collaboration([Step(clean(HOSTILE), clean(HOSTILE), clean(HOSTILE))] * 2),
    "sharing-30-departments": lambda: draw_sharing(
        [Flow(n % 2 == 1, _unit(n), LONG[:12], "市公共数据平台", "接口", "每日") for n in range(30)]
    ),
    "sharing-60-long": lambda: draw_sharing(
        [Flow(n % 3 == 1, LONG if n % 2 else _unit(n), LONG * 2, LONG[: n % 8 + 2], LONG, LONG) for n in range(60)]
    ),
    "sharing-one-peer-60-flows": lambda: draw_sharing(
        [Flow(False, "市气象局", f"数据{n}", "市公共数据平台") for n in range(60)]
    ),
    "sharing-one": lambda: draw_sharing([Flow(True, "市气象局", "雨量", "", "", "")]),
    "sharing-hostile": lambda: draw_sharing([Flow(True, clean(HOSTILE), clean(HOSTILE), clean(HOSTILE))]),
    "schedule-60-tasks": lambda: draw_schedule(
        [task(f"第{n}项任务", _MONTHS[n % 24], _MONTHS[n % 24 + 3]) for n in range(60)]
    ),
    "schedule-quarters": lambda: draw_schedule([task(LONG, "2027Q1", "2027Q3"), task("验收", "2027Q4", "2027Q4")]),
    "schedule-one-month": lambda: draw_schedule([task("验收", "2027-12", "2027-12")]),
    "schedule-a-century": lambda: draw_schedule([task("早", "2000-01", "2000-02"), task("晚", "2099-12", "2099-12")]),
    "schedule-broken": lambda: draw_schedule(
        [
            Task("无期"),
            task("倒置", "2028-03", "2027-01"),
            task("正常", "2027-05", "2028-11"),
            task("缺", "2027-01", ""),
        ]
    ),
    "schedule-hostile": lambda: draw_schedule([task(clean(HOSTILE), "2027-01", "2030-06")]),
    "bars-30-systems": lambda: draw_bars(
        [
            Bar(
                f"{LONG[:14]}{n}",
                ((f"类别{n % 11}", Money(Decimal(10**n))), ("其他", Money(Decimal(n)))),
                "（100.00%）",
            )
            for n in range(30)
        ]
    ),
    "bars-long": lambda: draw_bars([Bar(LONG, ((LONG, Money(Decimal(10**20))), ("乙", Money(Decimal(-5)))), LONG)]),
    "bars-negative": lambda: draw_bars(
        [Bar("甲", (("一", Money(Decimal(-500))),)), Bar("乙", (("一", Money(Decimal(9))),))]
    ),
    "bars-hostile": lambda: draw_bars(
        [Bar(clean(HOSTILE), ((clean(HOSTILE), Money(Decimal(1))), ("乙", Money(Decimal(1)))))]
    ),
}

_word = st.one_of(
    st.sampled_from(
        ["市水利局", "区（县、市）人社经办机构", LONG, LONG[:12], "GB/T 22239-2019", "（（）", "、、、、、"]
    ),
    st.text(st.characters(codec="utf-8"), max_size=50),
)
_name = _word.map(lambda text: clean(text) or "（未填写）")
_text = _word.map(clean)
_moment = st.one_of(st.none(), st.sampled_from(_MOMENTS).map(Moment.parse))
_money = st.decimals(0, 10**9, places=2).map(Money)

RANDOM: Mapping[str, st.SearchStrategy[tuple[Figure, ...]]] = {
    "framework": st.lists(
        st.builds(Layer, _name, st.lists(_name, max_size=20).map(tuple), st.sampled_from([*KINDS, "", "其他"])),
        max_size=8,
    ).map(draw_framework),
    "network": st.lists(st.builds(Zone, _name, st.lists(_name, max_size=12).map(tuple), _text, _text), max_size=8).map(
        draw_network
    ),
    "collaboration": st.lists(st.builds(Step, _name, _text, _text, _text, _text), max_size=12).map(draw_collaboration),
    "sharing": st.lists(st.builds(Flow, st.booleans(), _name, _name, _text, _text, _text), max_size=15).map(
        draw_sharing
    ),
    "schedule": st.lists(st.builds(Task, _name, _moment, _moment), max_size=20).map(draw_schedule),
    "bars": st.lists(
        st.builds(
            Bar, _name, st.lists(st.tuples(_name, _money), max_size=5).map(tuple), st.sampled_from(["", "（9.5%）"])
        ),
        max_size=8,
    ).map(draw_bars),
}
