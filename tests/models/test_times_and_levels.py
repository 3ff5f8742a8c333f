"""Time is real starts and ends; a level is a number on one scale."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import Invalid, Level, Slot, Text
from models.levels import nearest_level
from models.text import Language, listing
from models.times import slots_text
from tests.builders import a_learner, slot, slots

HALF_HOURS = st.integers(0, 47)
SLOTS = st.builds(
    lambda day, a, b: Slot(day, 30 * min(a, b), 30 * max(a, b) + 30),
    st.integers(0, 6),
    HALF_HOURS,
    HALF_HOURS,
)


@pytest.mark.parametrize("wrong", [(7, 0, 60), (-1, 0, 60), (0, 60, 60), (0, 90, 60), (0, 0, 1441)])
def test_an_impossible_slot_is_refused(wrong: tuple[int, int, int]) -> None:
    with pytest.raises(Invalid) as error:
        Slot(*wrong)
    assert error.value.field in ("weekday", "end")
    assert error.value.fix(Language.NL) != error.value.fix(Language.EN)


def test_slots_that_touch_do_not_overlap_until_a_way_lies_between() -> None:
    morning, noon = slot("ma 9-12"), slot("ma 12-13")
    assert not morning.overlaps(noon)
    assert morning.overlaps(noon, gap=1)
    assert not morning.overlaps(slot("di 9-12"), gap=600)


@given(SLOTS, SLOTS, st.integers(0, 120))
def test_overlap_is_mutual_and_grows_with_the_gap(one: Slot, other: Slot, gap: int) -> None:
    assert one.overlaps(other, gap) == other.overlaps(one, gap)
    assert one.overlaps(other, gap) >= one.overlaps(other)


@given(SLOTS, SLOTS)
def test_overlap_is_a_minute_in_common(one: Slot, other: Slot) -> None:
    shared = set(range(one.start, one.end)) & set(range(other.start, other.end))
    assert one.overlaps(other) == (one.weekday == other.weekday and bool(shared))


@given(SLOTS, SLOTS)
def test_a_slot_contains_what_it_holds_whole(one: Slot, other: Slot) -> None:
    inside = set(range(other.start, other.end)) <= set(range(one.start, one.end))
    assert one.contains(other) == (one.weekday == other.weekday and inside)


def test_slots_are_told_as_people_write_them() -> None:
    week = slots("ma 9-12, wo 9-12, do 13:30-16")
    assert slots_text(week, "nl") == "ma, wo 09:00-12:00; do 13:30-16:00"
    assert slots_text(week, "en") == "Mon, Wed 09:00-12:00; Thu 13:30-16:00"
    assert slot("do 13:30-16").minutes == 150


def test_levels_rise_in_their_order_and_whole_ones_lie_25_apart() -> None:
    scores = [level.score for level in Level]
    assert scores == sorted(set(scores))
    whole = [Level.A0, Level.A1, Level.A2, Level.B1, Level.B2]
    assert [level.score for level in whole] == [0, 25, 50, 75, 100]


def test_the_nearest_level_is_the_lower_one_on_a_tie() -> None:
    assert nearest_level(5) is Level.A0
    assert nearest_level(5.1) is Level.A0_PLUS
    assert all(nearest_level(level.score) is level for level in Level)


def test_the_mean_of_intake_tests_replaces_the_level_and_halves_round_up() -> None:
    assert a_learner("a", "A2").score == 50
    assert a_learner("a", "A2", intake_scores={"reading": 30, "listening": 31}).score == 31


def test_a_text_has_the_same_places_to_fill_in_both_languages() -> None:
    with pytest.raises(ValueError, match="differ"):
        Text(nl="{n} plaatsen", en="{m} seats")
    text = Text(nl="{n} plaats", en="{n} seat").fill(n="{3}")
    assert (text("nl"), text("en")) == ("{3} plaats", "{3} seat")


def test_a_listing_reads_as_people_write_it() -> None:
    assert listing(["a"], "nl") == "a"
    assert listing(["a", "b", "c"], "nl") == "a, b en c"
    assert listing(["a", "b", "c"], "en", most=2) == "a, b (more: 1)"
