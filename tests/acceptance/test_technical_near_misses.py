"""What nearly breaks a rule on the technical plan, and does not, in one run of ``check``; beside it, what does."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from acceptance.support import make_library, run_command

PICTURE = b"\x89PNG\r\n\x1a\n"
"""What a picture is known by."""
CONSTRUCTION = "proposal/05-construction.md"
SHARED = """\
目录: []
共享:
  - {{方向: 需要, 对方: 示例市气象局, 数据: 降雨预报, 渠道: {0}, 方式: 接口, 频率: 每小时}}
  - {{方向: 提供, 对方: 示例市气象局, 数据: 河道水位, 渠道: {1}, 方式: 接口, 频率: 每小时}}
资产: []
"""


def line(name: str, category: str = "设备及软件", more: str = "") -> str:
    """A cost line that is whole in every other respect."""
    safety = ", 安全类别: 安全设备或服务" if category == "安全" else ""
    return (
        f"  - {{系统: 项目公共, 类别: {category}{safety}, 名称: {name}, 型号: 标准版, 性能指标: 满足三十人同时使用, "
        f"厂家: 国产厂商, 单位: 套, 单价: 3, 数量: 1, 依据: 三家询价均值{more}}}\n"
    )


def text(title: str, written: str) -> tuple[str, str, str]:
    """A section of the plan's fifth chapter, written anew."""
    return CONSTRUCTION, rf"(## {re.escape(title)}\n\n)[^\n]+", rf"\g<1>{written}"


def costs(*lines: str) -> tuple[str, str, str]:
    return "budget.yml", r"\Z", "".join(lines)


LEVEL_THREE = (
    "project.yml",
    r"  受侵害客体: .*\n  侵害程度: .*\n  等级: 1\n",
    "  受侵害客体: 社会秩序、公共利益\n  侵害程度: 严重损害\n  等级: 3\n"
    "  措施:\n    - {层面: 安全计算环境, 措施: 双因素登录}\n",
)
ASSESSED = "  - {系统: 项目公共, 类别: 安全, 安全类别: 等保测评, 名称: 测评, 单位: 次, 单价: 8, 数量: 1, 依据: 询价}\n"
CRYPTOGRAPHY = ASSESSED.replace("等保测评", "密码应用").replace("名称: 测评", "名称: 改造")

