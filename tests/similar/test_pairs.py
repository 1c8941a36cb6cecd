"""Judged on pairs: copies must be seen however they are dressed up, neighbours of the same trade must not be."""

from __future__ import annotations

from pathlib import Path

import pytest

from similar.made import ALL, Change, half_of, make, other_width, reordered, words

RENAMED = {
    "防汛会商协同应用系统": "汛期研判指挥协同应用系统",
    "防汛会商系统": "研判指挥系统",
    "防汛数据支撑应用系统": "汛期数据底座应用系统",
    "汛情一张图": "水情综合图",
    "雨水情分析研判": "雨情水情分析",
    "洪水预报预警": "洪涝预测告警",
    "水库群联合调度": "库群协同调度",
    "城区积涝预警": "城市内涝预警",
    "会商组织与纪要": "研判会议管理",
    "防汛指令闭环": "指令跟踪",
    "值班与信息报送": "值守与信息上报",
    "宁波市水利局": "宁波市应急管理局",
    "市水利局": "市应急管理局",
    "会商": "研判",
    "33座": "35座",
}
"""Another name, other names of modules and data, another department, and a word of each second sentence."""


def test_the_samples_are_not_alike(tmp_path: Path) -> None:
    made = make(tmp_path, ALL)
    for name in ALL:
        assert [(one.id, one.score) for one in made.alike(name).values() if one.score > 25] == []
        assert made.alarms(name) == set()


def test_a_renamed_copy_is_seen_from_both_sides(tmp_path: Path) -> None:
    made = make(tmp_path, ALL)
    made.sample("slj-flood-control", "yjj-judgement", words(RENAMED))
    assert made.alarms("yjj-judgement") == {"slj-flood-control"}
    assert made.alarms("slj-flood-control") == {"yjj-judgement"}
    likeness = made.alike("yjj-judgement")["slj-flood-control"]
    assert likeness.score >= 60
    scores = {aspect.label: aspect.score for aspect in likeness.aspects}
    assert scores["功能模块"] >= 70
    assert scores["正文"] >= 50
    pairs = {(pair.own, pair.other) for aspect in likeness.aspects for pair in aspect.pairs}
    assert ("洪涝预测告警", "洪水预报预警") in pairs


def test_a_renamed_suggestion_is_seen(tmp_path: Path) -> None:
    """A few pages without modules or data: only the text can tell."""
    made = make(tmp_path, ALL)
    changed = {"文物平安守护": "古建筑安全监管", "文物": "古建筑", "文化广电旅游局": "住房和城乡建设局", "6处": "8处"}
    made.sample("wgl-heritage-watch", "zjj-old-house", words(changed))
    assert made.alarms("zjj-old-house") == {"wgl-heritage-watch"}


@pytest.mark.parametrize("other", ["rsj-skill-training", "hbj-river-patrol"])
def test_a_half_copy_is_seen(other: str, tmp_path: Path) -> None:
    """Put together of two projects, it is like both of them, and less than a whole copy would be."""
    made = make(tmp_path, (*ALL, "slj-flood-supplies"))
    made.sample("slj-flood-control", "yjj-half", half_of(other))
    assert made.alarms("yjj-half") == {"slj-flood-control", other}
    assert "yjj-half" in made.alarms("slj-flood-control")
    assert "yjj-half" in made.alarms(other)
    assert all(45 <= likeness.score <= 75 for likeness in made.alike("yjj-half").values() if likeness.alarming)


@pytest.mark.parametrize("change", [reordered, other_width], ids=["reordered", "width"])
@pytest.mark.parametrize("name", ["slj-flood-control", "hbj-river-patrol"])
def test_order_and_marks_do_not_hide_a_copy(name: str, change: Change, tmp_path: Path) -> None:
    made = make(tmp_path, ALL)
    made.sample(name, "dsj-copy", change)
    likeness = made.alike("dsj-copy")[name]
    assert likeness.score >= 90
    assert {aspect.label: aspect.score for aspect in likeness.aspects}["正文"] >= 75


def test_neighbours_of_the_same_trade_are_different(tmp_path: Path) -> None:
    made = make(tmp_path, (*ALL, "slj-flood-supplies", "slj-river-chief"))
    for name in ("slj-flood-supplies", "slj-river-chief", "slj-flood-control", "hbj-river-patrol"):
        assert made.alarms(name) == set()
        assert max((one.score for one in made.alike(name).values()), default=0) <= 30


def test_the_same_neighbours_alone_in_their_library(tmp_path: Path) -> None:
    """Where two projects are all there is, no word is known to be common."""
    made = make(tmp_path, ("slj-flood-control", "slj-flood-supplies"))
    assert made.alarms("slj-flood-supplies") == set()
    other = make(tmp_path / "other", ("hbj-river-patrol", "slj-river-chief"))
    assert other.alarms("slj-river-chief") == set()


BOILERPLATE = "\n\n".join(
    f"本系统按照网络安全等级保护第{level}级的要求进行建设，{part}由{body}负责，落实{measure}等措施，"
    f"定期开展检查和演练，发现问题在规定时限内完成整改并留存记录。"
    for level in "二三"
    for part, body in (
        ("安全物理环境", "云平台方"),
        ("安全通信网络", "网络运营方"),
        ("安全区域边界", "安全服务方"),
        ("安全计算环境", "承建单位"),
        ("安全管理中心", "建设单位"),
        ("安全管理制度", "主管部门"),
    )
    for measure in ("访问控制和入侵防范", "身份鉴别和安全审计", "数据加密和备份恢复", "漏洞扫描和恶意代码防范")
)
"""Some 4,000 characters, more than the own text of a suggestion."""


@pytest.mark.parametrize("samples", [ALL, ("hbj-river-patrol", "zjj-old-building", "wgl-heritage-watch")])
def test_a_chapter_that_all_share_is_no_likeness(samples: tuple[str, ...], tmp_path: Path) -> None:
    made = make(tmp_path)
    for name in samples:
        made.sample(name, change=lambda file, text: f"{text}\n\n{BOILERPLATE}\n" if file == "brief.md" else text)
    for name in samples:
        assert made.alarms(name) == set()


def test_unrelated_projects_have_nothing_in_common(tmp_path: Path) -> None:
    made = make(tmp_path, ("wgl-heritage-watch", "dsj-cloud-capacity"))
    assert made.alike("wgl-heritage-watch") == {}


def test_generic_modules_are_no_likeness(tmp_path: Path) -> None:
    made = make(tmp_path, ("slj-river-chief", "slj-flood-supplies"))
    common = "".join(
        f"\n      - {{名称: {name}, 功能: {name}。}}"
        for name in ("系统管理", "用户管理", "日志管理", "消息通知", "统计报表", "工作台")
    )
    for path in made.root.glob("projects/*/*/project.yml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("\n投资估算", f"{common}\n投资估算"), encoding="utf-8")
    assert made.alarms("slj-river-chief") == set()
