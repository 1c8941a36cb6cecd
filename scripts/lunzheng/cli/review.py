"""The commands of the review, one module each; to add one, see :mod:`lunzheng.cli.commands`."""

from __future__ import annotations

import click

from lunzheng.cli.lazy import Entry, LazyGroup

COMMANDS = {
    "answer": Entry("lunzheng.cli.review_experts:answer_", "答复一条专家意见。"),
    "calendar": Entry(
        "lunzheng.cli.review_clocks:calendar", "把各项目的办理时限写成日历（iCalendar），供日历软件订阅或者导入。"
    ),
    "codeowners": Entry(
        "lunzheng.cli.review_solicit:codeowners_",
        "由 library.yml 生成 CODEOWNERS：哪些文件改动时，代码平台自动请哪个团队审阅。",
    ),
    "collect": Entry(
        "lunzheng.cli.review_opinions:collect", "把合并请求里的评审和评论收进 review/opinions.yml；再收一次，内容不变。"
    ),
    "compare": Entry(
        "lunzheng.cli.review_comparison:compare_",
        "列出一个项目在两个提交之间改了什么：按章节、按表、按文件，修改前后对照。",
    ),
    "conclude": Entry(
        "lunzheng.cli.review_experts:conclude_", "记录专家评审会的结论和意见；再次运行时更新，已有的答复保留。"
    ),
    "draw": Entry(
        "lunzheng.cli.review_experts:draw", "按固定的规则抽取评审专家和候补专家；谁都可以重算，谁都不能左右。"
    ),
    "flag": Entry("lunzheng.cli.review_opinions:flag", "把一条意见标为重大问题（可召开专题会议讨论），或者去掉标记。"),
    "invite": Entry("lunzheng.cli.review_experts:invite", "记录为重大项目邀请的省级以上行业专家（不抽取）。"),
    "opinions": Entry("lunzheng.cli.review_opinions:opinions", "列出已经收到的意见、答复和没有反馈的单位。"),
    "pool": Entry("lunzheng.cli.review_experts:pool", "固定专家库和抽取规则：写下指纹，提交并合并以后才能抽取。"),
    "record": Entry(
        "lunzheng.cli.review_update:record",
        "在办理记录里记一件事，如 入库、退回、前期论证函、办结；前后顺序不对的不记。",
    ),
    "release": Entry(
        "lunzheng.cli.review_release:release",
        "确定哪些意见、答复和专家评审结论可以对外公开；没有确定的不公开。",
    ),
    "reply": Entry("lunzheng.cli.review_opinions:reply", "答复一条意见，写进 review/opinions.yml。"),
    "request": Entry("lunzheng.cli.review_experts:request", "记录收到召开专家评审会的申请；期限从这一天起算。"),
    "return": Entry(
        "lunzheng.cli.review_solicit:return_", "记下意见已经汇总反馈给建设单位；没有收齐、也没有过期限的，不能反馈。"
    ),
    "send": Entry(
        "lunzheng.cli.review_solicit:send_",
        "把报送的方案发给有关单位征求意见：在合并请求上请各单位审阅，并记入办理记录。",
    ),
    "substitute": Entry("lunzheng.cli.review_experts:substitute", "记录一名专家不能到会，由候补专家按顺序替补。"),
    "update": Entry(
        "lunzheng.cli.review_update:update", "逐个更新打开的合并请求：收录意见，更新办理情况的评论，逾期的提醒一次。"
    ),
    "verify-draw": Entry("lunzheng.cli.review_experts:verify", "由专家库和 Git 的历史重新计算抽取结果，与记录比较。"),
}
"""Command → where it is and what ``lunzheng review --help`` says of it."""


class _Review(LazyGroup):
    entries = COMMANDS


@click.group(cls=_Review)
def review() -> None:
    """征求意见和专家评审：时限、意见、回复和结论。"""
