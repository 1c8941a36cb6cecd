"""The documents that a project rests on: their numbers, their attachments, the minutes of those who take part."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterator
from typing import ClassVar

from lunzheng.check.rule import Rule
from lunzheng.model.library import Library, Project
from lunzheng.model.project import Basis
from lunzheng.source.problem import Kind, Problem

_NUMBER = re.compile(r"[\u4e00-\u9fffA-Za-z]+〔(?:19|20)[0-9]{2}〕[1-9][0-9]*号")
_WRONG_BRACKETS = re.compile(r"[\[\]()（）【】［］{}｛｝<>＜＞《》〈〉「」]")
_PARTS = re.compile(
    r"(?P<issuer>[^0-9〔〕]*?)〔?(?P<year>[0-9]{4}|[0-9]{2})年?〕?(?:字|年)?第?0*(?P<serial>[1-9][0-9]*)号?"
)


class BasisNumbers(Rule):
    """Basis documents have a title, and a document number in the form that GB/T 9704 prescribes."""

    kind: ClassVar[Kind] = Kind(
        "E007",
        "依据文件有名称和规范的文号",
        "文号写法不规范，就查不到原文。",
        "写成“机关代字〔年份〕序号号”，用六角括号〔〕，序号前不加 0；没有文号的写“无”",
        bad="文号: 甬政发[2021]030号",
        good="文号: 甬政发〔2021〕30号",
    )

    def check(self, project: Project, library: Library) -> Iterator[Problem]:  # noqa: ARG002 - the frame's signature
        for basis in project.profile.bases:
            number = basis.document_number
            if number and not _NUMBER.fullmatch(number):
                right = _mended(number)
                hint = f"核对后写成“{right}”" if right else ""
                yield self.kind.at(basis.place("文号"), f"文号“{number}”{_faults(number)}", hint)
            if re.fullmatch(r"《.*》", basis.title):
                yield self.kind.at(basis.place("名称"), "文件名称不要加书名号，文档里会自动加上", "去掉书名号《》")


def _faults(number: str) -> str:
    """Everything that is off in a number, in the order in which one reads it."""
    bare = "".join(number.split())
    year = re.search(r"(?:[〔\[(（【［{｛<＜《〈「]|^\D+)(?P<year>[0-9]+)", bare)
    faults = [
        (bare != number, "中间有空格"),
        (re.search(r"[０-９]", bare), "数字是全角的"),
        (_WRONG_BRACKETS.search(bare), "用错了括号"),
        (not _WRONG_BRACKETS.search(bare) and not re.search(r"〔.*〕", bare), "年份没有用括号〔〕括起来"),
        (re.match(r"[〔\[(（【［{｛0-9]", bare), "前面没有机关代字"),
        (year and len(year["year"]) == len("21"), "年份要写四位"),
        ("第" in bare, "多了“第”字"),
        (re.search(r"[〕\])）】］}｝年字第]0", bare), "序号前多了 0"),
        (not bare.endswith("号"), "后面还有别的字" if "号" in bare else "末尾缺少“号”"),
    ]
    found = [fault for is_so, fault in faults if is_so]
    return "、".join(found) or "的写法不对"


def _mended(number: str) -> str:
    """The number as it was probably meant; empty where that cannot be told."""
    bare = "".join(unicodedata.normalize("NFKC", number).split())
    found = _PARTS.fullmatch(_WRONG_BRACKETS.sub(lambda m: "〔" if m[0] in "[({<《〈「【" else "〕", bare))
    if found is None:
        return ""
    year = found["year"] if len(found["year"]) == len("2021") else f"20{found['year']}"
    right = f"{found['issuer']}〔{year}〕{found['serial']}号"
    return right if _NUMBER.fullmatch(right) else ""


class BasesAttached(Rule):
    """Each basis of a plan has its text attached (art. 14), and an attachment that is named is there.

    Laws and standards that anyone can look up need none; which they are, the edition says by how their titles begin.
    """

    kind: ClassVar[Kind] = Kind(
        "E008",
        "每份依据都附有材料",
        "审阅单位和专家要看到任务要求、批示和纪要的原文或核心内容。",
        "把完整材料或核心内容放进 attachments 文件夹，在“附件”一栏写上文件名，如 attachments/basis-01.pdf",
        bad="- {名称: 防汛会商专题会议纪要, 文号: 无, 类别: 会议纪要, 涉及内容: 确定会商流程}",
        good="- {名称: 防汛会商专题会议纪要, 文号: 无, 类别: 会议纪要, 涉及内容: 确定会商流程,"
        " 附件: attachments/minutes.pdf}",
    )

    def check(self, project: Project, library: Library) -> Iterator[Problem]:
        rule = library.edition.rulebook.basis_attachments
        due = any(document.code in rule.documents for document in library.documents_for(project))
        for basis in project.profile.bases:
            if basis.attachment and not project.has(basis.attachment):
                close = difflib.get_close_matches(basis.attachment, list(project.folder.files), n=1)
                hint = f"是不是 {close[0]}？" if close else "把这个文件放进项目文件夹，或者改正文件名"
                yield self.kind.at(basis.place("附件"), f"找不到依据“{basis.title}”的附件 {basis.attachment}", hint)
            elif due and not basis.attachment and basis.title and not basis.title.startswith(rule.exempt):
                yield self.kind.at(basis.place("名称"), f"依据“{basis.title}”没有附材料")


class MinutesAttached(Rule):
    """Where several bodies take part, the minutes of what they agreed are among the bases; their text is E008's."""

    kind: ClassVar[Kind] = Kind(
        "E031",
        "多个单位参与的有协同会议纪要",
        "参加单位没有在会上认过的流程和数据，建设时落实不了。",
        "开会商定流程、数据和时限，在“项目依据”里列入会议纪要（类别写“会议纪要”）并附上全文",
        bad="参加单位:\n  - {名称: 市气象局, 职责: 提供降雨预报}",
        good="参加单位:\n  - {名称: 市气象局, 职责: 提供降雨预报}\n项目依据:\n"
        "  - {名称: 防汛会商协同会议纪要, 文号: 无, 类别: 会议纪要, 涉及内容: 商定流程和数据,"
        " 附件: attachments/minutes.pdf}",
    )

    def check(self, project: Project, library: Library) -> Iterator[Problem]:
        rule = library.edition.rulebook.collaboration
        if not any(document.code in rule.documents for document in library.documents_for(project)):
            return
        profile = project.profile
        own = {profile.owner.name, profile.implementer.name, profile.author.name, ""}
        others = [party.name for party in profile.participants if party.name not in own]
        if not others or any(_is_minutes(basis, rule.category, rule.title_words) for basis in profile.bases):
            return
        names = "、".join(others[:3]) + ("等" if len(others) > 3 else "")
        message = f"有参加单位（{names}），项目依据里没有业务协同的会议纪要"
        yield self.kind.at(profile.place("参加单位"), message)


def _is_minutes(basis: Basis, category: str, title_words: tuple[str, ...]) -> bool:
    return basis.category == category or any(word in basis.title for word in title_words)
