"""What nearly breaks a rule and does not: no reviewer would object, so neither may ``check``.

Each case changes a sound example folder a little; all are checked in one run.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from acceptance.support import make_library, run_command

PROJECT, BUDGET, RECORDS = "project.yml", "budget.yml", "review/records.yml"
BENEFITS = ("proposal/10-benefit-risk.md", "社会效益分析\n\n示例内容。")
SECURITY = ("proposal/04-requirements.md", "（三）安全要求分析\n\n示例内容。")
MONEY = ("proposal/09-investment.md", "（四）资金来源与落实情况\n\n示例内容。")
NAME = (PROJECT, "示例市防汛会商应用系统")
LAST = (PROJECT, "  起始年: 2024\n  项目: []\n")
Change = tuple[str, str, str]


def to(place: tuple[str, str], text: str) -> Change:
    """The text of a place replaced; the last line of the place, where it has several."""
    file, old = place
    head, _, _ = old.rpartition("\n\n")
    return file, old, f"{head}\n\n{text}" if head else text


def after(place: tuple[str, str], text: str) -> Change:
    return place[0], place[1], place[1] + text


def records(*lines: str) -> Change:
    return RECORDS, "", "记录:\n" + "".join(f"  - {{{line}}}\n" for line in lines)


NAMES = (
    "宁波市公共数据平台二期项目",
    "宁波市智慧城管三期建设项目",
    "宁波市市场监管一体化执法办案项目",
    "宁波市不动产登记信息系统升级改造",
    "宁波市“互联网+督查”应用",
    "宁波市12345政务服务热线智能化改造工程",
    "宁波市人才数据仓建设",
    "宁波市海洋渔船精密智控",
    "甬有优学",
    "宁波城市大脑（二期）",
    "宁波城市大脑安全运营服务项目",
    "宁波城市大脑●智慧停车系统",
    "宁波城市大脑●甬易养应用（一期）",
    "2027年市级政务云租赁服务",
    "宁波市电子政务外网骨干网改造项目",
    "宁波市政务信息化项目管理系统",
    "宁波市综合行政执法局“大综合一体化”业务协同项目",
    "信访信息系统建设",
    "智慧消防物联网感知平台项目（2027—2028年）",
    "宁波市档案数字化项目",
    "宁波市智慧水利建设项目",
    "数字孪生甬江工程",
)

CASES: dict[str, tuple[str, list[Change]]] = {
    **{f"name-{name}": ("suggestion", [to(NAME, f'"{name}"')]) for name in NAMES},
    **{
        f"system-name-{name}": (
            "plan",
            [(PROJECT, "名称: 会商平台", f"名称: {name}"), (BUDGET, "系统: 会商平台", f"系统: {name}")],
        )
        for name in (
            "防汛会商协同应用系统",
            "防汛会商应用系统（二期）",
            "公共数据平台升级改造",
            "宁波城市大脑●防汛会商系统",
            "会商子系统",
            "防汛驾驶舱",
            "防汛会商应用系统V2.0",
        )
    },
    "name-as-entered": ("suggestion", [records("事项: 入库, 日期: 2026-12-01, 项目名称: 示例市防汛会商应用系统 ")]),
    "name-not-recorded": ("suggestion", [records("事项: 入库, 日期: 2026-12-01")]),
    "name-of-another-event": ("suggestion", [records("事项: 谋划, 日期: 2026-12-01, 项目名称: 防汛会商设想")]),
    "suggestion-without-attachment": ("suggestion", []),
    "law-without-attachment": (
        "plan",
        [
            (
                PROJECT,
                "项目依据:\n",
                "项目依据:\n  - {名称: 中华人民共和国防洪法, 文号: 无, 类别: 政策文件, 涉及内容: 汛情通报}\n",
            )
        ],
    ),
    "one-attachment-for-two-bases": (
        "plan",
        [
            (
                PROJECT,
                "项目依据:\n",
                "项目依据:\n  - {名称: 防汛工作要点, 文号: 无, 类别: 政策文件, 涉及内容: 汛情通报,"
                " 附件: attachments/basis-01.md}\n",
            )
        ],
    ),
    "standard-in-force": ("plan", [to(SECURITY, "按 GB/T 22239-2019、GB/T 22240—2020 和 GB 50174-2017 设计。")]),
    "standard-without-year": ("plan", [to(SECURITY, "按 GB/T 22239 第三级的要求设计。")]),
    "standard-beside-its-former": ("plan", [to(SECURITY, "按 GB/T 22239-2019（代替 GB/T 22239-2008）设计。")]),
    "standard-of-the-old-system": ("plan", [to(SECURITY, "原系统2015年按 GB/T 22239-2008 第二级通过测评。")]),
    "standard-not-listed": ("plan", [to(SECURITY, "按 GB/T 22482-2008 和 SL 651-2014 评定。")]),
    "standard-like-number": ("plan", [to(SECURITY, "合同编号 GB2008-22239，设备型号 GB-22240-2008A。")]),
    "standard-newer-than-known": ("plan", [to(SECURITY, "按 GB/T 22239-2035（报批稿）预留接口。")]),
    "standard-of-its-day": (
        "suggestion",
        [
            (PROJECT, "编制日期: 2026-11-02", "编制日期: 2019-11-02"),
            (PROJECT, "起: 2027-03", "起: 2020-03"),
            ("brief.md", "部署在示例市政务云上", "按 GB/T 22239-2008 设计，部署在示例市政务云上"),
        ],
    ),
    "target-day": ("plan", [(PROJECT, '目标值: "≤10", 单位: 分钟', "目标值: 2028年4月15日前, 单位: 日期")]),
    "target-level": ("plan", [(PROJECT, '目标值: "≤10", 单位: 分钟', "目标值: 三级, 单位: 等级")]),
    "target-per-cent": ("plan", [(PROJECT, '目标值: "≤10", 单位: 分钟', '目标值: ≥98, 单位: "%"')]),
    "goal-with-number": ("suggestion", [(PROJECT, "总体: 会商", "总体: 显著提高会商效率，会商")]),
    "goal-plain": ("suggestion", [(PROJECT, "总体: 会商结论在十分钟内送达。", "总体: 建成全市统一的会商系统。")]),
    **{
        f"benefit-{number}": ("plan", [to(BENEFITS, text)])
        for number, text in enumerate(
            (
                "会商效率显著提升。\n材料编制用时由150分钟缩短到30分钟。",
                "填报工作量大幅减少，减少约六成。",
                "建成后进一步提升服务质量，服务对象由{{培训人次}}扩大到全市。",
                "下一步进一步论证二期的范围。",
                "在大厅的显著位置公示办理进度。",
                "本项目不改变处室职责，有效期内的许可继续使用。",
                "- 预警由“已经积水”变为“将要积水”。\n- 会商用时大幅缩短到30分钟。",
                "表：效益\n\n|项目|预期|\n|---|---|\n|会商|显著提升|",
                "全面覆盖市县乡三级用户，满意度明显提升到九成以上。",
                "各部门全面使用同一份数据，不再重复填报。",
                "持续运行保障由信息中心承担。",
                "规划要求“到2028年，防汛能力显著提升”，本项目承担其中的会商环节。",
                "加强有效监管，减少重复检查。",
                "按照《示例市数字政府建设“十四五”规划》要求，到2025年，履职能力显著增强。",
                "群众办事更方便，部门协同更顺畅，决策更有依据。",
                "许可证有效期内减少一次现场核查。",
            )
        )
    },
    "vague-word-elsewhere": (
        "plan",
        [
            (
                "proposal/03-necessity.md",
                "（四）项目建设的意义和必要性\n\n示例内容。",
                "（四）项目建设的意义和必要性\n\n近年来极端天气显著增多，防汛能力需要进一步提升。",
            )
        ],
    ),
    "upgrade-with-former-system": (
        "plan",
        [
            (PROJECT, "建设性质: 新建", "建设性质: 升级改造"),
            after(
                LAST,
                "原有系统:\n  - {名称: 防汛值班系统, 建设时间: 2018-03, 终验时间: 2019-05, 投入运行时间: 2018-12,"
                " 投资: 80, 运行情况: 运行稳定}\n",
            ),
        ],
    ),
    "upgrade-suggested": ("suggestion", [(PROJECT, "建设性质: 新建", "建设性质: 扩建")]),
    **{
        f"amount-{number}": ("plan", [to(MONEY, text)])
        for number, text in enumerate(
            (
                "总投资60万元，其中2027年安排36万元。",
                "总投资为 60.00 万元（含监理）。",
                "软件开发费用每人月26241元，共20人月。",
                "资金分2年安排，第1年支付60%，预算由市财政局下达。",
                "监测数据每日约92万条，注册用户11万人，月均5万。",
                "全市补贴资金由0.98亿元增至1.43亿元。",
                "服务器功耗300W，机柜供电6kW，备用电源费用由云平台承担。",
                "投资按2027、2028两个年度安排。",
                "总投资{{总投资}}，其中软件开发{{软件开发费}}。",
                "经费约为总投资的3%，预算编号 2027001。",
                "单价按 GB/T 36964-2018 测算，费用1项，金额见附表4。",
                "项目总投资（单位：万元）60，其中软件50。",
                "项目总投资**60**万元。",
                "惠及企业3.2万，覆盖群众480万。",
                "二期投资粗估约420万元，三期约1,080万元。",
                "减少投资1000余万元，节约经费3000多元。",
                "省级平台一期项目总投资1.5亿元，本项目只接入、不重建。",
                "合同价￥480万元（大写：肆佰捌拾万元整），已支付￥1,200,000.00。",
                "经费为0，由承建单位免费维护。",
                "|项目|金额（万元）|\n|---|---|\n|软件开发|50|\n|监理|10万元|\n|合计|60|",
                "表：投资构成（万元）\n\n|项目|金额|\n|---|---|\n|软件开发|50|\n|监理|10|",
                "|项目|费用|单位|\n|---|---|---|\n|软件开发|50|万元|",
                "|项目|费用|\n|---|---|\n|软件开发|50万元|\n|人月单价|26241元|",
                "|项目|投资占比|人月单价（元）|\n|---|---|---|\n|软件开发|83|26241|",
            )
        )
    },
    "minutes-among-the-policies": (
        "plan",
        [
            (PROJECT, "名称: 示例市数字政府建设规划", "名称: 防汛会商专题会议纪要"),
            after(LAST, "参加单位:\n  - {名称: 示例市气象局, 职责: 提供降雨预报}\n"),
        ],
    ),
    "only-own-bodies-take-part": (
        "plan",
        [after(LAST, "参加单位:\n  - {名称: 示例市水利信息中心, 职责: 建设和运行}\n")],
    ),
    "several-bodies-suggested": (
        "suggestion",
        [after(LAST, "参加单位:\n  - {名称: 示例市气象局, 职责: 提供降雨预报}\n")],
    ),
    "several-bodies-buy-a-service": (
        "service",
        [(PROJECT, "近年项目:\n", "参加单位:\n  - {名称: 示例市气象局, 职责: 使用云主机}\n近年项目:\n")],
    ),
    "training-free-of-charge": (
        "plan",
        [(PROJECT, "人均费用: 200元, 费用依据: 市级培训费标准", "人均费用: 0, 费用依据: 由承建单位免费培训")],
    ),
    "tender-by-negotiation": ("plan", [(PROJECT, "方式: 公开招标", "方式: 竞争性磋商")]),
    "tender-with-reason": (
        "plan",
        [
            (PROJECT, "组织形式: 委托招标", "组织形式: 自行招标, 说明: 只有一家持有原系统源代码"),
            (PROJECT, "方式: 公开招标", "方式: 单一来源"),
        ],
    ),
    "risks-several-of-a-kind": (
        "plan",
        [(PROJECT, "风险:\n", "风险:\n  - {类别: 系统风险, 风险: 数据中断, 对策: 无法恢复时转为人工报送}\n")],
    ),
    "estimate-ten-per-cent-more": ("plan", [(BUDGET, "单价: 10, 数量: 1", "单价: 16, 数量: 1")]),
    "estimate-halved": ("plan", [(BUDGET, "单价: 2.5, 数量: 12", "单价: 2.5, 数量: 1")]),
    "estimate-on-record": (
        "plan",
        [(PROJECT, "投资估算: 60", "投资估算: 40"), records("事项: 入库, 日期: 2026-06-18, 投资估算: 60")],
    ),
    "reserve-on-the-last-day": (
        "plan",
        [records("事项: 入库, 日期: 2024-06-18", "事项: 方案, 日期: 2026-06-18")],
    ),
    "reserve-from-a-leap-day": (
        "plan",
        [records("事项: 入库, 日期: 2024-02-29", "事项: 方案, 日期: 2026-02-28")],
    ),
    "reserve-renewed": (
        "plan",
        [records("事项: 入库, 日期: 2023-06-18", "事项: 过期, 日期: 2025-06-19", "事项: 入库, 日期: 2026-03-02")],
    ),
    "reserve-review-takes-long": (
        "plan",
        [
            records(
                "事项: 入库, 日期: 2024-06-18",
                "事项: 方案, 日期: 2026-06-01",
                "事项: 征求意见, 日期: 2026-06-02",
                "事项: 前期论证函, 日期: 2026-09-01",
            )
        ],
    ),
    "reserve-without-plan": ("suggestion", [records("事项: 入库, 日期: 2023-06-18")]),
    "starts-after-exactly-two-years": (
        "suggestion",
        [(PROJECT, "建设期: {起: 2027-03, 止: 2027-12}", "建设期: {起: 2028-11, 止: 2029-12}")],
    ),
    "starts-in-the-quarter-of-the-limit": (
        "suggestion",
        [(PROJECT, "建设期: {起: 2027-03, 止: 2027-12}", "建设期: {起: 2028Q4, 止: 2029Q4}")],
    ),
    "starts-late-after-waiting-in-reserve": (
        "plan",
        [records("事项: 谋划, 日期: 2024-12-01", "事项: 入库, 日期: 2025-01-10", "事项: 方案, 日期: 2026-11-02")],
    ),
    "sections-in-order-with-own-headings": (
        "plan",
        [to(BENEFITS, "### 三、减灾效益\n\n示例内容。\n\n### 一、经济效益\n\n示例内容。")],
    ),
}


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What one run of ``check`` says of all cases: case → its problems."""
    library = make_library(tmp_path_factory.mktemp("near-misses") / "library")
    ids = {f"slj-case-{number}": case for number, case in enumerate(CASES)}
    for project_id, case in ids.items():
        base, changes = CASES[case]
        folder = library.add(f"good/{base}", project_id)
        for file, old, new in changes:
            rewrite(folder / file, old, new)
    found: dict[str, list[str]] = {case: [] for case in CASES}
    done = run_command("check", cwd=library.root)
    assert f"检查了 {len(CASES)} 个项目" in done.out, done.text
    for line in done.out.splitlines():
        if match := re.match(r"projects/2027/(slj-case-\d+)/?(\S*: \w+: .*)", line):
            found[ids[match[1]]].append(match[2])
    return found


def rewrite(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    assert old in text, (path.name, old)
    path.parent.mkdir(exist_ok=True)
    path.write_text(text.replace(old, new) if old else new, encoding="utf-8")


@pytest.mark.parametrize("case", CASES)
def test_what_nearly_breaks_a_rule_is_no_problem(case: str, report: dict[str, list[str]]) -> None:
    assert report[case] == []
