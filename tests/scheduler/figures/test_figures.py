"""Figures say what the plan says, in both languages, whatever the plan."""

import json

import pytest

from models import Language
from scheduler.figures import FIGURES
from tests.scheduler import demo

SCHOOL, PLAN = demo.school(), demo.plan()


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("name", FIGURES)
def test_every_figure_is_drawn_and_has_a_title_in_the_language(
    name: str, language: Language
) -> None:
    drawn = json.loads(FIGURES[name](SCHOOL, PLAN, language).to_json())
    other = Language.EN if language is Language.NL else Language.NL
    title = drawn["layout"]["title"]["text"]
    assert drawn["data"]
    assert title != FIGURES[name](SCHOOL, PLAN, other).layout.title.text


@pytest.mark.parametrize("name", [name for name in FIGURES if name != "waiting"])
def test_an_empty_plan_is_told_in_words(name: str) -> None:
    drawn = FIGURES[name](SCHOOL, demo.empty_plan(), Language.NL)
    assert not drawn.data
    assert drawn.layout.annotations[0].text.endswith(".")


def test_a_waiting_list_without_names_is_told_in_words() -> None:
    placed = {p.learner for p in PLAN.placements}
    school = SCHOOL.model_copy(
        update={"learners": tuple(x for x in SCHOOL.learners if x.reference in placed)}
    )
    plan = PLAN.model_copy(update={"waiting": ()})
    drawn = FIGURES["waiting"](school, plan, Language.NL)
    assert drawn.layout.annotations[0].text == "Niemand wacht: iedereen heeft een klas."


def test_everybody_who_waits_is_counted_once_under_the_main_reason() -> None:
    drawn = FIGURES["waiting"](SCHOOL, PLAN, Language.NL)
    (bars,) = [t for t in drawn.data if t.type == "bar"]
    assert (bars.name, sum(bars.x)) == ("Z-route", 6)
    assert drawn.layout.yaxis.ticktext[0] == "Passende klassen zijn vol"


def test_seats_show_members_minimum_target_and_the_maximum_of_the_room() -> None:
    traces = {t.name: t for t in FIGURES["seats"](SCHOOL, PLAN, Language.NL).data}
    assert list(traces["B1 overdag"].x) == [10, 10]
    assert list(traces["minimum"].x) == [8, 8, 6, 5]
    assert list(traces["streefgrootte"].x) == [12, 12, 10, 8]
    assert list(traces["maximum"].x) == [14, 20, 15, 12]


def test_make_up_has_a_dot_for_every_placed_learner() -> None:
    for name in ("level", "learnability"):
        drawn = FIGURES[name](SCHOOL, PLAN, Language.NL)
        assert sum(len(t.x) for t in drawn.data) == len(PLAN.placements)
    assert set(FIGURES["level"](SCHOOL, PLAN, Language.NL).data[2].x) == {0}


def test_the_score_shows_what_costs_something_dearest_first() -> None:
    drawn = FIGURES["score"](SCHOOL, PLAN, Language.NL)
    assert list(drawn.data[0].x) == [3200, 83]
    assert list(drawn.layout.yaxis.ticktext) == ["Cursisten zonder klas", "Niveauverschil"]


def test_the_search_shows_best_plan_and_proven_limit_from_when_they_are_known() -> None:
    best, proven = FIGURES["run"](SCHOOL, PLAN, Language.NL).data
    assert list(best.y) == [9000, 4000, 3283]
    assert list(proven.x) == [3.0, 20.0]
    assert "2,8 %" in best.hovertext[-1]


def test_names_cannot_bring_markup_into_a_figure() -> None:
    text = "".join(str(t.hovertext) for t in FIGURES["level"](SCHOOL, PLAN, Language.NL).data)
    assert "<img" not in text
    assert "&lt;img" in text
