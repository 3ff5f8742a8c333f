"""The shapes of answers."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, Field

from api.store import JobRow, State
from models import Progress
from models.text import Language


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


class JobView(BaseModel):
    """A job: its state, the latest figures, and its plan when there is one."""

    id: str = Field(examples=["9c2e4b"])
    school_id: str = Field(examples=["5f0c1e"])
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
    message: str = Field(default="", examples=[""])


def job_view(job: JobRow, news: Progress | None, has_plan: bool, language: Language) -> JobView:
    """A job for the client."""
    return JobView(
        id=job.id,
        school_id=job.school_id,
        state=job.state,
        created=job.created,
        time_limit=job.time_limit,
        seconds=news.seconds if news else None,
        stage=news.stage if news else None,
        objective=news.objective if news else None,
        bound=news.bound if news else None,
        gap=news.gap if news else None,
        placed=news.placed if news else None,
        plan=f"/api/v1/plans/{job.id}" if has_plan else None,
        message=job.message_nl if language is Language.NL else job.message_en,
    )
