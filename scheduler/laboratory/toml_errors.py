"""What is wrong in a TOML file of policies or of the inflow, told with its line and key."""

from __future__ import annotations

import re
import tomllib
from difflib import get_close_matches
from typing import Any

from pydantic import ValidationError

from models import Invalid, Text
from models.intake import Bridging, EveningClass, IntakePolicy, IntakeRule
from scheduler.laboratory.inflow_file import InflowFile, Neighbour, Volume
from scheduler.laboratory.toml_lines import Lines, Place
from scheduler.workbook import Problem
from scheduler.workbook.cells import plain, shown
from scheduler.workbook.findings import beyond_limit
from scheduler.workbook.schema import BY_FIELD

_NO_TOML = Text(nl="deze regel is geen TOML: {line}", en="this line is not TOML: {line}")
_NO_TEXT = Text(nl="dit bestand is geen tekst in UTF-8", en="this file is not text in UTF-8")
_AT_END = Text(
    nl="dit bestand houdt midden in een waarde op", en="this file ends in the middle of a value"
)
_COPY = Text(
    nl="schrijf: naam = waarde, met tekst tussen aanhalingstekens, of begin met een kopie van een "
    "voorbeeld",
    en="write: name = value, with text between quotation marks, or start from a copy of an example",
)
_SAVE = Text(nl="sla het op als UTF-8", en="save it as UTF-8")
_NO_FIELD = Text(nl="dit veld bestaat niet", en="there is no such field")
_MEANT = Text(nl="bedoelt u '{name}'?", en="did you mean '{name}'?")
_FIELDS = Text(nl="kies uit: {all}", en="choose one of: {all}")
_NO_SOURCE = Text(
    nl="hier hoort een waarde met een bron te staan", en="a value with a source belongs here"
)
_PAIR = Text(nl='schrijf [waarde, "bron"]', en='write [value, "source"]')
_MISSING = Text(nl="dit veld ontbreekt", en="this field is missing")
_ADD = Text(nl="voeg het toe", en="add it")
_NOT_HERE = Text(nl="{value} kan hier niet staan", en="{value} cannot be here")
_EXAMPLE = Text(
    nl="kijk in docs/laboratory.md of in de policies.toml van een voorbeeld",
    en="see docs/laboratory.md or the policies.toml of an example",
)
_WHOLE = Text(nl="vul een heel getal in", en="enter a whole number")
_NUMBER = Text(nl="vul een getal in", en="enter a number")
_OR = Text(nl="vul een heel getal in, of {all}", en="enter a whole number, or {all}")
_FIXES = {
    "int_type": _WHOLE,
    "int_parsing": _WHOLE,
    "int_from_float": _WHOLE,
    "float_type": _NUMBER,
    "float_parsing": _NUMBER,
    "bool_type": Text(nl="schrijf true of false", en="write true or false"),
    "bool_parsing": Text(nl="schrijf true of false", en="write true or false"),
    "string_type": Text(
        nl="zet de tekst tussen aanhalingstekens", en="put the text between quotation marks"
    ),
    "tuple_type": Text(
        nl="schrijf een lijst, met haken eromheen", en="write a list, with brackets around it"
    ),
}
_RECORDS = {
    "policies": IntakePolicy,
    "rules": IntakeRule,
    "bridging": Bridging,
    "evening": EveningClass,
    "volume": Volume,
    "others": Neighbour,
}
_TOP = ["policies", *InflowFile.model_fields]
_PLACE = re.compile(r"\(at line (\d+), column \d+\)$")


def not_toml(error: tomllib.TOMLDecodeError | UnicodeDecodeError, file: str, text: str) -> Problem:
    """What keeps a file from being read at all."""
    if isinstance(error, UnicodeDecodeError):
        return Problem(file, None, None, _NO_TEXT, _SAVE)
    found = _PLACE.search(str(error))
    if not found:
        return Problem(file, None, None, _AT_END, _COPY)
    number, lines = int(found[1]), text.splitlines()
    line = lines[number - 1] if number <= len(lines) else ""
    return Problem(file, number, None, _NO_TOML.fill(line=shown(line)), _COPY)


def told(error: ValidationError, file: str, text: str) -> list[Problem]:
    """Everything wrong with a file, once for each value, from top to bottom."""
    lines, seen, found = Lines(text), set[Place](), list[Problem]()
    for item in error.errors():
        cause, place = item.get("ctx", {}).get("error"), tuple(item["loc"])
        if isinstance(cause, Invalid):
            name = cause.field or _name(lines.known(place))
            place = (*place, cause.field) if cause.field else place
            found.append(Problem(file, lines.of(place), name, cause.text, cause.fix))
            continue
        if item["type"] not in ("missing", "extra_forbidden"):
            place = lines.known(place) or place  # without what pydantic adds for each alternative
        if place not in seen:
            seen.add(place)
            alike = [dict(i) for i in error.errors() if tuple(i["loc"])[: len(place)] == place]
            what = _what(dict(item), place, alike)
            found.append(Problem(file, lines.of(place), _name(place), *what))
    return sorted(found, key=lambda problem: problem.row or 0)


def _name(place: Place) -> str | None:
    """The key that a place ends in."""
    return next((str(x) for x in reversed(place) if isinstance(x, str)), None)


def _what(item: dict[str, Any], place: Place, alike: list[dict[str, Any]]) -> tuple[Text, Text]:
    """What is wrong and what to do; ``alike`` are all findings about the same value."""
    kind, value = item["type"], item.get("input")
    limit = beyond_limit(item)
    if limit is not None:
        return limit
    if kind == "missing" and isinstance(place[-1], int):
        return _NO_SOURCE, _PAIR
    if kind == "missing":
        return _MISSING, _ADD
    if kind == "extra_forbidden":
        return _NO_FIELD, _field_meant(place)
    text = _NOT_HERE.fill(value=shown(f"'{value}'" if isinstance(value, str) else value))
    words = next((i["ctx"]["expected"] for i in alike if "expected" in i.get("ctx", {})), None)
    if words is not None:
        words = words.replace(" or ", ", ")
        return text, (_OR if kind in _FIXES else _FIELDS).fill(all=words)
    return text, _FIXES.get(kind, _EXAMPLE)


def _field_meant(place: Place) -> Text:
    """The field that an unknown one is likely to be, also by its name on the sheet."""
    name = str(place[-1])
    above = next((str(x) for x in reversed(place[:-1]) if isinstance(x, str)), "")
    fields = list(_RECORDS[above].model_fields) if above in _RECORDS else _TOP
    column = BY_FIELD["intake_rules"].by_name.get(plain(name))
    if column is not None and column.field in fields:
        return _MEANT.fill(name=column.field)
    close = get_close_matches(name.casefold()[:80], fields, 1, 0.6)
    return _MEANT.fill(name=close[0]) if close else _FIELDS.fill(all=", ".join(fields))
