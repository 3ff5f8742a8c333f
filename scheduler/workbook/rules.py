"""From the rows of the sheet Beleid to the policies of lessons and activities."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from pydantic import ValidationError

from models import Policy, Text
from models.activity_policy import ActivityPolicy
from scheduler.workbook.cells import CellError, plain, shown, unknown
from scheduler.workbook.findings import findings
from scheduler.workbook.policy import ACTIVITIES, ROWS, WEIGHT, Policies

_TWICE = Text(nl="de regel '{name}' staat er twee keer", en="the rule '{name}' is there twice")
_KEEP = Text(nl="haal één van beide rijen weg", en="remove one of the two rows")
_TITLES = {name: title for name, (title, _) in ROWS.items()}
_BY_WORD = {plain(w): k for k, t in _TITLES.items() for w in (k, t.nl, t.en)}

Made = TypeVar("Made", Policy, ActivityPolicy)
Tell = Callable[[int, str, Text, Text], None]
"""Reports a problem in a row (its number) and a column (its field)."""


def read_policy(rows: Iterator[tuple[int, dict[str, Any], bool]], tell: Tell) -> Policies | None:
    """The policies, or ``None`` when a row of it cannot be used; ``tell`` hears why."""
    values: dict[str, Any] = {}
    sources: dict[str, str] = {}
    places: dict[str, int] = {}
    fine = True
    for number, row, good in rows:
        name, value = _rule(number, row, tell)
        fine = fine and good and name is not None and value is not None
        if name is None:
            continue
        if name in places:
            tell(number, "key", _TWICE.fill(name=_TITLES[name]), _KEEP)
            fine = False
        places.setdefault(name, number)
        if value is not None:
            values[name] = value
        if "source" in row:
            sources[name] = row["source"]
    lessons = _validated(Policy, "", values, sources, places, tell)
    activities = _validated(ActivityPolicy, ACTIVITIES, values, sources, places, tell)
    if lessons is None or activities is None or not fine:
        return None
    return Policies(lessons, activities)


def _rule(number: int, row: dict[str, Any], tell: Tell) -> tuple[str | None, Any]:
    """Name and value of one row; ``None`` for what cannot be used."""
    if "key" not in row:
        return None, None
    name = _BY_WORD.get(plain(row["key"]))
    if name is None:
        error = unknown(str(row["key"]), tuple(_TITLES.values()))
        tell(number, "key", _NO_RULE.fill(name=shown(row["key"])), _hint(error))
        return None, None
    if "value" not in row:
        return name, None
    try:
        return name, ROWS[name][1].read(row["value"])
    except CellError as error:
        tell(number, "value", error.text, error.fix)
        return name, None


_NO_RULE = Text(nl="er is geen regel '{name}'", en="there is no rule '{name}'")
_SEE_GUIDE = Text(
    nl="neem de naam over van het blad Uitleg in het voorbeeld",
    en="take the name from the sheet Guide of the example",
)


def _hint(error: CellError) -> Text:
    """The likeliest name; a list of all rules would be too long to read."""
    return error.fix if error.fix.en.endswith("?") else _SEE_GUIDE


def _validated(
    of: type[Made],
    start: str,
    values: dict[str, Any],
    sources: dict[str, str],
    places: dict[str, int],
    tell: Tell,
) -> Made | None:
    """The policy of the rows whose path begins with ``start``."""
    mine = {k.removeprefix(start): v for k, v in values.items() if _start(k) == start}
    rules = {k: v for k, v in mine.items() if not k.startswith(WEIGHT)}
    weights = {k.removeprefix(WEIGHT): v for k, v in mine.items() if k.startswith(WEIGHT)}
    told = {k.removeprefix(start): v for k, v in sources.items() if _start(k) == start}
    try:
        return of.model_validate({**rules, "weights": weights, "sources": told})
    except ValidationError as error:
        for field, text, fix in findings(error):
            number = places.get(start + field) or places.get(start + WEIGHT + field) or 1
            tell(number, "value", text, fix)
    return None


def _start(path: str) -> str:
    return ACTIVITIES if path.startswith(ACTIVITIES) else ""
