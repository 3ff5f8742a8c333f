"""Errors as problem details (RFC 9457), in the reader's language."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from api.language import language_of
from models import Invalid, Text
from models.text import Language
from scheduler.workbook import Problem


class ProblemView(BaseModel):
    """A problem document: what went wrong, and for wrong input every error with its place.

    Errors of an uploaded source have ``sheet``, ``row``, ``column``, ``message``, ``fix``,
    ``line`` (all of it as one sentence) and ``warning``; errors of a request have ``field``
    and ``message``.
    """

    type: str = "about:blank"
    title: str = Field(examples=["De gegevens kloppen nog niet"])
    status: int = Field(examples=[422])
    instance: str = Field(examples=["/api/v1/schools"])
    errors: list[dict[str, Any]] = Field(
        default=[],
        examples=[
            [
                {
                    "sheet": "Cursisten",
                    "row": 7,
                    "column": "Huidige klas",
                    "message": "klas 'K9' bestaat niet",
                    "fix": "kies een bestaande waarde of voeg een rij toe aan het blad Klassen",
                    "line": "Cursisten, rij 7, kolom “Huidige klas”: Klas 'K9' bestaat niet. Kies "
                    "een bestaande waarde of voeg een rij toe aan het blad Klassen.",
                    "warning": False,
                }
            ]
        ],
    )


class ApiProblem(Exception):  # noqa: N818 - a finding for the client
    """Ends a request with a status, a title, and located errors where there are any."""

    def __init__(
        self, status: int, title: Text, errors: list[dict[str, Any]] | None = None
    ) -> None:
        super().__init__(title("en"))
        self.status, self.title, self.errors = status, title, errors or []


def described(**statuses: str) -> dict[int | str, dict[str, Any]]:
    """Answers of a route that are problem documents, for OpenAPI: ``s404="No such plan"``."""
    schema = ProblemView.model_json_schema()
    return {
        int(status.removeprefix("s")): {
            "description": text,
            "content": {"application/problem+json": {"schema": schema}},
        }
        for status, text in statuses.items()
    }


def located(problem: Problem, language: Language) -> dict[str, Any]:
    """An error with its place, for a client; also as one line."""
    return {**problem.data(language), "line": problem.line(language)}


_WRONG = Text(nl="Deze aanvraag klopt niet", en="This request is not right")
_HTTP = {
    404: Text(nl="Dit bestaat niet", en="There is no such thing"),
    405: Text(nl="Dit kan hier niet", en="This cannot be done here"),
}
_CRASH = Text(
    nl="Er ging iets mis in het programma zelf; dat ligt niet aan uw gegevens",
    en="Something went wrong in the program itself, not in your data",
)
_NUMBER = Text(nl="is geen getal", en="is not a number")
_FIELDS = {
    "missing": Text(nl="ontbreekt", en="is missing"),
    "json_invalid": Text(nl="is geen geldige JSON", en="is not valid JSON"),
    "greater_than": Text(nl="moet groter zijn dan {gt}", en="must be greater than {gt}"),
    "greater_than_equal": Text(nl="moet {ge} of meer zijn", en="must be {ge} or more"),
    "less_than_equal": Text(nl="moet {le} of minder zijn", en="must be {le} or less"),
    "int_parsing": _NUMBER,
    "int_from_float": Text(nl="is geen geheel getal", en="is not a whole number"),
    "float_parsing": _NUMBER,
    "literal_error": Text(nl="moet zijn: {expected}", en="must be: {expected}"),
    "extra_forbidden": Text(nl="bestaat hier niet", en="does not exist here"),
}
_OTHER = Text(nl="past hier niet", en="does not fit here")


def install(app: FastAPI) -> None:
    """Make every error of the app a problem document."""

    @app.exception_handler(ApiProblem)
    async def _problem(request: Request, error: ApiProblem) -> JSONResponse:
        return _answer(request, error.status, error.title, error.errors)

    @app.exception_handler(RequestValidationError)
    async def _invalid(request: Request, error: RequestValidationError) -> JSONResponse:
        language = language_of(request)
        return _answer(request, 422, _WRONG, [_field(dict(e), language) for e in error.errors()])

    @app.exception_handler(HTTPException)
    async def _http(request: Request, error: HTTPException) -> JSONResponse:
        return _answer(request, error.status_code, _HTTP.get(error.status_code, _WRONG), [])

    @app.exception_handler(Exception)
    async def _crash(request: Request, _: Exception) -> JSONResponse:
        return _answer(request, 500, _CRASH, [])  # the server logs the traceback


def _field(error: dict[str, Any], language: Language) -> dict[str, str]:
    broken = error["type"] == "json_invalid"
    place = "" if broken else ".".join(str(part) for part in error["loc"][1:])
    cause = error.get("ctx", {}).get("error")
    if isinstance(cause, Invalid):
        place = f"{place}.{cause.field}" if place else cause.field
        message = Text(nl="{text}; {fix}", en="{text}; {fix}").fill(text=cause.text, fix=cause.fix)
    else:
        message = _FIELDS.get(error["type"], _OTHER).fill(**error.get("ctx", {}))
    return {"field": place, "message": message(language)}


def _answer(
    request: Request, status: int, title: Text, errors: list[dict[str, Any]]
) -> JSONResponse:
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": title(language_of(request)),
        "status": status,
        "instance": request.url.path,
    }
    if errors:
        body["errors"] = errors
    return JSONResponse(body, status, media_type="application/problem+json")
