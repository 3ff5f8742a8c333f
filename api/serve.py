"""``instroom serve``: the page and the API on this computer."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
import uvicorn

from api.app import create_app
from api.settings import ServerSettings, default_folder
from models import Text
from scheduler.cli.console import chosen_language, out

# There is no option to listen elsewhere: without sign-in nobody else may reach people's data.
HOST = "127.0.0.1"


def serve(
    port: Annotated[int, typer.Option("--port", min=1, max=65535)] = 8000,
    data: Annotated[Path | None, typer.Option("--data")] = None,
    language: Annotated[str | None, typer.Option("--language")] = None,
) -> None:
    """Start de webpagina op deze computer (serves the web page on this computer)."""
    settings = ServerSettings(folder=data or default_folder())
    ready = Text(
        nl="Instroom staat klaar op http://{host}:{port} (alleen op deze computer).\n"
        "De gegevens staan in {folder}. Stoppen: Ctrl-C.",
        en="Instroom is ready at http://{host}:{port} (on this computer only).\n"
        "The data are in {folder}. Stop: Ctrl-C.",
    )
    shown = ready(chosen_language(language), host=HOST, port=port, folder=settings.folder)
    out.print(shown, markup=False)
    uvicorn.run(create_app(settings), host=HOST, port=port, log_level="warning")
