"""What the vocabulary's own validation finds, told to the person who filled in the cell."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from models import Invalid, Text
from scheduler.workbook.cells import shown

Finding = tuple[str, Text, Text]
"""The record's field, what is wrong and what to do."""

_LIMITS = ("ge", "gt", "le", "lt", "max_length", "min_length")
_KINDS: dict[str, tuple[Text, Text]] = {
    "greater_than_equal": (
        Text(nl="{value} is te klein", en="{value} is too small"),
        Text(nl="vul {limit} of meer in", en="enter {limit} or more"),
    ),
    "greater_than": (
        Text(nl="{value} is te klein", en="{value} is too small"),
        Text(nl="vul meer dan {limit} in", en="enter more than {limit}"),
    ),
    "less_than_equal": (
        Text(nl="{value} is te groot", en="{value} is too large"),
        Text(nl="vul {limit} of minder in", en="enter {limit} or less"),
    ),
    "string_too_long": (
        Text(nl="deze tekst is te lang", en="this text is too long"),
        Text(nl="gebruik niet meer dan {limit} tekens", en="use no more than {limit} characters"),
    ),
    "too_short": (
        Text(nl="hier is niets ingevuld", en="nothing was entered here"),
        Text(nl="vul er ten minste {limit} in", en="enter at least {limit}"),
    ),
}
_OTHER = (
    Text(nl="{value} past hier niet", en="{value} does not fit here"),
    Text(nl="kijk naar de uitleg onder de kop", en="look at the note below the header"),
)


def findings(error: ValidationError, *, only_limits: bool = False) -> list[Finding]:
    """Everything a validation found; ``only_limits`` leaves out what rests on other cells."""
    found: list[Finding] = []
    for detail in error.errors():
        known = detail.get("ctx", {}).get("error")
        if isinstance(known, Invalid):
            if not only_limits:
                found.append((known.field, known.text, known.fix))
        elif detail["type"] != "missing":
            found.append(_finding(dict(detail)))
    return found


def _finding(detail: dict[str, Any]) -> Finding:
    place = [str(part) for part in detail["loc"]]
    field = place[0] if place else ""
    if field == "intake_scores" and len(place) > 1:
        field = f"score_{place[1]}"
    if field == "weights" and len(place) > 1:
        field = place[1]
    return field, *(beyond_limit(detail) or _filled(detail, _OTHER))


def beyond_limit(detail: dict[str, Any]) -> tuple[Text, Text] | None:
    """What is wrong and what to do where a value is too small, large, long or short."""
    texts = _KINDS.get(detail["type"])
    return None if texts is None else _filled(detail, texts)


def _filled(detail: dict[str, Any], texts: tuple[Text, Text]) -> tuple[Text, Text]:
    context = detail.get("ctx", {})
    limit = next((context[key] for key in _LIMITS if key in context), "")
    text, fix = texts
    return text.fill(value=shown(detail.get("input", ""))), fix.fill(limit=shown(limit))
