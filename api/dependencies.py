"""What routes ask for: a session, the settings, a row that exists."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from fastapi import Depends, Request
from sqlmodel import Session

from api.problems import ApiProblem
from api.settings import ServerSettings
from api.store import JobRow, PlanRow, SchoolRow, StudyRow
from models import Plan, School, Text


def _session(request: Request) -> Iterator[Session]:
    with Session(request.app.state.engine) as session:
        yield session


def _settings(request: Request) -> ServerSettings:
    settings: ServerSettings = request.app.state.settings
    return settings


SessionDep = Annotated[Session, Depends(_session)]
SettingsDep = Annotated[ServerSettings, Depends(_settings)]

_NO_SCHOOL = Text(nl="Deze school bestaat niet", en="There is no such school")
_NO_JOB = Text(nl="Deze opdracht bestaat niet", en="There is no such job")
_NO_STUDY = Text(
    nl="Dit onderzoek bestaat niet, of er is nog niets van te laten zien",
    en="There is no such study, or nothing of it to show yet",
)
_NO_PLAN = Text(nl="Dit rooster bestaat (nog) niet", en="There is no such plan (yet)")


def _school(school_id: str, session: SessionDep) -> SchoolRow:
    row = session.get(SchoolRow, school_id)
    if row is None:
        raise ApiProblem(404, _NO_SCHOOL)
    return row


def _job(job_id: str, session: SessionDep) -> JobRow:
    row = session.get(JobRow, job_id)
    if row is None:
        raise ApiProblem(404, _NO_JOB)
    return row


def _planned(plan_id: str, session: SessionDep) -> tuple[School, Plan]:
    row = session.get(PlanRow, plan_id)
    if row is None:
        raise ApiProblem(404, _NO_PLAN)
    return session.get_one(SchoolRow, row.school_id).school(), row.plan()


def _study(study_id: str, session: SessionDep) -> StudyRow:
    row = session.get(StudyRow, study_id)
    if row is None or not row.result:
        raise ApiProblem(404, _NO_STUDY)
    return row


SchoolDep = Annotated[SchoolRow, Depends(_school)]
JobDep = Annotated[JobRow, Depends(_job)]
PlannedDep = Annotated[tuple[School, Plan], Depends(_planned)]
StudyDep = Annotated[StudyRow, Depends(_study)]
