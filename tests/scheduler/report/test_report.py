"""The report gives the answer first, in plain words, and lets nobody's name run as code."""

import re
from pathlib import Path

import pytest

from models import Language, Plan
from scheduler.report import write_report
from scheduler.report.content import Content
from scheduler.report.page import render
from scheduler.report.pictures import even_parts
from scheduler.view import PlanView
from solver import check
from tests.scheduler import demo

SCHOOL, PLAN = demo.school(), demo.plan()


def content(plan: Plan = PLAN, language: Language = Language.NL) -> Content:
    return Content(PlanView(SCHOOL, plan), language)


def with_run(**changes: object) -> Plan:
    assert PLAN.run is not None
    return PLAN.model_copy(update={"run": PLAN.run.model_copy(update=changes)})


def own_part(page: str) -> str:
    """The page without the drawing library."""
    return re.sub(r"<script>(?!\n?\"use strict\").*?</script>", "", page, flags=re.DOTALL)


@pytest.fixture(scope="module")
def page() -> str:
    return own_part(render(PlanView(SCHOOL, PLAN), Language.NL))


def test_the_plan_of_these_tests_obeys_all_rules() -> None:
    assert check(SCHOOL, PLAN).violations == ()


def test_the_headline_counts_who_has_a_class_and_who_waits() -> None:
    assert content().headline == "34 van de 40 cursisten hebben een klas; 6 wachten."
    assert content(language=Language.EN).headline.startswith("34 of the 40 learners have a class")
    assert content(demo.empty_plan()).headline.startswith("Nog geen enkele cursist")


def test_the_second_sentence_says_how_much_better_it_could_be() -> None:
    assert content().quality == "Een ander plan kan hoogstens 2,8 % beter zijn."
    assert "bestaat niet" in content(with_run(gap=0.0)).quality
    assert content(demo.empty_plan()).quality == ""


@pytest.mark.parametrize("gap", [None, 1.0])
def test_nothing_is_promised_when_nothing_is_proven(gap: float | None) -> None:
    reason = "stopped before the first bound was proven"
    quality = content(with_run(gap=gap, gap_reason=reason)).quality
    assert "niet bewezen (het zoeken stopte te vroeg)" in quality


def test_everybody_on_the_waiting_list_stands_under_one_reason_longest_wait_first() -> None:
    groups = content().waiting
    assert sum(len(people) for _, people in groups) == 6
    assert [w.learner.reference for w in groups[0][1]] == ["C35", "C36"]
    assert {reason for reason, _ in groups} >= {"Andere reden", "Geen docent vrij"}


def test_what_becomes_of_running_classes_is_told_first_in_a_few_sentences() -> None:
    assert content().changes_summary == [
        "Er starten 3 nieuwe klassen.",
        "De ene lopende klas gaat door.",
        "Geen enkele lopende klas krijgt andere lestijden, een andere docent of een ander lokaal.",
        "Niemand raakt een plaats kwijt.",
    ]
    assert "stopt" in content(demo.empty_plan()).changes_summary[1]


def test_a_running_class_shows_who_comes_and_who_goes_and_what_moves() -> None:
    (change,) = content().changes
    assert (change.was, change.becomes, change.moves) == (8, 10, [])
    assert [name for _, name, _ in change.coming] == ["C09", "C10"]
    moved = PLAN.model_copy(
        update={
            "classes": tuple(
                c.model_copy(update={"sessions": PLAN.classes[1].sessions}) if c.existing else c
                for c in PLAN.classes
            ),
            "placements": tuple(p for p in PLAN.placements if p.learner != "C01"),
        }
    )
    (change,) = content(moved).changes
    assert change.moves == [
        "lestijden: ma, wo 09:00-12:00 → ma 13:00-16:00; di 09:00-12:00",
        "lokaal: Lokaal 1 → Lokaal 2",
    ]
    assert [(name, where) for _, name, where in change.going] == [("C01", "wachtlijst")]
    assert content(moved).changes_summary[2:] == [
        "Eén lopende klas krijgt andere lestijden, een andere docent of een ander lokaal.",
        "Eén cursist gaat uit de klas.",
    ]


def test_notices_stand_at_the_top(page: str) -> None:
    assert page.index("Het Addendum geldt niet.") < page.index('id="classes"')


def test_the_page_is_in_its_language() -> None:
    page = own_part(render(PlanView(SCHOOL, PLAN), Language.EN))
    assert '<html lang="en">' in page
    assert "Waiting list" in page
    assert "Wachtlijst" not in page


def test_nothing_on_the_page_comes_from_elsewhere(page: str) -> None:
    addresses = re.findall(r'(?:src|href)="([^"]*)"', page)
    assert addresses
    assert all(x.startswith(("#", "data:")) for x in addresses)
    assert "url(" not in page
    assert "default-src 'none'" in page


def test_names_are_text_and_never_markup(page: str) -> None:
    assert "<img" not in page
    assert "&lt;img src=x onerror=alert(1)&gt;" in page


@pytest.mark.parametrize("language", ["nl", "en"])
def test_an_empty_plan_still_makes_a_report(tmp_path: Path, language: str) -> None:
    write_report(SCHOOL, demo.empty_plan(), tmp_path / "report.html", language)
    assert "40" in (tmp_path / "report.html").read_text("utf-8")


def test_long_figures_are_cut_into_even_parts() -> None:
    rows = [str(i) for i in range(31)]
    parts = even_parts(rows, 15)
    assert [len(p) for p in parts] == [10, 11, 10]
    assert [x for part in parts for x in part] == rows
    assert even_parts([], 15) == [[]]
