"""The people of one replication: a list that can be used again, and what became of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from models import Household, Language
from models.intake_tables import Registration
from scheduler.laboratory.history import History
from scheduler.laboratory.outcomes import COLUMNS, Figure
from scheduler.laboratory.people import registrations, write_people
from scheduler.laboratory.trial import Tried
from scheduler.workbook import read_table
from solver.laboratory.world import NOWHERE, spouses_of
from tests.scheduler.laboratory.conftest import trial


def test_the_list_says_of_people_what_the_laboratory_knew() -> None:
    """Read as past registrations everybody is who he or she was."""
    asked = trial("heemstede_bloemendaal", 1)
    rows = asked.people(asked.policies[0], 0)
    rows = rows[rows["home"] == 1]
    at = asked.school.model_copy(update={"registrations": registrations(asked, rows)})
    again = History.of(at, asked.inflow.offered)
    for same in (
        "status", "route", "learnability", "literacy", "works", "children", "audience", "age",
    ):  # fmt: skip
        assert (again.people[same] == rows[same]).all(), same
    assert np.abs(again.people["attendance"] - rows["attendance"]).max() < 0.0051
    assert np.abs(again.people["level"] - rows["level"]).max() < 5
    assert (
        (again.people["care_from"] > 0)
        == (rows["children"] == 1) & (rows["care_from"] > rows["arrive"])
    ).all()
    working = rows["works"] == 1
    assert (again.people["work_blocks"][working] == rows["work_blocks"][working]).all()
    assert (again.people["term_end"] == rows["term_end"] - rows["arrive"]).all()
    spouses = spouses_of(rows["household"])
    assert (spouses != NOWHERE).sum() > 20
    assert (spouses_of(again.people["household"]) == spouses).all()
    spoken = [again.languages[x - 1] for x in again.people["language"]]
    assert spoken == [asked.inflow.languages[x - 1] for x in rows["language"]]


def test_a_couple_does_not_get_the_code_of_a_household_of_the_school() -> None:
    asked = trial("heemstede_bloemendaal", 1)
    rows = asked.people(asked.policies[0], 0)
    owner = asked.school.model_copy(update={"households": (Household(reference="H1"),)})
    owner.__dict__.pop("household", None)  # looked up anew
    taken = replace(asked, school=owner)
    codes = [
        {row.household for row in registrations(at, rows) if row.household} for at in (asked, taken)
    ]
    assert "H1" in codes[0]
    assert "H1" not in codes[1]
    assert len(codes[0]) == len(codes[1]) > 10


@pytest.mark.parametrize(
    ("language", "book"), [(Language.NL, "aanmeldingen"), (Language.EN, "registrations")]
)
def test_what_became_of_people_agrees_with_the_figures(
    tried: Tried, tmp_path: Path, language: Language, book: str
) -> None:
    written = write_people(tried, tmp_path, language)
    assert {path.name for path in written} == {f"{book}.csv", "people.csv", "people.parquet"}
    people = pd.read_parquet(tmp_path / "people.parquet")
    read = read_table(tmp_path / f"{book}.csv", "registrations")
    assert not read.problems
    rows = [row for row in read.records if isinstance(row, Registration)]
    for p, policy in enumerate(tried.trial.policies):
        mine = people[people["policy"] == policy.reference]
        assert mine["row"].tolist() == list(range(2, len(rows) + 2))
        assert mine["registered"].tolist() == [row.registered_on for row in rows]
        for column, figure in (
            ("lesson_hours", Figure.HOURS),
            ("changes_of_class", Figure.CHANGES),
            ("weeks_between_classes", Figure.BETWEEN),
        ):
            stated = tried.figures[p, 0, COLUMNS.index(("all", figure))]
            assert mine[column].mean() == pytest.approx(stated, abs=0.051), (policy, column)
        done = {"klaar", "finished"}
        finished = tried.figures[p, 0, COLUMNS.index(("all", Figure.FINISHED))]
        assert mine["at_the_end"].isin(done).mean() == pytest.approx(finished)
        assert (mine["result"] != "").mean() == pytest.approx(finished)
