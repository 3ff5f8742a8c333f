"""Week figures show every lesson where it is, and who is free behind it."""

import pytest

from models import Language, Slot
from scheduler.figures import FIGURES, week_of_learner
from scheduler.figures.base import INK, WeekAxis, letters_on, looks
from scheduler.figures.week import two_lines
from scheduler.figures.week_of_learner import Lane, blocks
from scheduler.view import PlanView
from tests.builders import a_school, an_offering
from tests.scheduler import demo

SCHOOL, PLAN = demo.school(), demo.plan()
VIEW = PlanView(SCHOOL, PLAN)
AXIS = WeekAxis.of(VIEW)


def bars(name: str) -> dict[str, list[tuple[int, float, float]]]:
    """Row, begin and length of every bar, per trace."""
    drawn = FIGURES[name](SCHOOL, PLAN, Language.NL)
    return {t.name: list(zip(t.y, t.base, t.x, strict=True)) for t in drawn.data}


def test_the_axis_holds_the_lesson_hours_of_every_day_side_by_side() -> None:
    assert (AXIS.first, AXIS.last, AXIS.days) == (9, 22, (0, 1, 2, 3, 4))
    assert AXIS.clip(Slot(0, 9 * 60, 12 * 60)) == (0, 3)
    assert AXIS.clip(Slot(1, 10 * 60, 12 * 60)) == (AXIS.pitch + 1, 2)


def test_hours_outside_the_axis_are_cut_off() -> None:
    assert AXIS.clip(Slot(0, 8 * 60, 10 * 60)) == (0, 1)
    assert AXIS.clip(Slot(0, 6 * 60, 9 * 60)) is None
    assert AXIS.clip(Slot(6, 10 * 60, 12 * 60)) is None


def test_days_never_touch() -> None:
    end_of_monday = sum(AXIS.clip(Slot(0, 9 * 60, 22 * 60)) or (0,))
    start_of_tuesday, _ = AXIS.clip(Slot(1, 9 * 60, 12 * 60)) or (0, 0)
    assert end_of_monday < start_of_tuesday


def test_every_lesson_is_one_bar_in_the_row_of_its_class() -> None:
    found = bars("week_by_class")
    assert sum(map(len, found.values())) == len(VIEW.lessons) == 8
    assert found["B1 overdag"][0] == (0, 0, 3)
    assert {row for row, _, _ in found["Z alfabetisering"]} == {3}


def test_teachers_are_shown_with_their_available_and_busy_hours() -> None:
    found = bars("week_by_teacher")
    assert len([x for x in found["beschikbaar"] if x[0] == 0]) == 3
    assert found["bezet"] == [(0, AXIS.pitch + 4, 2)]


def test_rooms_show_their_opening_hours_and_no_online_lesson() -> None:
    found = bars("week_by_room")
    assert sum(len(v) for k, v in found.items() if k != "gebouw open") == 7


def test_rows_are_named_once_each_and_the_figure_grows_with_them() -> None:
    drawn = FIGURES["week_by_class"](SCHOOL, PLAN, Language.NL)
    assert len(drawn.layout.yaxis.ticktext) == 4
    assert drawn.layout.height > 4 * 30


def test_days_are_named_in_the_readers_language() -> None:
    for language, monday in ((Language.NL, "<b>maandag</b>"), (Language.EN, "<b>Monday</b>")):
        drawn = FIGURES["week_by_class"](SCHOOL, PLAN, language)
        assert monday in {a.text for a in drawn.layout.annotations}


def test_an_offering_keeps_its_colour_in_every_figure() -> None:
    color = looks(SCHOOL)[demo.EVENING].color
    for name in ("week_by_class", "week_by_teacher", "week_by_room", "seats"):
        traces = FIGURES[name](SCHOOL, PLAN, Language.NL).data
        assert {t.marker.color for t in traces if t.name == "B1 avond"} == {color}


def test_offerings_beyond_the_palette_can_still_be_told_apart() -> None:
    school = a_school(offerings=tuple(an_offering(f"o{n}") for n in range(20)))
    assert len({(x.color, x.pattern) for x in looks(school).values()}) == 20


def test_letters_in_a_lesson_can_be_read_on_any_colour() -> None:
    assert letters_on("#FFFFFF") == letters_on("#56B4E9") == INK
    assert letters_on("#000000") == letters_on("#0072B2") == "#FFFFFF"


def test_a_long_code_keeps_the_end_in_which_codes_differ() -> None:
    assert two_lines("K03", "B1-CAR-N7") == "K03<br>CAR-N7"
    assert two_lines("Z-ALFABET-N7", "Gymzaal 12") == "N7<br>…aal 12"


def test_a_learners_week_has_lessons_busy_hours_and_the_spouses_lessons() -> None:
    found = blocks(VIEW, SCHOOL.learner["C01"], Language.NL)
    assert [(b.lane, b.day, b.start, b.length) for b in found] == [
        (Lane.HARD, 1, 8.5, 8.5),
        (Lane.SOFT, 4, 13, 2),
        (Lane.LESSON, 0, 9, 3),
        (Lane.LESSON, 2, 9, 3),
        (Lane.SPOUSE, 0, 13, 3),
        (Lane.SPOUSE, 1, 9, 3),
    ]


def test_the_figure_of_a_learner_holds_exactly_these_blocks() -> None:
    drawn = week_of_learner.figure(SCHOOL, PLAN, "C01")
    assert [len(t.x) for t in drawn.data] == [1, 1, 2, 2]
    assert "werk<br>08:30-17:00" in drawn.data[Lane.HARD].hovertext


def test_somebody_who_waits_has_a_week_without_lessons() -> None:
    drawn = week_of_learner.figure(SCHOOL, PLAN, "C40")
    assert [len(t.x) for t in drawn.data] == [0, 0, 0, 0]


def test_an_unknown_learner_is_an_error() -> None:
    with pytest.raises(KeyError):
        week_of_learner.figure(SCHOOL, PLAN, "nobody")
