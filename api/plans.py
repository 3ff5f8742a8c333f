"""Routes for plans: the plan itself, its files, its figures, its report."""

from __future__ import annotations

import io
import tempfile
import zipfile
from pathlib import Path
from typing import Any, Literal

from fastapi import APIRouter, Response

from api.dependencies import PlannedDep
from api.guard import REPORT_POLICY
from api.language import LanguageDep
from api.problems import ApiProblem, described
from api.schools import XLSX
from models import Plan, Reason, ScoreLine, Text, Waiting
from scheduler.export import calendar_of, workbook_bytes
from scheduler.figures import FIGURES, week_of_learner
from scheduler.planning import write_outputs
from scheduler.report import report_html

router = APIRouter(
    prefix="/plans/{plan_id}", tags=["plans"], responses=described(s404="There is no such plan")
)
ZIP, ICS, HTML, JSON = "application/zip", "text/calendar", "text/html", "application/json"


def _gives(media_type: str, what: str, example: Any = None) -> dict[int | str, dict[str, Any]]:
    """The answer of a route that is a file, for OpenAPI."""
    binary = media_type in (XLSX, ZIP)
    content: dict[str, Any] = {"schema": {"type": "string", "format": "binary"}} if binary else {}
    if example is not None:
        content["example"] = example
    return {200: {"description": what, "content": {media_type: content}}}


_ICS = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n…\r\nEND:VCALENDAR\r\n"
_FIGURE: dict[str, Any] = {
    "data": [{"type": "bar", "orientation": "h", "base": [9], "x": [3], "y": ["B1 ochtend · K1"]}],
    "layout": {"title": {"text": "Weekrooster per klas"}},
}

_NO_FIGURE = Text(nl="Deze figuur bestaat niet", en="There is no such figure")
_NO_CALENDAR = Text(nl="Deze agenda bestaat niet", en="There is no such calendar")


@router.get("", summary="A plan: classes, sessions, placements, waiting list, score")
def plan(planned: PlannedDep) -> Plan:
    """As plan.json has it."""
    return planned[1]


@router.get("/score", summary="Score per rule")
def score(planned: PlannedDep) -> list[ScoreLine]:
    """Every goal with its amount and cost."""
    return list(planned[1].score)


@router.get("/waiting", summary="Waiting list with reasons")
def waiting(planned: PlannedDep) -> list[Waiting]:
    """Why each waits, and what would change it."""
    return list(planned[1].waiting)


@router.get("/notices", summary="What the reader must know")
def notices(planned: PlannedDep) -> list[Reason]:
    """For instance that the Addendum does not hold."""
    return list(planned[1].notices)


@router.get(
    "/xlsx",
    summary="The plan as a workbook",
    response_class=Response,
    responses=_gives(XLSX, "An Excel workbook"),
)
def xlsx(planned: PlannedDep, language: LanguageDep) -> Response:
    """A sheet per class, teacher and room, the waiting list and the score."""
    headers = {"Content-Disposition": 'attachment; filename="rooster.xlsx"'}
    return Response(workbook_bytes(*planned, language), media_type=XLSX, headers=headers)


@router.get(
    "/zip",
    summary="Everything in one archive",
    response_class=Response,
    responses=_gives(ZIP, "What `instroom plan` writes into its folder"),
)
def archive(planned: PlannedDep, language: LanguageDep) -> Response:
    """Report, workbook, CSV tables, plan file, and the calendars of everybody."""
    stream = io.BytesIO()
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
            for file in write_outputs(*planned, out, language):
                made.write(file, file.relative_to(out))
    headers = {"Content-Disposition": 'attachment; filename="rooster.zip"'}
    return Response(stream.getvalue(), media_type=ZIP, headers=headers)


@router.get(
    "/calendar/{kind}/{reference}.ics",
    summary="A calendar",
    response_class=Response,
    responses=_gives(ICS, "Weekly lessons", _ICS),
)
def calendar(
    planned: PlannedDep,
    kind: Literal["class", "teacher", "room", "learner"],
    reference: str,
    language: LanguageDep,
) -> Response:
    """Weekly lessons of a class, teacher, room or learner as iCalendar."""
    try:
        data = calendar_of(*planned, kind, reference, language)
    except KeyError as error:
        raise ApiProblem(404, _NO_CALENDAR) from error
    headers = {"Content-Disposition": 'attachment; filename="rooster.ics"'}
    return Response(data, media_type="text/calendar; charset=utf-8", headers=headers)


@router.get("/figures", summary="Names of the figures")
def figures(planned: PlannedDep) -> list[str]:
    """Each can be had as Plotly JSON."""
    del planned
    return list(FIGURES)


@router.get(
    "/figures/{name}",
    summary="A figure as Plotly JSON",
    response_class=Response,
    responses=_gives(JSON, "Data and layout for Plotly", _FIGURE),
)
def figure(planned: PlannedDep, name: str, language: LanguageDep) -> Response:
    """Gantt-style weeks, make-up of classes, seats, waiting list, score, the run."""
    if name not in FIGURES:
        raise ApiProblem(404, _NO_FIGURE)
    drawn = FIGURES[name](*planned, language)
    return Response(drawn.to_json(), media_type="application/json")


@router.get(
    "/figures/learner/{reference}",
    summary="A learner's week as Plotly JSON",
    response_class=Response,
    responses=_gives(JSON, "Data and layout for Plotly", _FIGURE),
)
def learner_figure(planned: PlannedDep, reference: str, language: LanguageDep) -> Response:
    """Lessons, busy hours and the spouse's lessons."""
    if reference not in planned[0].learner:
        raise ApiProblem(404, _NO_FIGURE)
    drawn = week_of_learner.figure(*planned, reference, language)
    return Response(drawn.to_json(), media_type="application/json")


@router.get(
    "/report",
    summary="The report",
    response_class=Response,
    responses=_gives(HTML, "A page that works offline"),
)
def report(planned: PlannedDep, language: LanguageDep) -> Response:
    """One page that works on its own."""
    headers = {"Content-Security-Policy": REPORT_POLICY}
    return Response(report_html(*planned, language), media_type="text/html", headers=headers)
