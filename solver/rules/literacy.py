"""Readers and non-readers apart, where the offering says so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from models import Text, Violation
from solver.rules.base import Rule

if TYPE_CHECKING:
    from solver.model import Model
    from solver.rules.view import View


_TEXT = Text(
    nl="in {klas} zitten gealfabetiseerde en niet-gealfabetiseerde cursisten door elkaar",
    en="{klas} mixes learners of different literacy",
)


def violations(view: View) -> Iterator[Violation]:
    """Classes that mix literacy although they may not (and the fixed members do not yet)."""
    for row in view.classes:
        kinds = {x.literacy for x in view.members(row)}
        already = {x.literacy for x in view.fixed_members(row)}
        if len(kinds) > 1 and len(already) < 2 and not view.offering(row).mix_literacy:
            yield Violation("literacy", _TEXT.fill(klas=row.name), classes=(row.reference,))


def post(model: Model) -> None:
    """Members of a class that does not mix literacy share one."""
    literacy = model.problem.literacy
    for row in model.classes:
        kinds = sorted({int(literacy[i]) for i in row.member})
        if row.group.mixes_literacy or len(kinds) < 2:
            continue
        chosen = {kind: model.cp.new_bool_var("") for kind in kinds}
        model.cp.add_exactly_one(chosen.values())
        for i, seat in row.member.items():
            model.cp.add_implication(seat, chosen[int(literacy[i])])


RULE = Rule(
    name="literacy",
    title=Text(nl="Alfabetisering niet gemengd", en="Literacy not mixed"),
    sources=("report L10390", "report L16112"),
    violations=violations,
    post=post,
)
