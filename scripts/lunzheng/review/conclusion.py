"""The expert meeting: its request, its conclusion, the replies to its opinions, and what is missing (art. 11, 12)."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml
from yamlcore import CCoreDumper

from lunzheng.check.schema import WRONG_FORMAT, SchemaFolder
from lunzheng.model.conclusion import CONCLUSION_FILE, ExpertOpinion, ReviewMeeting
from lunzheng.model.edition import YES, Edition
from lunzheng.model.expert_words import ExpertReview
from lunzheng.model.library import Library, Project
from lunzheng.model.record import Record, bind, key
from lunzheng.model.review_words import ReviewWords
from lunzheng.model.section_names import find_section, section_label, section_name
from lunzheng.review.experts import expert_review
from lunzheng.review.problems import FileProblemsError, ReviewError
from lunzheng.review.records import record_event, require_order
from lunzheng.review.yaml_file import write_yaml
from lunzheng.source.node import Plain
from lunzheng.source.problem import Location, Problem
from lunzheng.source.text import quoted
from lunzheng.source.write import write_text
from lunzheng.source.yaml import read_yaml

_HEAD = "由 lunzheng review 写入：专家评审会的结论、意见和建设单位的答复。"
_SCHEMA = "expert-opinions"
_RELEASED = "公开"
_BLANK_HEAD = """\
# 一条意见一项，没有意见的专家删掉。
# 针对某一章节的，加一行“章节: proposal:5.8”（方案第五章第八节）；针对方案总体的不加。
"""


@dataclass(frozen=True, kw_only=True)
class GivenOpinion(Record):
    """One opinion as the meeting's clerk writes it down."""

    source: str = key("专家")
    section: str = key("章节")
    text: str = key("内容")


@dataclass(frozen=True, kw_only=True)
class _OpinionsFile(Record):
    opinions: tuple[GivenOpinion, ...] = key("意见")


@dataclass(frozen=True)
class Meeting:
    """What is to be recorded of a meeting.

    Attributes:
        result: one of the edition's results.
        absent: the numbers of those who did not come although they were not replaced.
        kept_at: where the signed paper is kept; empty where it is not signed yet.
    """

    date: datetime.date
    result: str
    place: str = ""
    absent: Sequence[str] = ()
    kept_at: str = ""
    opinions: Sequence[GivenOpinion] = ()


def request_review(project: Project, library: Library, date: datetime.date) -> bool:
    """Record that the department has asked for the meeting: the clock of art. 11 starts.

    Returns:
        Whether a record was added.
    """
    return record_event(project, library, expert_review(library).request, date)


def read_opinions(path: Path, schemas: SchemaFolder, library: Library) -> tuple[GivenOpinion, ...]:
    """Read the opinions that somebody has written down.

    Raises:
        FileProblemsError: the file cannot be read, has a wrong form or names a section that there is not.
    """
    node, problems = read_yaml(path, str(path))
    if node is None:
        raise FileProblemsError(problems)
    problems += schemas.check(_SCHEMA, node)
    opinions = bind(_OpinionsFile, node, Location(str(path))).opinions
    problems += _unknown_sections(opinions, library.edition)
    if problems:
        raise FileProblemsError(problems)
    return opinions


def write_blank(path: Path, project: Project, library: Library) -> None:
    """Write a file to fill: an opinion for each expert and one of the panel.

    Raises:
        ReviewError: nobody has been drawn, or there is such a file already.
    """
    if path.exists():
        raise ReviewError(f"{path} 已经有了，不覆盖")
    sources: list[str] = [expert_review(library).panel, *_attending(project)]
    entries: list[Plain] = [{"专家": source, "内容": None} for source in sources]
    text = yaml.dump({"意见": entries}, Dumper=CCoreDumper, allow_unicode=True, sort_keys=False)
    write_text(path, _BLANK_HEAD + text.replace(": null\n", ":\n"))


