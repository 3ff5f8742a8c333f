"""Routes for jobs: state, events, stop, remove."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from fastapi import APIRouter, Request
from sqlmodel import Session, col, select
from sse_starlette import EventSourceResponse, ServerSentEvent

from api.dependencies import JobDep, SessionDep
from api.language import LanguageDep
from api.problems import ApiProblem, described
from api.store import ENDED, JobRow, ProgressRow, State, StudyRow, remove_job
from api.views import JobView, job_view
from models import Text

router = APIRouter(tags=["jobs"])
NO_JOB = described(s404="No such job")
PULSE = 0.4  # seconds between two looks for news

_STREAM = """id: 3
event: progress
data: {"state": "running", "objective": 20724, "bound": 9711, "placed": 679, ...}

id: 9
event: end
data: {"state": "done", "plan": "/api/v1/plans/5f0c1e", ...}
"""
_RUNNING = Text(nl="Deze opdracht loopt nog; stop haar eerst", en="This job runs; stop it first")
_NOT_RESUMED = Text(
    nl="Alleen een gestopt of onderbroken onderzoek van instroombeleid kan verder",
    en="Only a study of intake policies that was stopped or interrupted can go on",
)


@router.get("/jobs", summary="All jobs, the newest first")
def jobs(session: SessionDep, language: LanguageDep) -> list[JobView]:
    """With their latest figures."""
    query = select(JobRow).order_by(col(JobRow.created).desc()).limit(200)
    return [job_view(session, job, language) for job in session.exec(query).all()]


@router.get("/jobs/{job_id}", summary="A job's state and progress", responses=NO_JOB)
def job(row: JobDep, session: SessionDep, language: LanguageDep) -> JobView:
    """A plan: objective, proven bound, gap, learners placed. A study: figures so far."""
    return job_view(session, row, language)


@router.post(
    "/jobs/{job_id}/stop",
    status_code=202,
    summary="Stop and keep what there is",
    responses=NO_JOB,
)
def stop(row: JobDep, session: SessionDep, language: LanguageDep) -> JobView:
    """A job that has ended stays as it is; one still in the queue ends at once. A plan is the
    best so far; a study reports on the replications that are done.
    """
    if row.state is State.QUEUED:
        row.state = State.STOPPED
    row.stop_asked = True
    session.add(row)
    session.commit()
    return job_view(session, row, language)


@router.post(
    "/jobs/{job_id}/resume",
    status_code=202,
    summary="Take up a study where it stopped",
    responses=described(s404="No such job", s409="It runs, is done, or makes a plan"),
)
def resume(row: JobDep, session: SessionDep, language: LanguageDep) -> JobView:
    """Replications that are done are not done again; 409 unless stopped or interrupted."""
    is_study = session.get(StudyRow, row.id) is not None
    if not is_study or row.state not in (State.STOPPED, State.INTERRUPTED):
        raise ApiProblem(409, _NOT_RESUMED)
    row.state, row.stop_asked, row.message_nl, row.message_en = State.QUEUED, False, "", ""
    session.add(row)
    session.commit()
    return job_view(session, row, language)


@router.delete(
    "/jobs/{job_id}",
    status_code=204,
    summary="Remove a job and its plan or study",
    responses=described(s404="No such job", s409="It is still running"),
)
def delete_job(row: JobDep, session: SessionDep) -> None:
    """409 while it is running."""
    if row.state not in ENDED:
        raise ApiProblem(409, _RUNNING)
    remove_job(session, row.id)
    session.commit()


@router.get(
    "/jobs/{job_id}/events",
    summary="Progress as server-sent events",
    response_class=EventSourceResponse,
    responses={
        **NO_JOB,
        200: {
            "description": "A stream of job views",
            "content": {"text/event-stream": {"example": _STREAM}},
        },
    },
)
async def events(row: JobDep, request: Request, language: LanguageDep) -> EventSourceResponse:
    """``progress`` events with a job view each, then one ``end``; resumes by Last-Event-ID."""
    engine, job_id = request.app.state.engine, row.id
    given = request.headers.get("last-event-id", "0")
    seen = int(given) if given.isdigit() else 0

    def news(after: int) -> tuple[int, JobView, bool]:
        with Session(engine) as session:
            current = session.get(JobRow, job_id)
            if current is None:
                raise LookupError
            query = (
                select(ProgressRow.number)
                .where(ProgressRow.job_id == job_id)
                .order_by(col(ProgressRow.number).desc())
                .limit(1)
            )
            number = session.exec(query).first() or after
            return number, job_view(session, current, language), current.state in ENDED

    async def stream() -> AsyncIterator[ServerSentEvent]:
        last, state = seen, None
        while not await request.is_disconnected():
            try:
                number, view, ended = await asyncio.to_thread(news, last)
            except LookupError:
                return
            if ended:
                yield ServerSentEvent(view.model_dump_json(), event="end", id=str(number))
                return
            if number != last or view.state != state:
                last, state = number, view.state
                yield ServerSentEvent(view.model_dump_json(), event="progress", id=str(number))
            await asyncio.sleep(PULSE)

    return EventSourceResponse(stream())
