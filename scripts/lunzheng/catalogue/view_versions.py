"""The earlier versions of a project as its pages list them, with what changed by document, form and section."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lunzheng.catalogue.marked import Pieces, changed, clipped
from lunzheng.model.changes.change import Change, Kind
from lunzheng.model.changes.comparison import Comparison
from lunzheng.model.changes.version import Happened, Version, Versions
from lunzheng.model.edition import Edition

NEWEST = 5
"""So many versions the project's own page lists."""
ROWS = 100
"""So many changes all versions show together, the newest first."""
DIGITS = 12
"""Enough of a commit's hash to find it."""


@dataclass(frozen=True)
class ChangeView:
    """A change; ``link`` is where the section is read today, or empty. A side without a piece was not there."""

    place: str
    link: str
    kind: str
    before: Pieces
    after: Pieces
    is_markup: bool


@dataclass(frozen=True)
class PartView:
    """The changes of one document or form; ``more`` are not shown."""

    title: str
    counted: str
    changes: tuple[ChangeView, ...]
    more: int


@dataclass(frozen=True)
class VersionView:
    """A version.

    Attributes:
        commit: enough of its hash to find it.
        earlier: that of the version before it, as far as it is listed.
        date: the day on which it was committed (ISO).
        events: what was recorded with it, and the tags it bears.
        summary: what changed, in one line.
    """

    commit: str
    earlier: str
    date: str
    events: tuple[str, ...]
    summary: str
    parts: tuple[PartView, ...]


def view_versions(versions: Versions, edition: Edition, links: Mapping[str, str]) -> tuple[VersionView, ...]:
    """The versions, the newest first.

    Args:
        versions: what Git knows.
        edition: its words for what changed.
        links: where the sections of the texts are read, by their keys.
    """
    left = ROWS
    views = []
    for place, version in enumerate(versions):
        parts = tuple(_parts(version.comparison, edition, links, left)) if version.comparison else ()
        left -= sum(len(part.changes) for part in parts)
        events = map(_event, version.records)
        earlier = versions[place + 1].commit[:DIGITS] if place + 1 < len(versions) else ""
        views.append(
            VersionView(
                commit=version.commit[:DIGITS],
                earlier=earlier,
                date=version.date.isoformat(),
                events=(*events, *version.tags),
                summary=_summary(version, parts),
                parts=parts,
            )
        )
    return tuple(views)


def _event(happened: Happened) -> str:
    if happened.date is None:
        return happened.event
    put_right = f"，原为 {happened.instead_of}" if happened.instead_of else ""
    return f"{happened.event}（{happened.date}{put_right}）"


def _summary(version: Version, parts: Sequence[PartView]) -> str:
    if version.is_first:
        return "第一次提交"
    if version.is_withheld:
        return "内容不能在这里展示"
    if version.comparison is None:
        return ""
    return "；".join(f"{part.title}{part.counted}" for part in parts) or "内容没有变化"


def _parts(comparison: Comparison, edition: Edition, links: Mapping[str, str], most: int) -> Iterator[PartView]:
    words = edition.review.comparison.kinds
    left = most
    for title, changes in comparison.parts:
        counts = Counter(change.kind.word(words) for change in changes)
        shown = tuple(_change(change, edition, links) for change in changes[:left])
        left -= len(shown)
        counted = "、".join(f"{word} {count} 处" for word, count in counts.items())
        yield PartView(title, counted, shown, len(changes) - len(shown))


def _change(change: Change, edition: Edition, links: Mapping[str, str]) -> ChangeView:
    before, after = changed(change.before, change.after)
    return ChangeView(
        place=clipped(change.place),
        link=links.get(change.section, ""),
        kind=change.kind.word(edition.review.comparison.kinds),
        before=before,
        after=after,
        is_markup=change.kind is Kind.MARKUP,
    )
