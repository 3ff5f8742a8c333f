"""What the report says of hours: who will not make them at the pace of this plan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from models import Reason, Text
from models.ledger import Account, Verdict
from models.text import Language, capital
from scheduler.ledger import ALARMING, Ledger
from scheduler.words import HOURS, TOO_SLOW, VERDICTS, number

_BY = Text(nl="uiterlijk {day}", en="by {day}")
_SINCE = Text(nl="te laat sinds {day}", en="too late since {day}")


@dataclass(frozen=True, slots=True)
class Late:
    """One learner who will not make the hours of a norm; ``index`` is the place in the school."""

    index: int
    name: str
    group: str
    norm: str
    standing: str
    word: str
    short: str
    term_ends: str
    start: str


class HoursContent:
    """The hours of everybody on the first day of the plan, in one language."""

    def __init__(self, ledger: Ledger, language: Language) -> None:
        self.ledger, self.language = ledger, language
        self._index = {x.reference: i for i, x in enumerate(ledger.school.learners)}

    @property
    def known(self) -> bool:
        """Whether anybody's term is known, so that something can be said."""
        return any(entry.term_ends is not None for entry in self.ledger.entries)

    @property
    def notices(self) -> list[Reason]:
        """What had to be assumed about terms and the end of lessons."""
        return [n for n in self.ledger.notices if n.code in ("term_unknown", "open_ended")]

    @property
    def count(self) -> str:
        """How many learners will not make their hours."""
        return number(sum(self.ledger.counts[v] for v in ALARMING), self.language)

    @property
    def rest(self) -> str:
        """The others, by how they stand."""
        others = [v for v in Verdict if v not in ALARMING and self.ledger.counts[v]]
        parts = [
            f"{VERDICTS[v](self.language)} {number(self.ledger.counts[v], self.language)}"
            for v in others
        ]
        return " · ".join(parts)

    @property
    def late(self) -> list[Late]:
        """Everybody who will not, the most urgent first, with the worst norm."""
        return list(self._late())

    def _late(self) -> Iterator[Late]:
        for entry in self.ledger.entries:
            worst = entry.worst
            if worst is not None and worst.verdict in ALARMING:
                yield Late(
                    self._index[entry.learner.reference],
                    entry.learner.shown,
                    entry.group or "–",
                    capital(HOURS[worst.kind](self.language)),
                    worst.verdict.value,
                    VERDICTS[worst.verdict](self.language),
                    number(worst.shortfall, self.language),
                    _shown(worst.term_ends),
                    self._start(worst),
                )

    def _start(self, account: Account) -> str:
        day = account.last_chance
        if day is None:
            return "–"
        text = TOO_SLOW if account.too_slow else _SINCE if account.too_late else _BY
        return text(self.language, day=_shown(day))


def _shown(day: date | None) -> str:
    return day.strftime("%d-%m-%Y") if day else "–"