def conclude(project: Project, library: Library, meeting: Meeting) -> bool:
    """Record a meeting's conclusion; said again with other words it is brought up to date, replies are kept.

    Returns:
        Whether anything was written.

    Raises:
        ReviewError: the result or an expert is unknown, or opinions are missing.
    """
    words = expert_review(library)
    result = words.result(meeting.result)
    if result is None:
        names = "、".join(item.name for item in words.results)
        raise ReviewError(f"结论只能是 {names}；没有“{meeting.result}”")
    attending = _attending(project)
    if strangers := [number for number in meeting.absent if number not in attending]:
        raise ReviewError(f"{'、'.join(strangers)} 不是这次的评审专家：{'、'.join(attending)}")
    present = [number for number in attending if number not in meeting.absent]
    for opinion in meeting.opinions:
        if opinion.source not in (words.panel, *present):
            raise ReviewError(
                f"{opinion.place('专家')}：{opinion.source} 没有到会；到会专家：{'、'.join(present)}，"
                f"共同的意见写“{words.panel}”"
            )
    current = project.experts.current
    number = (current.number if current else None) or 1
    others: list[Plain] = [item for item in _plain_meetings(project) if item.get("次") != number]
    before = next((item for item in project.conclusion.meetings if item.draw == number), None)
    opinions = _numbered(meeting.opinions, before)
    if result.needs_opinions == YES and not opinions:
        raise ReviewError(f"结论是“{result.name}”的，要写专家意见：用 --file 读入，--blank 生成空白的文件")
    kept_at = meeting.kept_at or (before.signatures.kept_at if before else "")
    place = meeting.place or (before.place_of_meeting if before else "")
    content: dict[str, Plain] = {
        "次": number,
        "日期": meeting.date.isoformat(),
        **({"地点": place} if place else {}),
        "到会专家": list(present),
        "结论": result.name,
        "签字": {"纸质签字": YES, "存放处": kept_at} if kept_at else {"纸质签字": "否"},
        **({"意见": opinions} if opinions else {}),
        **({_RELEASED: before.released} if before and before.released and before.result == result.name else {}),
    }
    require_order(project, library, result.event, meeting.date)
    written = write_yaml(project.folder.root / CONCLUSION_FILE, {"评审": [*others, content]}, _HEAD)
    return record_event(project, library, result.event, meeting.date) or written


@dataclass(frozen=True)
class Answer:
    """The department's reply to one opinion."""

    result: str
    reason: str = ""
    section: str = ""


def answer(project: Project, library: Library, number: int, given: Answer) -> bool:
    """Record the reply to an opinion.

    Returns:
        Whether anything was written.

    Raises:
        ReviewError: there is no such opinion, or the reply is incomplete.
    """
    expert_review(library)
    meeting = project.conclusion.current
    listed = meeting.opinions if meeting else ()
    if number not in [opinion.number for opinion in listed]:
        numbers = "、".join(str(opinion.number) for opinion in listed) or "（还没有意见）"
        raise ReviewError(f"没有编号为 {number} 的专家意见；有的编号：{numbers}")
    reply: dict[str, Plain] = {"采纳情况": given.result}
    if given.reason:
        reply["说明"] = given.reason
    if given.section:
        plan = library.plan_of(project)
        section = section_name(library.edition, plan.outline, given.section) if plan else given.section
        if not _is_place(section, library.edition):
            raise ReviewError(f"没有“{given.section}”这个章节；写成 五（八） 或者 proposal:5.8 的样子")
        reply["修改章节"] = section
    if lack := _lack(given, library.edition.review):
        raise ReviewError(lack)
    meetings = _plain_meetings(project)
    opinions = meetings[-1]["意见"]
    changed: list[Plain] = [
        _replied(item, reply) if isinstance(item, dict) and item.get("编号") == number else item
        for item in (opinions if isinstance(opinions, list) else [])
    ]
    written: list[Plain] = [*meetings[:-1], {**meetings[-1], "意见": changed}]
    return write_yaml(project.folder.root / CONCLUSION_FILE, {"评审": written}, _HEAD)


def _replied(opinion: dict[str, Plain], reply: dict[str, Plain]) -> dict[str, Plain]:
    """An opinion with a reply; with another one than it had, it has to be released anew."""
    if opinion.get("答复") == reply:
        return opinion
    return {**{key: value for key, value in opinion.items() if key != _RELEASED}, "答复": reply}


def open_matters(project: Project, library: Library) -> list[str]:
    """What still stands between the expert review and the letter of appraisal, in Chinese; nothing if it is done."""
    words = library.edition.review.experts
    return [] if words.node is None else list(_open_matters(project, library.edition, words))


