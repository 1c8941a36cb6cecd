"""The table of opinions that is returned to the department: one row for each opinion, silent parties too (art. 9)."""

from __future__ import annotations

from lunzheng.model.datasets import Row, Verbatim
from lunzheng.model.dates import chinese_date
from lunzheng.model.library import Library, Project
from lunzheng.model.opinion import YES, Opinion, OpinionKind, Opinions
from lunzheng.model.parties import answering_parties
from lunzheng.model.parts import part_order


def opinion_rows(project: Project, library: Library) -> list[Row]:
    """The rows by party in the library's order, then the whole plan before its sections in their order.

    An opinion of nobody known is no opinion of a party and is left out; so is “none” of a party that has since given
    one.
    """
    opinions = project.opinions
    edition = library.edition
    names = _names(library)
    rows = [(one.party, _row(one, library)) for one in ordered_opinions(project, library) if one.party]
    table = edition.review.opinions.table
    for silent in opinions.silent:
        due = chinese_date(silent.due) if silent.due else ""
        rows.append((silent.party, {"单位": Verbatim(silent.party), "意见": table.silent.replace("{日期}", due)}))
    return [row for _, row in sorted(rows, key=lambda item: _rank(names, item[0]))]


def ordered_opinions(project: Project, library: Library) -> list[Opinion]:
    """The opinions by party in the library's order, then the whole plan before its sections in their order.

    Those of nobody known come last; the table leaves them out.
    """
    names = _names(library)
    return sorted(
        shown_opinions(project.opinions),
        key=lambda opinion: (
            not opinion.party,
            _rank(names, opinion.party),
            bool(opinion.section),
            part_order(library.edition, opinion.section),
            opinion.number or 0,
        ),
    )


def shown_opinions(opinions: Opinions) -> list[Opinion]:
    """The opinions by number, without a “none” that holds no longer."""
    raised = {opinion.party for opinion in opinions.opinions if opinion.counts and opinion.kind != OpinionKind.NONE}
    return [
        opinion
        for opinion in opinions.opinions
        if not (opinion.kind == OpinionKind.NONE and (opinion.is_withdrawn or opinion.party in raised))
    ]


def opinion_text(opinion: Opinion, library: Library) -> str:
    """An opinion with its supplements and marks, as it is printed."""
    words = library.edition.review.opinions
    table = words.table
    if opinion.kind == OpinionKind.NONE:
        text = table.none
    elif opinion.asks_for_changes == YES:
        text = table.changes_asked
    else:
        text = opinion.text or opinion.withheld or table.empty
    marked = any(text.startswith(f"【{word}】") for word in words.grave)
    if opinion.is_grave and not marked:
        text = f"{table.grave}{text}"
    for more in opinion.supplements:
        added = more.text or more.withheld or table.empty
        text += "\n" + table.supplement.replace("{内容}", added) + (table.withdrawn if more.is_withdrawn else "")
    return text + (table.late if opinion.is_late else "") + (table.withdrawn if opinion.is_withdrawn else "")


def aspect_titles(opinion: Opinion, library: Library) -> str:
    """The aspects of an opinion in words (art. 10)."""
    titles = {aspect.code: aspect.title for aspect in library.edition.head.aspects}
    return library.edition.review.opinions.table.join.join(titles.get(code, code) for code in opinion.aspects)


def _row(opinion: Opinion, library: Library) -> Row:
    reply = opinion.reply
    return {
        "编号": opinion.number,
        "单位": Verbatim(opinion.party),
        "方面": Verbatim(aspect_titles(opinion, library)),
        "章节": Verbatim(opinion.section_title),
        "意见": Verbatim(opinion_text(opinion, library)),
        "采纳": Verbatim(reply.result),
        "说明": Verbatim(reply.reason or reply.withheld),
    }


def _names(library: Library) -> list[str]:
    return [party.name for party in answering_parties(library)]


def _rank(names: list[str], party: str) -> tuple[int, str]:
    return (names.index(party), "") if party in names else (len(names), party)
