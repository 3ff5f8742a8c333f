"""A study that is stopped, and causes of disagreements with the report."""

from __future__ import annotations

from pathlib import Path

import pytest

from models import Language
from scheduler.laboratory.causes import Try, tries
from scheduler.laboratory.choosing import chosen_policies
from scheduler.laboratory.compiled import language_schools
from scheduler.laboratory.fidelity import column_of, facts
from scheduler.laboratory.inflow import Inflow
from scheduler.laboratory.intervals import AT
from scheduler.laboratory.settings import instead, value
from scheduler.laboratory.study import Question, Study, carry_out_study
from tests.scheduler.laboratory.conftest import example, school


def test_a_study_stopped_before_it_is_put_beside_the_report_tells_what_was_done(
    tmp_path: Path,
) -> None:
    at, done = school("zutphen"), [0]
    policies = chosen_policies(at, example("zutphen"), ["nu"])
    question = Question(years=1, replications=15, audit=1)
    study = Study.of(at, example("zutphen"), policies, question, compare_with_report=True)

    def hear(count: int, *_: object) -> None:
        done[0] = count

    words = {"jobs": 1, "on_progress": hear}
    stopped = carry_out_study(
        study, tmp_path, Language.NL, should_stop=lambda: done[0] >= 5, **words
    )  # fmt: skip
    assert 5 <= len(stopped.tried.replications) < 15
    assert stopped.facts == ()
    assert (tmp_path / "report.html").exists()
    whole = carry_out_study(study, tmp_path, Language.NL, **words)
    assert whole.tried.complete
    assert whole.facts


def test_every_cause_is_tried_on_a_statement_of_the_report() -> None:
    stated = {(f.municipality, f.group, f.figure) for f in facts()}
    assert tries()
    assert all((t.municipality, t.group, t.figure) in stated for t in tries())
    for fact in facts():
        assert column_of(fact.group, fact.figure, school(fact.municipality)) in AT


@pytest.mark.parametrize("one", tries(), ids=lambda t: f"{t.municipality}: {t.en}")
def test_a_cause_changes_something(one: Try) -> None:
    at = school(one.municipality)
    present = chosen_policies(at, example(one.municipality), ["nu"])[0]
    study = Study.of(at, example(one.municipality), [present], Question())
    source = study.trial.inflow
    assert isinstance(source, Inflow)
    before = study.trial.mark()
    with instead(one.values):
        folder = example(one.municipality)
        other = Study.of(one.school(at), folder, [one.policy(present)], Question())
        changed = other.trial.mark()
    moved = one.inflow(source).streams != source.streams
    assert moved or changed != before
    assert study.trial.mark() == before, "the laboratory's own numbers are back"


def test_other_values_hold_for_a_while_only() -> None:
    own = value("careers", "life", "pause")
    with instead({"careers": {"life": {"pause": [0, 0]}}}):
        assert value("careers", "life", "pause") == [0, 0]
    assert value("careers", "life", "pause") == own
    with pytest.raises(KeyError), instead({"careers": {"life": {"no": 1}}}):
        pass


def test_language_schools_are_known_by_their_place_among_the_offerings() -> None:
    assert language_schools(school("hilversum"))[:2] == ("Fairfield College", "TopTaal")
    assert column_of("school:TopTaal", "wait_median", school("hilversum"))[0] == "school:2"
