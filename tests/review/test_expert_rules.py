"""The rules of the draw, apart from files and Git: the same for everybody, fair, and possible whenever they can be."""

from __future__ import annotations

import hashlib
from collections import Counter
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lunzheng.review.avoidance import is_same_body
from lunzheng.review.draw import ANY, Candidate, Drawn, draw, plan_seats
from lunzheng.review.problems import ReviewError

FIELDS = ("安全", "数据", "规划")


def seed_of(number: int) -> str:
    return hashlib.sha256(str(number).encode()).hexdigest()


def numbers(drawn: Drawn) -> list[str]:
    return [*(candidate.number for candidate, _ in drawn.members), *(c.number for c in drawn.substitutes)]


candidates_strategy = st.lists(
    st.builds(
        Candidate,
        number=st.integers(1, 60).map("P{}".format),
        fields=st.lists(st.sampled_from(FIELDS), min_size=1, unique=True).map(tuple),
        group=st.sampled_from([f"单位{n}" for n in range(12)]),
    ),
    min_size=1,
    max_size=14,
    unique_by=lambda candidate: candidate.number,
)
quotas_strategy = st.dictionaries(st.sampled_from(FIELDS), st.integers(1, 2), max_size=3)


@given(candidates_strategy, quotas_strategy, st.integers(0, 3), st.integers(0, 3), st.integers(), st.randoms())
def test_a_draw_keeps_its_promises(candidates, quotas, free, substitutes, number, random) -> None:
    seats = sum(quotas.values()) + free
    try:
        plan = plan_seats(candidates, seats, quotas, substitutes)
    except ReviewError:
        return
    drawn = draw(candidates, plan, seed_of(number))
    shuffled = random.sample(candidates, len(candidates))
    assert draw(shuffled, plan_seats(shuffled, seats, quotas, substitutes), seed_of(number)) == drawn
    assert len(drawn.members) == seats
    assert len(drawn.substitutes) == substitutes
    taken = [*(candidate for candidate, _ in drawn.members), *drawn.substitutes]
    assert len({candidate.group for candidate in taken}) == len(taken)
    assert all(field in (ANY, *candidate.fields) for candidate, field in drawn.members)
    assert Counter(field for _, field in drawn.members if field) == Counter(quotas)


@settings(max_examples=60)
@given(candidates_strategy.filter(lambda found: len(found) <= 6), quotas_strategy, st.integers(0, 1))
def test_rules_are_refused_only_where_nobody_could_keep_them(candidates, quotas, free) -> None:
    """Against trying every order of the candidates on the seats."""
    wanted = [*(field for field, count in quotas.items() for _ in range(count)), *[ANY] * free]
    possible = any(
        len({candidate.group for candidate in chosen}) == len(wanted)
        and all(field in (ANY, *candidate.fields) for candidate, field in zip(chosen, wanted, strict=True))
        for chosen in permutations(candidates, len(wanted))
    )
    try:
        plan_seats(candidates, len(wanted), quotas, 0)
    except ReviewError:
        assert not possible
    else:
        assert possible


def test_without_fields_the_order_of_the_hashes_decides() -> None:
    """Recomputed as anybody would with ``printf … | sha256sum | sort``."""
    candidates = [Candidate(f"A{n}", ("安全",), f"A{n}") for n in range(20)]
    seed = seed_of(7)
    order = sorted((hashlib.sha256(f"{seed}:{c.number}".encode()).hexdigest(), c.number) for c in candidates)
    drawn = draw(candidates, plan_seats(candidates, 5, {}, 2), seed)
    assert numbers(drawn) == [number for _, number in order[:7]]


def test_every_expert_has_the_same_chance() -> None:
    """Chi-square over fixed seeds: 19 degrees of freedom, 43.8 is passed by chance once in a thousand."""
    candidates = [Candidate(f"A{n:02}", ("安全",), f"A{n:02}") for n in range(20)]
    plan = plan_seats(candidates, 5, {}, 0)
    counts = Counter(number for n in range(4000) for number in numbers(draw(candidates, plan, seed_of(n))))
    expected = 4000 * 5 / 20
    # Drawing without putting back makes the counts vary less than the plain statistic assumes.
    statistic = sum((counts[c.number] - expected) ** 2 / expected for c in candidates) / (1 - 5 / 20) * 19 / 20
    assert 5 < statistic < 43.8


