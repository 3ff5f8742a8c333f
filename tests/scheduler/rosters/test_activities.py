"""Plans of activities count in the ledger: what makes hours, and what takes a lesson's place."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from models import HoursKind, School, Strand
from models.activities import ActivityKind, Yielding
from models.activity_plan import (
    ActivityGroup,
    ActivityPlan,
    Meeting,
    Membership,
    Placed,
    Stay,
)
from models.calendar import WEEK
from scheduler.activities.planfile import write_activity_plan
from scheduler.ledger import keep_ledger
from scheduler.rosters import OPEN_ENDED, Rosters, meetings_of, read_rosters
from tests.activities import an_activity
from tests.builders import START, a_class, a_learner, a_plan, a_school, slots

TERM = START - timedelta(weeks=52)


def school() -> School:
    return a_school(
        [a_learner("a", route="Z", term_started_on=TERM, attendance=1), a_learner("b")],
        activities=(
            an_activity("pvt", "ma 9-12", yields=Yielding.EXCUSED),
            an_activity("map", "di 9-12", kind=ActivityKind.MAP),
            an_activity("koken", "wo 9-12", kind=ActivityKind.PARTICIPATION),
            an_activity("werk", "do 9-17", kind=ActivityKind.PLACEMENT, weekly_hours=8,
                        meetings=None),
            an_activity("brug", "vr 9-12", kind=ActivityKind.BRIDGING, meetings=None,
                        max_stay_weeks=12),
        ),
        policy={"follows_school_holidays": False},
    )  # fmt: skip


def group(reference: str, activity: str, day: int, weeks: int) -> ActivityGroup:
    meetings = tuple(
        Meeting(day=START + timedelta(days=day) + k * WEEK, start=540, end=720, number=k + 1)
        for k in range(weeks)
    )
    return ActivityGroup(reference=reference, activity=activity, meetings=meetings)


def plan(**fields: object) -> ActivityPlan:
    given = {
        "school": "School",
        "start": START,
        "until": START + 10 * WEEK - timedelta(days=1),
        "groups": (group("p", "pvt", 0, 4), group("m", "map", 1, 2), group("k", "koken", 2, 5)),
        "members": tuple(Membership(learner="a", group=g) for g in ("p", "m", "k")),
        "placements": (Placed(learner="a", activity="werk", slots=slots("do 9-17"), whole_days=1),),
        "stays": (Stay(learner="b", activity="brug", first=START, last=START + 3 * WEEK),),
        **fields,
    }
    return ActivityPlan.model_validate(given)


def test_every_kind_of_activity_has_its_row_and_counts_for_its_own_norm() -> None:
    found: dict[tuple[Strand, HoursKind | None], float] = {}
    for learner, meeting in meetings_of(school(), plan()):
        key = (meeting.strand, meeting.kind)
        found[key] = found.get(key, 0) + meeting.session.hours
        assert learner == ("b" if meeting.strand is Strand.BRIDGING else "a")
    assert found == {
        (Strand.PVT, HoursKind.PVT): 4 * 3,
        (Strand.MAP, None): 2 * 3,
        (Strand.PARTICIPATION, HoursKind.PARTICIPATION): 5 * 3 + 10 * 8,
        (Strand.BRIDGING, None): 3 * 3,
    }


def test_the_ledger_counts_them_and_a_pvt_that_goes_first_costs_its_lessons() -> None:
    here = school()
    lessons = a_plan(here, a_class("n", "ma 9-12, vr 9-12"), n="a")
    without = keep_ledger(Rosters(here, (lessons,)), START)
    activities: dict[str, list[object]] = {}
    for learner, meeting in meetings_of(here, plan()):
        activities.setdefault(learner, []).append(meeting)
    ledger = keep_ledger(Rosters(here, (lessons,)), START, activities)  # type: ignore[arg-type]
    accounts = {a.kind: a for a in ledger.of["a"].accounts}
    before = {a.kind: a for a in without.of["a"].accounts}
    assert accounts[HoursKind.PVT].planned == 12
    assert accounts[HoursKind.PARTICIPATION].planned == 95
    language = HoursKind.LANGUAGE
    assert before[language].planned - accounts[language].planned == pytest.approx(4 * 3)


def test_a_plan_of_another_source_is_refused_with_all_that_is_unknown(tmp_path: Path) -> None:
    write_activity_plan(
        plan(
            groups=(group("p", "weg", 0, 1),),
            members=(Membership(learner="z", group="p"),),
            placements=(),
            stays=(),
        ),
        tmp_path,
    )
    read = read_rosters(school(), [tmp_path], START + OPEN_ENDED)
    told = [p.line("nl") for p in read.problems]
    assert len(told) == 2
    assert "Activiteit 'weg'" in told[0]
    assert "Cursist 'z'" in told[1]


def test_a_plan_of_this_source_is_read(tmp_path: Path) -> None:
    write_activity_plan(plan(), tmp_path)
    found = read_rosters(school(), [tmp_path], START + OPEN_ENDED).activities
    assert {len(found["a"]), len(found["b"])} == {4 + 2 + 5 + 10, 3}
