"""The application: its routers, its store, its queue, its page."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version
from pathlib import Path

from fastapi import APIRouter, FastAPI
from fastapi.responses import FileResponse
from fastapi.staticfiles import StaticFiles

from api import guard, job_routes, plans, problems, schools, studies
from api.jobs import Queue
from api.settings import ServerSettings
from api.store import open_store

PAGES = Path(__file__).parent / "pages"
_DESCRIPTION = """Upload a school, start a plan or a study of intake policies, follow it, and fetch
what comes out.

Errors are problem documents (RFC 9457); `?language=en` or `Accept-Language` chooses English.
The server listens on this computer only, until there is sign-in."""


def create_app(settings: ServerSettings) -> FastAPI:
    """The app over one data folder."""
    engine = open_store(settings.database)
    queue = Queue(engine, settings.database)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        queue.start()
        yield
        queue.stop()

    app = FastAPI(
        title="Instroom",
        version=version("instroom"),
        description=_DESCRIPTION,
        lifespan=lifespan,
        openapi_url="/api/v1/openapi.json",
        docs_url=None,  # its page would fetch scripts from elsewhere
        redoc_url=None,
    )
    app.state.settings, app.state.engine = settings, engine
    problems.install(app)
    guard.install(app, settings)
    v1 = APIRouter(prefix="/api/v1")
    for module in (schools, job_routes, plans, studies):
        v1.include_router(module.router)
    app.include_router(v1)
    app.mount("/pages", StaticFiles(directory=PAGES), name="pages")

    @app.get("/", include_in_schema=False)
    def page() -> FileResponse:
        """The one page."""
        return FileResponse(PAGES / "index.html")

    return app
