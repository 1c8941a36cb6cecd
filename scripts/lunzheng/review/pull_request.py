"""Title and text of a project's pull request; what people have written around the generated part stays theirs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lunzheng.check.formats.markdown import LIMIT, escape, markdown_report
from lunzheng.check.kinds import kinds_by_code
from lunzheng.check.report import summary
from lunzheng.check.run import Report
from lunzheng.check.side_by_side import markdown as likeness_markdown
from lunzheng.model.changes.comparison import Comparison
from lunzheng.model.facts import Facts
from lunzheng.model.library import Library, Project
from lunzheng.model.parties import answering_parties
from lunzheng.model.pattern import put
from lunzheng.model.pull_request_words import STAGE
from lunzheng.model.similar.likeness import Likeness
from lunzheng.review.clock_rows import ClockRow, clock_table
from lunzheng.review.comparison_markdown import comparison_blocks
from lunzheng.review.markdown_blocks import fitting, folded, markdown_table, units

_BEGIN = re.compile(r"<!-- lunzheng:begin submitted=(?P<submitted>[0-9a-f]*) previous=(?P<previous>[0-9a-f]*) -->")
_END = "<!-- lunzheng:end -->"
_HINT = "<!-- 下面由程序生成，每次报送时更新；要写的话写在这一行上面。 -->"
_TITLE = 240
"""Characters of a title; forges take 255."""
_CHECK = 20_000
"""Units of a report that are shown."""
_SHORTENED = "> **下面还有没有列出的内容**：太长了，这里放不下。完整的内容请在本机用 lunzheng 查看。\n"


@dataclass(frozen=True)
class Submitted:
    """What a pull request speaks of.

    Attributes:
        commit: the commit that was submitted.
        previous: the one that it is compared with; empty at the first submission.
    """

    commit: str
    previous: str


@dataclass(frozen=True)
class Description:
    """Everything that the text of a pull request is made of.

    Attributes:
        comparison: what changed since the last submission; None at the first one.
        report: the result of the check.
        clocks: how they stand.
        alike: the projects of the library that are most like it.
    """

    project: Project
    library: Library
    submitted: Submitted
    comparison: Comparison | None
    report: Report
    clocks: Sequence[ClockRow] = ()
    alike: Sequence[Likeness] = ()


def submitted_in(body: str) -> Submitted | None:
    """What the text of a pull request speaks of; None where the program has written nothing into it."""
    found = _BEGIN.search(body)
    return Submitted(found["submitted"], found["previous"]) if found else None


def title(library: Library, project: Project, stage: str) -> str:
    """The title of the pull request of a project in a stage."""
    values = {
        "项目名称": project.name,
        "代号": project.id,
        STAGE: stage,
        "建设单位": project.profile.owner.name,
    }
    line = " ".join(put(library.edition.review.pull_request.title, values).split())
    return line if len(line) <= _TITLE else f"{line[:_TITLE]}…"


def body(current: str, description: Description) -> str:
    """The text of the pull request.

    Args:
        current: what it says now; empty for a new one. Only the generated part is replaced.
        description: what the generated part is made of.
    """
    before, after = _own_words(current)
    submitted = description.submitted
    begin = f"<!-- lunzheng:begin submitted={submitted.commit} previous={submitted.previous} -->\n{_HINT}\n"
    room = LIMIT - units(before) - units(after) - units(begin) - units(_END) - 2
    made = fitting(list(_blocks(description)), room, _SHORTENED)
    return f"{before}{begin}\n{made.rstrip()}\n\n{_END}{after}"


def _own_words(current: str) -> tuple[str, str]:
    """What people have written before and after the generated part; where its end is missing, all below it is."""
    found = _BEGIN.search(current)
    if found is None:
        own = current.strip()
        return (f"{own}\n\n" if own else ""), "\n"
    _, end, after = current[found.end() :].rpartition(_END)
    return current[: found.start()], after if end else "\n"


def _blocks(description: Description) -> Iterator[str]:
    yield _summary(description)
    if description.clocks:
        yield f"## 时限\n\n{clock_table(description.clocks)}\n"
    yield _asked(description.library)
    if guide := description.library.edition.review.pull_request.guide:
        yield "## 怎样提意见\n\n" + "\n".join(f"- {escape(text)}" for text in guide) + "\n"
    yield from _changes(description)
    yield _check(description)
    yield _documents(description)
    if description.alike:
        yield folded("相似的项目", likeness_markdown(description.alike))


def _summary(description: Description) -> str:
    facts = Facts(description.project, description.library)
    rows = []
    for item in description.library.edition.review.pull_request.fields:
        value = description.project.stage.name if item.source == STAGE else facts.value(item.source)
        if value:
            rows.append((item.label, value))
    commit = description.submitted.commit[:12]
    return f"## 基本情况\n\n{markdown_table(('栏目', '内容'), rows)}\n\n报送的版本：`{commit}`\n"


def _asked(library: Library) -> str:
    """Which party is asked on which aspect."""
    parties = answering_parties(library)
    rows = [
        (
            aspect.title,
            aspect.gist,
            "、".join(party.name for party in parties if aspect in party.aspects) or "—",
            aspect.article,
        )
        for aspect in library.edition.head.aspects
    ]
    return f"## 请谁看什么\n\n{markdown_table(('方面', '看什么', '单位', '条款'), rows)}\n"


def _changes(description: Description) -> Iterator[str]:
    if description.comparison is None:
        yield "## 与上次报送相比\n\n这是第一次报送。\n"
        return
    previous = description.submitted.previous[:12]
    yield f"## 与上次报送相比\n\n上次报送的版本：`{previous}`\n"
    yield from comparison_blocks(description.comparison, description.library.edition.review.comparison)


def _check(description: Description) -> str:
    heading = f"## 检查结果\n\n{escape(summary(description.report))}\n"
    report = markdown_report(description.report, kinds_by_code(description.library.edition))
    if not description.report.problems and not description.report.waived:
        return heading
    if units(report) > _CHECK:
        return f"{heading}\n逐条的结果太长，请在本机运行 `lunzheng check {description.project.id}` 查看。\n"
    return f"{heading}\n{folded('逐条结果', report)}"


def _documents(description: Description) -> str:
    project = description.project
    labels = "、".join(f"《{document.label}》" for document in description.library.documents_for(project))
    # An id is made of small letters, digits and dashes.
    command = f"lunzheng export {project.id} --bundle {project.id}.zip"
    return (
        f"## 成文的文档\n\n现阶段有{escape(labels)}。\n\n"
        "- 不用装程序：检查里的“预览”做完以后，在它的详情页下载全部文档（DOCX）和网站，保留 7 天。\n"
        f"- 在本机：运行 `{command}`。\n"
    )
