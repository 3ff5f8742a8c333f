"""What protects a server without sign-in from web pages in the same browser."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse
from starlette.middleware.trustedhost import TrustedHostMiddleware

from api.settings import ServerSettings

POLICY = (
    "default-src 'self'; img-src 'self' data:; frame-src 'self'; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
)
# The report is one file with its scripts inside; it may run them but reach nothing.
REPORT_POLICY = (
    "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval'; style-src 'unsafe-inline'; "
    "img-src data: blob:; font-src data:; frame-ancestors 'self'; sandbox allow-scripts "
    "allow-modals allow-downloads"
)
_FORM = 64 * 2**10  # bytes that a form takes around the file in it


def install(app: FastAPI, settings: ServerSettings) -> None:
    """Refuse foreign hosts and origins; tell the browser what pages may do."""

    @app.middleware("http")
    async def _protect(
        request: Request, following: Callable[[Request], Awaitable[Response]]
    ) -> Response:
        origin = request.headers.get("origin")
        foreign = origin is not None and urlsplit(origin).hostname not in settings.hosts
        if foreign and request.method not in ("GET", "HEAD", "OPTIONS"):
            return _refused(403, "Foreign origin")
        given = request.headers.get("content-length", "")
        if given.isdigit() and int(given) > settings.upload_bytes + _FORM:
            return _refused(413, "Too large")  # before anything of it is read
        answer = await following(request)
        answer.headers.setdefault("Content-Security-Policy", POLICY)
        answer.headers.setdefault("X-Content-Type-Options", "nosniff")
        answer.headers.setdefault("Referrer-Policy", "no-referrer")
        answer.headers.setdefault("Cache-Control", "no-store")
        return answer

    app.add_middleware(TrustedHostMiddleware, allowed_hosts=[*settings.hosts])


def _refused(status: int, title: str) -> JSONResponse:
    body = {"type": "about:blank", "title": title, "status": status}
    return JSONResponse(body, status, media_type="application/problem+json")
