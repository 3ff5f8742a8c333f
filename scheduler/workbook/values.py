"""What the cells of a row hold, as the record of their table wants it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from models import Slot, Text
from models.times import minute_of
from scheduler.workbook.cells import CellError
from scheduler.workbook.schema import SCORES, Column, Table
from scheduler.workbook.sheets import Formula, Merged

_EMPTY = Text(nl="deze cel is leeg", en="this cell is empty")
_FILL = Text(nl="vul in: {note}", en="fill in: {note}")
_FORMULA = Text(
    nl="hier staat een formule zonder uitkomst", en="this is a formula without a result"
)
_ERROR = Text(nl="hier staat een foutmelding ({value})", en="this is an error value ({value})")
_VALUES = Text(
    nl="typ de waarde zelf in de cel, of plak hem met Plakken speciaal, Waarden",
    en="type the value itself in the cell, or paste it with Paste Special, Values",
)
_MERGED = Text(
    nl="deze cel is samengevoegd met een andere", en="this cell was merged with another one"
)
_SPLIT = Text(
    nl="hef de samenvoeging op en vul elke cel in", en="unmerge the cells and fill in each of them"
)


def value_of(column: Column, raw: Any) -> Any:
    """What a cell holds.

    Raises:
        CellError: when it holds nothing, or nothing that can be used.
    """
    if raw is None:
        raise CellError(_EMPTY, _FILL.fill(note=column.note))
    if isinstance(raw, Merged):
        raise CellError(_MERGED, _SPLIT)
    if isinstance(raw, Formula):
        is_formula = raw.shown.startswith("=")
        raise CellError(_FORMULA if is_formula else _ERROR.fill(value=raw.shown), _VALUES)
    return column.kind.read(raw)


def shaped(table: Table, values: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Values as the record wants them: scores together, one busy window per day."""
    if table.field == "learners":
        scores = {s: values.pop(f"score_{s}") for s in SCORES if f"score_{s}" in values}
        yield {**values, "intake_scores": scores}
    elif table.field == "busy":
        days = values.pop("days")
        start, end = minute_of(values.pop("start")), minute_of(values.pop("end"))
        for day in days:
            yield {**values, "slot": Slot(day, start, end or 1440)}
    else:
        yield values
