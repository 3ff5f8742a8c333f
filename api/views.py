"""The shapes of answers."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field
from sqlmodel import Session

from api.store import JobRow, PlanRow, ProgressRow, State, StudyRow, latest
from models.intake import IntakePolicy
from models.intake_tables import SweepRow
from models.text import Language
from scheduler.laboratory.study import Question


class SchoolView(BaseModel):
    """A school that was uploaded."""

    id: str = Field(examples=["5f0c1e"])
    name: str = Field(examples=["Taalscholen Eindhoven"])
    filename: str = Field(examples=["eindhoven.xlsx"])
    learners: int = Field(examples=[700])
    created: datetime
    warnings: list[dict[str, Any]] = []


class PlanRequest(BaseModel):
    """How to search: seconds and/or rounds, cores, seed."""

    time_limit: Annotated[float, Field(gt=0, le=86_400, examples=[60])] = 60
    work_limit: Annotated[int, Field(gt=0, le=1_000_000)] | None = None
    workers: Annotated[int, Field(gt=0, le=256)] | None = None
    seed: Annotated[int, Field(ge=0, le=2**31)] = 1


_FIGURES = {"nu": {"wait_p90": [11.2, 10.1, 12.3], "level_distance": [7.9, 7.7, 8.1]}}


class JobView(BaseModel):
    """A job: its state, the latest figures, and what it has made when there is anything.

    A job makes a plan (``kind`` is "plan": ``objective``, ``bound``, ``gap``, ``placed``) or a
    study of intake policies ("policies": ``done`` of ``replications``, ``figures`` so far).
    """

    id: str = Field(examples=["9c2e4b"])
    school_id: str = Field(examples=["5f0c1e"])
    kind: Literal["plan", "policies"] = Field(default="plan", examples=["plan"])
    state: State = Field(examples=[State.RUNNING])
    created: datetime
    time_limit: float | None = Field(default=None, examples=[60])
    seconds: float | None = Field(default=None, examples=[12.4])
    stage: str | None = Field(default=None, examples=["improve"])
    objective: int | None = Field(default=None, examples=[20724])
    bound: int | None = Field(default=None, examples=[9711])
    gap: float | None = Field(default=None, examples=[0.53])
    placed: int | None = Field(default=None, examples=[679])
    plan: str | None = Field(
        default=None,
        description="address of the best plan so far",
        examples=["/api/v1/plans/9c2e4b"],
    )
    done: int | None = Field(default=None, examples=[15])
    replications: int | None = Field(default=None, examples=[100])
    figures: dict[str, dict[str, list[float | None]]] | None = Field(
        default=None,
        description="by policy and figure: mean and 95 % interval over the replications so far",
        examples=[_FIGURES],
    )
    study: str | None = Field(
        default=None,
        description="address of the study once there is a report",
        examples=["/api/v1/studies/9c2e4b"],
    )
    message: str = Field(default="", examples=[""])


def job_view(session: Session, job: JobRow, language: Language) -> JobView:
    """A job for the client."""
    study, news = session.get(StudyRow, job.id), latest(session, job.id)
    shared: dict[str, Any] = {
        "id": job.id,
        "school_id": job.school_id,
        "state": job.state,
        "created": job.created,
        "message": job.message_nl if language is Language.NL else job.message_en,
    }
    if study is not None:
        return JobView(**shared, **_of_study(study, news))
    return JobView(**shared, **_of_plan(session, job, news))


def _of_plan(session: Session, job: JobRow, row: ProgressRow | None) -> dict[str, Any]:
    has_plan = session.get(PlanRow, job.id) is not None
    names = ("seconds", "stage", "objective", "bound", "gap", "placed")
    news = row.progress() if row else None
    return {
        "time_limit": job.time_limit,
        "plan": f"/api/v1/plans/{job.id}" if has_plan else None,
        **({name: getattr(news, name) for name in names} if news else {}),
    }


def _of_study(study: StudyRow, row: ProgressRow | None) -> dict[str, Any]:
    news = row.study_progress() if row else None
    return {
        "kind": "policies",
        "seconds": news.seconds if news else None,
        "done": news.done if news else 0,
        "replications": study.order().question.replications,
        "figures": news.figures if news else None,
        "study": f"/api/v1/studies/{study.id}" if study.result else None,
    }


_POLICY: dict[str, Any] = {
    "reference": "drempel",
    "nl": "Bij twaalf aanmeldingen",
    "en": "At twelve registrations",
    "rules": [{"every_weeks": 1, "threshold": 12, "entry": 4}],
}


class StudyRequest(Question):
    """Which policies to try, how long and how often.

    ``policies`` are policies in full; ``names`` takes some of the school's own. Without either
    all of the school's own are tried. ``sweeps`` tries values on the first policy.
    """

    policies: list[IntakePolicy] = Field(default=[], examples=[[_POLICY]])
    names: list[str] = Field(default=[], examples=[["nu"]])
    sweeps: list[SweepRow] = Field(
        default=[], examples=[[{"field": "threshold", "values": [6, 8, 10]}]]
    )


class AuditView(BaseModel):
    """``weeks`` on which the fast formation of classes was put beside the full planner, and the
    policies that have none; rules that it broke (none, or it is not honest); how much dearer it
    was on average, as a share of the full planner's score.
    """

    weeks: int = Field(examples=[6])
    not_compared: list[str] = []
    violations: int = Field(examples=[0])
    excess: float | None = Field(examples=[0.04])


class StudyView(BaseModel):
    """What a study found.

    ``policies``: by policy and figure the mean and both ends of its 95 % interval. ``pareto``:
    those that no other beats in waiting, evenness and cost. ``cheapest_within``: those under
    which 90 % begin within ``within_weeks``, cheapest first. ``audit``: weeks on which the fast
    formation of classes was put beside the full planner, rules broken on them, and how much
    dearer the fast decisions were (a share).
    """

    id: str = Field(examples=["9c2e4b"])
    school_id: str = Field(examples=["5f0c1e"])
    replications: int = Field(examples=[100])
    policies: dict[str, dict[str, list[float | None]]] = Field(examples=[_FIGURES])
    pareto: list[str] = Field(examples=[["nu", "kwartaal"]])
    within_weeks: int = Field(examples=[8])
    cheapest_within: list[str] = Field(examples=[["doorlopend"]])
    audit: AuditView
