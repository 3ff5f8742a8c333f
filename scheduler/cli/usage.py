"""Help and mistakes in the way a command was typed, in the language of the user.

Typer speaks English only. Its help texts are replaced by registered ones before it speaks,
its mistakes are told again in our own words.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeVar

import typer
from typer import rich_utils

from models import Text
from models.text import Language

Command = TypeVar("Command", bound=Callable[..., Any])

# Typer carries a copy of click inside; only this subclass of its usage errors is public.
UsageError: type[Exception] = typer.BadParameter.__mro__[1]

_helps: dict[str, Text] = {}
_purposes: dict[str, Text] = {}

_UNKNOWN_COMMAND = Text(
    nl="Het commando '{name}' bestaat niet. Er is: {all}.",
    en="There is no command '{name}'. There is: {all}.",
)
_UNKNOWN_OPTION = Text(nl="De optie {name} bestaat niet.", en="There is no option {name}.")
_MISSING = Text(nl="{name} ontbreekt: {help}.", en="{name} is missing: {help}.")
_NO_VALUE = Text(nl="Achter {name} ontbreekt de waarde.", en="The value after {name} is missing.")
_NEEDLESS = Text(nl="De optie {name} heeft geen waarde.", en="The option {name} takes no value.")
_WHOLE = Text(nl="Bij {name} hoort een heel getal.", en="{name} needs a whole number.")
_NUMBER = Text(
    nl="Bij {name} hoort een getal, met een punt en niet met een komma.",
    en="{name} needs a number.",
)
_VALUE = Text(nl="Deze waarde past niet bij {name}.", en="This value does not fit {name}.")
_TOO_MUCH = Text(
    nl="Er staat te veel in het commando: {extra}. Zet namen met een spatie tussen "
    "aanhalingstekens.",
    en="There is too much in the command: {extra}. Put names with a space between quotes.",
)
_SEE = Text(nl="Uitleg: {command} --help", en="Help: {command} --help")
_USAGE = Text(nl="Gebruik: ", en="Usage: ")
_OPTIONS = Text(nl="[OPTIES]", en="[OPTIONS]")
_COMMAND = Text(nl="OPDRACHT [GEGEVENS]...", en="COMMAND [ARGS]...")
_THIS_HELP = Text(nl="deze uitleg", en="this help")
_HEADINGS = {
    "ARGUMENTS_PANEL_TITLE": Text(nl="Gegevens", en="Arguments"),
    "OPTIONS_PANEL_TITLE": Text(nl="Opties", en="Options"),
    "COMMANDS_PANEL_TITLE": Text(nl="Opdrachten", en="Commands"),
    "REQUIRED_LONG_STRING": Text(nl="[verplicht]", en="[required]"),
    "DEFAULT_STRING": Text(nl="[anders: {{}}]", en="[default: {{}}]"),
}
_KINDS = {
    "path": Text(nl="pad", en="path"),
    "file": Text(nl="bestand", en="file"),
    "directory": Text(nl="map", en="folder"),
    "str": Text(nl="tekst", en="text"),
    "int": Text(nl="getal", en="number"),
    "int range": Text(nl="getal", en="number"),
    "float": Text(nl="getal", en="number"),
}
_WORD = re.compile(r"int range|[a-z]+")


def helps(nl: str, en: str) -> str:
    """A help text for an option or argument; :func:`localise` picks the language."""
    _helps[nl] = Text(nl=nl, en=en)
    return nl


def purpose(nl: str, en: str) -> Callable[[Command], Command]:
    """What a command is for, as its help says it."""

    def register(command: Command) -> Command:
        _purposes[command.__name__] = Text(nl=nl, en=en)
        return command

    return register


def purpose_of(command: Callable[..., Any], language: Language) -> str | None:
    """The purpose registered for a command; ``None``: its docstring has to do."""
    text = _purposes.get(command.__name__)
    return None if text is None else text(language)


def localise(command: Any, language: Language) -> Any:
    """Put the registered help texts of a command, and of those under it, into a language."""
    for param in command.params:
        for attribute in ("help", "metavar"):
            text = _helps.get(getattr(param, attribute, None) or "")
            if text is not None:
                setattr(param, attribute, text(language))
        param.display_type_rich = _kind(param.display_type_rich, language)
    command.options_metavar = _OPTIONS(language)
    if hasattr(command, "subcommand_metavar"):
        command.subcommand_metavar = _COMMAND(language)
    command.get_usage = _usage(command.get_usage, language)
    command.get_help_option = _help_option(command.get_help_option, language)
    for name, heading in _HEADINGS.items():
        setattr(rich_utils, name, heading(language))
    for under in getattr(command, "commands", {}).values():
        localise(under, language)
    return command


def _kind(shown: Callable[..., str | None], language: Language) -> Callable[..., str | None]:
    """What kind of value an option takes, in words of the language; a switch takes none."""

    def kind(ctx: Any) -> str | None:
        word = shown(ctx=ctx)
        if word is None or "bool" in word:
            return None
        return _WORD.sub(lambda m: _KINDS.get(m[0], Text(nl=m[0], en=m[0]))(language), word)

    return kind


def _usage(usage: Callable[[Any], str], language: Language) -> Callable[[Any], str]:
    return lambda ctx: usage(ctx).replace(_USAGE.en, _USAGE(language), 1)


def _help_option(made: Callable[[Any], Any], language: Language) -> Callable[[Any], Any]:
    def option(ctx: Any) -> Any:
        found = made(ctx)
        if found is not None:
            found.help = _THIS_HELP(language)
            found.display_type_rich = lambda **_: None
        return found

    return option


def told(error: Any, commands: list[str], language: Language) -> str:
    """A usage error in our own words, and where the help is."""
    command = "instroom" if _at_top(error) else f"instroom {error.ctx.info_name}"
    return f"{_what(error, commands, language)}\n{_SEE(language, command=command)}"


def _what(error: Any, commands: list[str], language: Language) -> str:
    kind, message = type(error).__name__, error.format_message()
    name = _name(error)
    if kind == "NoSuchOption":
        text = _UNKNOWN_OPTION.fill(name=name)
    elif kind == "BadOptionUsage":
        text = (_NEEDLESS if "does not take" in message else _NO_VALUE).fill(name=name)
    elif kind == "MissingParameter":
        text = _MISSING.fill(name=name, help=getattr(error.param, "help", None) or name)
    elif kind == "BadParameter":
        number = _WHOLE if "integer" in message else _NUMBER if "a number" in message else _VALUE
        text = number.fill(name=name)
    elif _at_top(error):
        typed = message.partition("'")[2].rpartition("'")[0]
        text = _UNKNOWN_COMMAND.fill(name=typed, all=", ".join(commands))
    else:
        text = _TOO_MUCH.fill(extra=message.partition("(s) (")[2].rstrip(")"))
    return text(language)


def _at_top(error: Any) -> bool:
    context = getattr(error, "ctx", None)
    return context is None or context.parent is None


def _name(error: Any) -> str:
    option = getattr(error, "option_name", None)
    if option is not None:
        return str(option)
    param = getattr(error, "param", None)
    if param is None:
        return ""
    if param.param_type_name == "option":
        return str(param.opts[0])
    return str(param.metavar or param.name)
