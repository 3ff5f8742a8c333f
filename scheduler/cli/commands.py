"""The commands of ``instroom`` and the way errors leave it."""

from __future__ import annotations

import contextlib
import io
import os
import sys
import tempfile
import traceback
from collections.abc import Callable
from importlib.metadata import entry_points, version
from typing import Annotated, Any

import typer

from models import Text
from models.text import Language
from scheduler.cli import usage
from scheduler.cli.activities import activities
from scheduler.cli.check import check
from scheduler.cli.check_input import check_input
from scheduler.cli.console import (
    CRASH,
    INTERRUPTED,
    OK,
    WRONG_INPUT,
    Leave,
    chosen_language,
    err,
    print_json,
)
from scheduler.cli.generate import generate
from scheduler.cli.ledger import ledger
from scheduler.cli.plan import plan
from scheduler.cli.plan_many import plan_many
from scheduler.cli.policies import policies
from scheduler.cli.template import template

_HELP = Text(
    nl="Klassen en lesroosters voor inburgeringsonderwijs, met bewezen kwaliteit.",
    en="Classes and timetables for civic integration, with proven quality.",
)
_CRASH = Text(
    nl="Er ging iets mis in het programma zelf; dat ligt niet aan uw gegevens.",
    en="Something went wrong in the program itself, not in your data.",
)
_LOG = Text(
    nl="De technische details staan in {file}. Stuur dat bestand mee als u het meldt.",
    en="The technical details are in {file}. Send that file along when you report it.",
)
_STOPPED = Text(nl="Gestopt.", en="Stopped.")


def commands(word: str = "") -> dict[str, Callable[..., Any]]:
    """All commands by name, those of plug-ins (entry points ``instroom.commands``) included; for
    one of our own nothing is loaded of plug-ins, which takes a second.
    """
    found: dict[str, Callable[..., Any]] = {
        "template": template,
        "check-input": check_input,
        "generate": generate,
        "plan": plan,
        "plan-many": plan_many,
        "activities": activities,
        "check": check,
        "ledger": ledger,
        "policies": policies,
    }
    if word in found:
        return found
    for plugin in entry_points(group="instroom.commands"):
        with contextlib.suppress(ImportError):  # one that is not installed is no command
            found[plugin.name] = plugin.load()
    return found


def program(language: Language, word: str = "") -> Any:
    """The command line, its help in one language: all of it, or as far as ``word`` asks for it."""
    app = typer.Typer(
        help=_HELP(language),
        no_args_is_help=True,
        add_completion=False,
        suggest_commands=False,  # its suggestions are English
        pretty_exceptions_enable=False,
    )
    app.callback()(_any_command)
    for name, command in commands(word).items():
        app.command(name, help=usage.purpose_of(command, language))(command)
    return usage.localise(typer.main.get_command(app), language)


def _tell_version(asked: bool) -> None:
    if asked:
        typer.echo(f"Instroom {version('instroom')}")
        raise typer.Exit(OK)


def _any_command(
    _: Annotated[
        bool,
        typer.Option(
            "--version",
            callback=_tell_version,
            is_eager=True,
            help=usage.helps(nl="welke versie dit is", en="which version this is"),
        ),
    ] = False,
) -> None:
    """What can be asked before any command."""


def main(arguments: list[str] | None = None) -> None:
    """Run a command; every way out is a message and an exit code, never a traceback."""
    words = sys.argv[1:] if arguments is None else arguments
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a mark that cannot be shown stops nothing
            stream.reconfigure(errors="replace")
    language = chosen_language()
    try:
        language = chosen_language(_given(words, "--language"))
        code = program(language, next(iter(words), ""))(
            words, prog_name="instroom", standalone_mode=False
        )
        if code == INTERRUPTED:
            raise KeyboardInterrupt
        sys.exit(code if isinstance(code, int) else OK)
    except KeyboardInterrupt:
        _leave(Leave(INTERRUPTED, _STOPPED(language), {"error": "interrupted"}), words)
    except BrokenPipeError:
        _quiet_end()
    except Leave as leave:
        _leave(leave, words)
    except usage.UsageError as error:
        if type(error).__name__ == "NoArgsIsHelpError":  # the help has been shown
            sys.exit(OK)
        message = usage.told(error, list(commands()), language)
        _leave(Leave(WRONG_INPUT, message, {"error": "usage", "problems": [message]}), words)
    except Exception:
        _leave(_crash(language), words)


def _leave(leave: Leave, words: list[str]) -> None:
    err.print(leave.message, markup=False)
    if leave.data is not None and "--json" in words:
        print_json(leave.data)
    sys.exit(leave.code)


def _crash(language: Language) -> Leave:
    """The way out after a mistake of our own; its details go to a file if any can be made."""
    data: dict[str, Any] = {"error": "crash"}
    message = _CRASH(language)
    try:
        with tempfile.NamedTemporaryFile(
            "w", prefix="instroom-", suffix=".log", delete=False, encoding="utf-8"
        ) as log:
            log.write(traceback.format_exc())
    except OSError:
        return Leave(CRASH, message, data)
    return Leave(CRASH, f"{message}\n{_LOG(language, file=log.name)}", data | {"log": log.name})


def _quiet_end() -> None:
    """Nobody reads on: end without a word, and without one at the closing of stdout."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(CRASH)


def _given(words: list[str], option: str) -> str | None:
    for at, word in enumerate(words):
        if word == option and at + 1 < len(words):
            return words[at + 1]
        if word.startswith(f"{option}="):
            return word.split("=", 1)[1]
    return None
