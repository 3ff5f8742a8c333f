"""The commands of ``instroom`` and the way errors leave it."""

from __future__ import annotations

import contextlib
import sys
import tempfile
import traceback
from importlib.metadata import entry_points
from pathlib import Path

import click
import typer

from models import Text
from scheduler.cli import check as check_command
from scheduler.cli import check_input, generate, plan, template
from scheduler.cli.console import WRONG_INPUT, Leave, chosen_language, err, print_json

_USAGE = Text(
    nl="Zo werkt dit commando niet: {why}\nKijk met: instroom {command} --help",
    en="This command does not work like that: {why}\nSee: instroom {command} --help",
)
_CRASH = Text(
    nl="Er ging iets mis in het programma zelf; dat ligt niet aan uw gegevens.\n"
    "De technische details staan in {file}. Stuur dat bestand mee als u het meldt.",
    en="Something went wrong in the program itself, not in your data.\n"
    "The technical details are in {file}. Send that file along when you report it.",
)


def app() -> typer.Typer:
    """All commands, those of plug-ins (entry points ``instroom.commands``) included."""
    help_text = Text(
        nl="Klassen en lesroosters voor inburgeringsonderwijs, met bewezen kwaliteit.",
        en="Classes and timetables for civic integration, with proven quality.",
    )(chosen_language())
    found = typer.Typer(
        help=help_text, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False
    )
    found.command("template")(template.template)
    found.command("check-input")(check_input.check_input)
    found.command("generate")(generate.generate)
    found.command("plan")(plan.plan)
    found.command("check")(check_command.check)
    for plugin in entry_points(group="instroom.commands"):
        with contextlib.suppress(ImportError):  # one that is not installed is no command
            found.command(plugin.name)(plugin.load())
    return found


def main(arguments: list[str] | None = None) -> None:
    """Run a command; every way out is a message and an exit code, never a traceback."""
    words = sys.argv[1:] if arguments is None else arguments
    language = chosen_language(_given(words, "--language"))
    try:
        code = typer.main.get_command(app())(words, standalone_mode=False)
        sys.exit(code if isinstance(code, int) else 0)
    except Leave as leave:
        if leave.message:
            err.print(leave.message, markup=False)
        if leave.data is not None and "--json" in words:
            print_json(leave.data)
        sys.exit(leave.code)
    except click.UsageError as error:
        command = error.ctx.info_name if error.ctx and error.ctx.parent else ""
        text = _USAGE.fill(why=error.format_message(), command=command or "")
        err.print(text(language), markup=False)
        sys.exit(WRONG_INPUT)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)
    except Exception:
        with tempfile.NamedTemporaryFile(
            "w", prefix="instroom-", suffix=".log", delete=False, encoding="utf-8"
        ) as log:
            log.write(traceback.format_exc())
        err.print(_CRASH.fill(file=Path(log.name))(language), markup=False)
        sys.exit(1)


def _given(words: list[str], option: str) -> str | None:
    for at, word in enumerate(words):
        if word == option and at + 1 < len(words):
            return words[at + 1]
        if word.startswith(f"{option}="):
            return word.split("=", 1)[1]
    return None