def test_within_a_field_every_expert_has_the_same_chance() -> None:
    candidates = [Candidate(f"S{n}", ("安全",), f"S{n}") for n in range(4)]
    candidates += [Candidate(f"D{n}", ("数据",), f"D{n}") for n in range(12)]
    plan = plan_seats(candidates, 3, {"安全": 1, "数据": 2}, 0)
    counts = Counter(number for n in range(3000) for number in numbers(draw(candidates, plan, seed_of(n))))
    assert all(abs(counts[f"S{n}"] - 750) < 100 for n in range(4))
    assert all(abs(counts[f"D{n}"] - 500) < 90 for n in range(12))


def test_free_seats_go_to_the_fields_that_are_least_represented() -> None:
    candidates = [Candidate(f"S{n}", ("安全",), f"S{n}") for n in range(30)]
    candidates += [Candidate("D1", ("数据",), "D1"), Candidate("G1", ("规划",), "G1")]
    for n in range(40):
        drawn = draw(candidates, plan_seats(candidates, 3, {}, 0), seed_of(n))
        assert {candidate.fields for candidate, _ in drawn.members} == {("安全",), ("数据",), ("规划",)}


def test_an_expert_whom_a_later_field_needs_is_passed_over() -> None:
    both = Candidate("B", ("安全", "数据"), "B")
    candidates = [both, *(Candidate(f"S{n}", ("安全",), f"S{n}") for n in range(5))]
    for n in range(30):
        drawn = draw(candidates, plan_seats(candidates, 2, {"安全": 1, "数据": 1}, 0), seed_of(n))
        assert drawn.members[1] == (both, "数据")


def test_substitutes_stand_for_the_fields_in_turn_as_far_as_there_is_anybody() -> None:
    candidates = [Candidate(f"S{n}", ("安全",), f"S{n}") for n in range(5)]
    candidates += [Candidate("D1", ("数据",), "D1"), *(Candidate(f"G{n}", ("规划",), f"G{n}") for n in range(3))]
    plan = plan_seats(candidates, 3, {"数据": 1, "安全": 1}, 3)
    assert plan.substitutes == (ANY, "安全", ANY)


@pytest.mark.parametrize(
    ("candidates", "seats", "quotas", "substitutes", "said"),
    [
        ([("A", "安全", "甲"), ("B", "安全", "甲")], 2, {}, 0, "有 1 名，不够抽 2 名"),
        (
            [("A", "安全", "甲"), ("B", "数据", "乙")],
            2,
            {"安全": 2},
            0,
            "领域「安全」可抽的专家（同单位只算一名）有 1 名",
        ),
        (
            [("A", "安全", "甲"), ("B", "数据", "乙")],
            2,
            {"规划": 1},
            0,
            "领域「规划」可抽的专家（同单位只算一名）有 0 名",
        ),
        ([("A", "安全", "甲"), ("B", "数据", "甲"), ("C", "规划", "乙")], 2, {"安全": 1, "数据": 1}, 0, "凑不齐"),
        ([("A", "安全", "甲"), ("B", "数据", "乙")], 1, {}, 2, "只够 1 名候补"),
    ],
)
def test_what_is_impossible_is_said(candidates, seats, quotas, substitutes, said) -> None:
    listed = [Candidate(number, (field,), group) for number, field, group in candidates]
    with pytest.raises(ReviewError, match=said):
        plan_seats(listed, seats, quotas, substitutes)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("宁波市水利局", "宁波市水利局", True),
        ("宁波市水利局信息中心", "宁波市水利局", True),
        ("宁波市水利局", "宁波市水利局（移民办）", True),
        ("宁波市 水利局", "宁波市水利局", True),
        ("舟山市水利局", "市水利局", False),
        ("宁波市", "宁波市水利局", False),
        ("宁波大学", "宁波工程学院", False),
    ],
)
def test_one_body_and_its_parts(one: str, other: str, same: bool) -> None:
    assert is_same_body(one, other) is same
    assert is_same_body(other, one) is same