FINE: Mapping[str, tuple[str, list[tuple[str, str, str]]]] = {
    # E014
    "new-body-without-systems": (
        "plan",
        [("project.yml", r"  项目: \[\]", "  项目:\n    - {名称: 示例市水情系统, 状态: 已立项，尚未招标}")],
    ),
    "assets-explained": (
        "plan",
        [
            ("project.yml", r"  项目: \[\]", "  项目:\n    - {名称: 示例市水情系统, 状态: 运行中}"),
            ("data.yml", r"\Z", "资产说明: 水情系统随机构改革移交给市应急局，本单位没有现有系统。\n"),
        ],
    ),
    # E015, E016, E017
    "short-but-real-section": (
        "plan",
        [text("（八）数据共享方案", "取市气象局的降雨预报，给应急局河道水位，走公共数据平台。")],
    ),
    "section-that-denies-one-thing-only": (
        "plan",
        [
            text(
                "（四）业务协同方案",
                "本系统不涉及跨市协同。\n\n市内由水利局发起会商，气象局提供预报，应急局接收结论并反馈。",
            )
        ],
    ),
    "terminal-section-may-be-denied": ("plan", [text("（十）终端系统建设方案", "不涉及：只用现有电脑的浏览器。")]),
    "table-for-a-section": (
        "plan",
        [
            text(
                "（四）业务协同方案",
                "| 环节 | 单位 | 时限 |\n|---|---|---|\n| 发起会商 | 示例市水利局 | 十分钟 |\n"
                "| 反馈结论 | 示例市应急局 | 半小时 |",
            )
        ],
    ),
    "platforms-listed-in-the-form-only": (
        "plan",
        [
            text("（七）省市应用支撑平台建设方案", "各平台的使用方式和不用的理由逐个列在利用情况表里，这里不重复。"),
            (
                "resources.yml",
                r"支撑平台: \[\]",
                "支撑平台:\n  - {平台: 基层治理四平台, 使用: 否, 理由: 没有网格事件}\n"
                "  - {平台: 公共数据平台, 使用: 是, 方式: 取得预报}\n"
                "  - {平台: 时空信息云平台, 使用: 是, 方式: 调用底图}",
            ),
        ],
    ),
    # W022, W023
    "rates-at-both-ends": (
        "plan",
        [
            ("budget.yml", r"单位: 人月, 单价: 2.5, 数量: 12", "单位: 人月, 单价: 1.3, 数量: 12"),
            ("budget.yml", r"单位: 人月, 单价: 2.5, 数量: 8, 金额: 20", "单位: 人月, 单价: 39000元, 数量: 8"),
        ],
    ),
    "cheap-month-of-a-service": (
        "plan",
        [costs("  - {系统: 项目公共, 类别: 服务, 名称: 话务坐席, 单位: 人月, 单价: 0.9, 数量: 12, 依据: 同类合同}\n")],
    ),
    "service-without-model": (
        "plan",
        [costs("  - {系统: 项目公共, 类别: 服务, 名称: 短信服务, 单位: 条, 单价: 0.04元, 数量: 100, 依据: 目录价}\n")],
    ),
    # E024, E025
    "goods-that-are-software-or-services": (
        "plan",
        [
            costs(
                *map(line, ["服务器操作系统", "云服务器", "云存储", "对象存储", "云存储网关软件", "存储管理软件"]),
                *map(line, ["服务器密码机", "服务器证书", "办公软件", "协同办公软件", "流版签软件"]),
                *map(line, ["装修垃圾识别算法", "摄像头接入软件", "空调能耗监测软件"]),
                *map(line, ["基建项目管理软件", "机房监控软件", "数据库软件"]),
                line("服务器安全加固", "安全"),
                line("服务器运维", "服务"),
                line("机房租赁", "服务"),
                line("机房搬迁", "其他"),
                line("应用服务器（利旧）", "其他"),
                line("政务云服务器资源", "其他"),
            )
        ],
    ),
    "hardware-with-a-reason": (
        "plan",
        [costs(line("隧道现场服务器", more=", 例外理由: 隧道内没有网络，数据须就地汇集后离线带回"))],
    ),
    "module-about-machine-rooms": (
        "plan",
        [
            ("project.yml", "名称: 预警发布, 功能: 发布预警", "名称: 服务器和机房台账, 功能: 登记服务器和空调"),
            ("budget.yml", "模块: 预警发布", "模块: 服务器和机房台账"),
            ("budget.yml", "预警发布开发", "服务器台账和机房装修台账开发"),
        ],
    ),
    # E027, E028
    "level-three-provided": ("plan", [LEVEL_THREE, costs(ASSESSED, CRYPTOGRAPHY)]),
    "level-three-paid-under-another-category": (
        "plan",
        [
            LEVEL_THREE,
            costs(
                "  - {系统: 项目公共, 类别: 服务, 名称: 等保测评, 单位: 次, 单价: 8, 数量: 1, 依据: 询价}\n",
                "  - {系统: 项目公共, 类别: 服务, 名称: 密码应用改造, 单位: 项, 单价: 8, 数量: 1, 依据: 询价}\n",
            ),
        ],
    ),
    "level-two-needs-no-assessment": (
        "plan",
        [("project.yml", r"侵害程度: 一般损害\n  等级: 1", "侵害程度: 特别严重损害\n  等级: 2")],
    ),
    # E029
    "channels-of-the-city": ("plan", [("data.yml", r"(?s).+", SHARED.format("省公共数据平台", "宁波城市大脑"))]),
    "one-way-explained": (
        "plan",
        [
            (
                "data.yml",
                r"(?s).+",
                SHARED.format("市公共数据平台", "市公共数据平台").replace("方向: 提供", "方向: 需要")
                + "共享说明: 系统只作内部汇总，产生的数据都来自别的部门，没有可以提供的。\n",
            )
        ],
    ),
    # E039
    "one-qualitative-target-among-others": (
        "plan",
        [
            (
                "performance.yml",
                r"\Z",
                "  - {一级: 产出指标, 二级: 时效指标, 三级: 上线时间, 符号: 定性, 指标值: 入汛之前, 单位: 日期}\n",
            )
        ],
    ),
    # E040, E041
    "social-comparison-in-a-row": (
        "service",
        [
            ("service-plan.md", "，社会效益相当", ""),
            ("project.yml", r"(    - \{方面: 投入.*\n)", r"\1    - {方面: 社会效益, 购买服务: 提早一年, 自建: 推迟}\n"),
        ],
    ),
    "application-bought-by-a-department": (
        "service",
        [
            ("project.yml", "名称: 示例市大数据局\n", "名称: 示例市水利局\n"),
            ("project.yml", "项目名称: .*", "项目名称: 示例市政务云用量分析应用系统"),
            ("budget.yml", "名称: 云主机", "名称: 用量分析应用服务"),
        ],
    ),
}  # fmt: skip
"""What is done to a good example: file, pattern, replacement."""