def _open_matters(project: Project, edition: Edition, words: ExpertReview) -> Iterator[str]:
    if words.request not in [entry.event for entry in project.records.entries]:
        yield f"还没有申请专家评审（{words.article}）"
        return
    current = project.experts.current
    if current is None or not (current.is_drawn or current.invited):
        yield f"还没有抽取评审专家（{words.article}）"
        return
    meeting = project.conclusion.current
    if meeting is None or meeting.draw != current.number:
        yield f"专家评审还没有结论（{words.article}）"
        return
    result = words.result(meeting.result)
    if result is None or result.again == YES:
        yield f"专家评审的结论是“{meeting.result}”，修改后要重新评审"
    if result and result.needs_opinions == YES and not meeting.opinions:
        yield f"结论是“{result.name}”，却没有记录专家意见"
    if strangers := [number for number in meeting.present if number not in current.attending]:
        yield f"到会专家 {'、'.join(strangers)} 不是抽取或邀请的专家"
    if len(meeting.present) < words.limits.least:
        yield f"到会专家 {len(meeting.present)} 名，少于 {words.limits.least} 名"
    if meeting.signatures.on_paper != YES or not meeting.signatures.kept_at:
        yield "没有注明专家在纸质评审意见上签字、原件存放在哪里"
    for opinion in meeting.opinions:
        shown = f"专家意见 {opinion.number}（{opinion_place(opinion, edition, words)}：{quoted(opinion.text, 20)}）"
        if opinion.reply.node is None:
            yield f"{shown}还没有答复"
        elif lack := _lack(Answer(opinion.reply.result, opinion.reply.reason, opinion.reply.section), edition.review):
            yield f"{shown}的答复不完整：{lack}"


def opinion_place(opinion: ExpertOpinion, edition: Edition, words: ExpertReview) -> str:
    """Which part of the plan an opinion is on, as people know it."""
    return section_label(edition, opinion.section) or words.titles.whole_plan


def _lack(given: Answer, words: ReviewWords) -> str:
    kind = words.reply(given.result)
    if kind is None:
        return f"采纳情况只能是 {'、'.join(item.name for item in words.replies)}；没有“{given.result}”"
    if kind.needs_reason == YES and not given.reason.strip():
        return f"“{kind.name}”要写明理由"
    if kind.changes_plan == YES and words.experts.names_sections == YES and not given.section:
        return f"“{kind.name}”要写明修改了哪个章节"
    return ""


def _numbered(given: Sequence[GivenOpinion], before: ReviewMeeting | None) -> list[Plain]:
    """The opinions, numbered; without new ones those on record; a reply and its
    release stay with an opinion that is the same."""
    if not given:
        node = before.node.get("意见") if before and before.node else None
        plain = node.plain() if node else []
        return plain if isinstance(plain, list) else []
    former = {(old.source, old.section, old.text): old for old in (before.opinions if before else ())}
    result: list[Plain] = []
    for number, opinion in enumerate(given, 1):
        entry: dict[str, Plain] = {"编号": number, "专家": opinion.source}
        if opinion.section:
            entry["章节"] = opinion.section
        entry["内容"] = opinion.text
        if same := former.get((opinion.source, opinion.section, opinion.text)):
            entry |= {"答复": same.reply.node.plain()} if same.reply.node else {}
            entry |= {_RELEASED: same.released} if same.released else {}
        result.append(entry)
    return result


def _attending(project: Project) -> list[str]:
    current = project.experts.current
    if current is None or not current.attending:
        raise ReviewError("还没有抽取评审专家；先运行 lunzheng review draw")
    return current.attending


def _plain_meetings(project: Project) -> list[dict[str, Plain]]:
    plain = (item.node.plain() for item in project.conclusion.meetings if item.node)
    return [item for item in plain if isinstance(item, dict)]


def _unknown_sections(opinions: Sequence[GivenOpinion], edition: Edition) -> Iterator[Problem]:
    for opinion in opinions:
        if opinion.section and not _is_place(opinion.section, edition):
            message = f"没有“{opinion.section}”这个章节"
            hint = f"写成“大纲:章.节”，如 proposal:5.8；大纲有：{'、'.join(edition.outlines)}"
            yield WRONG_FORMAT.at(opinion.place("章节"), message, hint)


def _is_place(name: str, edition: Edition) -> bool:
    """Whether a name stands for a section, or for an entry of a data file."""
    files = {item.file for item in edition.head.data_files} | {"project.yml"}
    return find_section(edition, name) is not None or name.partition(":")[0] in files
