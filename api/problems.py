"""Errors as problem details (RFC 9457), in the reader's language."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from api.language import language_of
from models import Text


class ApiProblem(Exception):  # noqa: N818 - a finding for the client
    """Ends a request with a status, a title, and located errors where there are any."""

    def __init__(
        self, status: int, title: Text, errors: list[dict[str, Any]] | None = None
    ) -> None:
        super().__init__(title("en"))
        self.status, self.title, self.errors = status, title, errors or []


_WRONG = Text(nl="Deze aanvraag klopt niet", en="This request is not right")
_HTTP = {
    404: Text(nl="Dit bestaat niet", en="There is no such thing"),
    405: Text(nl="Dit kan hier niet", en="This cannot be done here"),
}


def install(app: FastAPI) -> None:
    """Make every error of the app a problem document."""

    @app.exception_handler(ApiProblem)
    async def _problem(request: Request, error: ApiProblem) -> JSONResponse:
        return _answer(request, error.status, error.title, error.errors)

    @app.exception_handler(RequestValidationError)
    async def _invalid(request: Request, error: RequestValidationError) -> JSONResponse:
        errors = [
            {"field": ".".join(str(p) for p in e["loc"][1:]), "message": e["msg"]}
            for e in error.errors()
        ]
        return _answer(request, 422, _WRONG, errors)

    @app.exception_handler(HTTPException)
    async def _http(request: Request, error: HTTPException) -> JSONResponse:
        return _answer(request, error.status_code, _HTTP.get(error.status_code, _WRONG), [])


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
