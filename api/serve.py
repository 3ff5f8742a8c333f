"""``instroom serve``: the page and the API on this computer."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Annotated

import typer
import uvicorn

from api.app import create_app
from api.settings import ServerSettings, default_folder
from models import Text
from scheduler.cli.console import chosen_language, out, wrong
from scheduler.cli.options import LanguageOption, writable
from scheduler.cli.usage import helps, purpose

# There is no option to listen elsewhere: without sign-in nobody else may reach people's data.
HOST = "127.0.0.1"

_READY = Text(
    nl="Instroom staat klaar op http://{host}:{port} (alleen op deze computer).\n"
    "De gegevens staan in {folder}. Stoppen: Ctrl-C.",
    en="Instroom is ready at http://{host}:{port} (on this computer only).\n"
    "The data are in {folder}. Stop: Ctrl-C.",
)
_TAKEN = Text(
    nl="Poort {port} is al in gebruik. Kies een andere met --port.",
    en="Port {port} is taken. Choose another one with --port.",
)


@purpose(
    "Start de webpagina, alleen voor deze computer.", "Serves the web page on this computer only."
)
def serve(
    port: Annotated[
        int, typer.Option("--port", min=1, max=65535, help=helps("poort", "port"))
    ] = 8000,
    data: Annotated[
        Path | None,
        typer.Option("--data", help=helps("map voor de gegevens", "folder for the data")),
    ] = None,
    language: LanguageOption = None,
) -> None:
    """Serve the web page and the API until Ctrl-C."""
    lang = chosen_language(language)
    settings = ServerSettings(folder=writable(data or default_folder(), lang))
    if not _free(port):
        raise wrong(_TAKEN(lang, port=port))
    out.print(_READY(lang, host=HOST, port=port, folder=settings.folder), markup=False)
    uvicorn.run(create_app(settings), host=HOST, port=port, log_level="warning")


def _free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True
