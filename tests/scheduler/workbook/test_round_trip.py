"""What is written is read back the same, whatever a school holds."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models import (
    Audience,
    BusyReason,
    BusyWindow,
    Childcare,
    Gender,
    Household,
    HouseholdNeed,
    Learner,
    Literacy,
    Pace,
    Policy,
    Precedence,
    School,
    Slot,
    Status,
    Weights,
)
from models.activity_policy import ActivityPolicy
from scheduler.generate import SCENARIOS, generate
from scheduler.workbook import read_source, write_csv_folder, write_template, write_workbook
from scheduler.workbook.example import example_school
from scheduler.workbook.schema import TABLES
from solver import Settings, check, solve

FORMS = [(form, language) for form in ("xlsx", "csv") for language in ("nl", "en")]


def _through(school: School, folder: Path, form: str, language: str) -> School | None:
    target = folder / f"{form}-{language}"
    if form == "xlsx":
        write_workbook(school, target.with_suffix(".xlsx"), language)
        target = target.with_suffix(".xlsx")
    else:
        write_csv_folder(school, target, language)
    read = read_source(target)
    assert read.school is not None, [p.line("en") for p in read.problems]
    return read.school


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_example_is_read_back_the_same(tmp_path: Path, name: str) -> None:
    school = generate(name, 40, seed=3)
    for form, language in FORMS:
        assert _through(school, tmp_path, form, language) == school


# Text as it can stand in a cell: no control characters, no blanks around it, and none of the
# few forms that mean something else (an error value, the mark of a row of notes).
WORDS = (
    st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=12)
    | st.sampled_from(["007", "1e5", "12,5", "ja", "=1+1", "+31 6", "31-12-2025", "a;b\nc", '"x"'])
).filter(lambda text: not text.startswith(("#", "›")))
CODES = WORDS.filter(lambda text: "," not in text and ";" not in text)
HOURS = st.floats(0, 2000, allow_nan=False).map(lambda x: round(x, 3))
DATES = st.dates(date(2020, 1, 1), date(2025, 8, 31))
TIMES = st.times(time(0), time(23, 59)).map(lambda t: t.replace(second=0, microsecond=0))
SLOTS = st.builds(
    lambda day, start, length: Slot(day, start, min(start + length, 1440)),
    st.integers(0, 6),
    st.integers(0, 1439),
    st.integers(1, 600),
)


def _optional(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | values


LEARNER = st.fixed_dictionaries(
    {
        "name": _optional(WORDS),
        "status": st.sampled_from(Status),
        "literacy": st.sampled_from(Literacy),
        "pace": _optional(st.sampled_from(Pace)),
        "gender": _optional(st.sampled_from(Gender)),
        "birth_year": _optional(st.integers(1900, 2100)),
        "mother_tongue": _optional(WORDS),
        "other_languages": st.lists(CODES, max_size=3).map(tuple),
        "home_area": _optional(WORDS),
        "childcare": st.sampled_from(Childcare),
        "childcare_from": DATES,
        "work_hours": st.floats(0, 80, allow_nan=False).map(lambda x: round(x, 2)),
        "work_paid": st.booleans(),
        "registered_on": DATES,
        "term_started_on": _optional(DATES),
        "hours_language": HOURS,
        "attendance": _optional(st.floats(0, 1).map(lambda x: round(x, 3))),
        "wish_earliest": _optional(TIMES),
        "note": _optional(WORDS),
    }
)
BUSY = st.fixed_dictionaries(
    {
        "slot": SLOTS,
        "reason": st.sampled_from(BusyReason),
        "hard": _optional(st.booleans()),
        "valid_from": _optional(DATES),
        "area": _optional(WORDS),
    }
)
POLICY = st.fixed_dictionaries(
    {},
    optional={
        "addendum_until": DATES,
        "uses_addendum": st.booleans(),
        "certified_share": st.sampled_from([0.0, 0.5, 0.75, 1.0]),
        "household_need": st.sampled_from(HouseholdNeed),
        "work_precedence": st.sampled_from(Precedence),
        "evening_from": TIMES,
        "evening_for": st.lists(st.sampled_from(Audience), unique=True).map(tuple),
        "hours_needed_b1": HOURS,
        "sources": st.dictionaries(
            st.sampled_from(["evening_for", "addendum_until", "weights.travel"]), WORDS
        ),
        "weights": st.fixed_dictionaries({}, optional={"travel": st.integers(0, 1000)}),
    },
)

ACTIVITY_POLICY = st.fixed_dictionaries(
    {},
    optional={
        "horizon_weeks": st.integers(1, 156),
        "sources": st.dictionaries(st.sampled_from(["horizon_weeks", "weights.wish"]), WORDS),
        "weights": st.fixed_dictionaries({}, optional={"wish": st.integers(0, 1000)}),
    },
)


@st.composite
def odd_schools(draw: st.DrawFn) -> School:
    """The example school with odd values in the cells where people type freely."""
    base = example_school()
    learners = [
        Learner.model_validate({**dict(learner), **draw(LEARNER)}) for learner in base.learners[:3]
    ]
    learners += base.learners[3:]
    code = draw(CODES.filter(lambda c: not c.startswith(("C", "D"))))
    learners[-1] = learners[-1].model_copy(update={"reference": code})
    busy = [
        BusyWindow(person=draw(st.sampled_from(learners)).reference, **draw(BUSY)) for _ in range(3)
    ]
    policy = draw(POLICY)
    policy["weights"] = Weights.model_validate(policy.get("weights", {}))
    home = Household(
        reference="H1",
        need=draw(_optional(st.sampled_from(HouseholdNeed))),
        hard=draw(_optional(st.booleans())),
    )
    values = {
        "name": draw(WORDS),
        "learners": tuple(learners),
        "busy": tuple(busy),
        "households": (home,),
        "policy": Policy.model_validate(policy),
        "activity_policy": ActivityPolicy.model_validate(draw(ACTIVITY_POLICY)),
    }
    return School(**{**{k: getattr(base, k) for k in School.model_fields}, **values})


@pytest.mark.parametrize(("form", "language"), FORMS)
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(school=odd_schools())
def test_odd_values_are_read_back_the_same(
    tmp_path_factory: pytest.TempPathFactory, form: str, language: str, school: School
) -> None:
    assert _through(school, tmp_path_factory.mktemp("odd"), form, language) == school


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_template_is_valid_and_has_the_example(tmp_path: Path, language: str) -> None:
    write_template(tmp_path / "template.xlsx", language)
    read = read_source(tmp_path / "template.xlsx")
    assert read.problems == []
    assert read.school == example_school()


def test_the_template_can_be_planned() -> None:
    school = example_school()
    outcome = solve(school, Settings(time_limit=3, workers=1))
    assert outcome.plan is not None
    assert check(school, outcome.plan).violations == ()
    assert len(outcome.plan.placements) >= 20


@pytest.mark.parametrize(("language", "guide"), [("nl", "Uitleg"), ("en", "Guide")])
def test_the_template_explains_itself(tmp_path: Path, language: str, guide: str) -> None:
    write_template(tmp_path / "template.xlsx", language)
    book = openpyxl.load_workbook(tmp_path / "template.xlsx")
    assert book.sheetnames == [guide, *(table.sheet(language) for table in TABLES)]
    for table in TABLES:
        sheet = book[table.sheet(language)]
        assert [c.value for c in sheet[1]] == [c.header(language) for c in table.columns]
        assert all(c.value for c in sheet[2]), "every column has a note"
        assert sheet["A3"].value is not None, "every sheet has an example row"
        lists = {str(area) for rule in sheet.data_validations.dataValidation for area in rule.sqref}
        choices = [c for c in table.columns if c.kind.words and not c.kind.many]
        assert len(lists) == len(choices), "every choice has its drop-down"
    guide_text = {cell.value for row in book[guide].iter_rows() for cell in row}
    assert {"langste wachttijd in weken", "longest wait in weeks"} & guide_text
