"""Who registered in a replication's first year, and what became of them under each policy."""

from __future__ import annotations

from itertools import count
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from models import Audience, Childcare, Gender, Literacy, Route, Slot, Status
from models.intake_tables import Registration
from models.levels import nearest_level
from models.text import Language
from scheduler.laboratory.inflow import AUDIENCE_BIT, YEAR_WEEKS
from scheduler.laboratory.tables import write_table
from scheduler.laboratory.trial import Trial, Tried
from scheduler.laboratory.words import RESULTS, STAGES
from scheduler.words import ROUTES
from scheduler.workbook.schema import BY_FIELD
from scheduler.workbook.writer import write_csv_table
from solver.laboratory.world import NOWHERE, Array, Period, Stage, spouses_of

HEADER = 1  # the first row of the list of registrations
HOURS = {Period.MORNING: (540, 720), Period.AFTERNOON: (780, 960), Period.EVENING: (1080, 1320)}


def write_people(tried: Tried, folder: Path, language: Language) -> list[Path]:
    """Write the own municipality's registrations of the first replication as the sheet that they
    can be read from again, and what became of those people; the paths written.
    """
    trial, number = tried.trial, int(tried.replications[0])
    rows = trial.people(trial.policies[0], number)
    own = np.flatnonzero(_counted(trial, rows))
    school = trial.school.model_copy(update={"registrations": registrations(trial, rows[own])})
    book = write_csv_table(school, BY_FIELD["registrations"], folder, language)
    frame = pd.concat([_became(trial, p, number, language) for p in range(len(trial.policies))])
    return [*([] if book is None else [book]), *write_table(frame, folder / "people")]


def _counted(trial: Trial, rows: Array) -> Array:
    begins, weeks = trial.span.warm_up, trial.span.cohort
    found: Array = (
        (rows["home"] == 1) & (rows["arrive"] >= begins) & (rows["arrive"] < begins + weeks)
    )
    return found


def registrations(trial: Trial, rows: Array) -> tuple[Registration, ...]:
    """Learners of an inflow as past registrations; their work as usual hours from Monday to
    Friday, of their week the Monday, and a household only where both are among them.
    """
    spouse = spouses_of(rows["household"])
    taken = trial.school.household  # a code of the school's own would say what that couple needs
    free = (code for at in count(1) if (code := f"H{at}") not in taken)
    homes = dict(zip(_first_seen(rows[spouse != NOWHERE]), free, strict=False))
    return tuple(_registration(trial, row, homes.get(int(row["household"]))) for row in rows)


def _first_seen(rows: Array) -> list[int]:
    return list(dict.fromkeys(rows["household"].tolist()))


def _registration(trial: Trial, row: Any, home: str | None) -> Registration:
    day = trial.span.monday(int(row["arrive"]))
    term = round(trial.school.policy.term_years * YEAR_WEEKS)
    groups = int(row["audience"])
    sexes = {Audience.WOMEN: Gender.FEMALE, Audience.MEN: Gender.MALE}
    care = Childcare.ARRANGED if row["care_from"] <= row["arrive"] else Childcare.UNAVAILABLE
    languages = ("", *trial.inflow.languages)
    return Registration(
        registered_on=day,
        route=list(Route)[row["route"]],
        level=nearest_level(float(row["level"])),
        status=list(Status)[row["status"]],
        literacy=list(Literacy)[row["literacy"]],
        learnability=int(row["learnability"]),
        birth_year=day.year - int(row["age"]) if row["age"] else None,
        gender=next((sex for of, sex in sexes.items() if groups & AUDIENCE_BIT[of]), None),
        childcare=care if row["children"] else Childcare.NONE,
        work_paid=bool(row["works"]),
        work_slots=tuple(_hours(int(row["work_blocks"]))) if row["works"] else (),
        attendance=round(float(row["attendance"]), 2),
        term_started_on=trial.span.monday(int(row["term_end"]) - term),
        household=home,
        mother_tongue=languages[row["language"]] or None,
    )


def _hours(blocks: int) -> list[Slot]:
    return [
        Slot(day, *hours) for period, hours in HOURS.items() if blocks & period for day in range(5)
    ]


def _became(trial: Trial, policy: int, number: int, language: Language) -> pd.DataFrame:
    """A row per registration of the own municipality: ``row`` is its row in that list."""
    asked = trial.policies[policy]
    _, rows, state = trial.replicate(asked, number)
    own = np.flatnonzero(_counted(trial, rows))
    end, row = state.people[own], rows[own]
    begun = end["started"] != NOWHERE
    until = np.where(
        begun, end["started"], np.where(end["ended"] == NOWHERE, trial.span.weeks, end["ended"])
    )
    stages = {int(stage): name(language) for stage, name in STAGES.items()}
    routes = [ROUTES[route](language) for route in Route]
    return pd.DataFrame(
        {
            "policy": asked.reference,
            "row": np.arange(len(own)) + HEADER + 1,
            "registered": [trial.span.monday(int(t)) for t in row["arrive"]],
            "first_lesson": [trial.span.monday(int(t)) if t >= 0 else None for t in end["started"]],
            "weeks_waited": until - row["arrive"],
            "weeks_bridging": end["bridged"],
            "weeks_between_classes": end["between"],
            "changes_of_class": end["changes"],
            "lesson_hours": end["hours"].round(1),
            "participation_hours": end["participation"].round(1),
            "route_at_registration": [routes[at] for at in row["route"]],
            "route_at_the_end": [routes[at] for at in end["route"]],
            "level_at_registration": [nearest_level(float(x)).value for x in row["level"]],
            "level_at_the_end": [nearest_level(float(x)).value for x in end["level"]],
            "at_the_end": [stages[int(stage)] for stage in end["stage"]],
            "result": [
                RESULTS[int(result)](language) if stage == Stage.FINISHED else ""
                for result, stage in zip(end["result"], end["stage"], strict=True)
            ],
        }
    )
