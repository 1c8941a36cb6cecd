"""Does an edition hang together? What its files name must exist in its other files, before any document is made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lunzheng.check.letters import letter_problems
from lunzheng.check.rulebook import rulebook_problems
from lunzheng.model.blocks import GeneratedBlock
from lunzheng.model.comparison_words import CHANGE_COLUMNS
from lunzheng.model.datasets import COMPUTED
from lunzheng.model.edition import Clock, Edition, Section, Term
from lunzheng.model.facts import TOKEN, token_names
from lunzheng.model.self_check import DATASETS
from lunzheng.source.problem import Kind, Location, Problem

SELF_CHECK_FILE = "self-check.yml"

DANGLING = Kind(
    "E302",
    "细则版本里引用的名字存在",
    "大纲、表样和文档互相引用；名字不对，文档就生成不出来。",
    "改成 templates 下同一版本里已有的名字",
    bad="- 表: 没有的表",
    good="- 表: 项目依据",
)


def edition_problems(edition: Edition) -> list[Problem]:
    """Every name in the edition that nothing bears."""
    return sorted(_problems(edition))


def _problems(edition: Edition) -> Iterator[Problem]:
    home = Location(f"templates/{edition.code}")
    form_names = {form.name for form in edition.forms}
    stages = {stage.name for stage in edition.head.stages}
    for document in edition.documents:
        for field, name, known in (
            ("大纲", document.outline, set(edition.outlines)),
            ("表", document.form, form_names),
            ("签署页", document.sign_off, form_names),
            ("阶段", document.stage, stages),
        ):
            if name and name not in known:
                yield DANGLING.at(document.place(field), f"没有「{name}」这个{field}", _known(known))
    for outline in edition.outlines.values():
        for chapter in outline.chapters:
            yield from _section(chapter, edition)
    for form in edition.forms:
        yield from _blocks(form.generated, edition)
    for entry in (*edition.head.figures, *edition.head.charts):
        if not _is_dataset(entry.data, edition):
            yield DANGLING.at(entry.place("数据"), f"图「{entry.title}」的数据「{entry.data}」不存在")
    for name, table in edition.tables.items():
        if not _is_dataset(table.data, edition):
            yield DANGLING.at(table.place("数据"), f"表「{name}」的数据「{table.data}」不存在")
        for column in table.columns:
            yield from _tokens(column.group, column.place("组"), edition)
        yield from _tokens(table.empty, table.place("空"), edition)
    head = edition.styles.running_head
    yield from _tokens(head.pattern, head.place("式"), edition)
    yield from letter_problems(edition, DANGLING)
    similarity = edition.similarity
    for path, stage in [
        (("已论证",), similarity.approved),
        *((("不比较的阶段", index), stage) for index, stage in enumerate(similarity.left_out)),
    ]:
        if stage and stage not in stages:
            yield DANGLING.at(similarity.place(*path), f"没有「{stage}」这个阶段", _known(stages))
    yield from rulebook_problems(edition, DANGLING)
    yield from _clocks(edition, stages)
    yield from _self_check(edition)
    yield from _review(edition, stages)
    yield from _expert_review(edition, stages)
    yield from _comparison(edition)
    if not edition.head.stages:
        yield DANGLING.at(home, "没有写阶段")


def _clocks(edition: Edition, stages: set[str]) -> Iterator[Problem]:
    earlier: set[str] = set()
    limits: list[Clock | Term] = [*edition.head.clocks, *edition.head.terms]
    for clock in limits:
        for key, event in (("开始", clock.start), ("结束", clock.end)):
            if event.record and event.record not in stages:
                yield DANGLING.at(clock.place(key, "记录"), f"没有「{event.record}」这个阶段", _known(stages))
        # Only a clock above, so that no clocks wait for each other.
        if clock.start.clock and clock.start.clock not in earlier:
            message = f"前面没有「{clock.start.clock}」这项时限"
            yield DANGLING.at(clock.place("开始", "时限"), message, _known(earlier) if earlier else "")
        earlier.add(clock.code)


def _self_check(edition: Edition) -> Iterator[Problem]:
    sheet = edition.self_check
    codes = {document.code for document in edition.documents}
    for code, documents in edition.rule_documents.items():
        for name in sorted(set(documents) - codes):
            yield DANGLING.at(Location(f"templates/{edition.code}/rules.yml"), f"{code} 适用的文档「{name}」不存在")
    for document in edition.documents:
        if document.self_check and sheet.node is None:
            yield DANGLING.at(document.place("自查"), f"没有 {SELF_CHECK_FILE}，出不了自查报告")
    for table in sheet.tables:
        known = DATASETS.get(table.data, ())
        for column in table.columns:
            if column.source and column.source not in known:
                yield DANGLING.at(
                    column.place("取"), f"「{table.data}」没有「{column.source}」这一栏", _known(set(known))
                )


def _review(edition: Edition, stages: set[str]) -> Iterator[Problem]:
    words, order = edition.review.opinions, edition.review.records
    named = [
        (words, ("征求记录",), words.asked),
        (words, ("反馈记录",), words.gathered),
        (order, ("止于",), order.until),
        *((order, ("可以重办", index), stage) for index, stage in enumerate(order.repeatable)),
        *((order, ("可以再启", index), stage) for index, stage in enumerate(order.reopening)),
    ]
    for record, path, stage in named:
        if stage and stage not in stages:
            yield DANGLING.at(record.place(*path), f"没有「{stage}」这个阶段", _known(stages))


def _expert_review(edition: Edition, stages: set[str]) -> Iterator[Problem]:
    review = edition.review.experts
    named = [("申请事项", review.request, review), *(("事项", result.event, result) for result in review.results)]
    for field, name, record in named:
        if name and name not in stages:
            yield DANGLING.at(record.place(field), f"没有「{name}」这个阶段", _known(stages))


def _comparison(edition: Edition) -> Iterator[Problem]:
    for column in edition.review.comparison.columns:
        if column.source and column.source not in CHANGE_COLUMNS:
            message = f"修改对照没有「{column.source}」这一栏"
            yield DANGLING.at(column.place("取"), message, _known(set(CHANGE_COLUMNS)))


def _section(section: Section, edition: Edition) -> Iterator[Problem]:
    yield from _blocks(section.generated, edition)
    for child in section.children:
        yield from _section(child, edition)


def _blocks(blocks: Sequence[GeneratedBlock], edition: Edition) -> Iterator[Problem]:
    numbers = {form.number for form in edition.forms}
    figures = {figure.number for figure in edition.head.figures}
    charts = {chart.file for chart in edition.head.charts}
    for block in blocks:
        if block.table and block.table not in edition.tables:
            yield DANGLING.at(block.place("表"), f"没有「{block.table}」这个表", _known(set(edition.tables)))
        if block.form is not None and block.form not in numbers:
            yield DANGLING.at(block.place("附表"), f"没有附表{block.form}")
        if block.figure is not None and block.figure not in figures:
            yield DANGLING.at(block.place("附图"), f"没有附图{block.figure}")
        if block.chart and block.chart not in charts:
            yield DANGLING.at(block.place("图"), f"没有「{block.chart}」这张图", _known(charts))
        if block.enumeration.data and not _is_dataset(block.enumeration.data, edition):
            yield DANGLING.at(block.enumeration.place("数据"), f"数据「{block.enumeration.data}」不存在")
        yield from _tokens(block.sentence, block.place("句"), edition)


def _tokens(text: str, where: Location, edition: Edition) -> Iterator[Problem]:
    names = set(token_names(edition))
    for found in TOKEN.finditer(text):
        if found["name"].strip() not in names:
            yield DANGLING.at(where, f"没有 {found.group()} 这个数据")


def _is_dataset(name: str, edition: Edition) -> bool:
    """A computed dataset, or a path below a data file or into ``project.yml``; a bare file name is none."""
    if name in COMPUTED:
        return True
    first, _, rest = name.partition(".")
    if first in {item.name for item in edition.head.data_files}:
        return bool(rest)
    return bool(first) and first not in {item.file for item in edition.head.data_files}


def _known(names: set[str]) -> str:
    return f"可用的名字：{'、'.join(sorted(names))}"
