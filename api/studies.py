"""Routes for studies of intake policies: start one, what it found, its report and tables."""

from __future__ import annotations

import io
import json
import zipfile
from enum import StrEnum
from pathlib import Path
from typing import Any, Literal

from fastapi import APIRouter, Response

from api.dependencies import SchoolDep, SessionDep, StudyDep
from api.guard import REPORT_POLICY
from api.language import LanguageDep
from api.problems import ApiProblem, described, located
from api.store import JobRow, StudyOrder, StudyRow, study_folder
from api.views import JobView, StudyRequest, StudyView, job_view
from models import Text
from models.intake import IntakePolicy
from scheduler.laboratory.choosing import asked_policies, own_policies
from scheduler.laboratory.reading import Unusable
from scheduler.laboratory.study import PARTS, Question
from scheduler.laboratory.sweeping import swept

router = APIRouter(tags=["studies"])
NO_STUDY = described(s404="There is no such study (yet)")

_WRONG = Text(nl="Dit beleid kan niet worden uitgeprobeerd", en="These policies cannot be tried")
_NO_TABLE = Text(nl="Deze tabel bestaat niet", en="There is no such table")


class TableName(StrEnum):
    """The tables of a study."""

    SUMMARY = "summary"
    REPLICATIONS = "replications"
    WAITS = "waits"
    WEEKS = "weeks"
    AUDIT = "audit"
    PEOPLE = "people"


@router.get(
    "/schools/{school_id}/policies",
    summary="The intake policies of a school",
    responses=described(s404="No such school"),
)
def policies(row: SchoolDep) -> list[IntakePolicy]:
    """Those of its sheet Instroombeleid, else six that suit any school; to try or to change."""
    return list(own_policies(row.school(), None))


@router.post(
    "/schools/{school_id}/studies",
    status_code=202,
    summary="Try intake policies",
    responses=described(s404="No such school", s422="Policies or settings that make no sense"),
)
def start_study(
    row: SchoolDep,
    request: StudyRequest,
    session: SessionDep,
    language: LanguageDep,
    response: Response,
) -> JobView:
    """Puts a job in the queue; follow it at the address in ``Location``.

    Who registers comes from the school's sheet Aanmeldingen, else from its sheet Instroom, else
    from its learners; neighbours are those of the sheet Instroom.
    """
    school = row.school()
    try:
        chosen = asked_policies(school, request.policies, request.names)
        sweeps = request.sweeps or ([] if request.names or request.policies else school.sweeps)
        tried = swept(chosen, sweeps)
    except Unusable as error:
        raise ApiProblem(422, _WRONG, [located(p, language) for p in error.problems]) from error
    question = Question(**request.model_dump(include=set(Question.model_fields)))
    job = JobRow(school_id=row.id, time_limit=None, seed=question.seed)
    session.add(job)
    session.flush()
    order = StudyOrder(policies=tried, question=question).model_dump_json()
    session.add(StudyRow(id=job.id, school_id=row.id, language=language.value, data=order))
    session.commit()
    response.headers["Location"] = f"/api/v1/jobs/{job.id}"
    return job_view(session, job, language)


@router.get("/studies/{study_id}", summary="What a study found", responses=NO_STUDY)
def study(row: StudyDep) -> StudyView:
    """Figures with intervals, the Pareto front, and the cheapest within the weeks asked."""
    return StudyView(id=row.id, school_id=row.school_id, **json.loads(row.result))


@router.get(
    "/studies/{study_id}/report",
    summary="The report of a study",
    response_class=Response,
    responses={
        **NO_STUDY,
        200: {"description": "A page that works offline", "content": {"text/html": {}}},
    },
)
def report(row: StudyDep, session: SessionDep) -> Response:
    """One page that works on its own, in the language in which the study was asked for."""
    page = (study_folder(session, row.id) / "report.html").read_bytes()
    headers = {"Content-Security-Policy": REPORT_POLICY}
    return Response(page, media_type="text/html", headers=headers)


@router.get(
    "/studies/{study_id}/zip",
    summary="Everything of a study in one archive",
    response_class=Response,
    responses={
        **NO_STUDY,
        200: {
            "description": "What `instroom policies` writes into its folder",
            "content": {"application/zip": {"schema": {"type": "string", "format": "binary"}}},
        },
    },
)
def archive(row: StudyDep, session: SessionDep) -> Response:
    """Report, tables as CSV and Parquet, and the policies as a sheet to change."""
    stream, folder = io.BytesIO(), study_folder(session, row.id)
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for file in _results(folder):
            made.write(file, file.name)
    headers = {"Content-Disposition": 'attachment; filename="instroombeleid.zip"'}
    return Response(stream.getvalue(), media_type="application/zip", headers=headers)


def _results(folder: Path) -> list[Path]:
    return sorted(p for p in folder.iterdir() if p.is_file() and p.name != PARTS)


_TABLE: dict[str, Any] = {
    "description": "The table as Dutch spreadsheets read it, or as Parquet",
    "content": {
        "text/csv": {"example": "policy;group;figure;mean\nnu;all;wait_p90;11,2\n"},
        "application/vnd.apache.parquet": {"schema": {"type": "string", "format": "binary"}},
    },
}  # fmt: skip


@router.get(
    "/studies/{study_id}/tables/{name}.{form}",
    summary="A table of a study",
    response_class=Response,
    responses={**NO_STUDY, 200: _TABLE},
)
def table(
    row: StudyDep, session: SessionDep, name: TableName, form: Literal["csv", "parquet"]
) -> Response:
    """Summary with intervals, replications one by one, waits, weeks, the audit, or people."""
    file = study_folder(session, row.id) / f"{name.value}.{form}"
    if not file.is_file():
        raise ApiProblem(404, _NO_TABLE)
    kind = "text/csv; charset=utf-8" if form == "csv" else "application/vnd.apache.parquet"
    headers = {"Content-Disposition": f'attachment; filename="{file.name}"'}
    return Response(file.read_bytes(), media_type=kind, headers=headers)