TEXTS = [
    "按规定不新建APP、小程序、公众号，手机端整合到“浙政钉”和“浙里办”。",
    "政务类APP整合到“浙政钉”和“浙里办”，不允许新建APP、小程序、公众号（除新闻资讯的展示外）。",
    "不再开发独立的移动客户端，公众通过浙里办办理。",
    "在浙里办建设防汛服务小程序，供群众查询积涝点。",
    "开发浙政钉小程序，供值守人员签收指令。",
    "开发护河随手拍小程序，上架浙里办。",
    "建设“浙里办”APP防汛专区。",
    "开通新闻资讯公众号，只作防汛知识展示。",
    "原有微信公众号关停，功能并入浙里办。",
    "我局2022年已建设微信公众号一个，关注人数三万。",
    "通过省厅统一开发的APP采集水位。",
    "建设违法违规APP监测模块，支持小程序安全检测。",
    "建立健全小程序备案台账，治理强制索取权限的APP。",
    "建设单位公众号发布停水通知。",
    "开发区公众号由管委会管理，不在本项目范围内。",
    "本项目没有新建APP，也未开发小程序。",
    "避免重复建设APP。",
    "小程序开发者须实名，APP开发规范另行制定。",
    "规范全市政务小程序建设和运营。",
    "对辖区内养老机构开发的APP进行备案。",
    "建设移动互联网应用程序（APP）监测平台。",
    "APP开发一律禁止。",
    "通过微信公众号发布通知，受理群众通过APP上报的线索。",
]
PROGRAMS = [
    "面向企业和群众开发微信小程序。",
    "建设内容包括手机APP、微信公众号和后台管理系统。",
    "搭建独立的移动客户端，供巡查员使用。",
    "开通“甬有养”微信公众号，提供预约服务。",
    "除接入浙里办以外，另外开发微信小程序一个。",
    "开发移动端（含APP、小程序）。",
    "不仅开发电脑端，还开发app。",
    "移动端采用微信小程序。",
    "APP开发：支持安卓、鸿蒙两种系统。",
    "开发不动产查询小程序。",
]


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, list[str]]:
    """What one run says of each folder."""
    library = make_library(tmp_path_factory.mktemp("near") / "library").without_likeness()
    cases = dict(FINE)
    for kind, texts in (("silent", TEXTS), ("told", PROGRAMS)):
        for number, written in enumerate(texts):
            cases[f"{kind}-{number}"] = ("plan", [text("（十）终端系统建设方案", written)])
    for name, (base, changes) in cases.items():
        folder = library.add(f"good/{base}", f"slj-{name}")
        for change in changes:
            rewrite(folder, *change)
    own = library.add("good/plan", "slj-own-figure")
    rewrite(own, "architecture.yml", r"网络分区:\n(  .*\n)+", "")
    (own / "figures").mkdir()
    (own / "figures" / "network.png").write_bytes(PICTURE)
    found: dict[str, list[str]] = {name: [] for name in [*cases, "own-figure"]}
    done = run_command("check", cwd=library.root)
    assert f"检查了 {len(found)} 个项目" in done.out
    for row in done.out.splitlines():
        # A line of cost that a case adds lets the whole grow beyond the estimate, and W038 rightly says so.
        if (match := re.match(r"projects/2027/slj-([a-z0-9-]+)/", row)) and ": W038: " not in row:
            found[match[1]].append(row)
    return found


def rewrite(folder: Path, file: str, pattern: str, replacement: str) -> None:
    path = folder / file
    new, count = re.subn(pattern, replacement, path.read_text(encoding="utf-8"), count=1)
    assert count == 1, (folder.name, file, pattern)
    path.write_text(new, encoding="utf-8")


@pytest.mark.parametrize("case", FINE)
def test_a_near_miss_is_no_problem(case: str, said: Mapping[str, list[str]]) -> None:
    assert said[case] == []


def test_a_picture_of_ones_own_needs_no_data(said: Mapping[str, list[str]]) -> None:
    assert said["own-figure"] == []


@pytest.mark.parametrize("number", range(len(TEXTS)))
def test_a_text_that_builds_no_program_is_no_problem(number: int, said: Mapping[str, list[str]]) -> None:
    assert said[f"silent-{number}"] == [], TEXTS[number]


@pytest.mark.parametrize("number", range(len(PROGRAMS)))
def test_a_text_that_builds_a_program_is_told_once(number: int, said: Mapping[str, list[str]]) -> None:
    (row,) = said[f"told-{number}"]
    assert " E026: " in row
