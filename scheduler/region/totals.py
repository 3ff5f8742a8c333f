"""Sums over the schools of a region."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from models import Text
from models.plan import gap_of
from models.text import Language
from scheduler.region.records import SchoolRow, State
from scheduler.words import NO_REASON, OTHER_REASON, REASONS, TELLS_NOTHING, number, percent

_ALL = Text(nl="Alle {n} scholen hebben een rooster.", en="All {n} schools have a plan.")
_ONLY = Text(nl="De school heeft een rooster.", en="The school has a plan.")
_SOME = Text(
    nl="{planned} van de {n} scholen hebben een rooster.",
    en="{planned} of the {n} schools have a plan.",
)
_NONE = Text(nl="Nog geen school heeft een rooster.", en="No school has a plan yet.")


@dataclass(frozen=True)
class Totals:
    """Figures of all schools together; people and classes are those of schools with a plan."""

    rows: Sequence[SchoolRow]

    def count(self, *states: State) -> int:
        """Schools in one of these states."""
        return sum(row.state in states for row in self.rows)

    @property
    def planned(self) -> list[SchoolRow]:
        """Schools with a plan."""
        return [row for row in self.rows if row.has_plan]

    def total(self, field: str) -> int:
        """Sum of a figure over the schools with a plan."""
        return sum(getattr(row, field) or 0 for row in self.planned)

    @property
    def gap(self) -> float | None:
        """How much better all plans together could be at most; ``None`` when one is unknown."""
        rows = self.planned
        if not rows or any(row.bound is None for row in rows):
            return None
        return gap_of(self.total("objective"), self.total("bound"))

    @property
    def reasons(self) -> list[tuple[str, int]]:
        """Main reasons of waiting by their code, the commonest first."""
        found: Counter[str] = Counter()
        for row in self.planned:
            found.update({reason.code: reason.count for reason in row.reasons})
        return sorted(found.items(), key=lambda pair: -pair[1])

    def headline(self, language: Language) -> str:
        """How many schools have a plan, in one sentence."""
        planned, all_schools = len(self.planned), len(self.rows)
        if planned == all_schools:
            return _ONLY(language) if planned == 1 else _ALL(language, n=number(planned, language))
        if planned == 0:
            return _NONE(language)
        counts = {"planned": number(planned, language), "n": number(all_schools, language)}
        return _SOME(language, **counts)


def reason_name(code: str, language: Language) -> str:
    """A reason of waiting in a few words."""
    return (REASONS.get(code, OTHER_REASON) if code else NO_REASON)(language)


def main_reasons(row: SchoolRow, language: Language, most: int = 2) -> list[str]:
    """The commonest reasons of a school's waiting list with their counts."""
    return [
        f"{reason_name(x.code, language)} ({number(x.count, language)})" for x in row.reasons[:most]
    ]


def shown_gap(gap: float | None, language: Language) -> str:
    """A gap as people read it; a dash when nothing is proven."""
    if gap is None or gap >= TELLS_NOTHING:
        return "–"
    return percent(0.0 if gap == 0 else max(gap, 0.001), language)
