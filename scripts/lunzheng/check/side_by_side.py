"""What two projects have in common, side by side: as rows for a terminal, as Markdown for a pull request."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lunzheng.check.formats.markdown import escape
from lunzheng.model.similar.likeness import AspectLikeness, Likeness

HEAD = ("方面", "本项目", "位置", "对方项目", "位置", "相近")

Row = tuple[str, str, str, str, str, str]


def heading(likeness: Likeness) -> str:
    """Which project, how much alike, and whether a person should look."""
    about = "，".join(filter(None, [likeness.id, likeness.body, f"{likeness.stage}阶段"]))
    verdict = "，可能重复建设" if likeness.alarming else ""
    return f"《{likeness.name}》（{about}）：相似度 {likeness.score}{verdict}"


def scores(likeness: Likeness) -> str:
    """The score of each aspect, with how many things are common."""
    return "；".join(_score(aspect) for aspect in likeness.aspects)


def folders(likeness: Likeness) -> tuple[str, str]:
    """The folders of the project and of the other one: the files in :func:`rows` are below them."""
    return _folder(likeness.own_place.file), _folder(likeness.place.file)


def rows(likeness: Likeness, most: int) -> Iterator[Row]:
    """The rows under :data:`HEAD`: what is the same or nearly so, with file and line in both projects.

    Args:
        likeness: the two projects.
        most: how many rows for each aspect.
    """
    own, other = folders(likeness)
    for aspect in likeness.aspects:
        for pair in aspect.pairs[:most]:
            yield (
                aspect.label,
                pair.own,
                f"{pair.own_place.file.removeprefix(own)}:{pair.own_place.line}",
                pair.other,
                f"{pair.other_place.file.removeprefix(other)}:{pair.other_place.line}",
                str(pair.score),
            )


def markdown(likenesses: Sequence[Likeness], most: int = 10) -> str:
    """The likenesses as Markdown: a heading and a table for each; what projects say is text there, never markup."""
    parts = []
    for likeness in likenesses:
        where = "本项目 {}，对方 {}".format(*folders(likeness))
        lines = [f"### {escape(heading(likeness))}", "", escape(f"{scores(likeness)}。{where}"), ""]
        shown = list(rows(likeness, most))
        if shown:
            lines += [_line(HEAD), _line(("---",) * len(HEAD))]
            lines += [_line([escape(cell) for cell in row]) for row in shown]
        parts.append("\n".join(lines).rstrip())
    return "\n\n".join(parts) + "\n" if parts else ""


def _score(aspect: AspectLikeness) -> str:
    if not aspect.own_count:
        return f"{aspect.label} {aspect.score}"
    counts = f"本项目 {aspect.own_count} 项，对方 {aspect.other_count} 项，相同或相近 {len(aspect.pairs)} 项"
    return f"{aspect.label} {aspect.score}（{counts}）"


def _folder(file: str) -> str:
    """The project folder that a file lies in: the parts before the files of any depth."""
    return "/".join(file.split("/")[:3]) + "/"


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
