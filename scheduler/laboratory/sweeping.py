"""Sweeps: values of a feature that are tried on a policy, in every combination."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product
from math import prod
from typing import Any

from pydantic import ValidationError

from models import Text
from models.intake import IntakePolicy, IntakeRule
from models.intake_tables import SweepRow, Swept
from models.text import Language, quoted
from scheduler.laboratory.reading import Unusable
from scheduler.workbook import Problem
from scheduler.workbook.cells import CellError
from scheduler.workbook.findings import findings
from scheduler.workbook.intake_schema import SWEEPS, SWEPT

MOST_COMBINATIONS = 1000  # each is a policy of which every replication is simulated
_SWEEP = Text(nl="'{x}' is geen reeks", en="'{x}' is no sweep")
_BECAUSE = Text(nl="{what}: {why}", en="{what}: {why}")
_TWICE = Text(
    nl="{x} staat er twee keer, met verschillende waarden",
    en="{x} is there twice, with different values",
)
_TOGETHER = Text(nl="zet alle waarden bij elkaar", en="put all values together")
_TOO_MANY = Text(
    nl="dat zijn samen {n} combinaties, en het kunnen er {most} zijn",
    en="together these are {n} combinations, and there can be {most}",
)
_FEWER = Text(
    nl="laat waarden weg, of probeer kenmerken na elkaar uit",
    en="leave out values, or try one feature after the other",
)
_SWEEP_FIX = Text(
    nl="schrijf bijvoorbeeld --sweep drempel=6,8,10,12", en="write --sweep threshold=6,8,10,12"
)


def sweep_of(text: str) -> SweepRow:
    """A sweep as it is typed: ``threshold=6,8,10`` or ``drempel=6,8,10``.

    Raises:
        Unusable: on a sweep that makes no sense.
    """
    name, _, values = text.partition("=")
    if not name.strip() or not values.strip():
        raise _no_sweep(text)
    try:
        field = SWEPT.read(name)
        row = SweepRow(field=field, values=SWEEPS[1].kind.read(values))
    except CellError as error:
        place = f"--sweep {quoted(text)}"
        raise Unusable([Problem(place, None, None, error.text, error.fix)]) from error
    except ValidationError as error:
        why = next((found[1] for found in findings(error)), None)
        raise _no_sweep(text, why) from error
    return row


def swept(
    policies: tuple[IntakePolicy, ...], sweeps: Iterable[SweepRow]
) -> tuple[IntakePolicy, ...]:
    """The policies, and the first one with every combination of the values swept over, each of
    which then holds for all offerings.

    Raises:
        Unusable: on a combination that makes no sense.
    """
    lists: list[list[tuple[SweepRow, Any]]] = [[(s, v) for v in s.values] for s in sweeps]
    if not lists:
        return policies
    _sweepable(lists)
    base, found = policies[0], list(policies)
    for combination in product(*lists):
        values = {sweep.field.value: value for sweep, value in combination}
        try:
            rule = IntakeRule(**values)
        except (ValidationError, TypeError) as error:
            raise _no_sweep(", ".join(f"{k}={v}" for k, v in values.items())) from error
        name = ", ".join(f"{field}={value}" for field, value in values.items())
        found.append(
            base.model_copy(
                update={
                    "reference": f"{base.reference} {name}",
                    "nl": f"{base.nl}; {_told(combination, 'nl')}",
                    "en": f"{base.en}; {_told(combination, 'en')}",
                    "rules": (*base.rules, rule),
                }
            )
        )
    return tuple(found)


def _told(combination: Sequence[tuple[SweepRow, Any]], language: str) -> str:
    """The values of a combination as the sheet has them."""
    kind, parts = SWEEPS[1].kind, []
    for sweep, value in combination:
        shown = kind.write((value,), Language(language))
        parts.append(f"{SWEPT.write(sweep.field, Language(language))} {shown}")
    return ", ".join(parts)


def _sweepable(lists: Sequence[Sequence[tuple[SweepRow, Any]]]) -> None:
    """Nothing, for sweeps that can be tried together.

    Raises:
        Unusable: when one feature is swept over twice, or there are too many combinations.
    """
    names = [values[0][0].field for values in lists]
    problems = [
        Problem("--sweep", None, None, _TWICE.fill(x=SWEPT.words[at]), _TOGETHER)
        for at, name in enumerate(Swept)
        if names.count(name) > 1
    ]
    number = prod(len(values) for values in lists)
    if number > MOST_COMBINATIONS:
        text = _TOO_MANY.fill(n=number, most=MOST_COMBINATIONS)
        problems.append(Problem("--sweep", None, None, text, _FEWER))
    if problems:
        raise Unusable(problems)


def _no_sweep(text: str, why: Text | None = None) -> Unusable:
    what = _SWEEP.fill(x=text)
    told = what if why is None else _BECAUSE.fill(what=what, why=why)
    return Unusable([Problem("--sweep", None, None, told, _SWEEP_FIX)])
