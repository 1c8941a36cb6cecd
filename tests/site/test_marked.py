"""Two texts beside each other: the pieces make up the texts again, and only what differs is marked."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lunzheng.catalogue.marked import AROUND, LONGEST, Pieces, aligned, changed, clipped

TEXTS = st.text(alphabet="防汛会商系统，。 建设", max_size=60)


def joined(pieces: Pieces) -> str:
    return "".join(piece.text for piece in pieces)


def marked(pieces: Pieces) -> list[str]:
    return [piece.text for piece in pieces if not piece.is_common]


@given(TEXTS, TEXTS)
def test_short_texts_are_whole_and_what_is_common_is_in_both(one: str, other: str) -> None:
    for left, right in (aligned(one, other), changed(one, other)):
        if joined(left) and joined(right):
            common = [[piece.text for piece in pieces if piece.is_common] for pieces in (left, right)]
            assert common[0] == common[1]
        assert "" not in (piece.text for piece in (*left, *right))
    assert [joined(pieces) for pieces in aligned(one, other)] == [clipped(one), clipped(other)]


def test_a_change_shows_what_stands_around_it() -> None:
    stays = "甲" * 100
    before, after = changed(f"{stays}五月{stays}", f"{stays}入汛前{stays}")
    assert (marked(before), marked(after)) == (["五月"], ["入汛前"])
    assert joined(before) == f"……{'甲' * AROUND}五月{'甲' * AROUND}……"


def test_nothing_is_marked_where_the_other_text_is_not_there_or_the_same() -> None:
    assert changed("", "新写的话。") == ((), changed("新写的话。", "新写的话。")[1])
    assert marked(changed("新写的话。", "")[0]) == []


def test_a_long_text_is_cut_and_says_how_long_it_is() -> None:
    assert clipped("汛" * (LONGEST + 1_000)) == f"{'汛' * LONGEST}……（共 1,300 字）"
    before, after = changed("旧" * 2_000, "新" * 2_000)
    assert (joined(before), joined(after)) == (clipped("旧" * 2_000), clipped("新" * 2_000))
