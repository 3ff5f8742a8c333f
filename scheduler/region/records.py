"""What is known about one school of many once its turn is over."""

from __future__ import annotations

from enum import StrEnum

from models import Reason, Record, Text


class State(StrEnum):
    """How the turn of a school ended."""

    PLANNED = "planned"
    STOPPED = "stopped"
    REFUSED = "refused"
    IMPOSSIBLE = "impossible"
    NO_PLAN = "no_plan"
    LOST = "lost"
    FAILED = "failed"
    UNWRITTEN = "unwritten"
    LEFT = "left"


STATES = {
    State.PLANNED: Text(nl="rooster klaar", en="planned"),
    State.STOPPED: Text(nl="rooster klaar, eerder gestopt", en="planned, stopped early"),
    State.REFUSED: Text(nl="gegevens kloppen niet", en="wrong input"),
    State.IMPOSSIBLE: Text(nl="geen rooster mogelijk", en="no plan possible"),
    State.NO_PLAN: Text(nl="nog geen rooster gevonden", en="no plan found yet"),
    State.LOST: Text(nl="rekenproces viel weg", en="process died"),
    State.FAILED: Text(nl="fout in het programma", en="program error"),
    State.UNWRITTEN: Text(nl="niet opgeslagen", en="not saved"),
    State.LEFT: Text(nl="niet aan de beurt gekomen", en="not begun"),
}
WITH_PLAN = frozenset({State.PLANNED, State.STOPPED})


class ReasonCount(Record):
    """How many learners wait for one main reason (its stable code)."""

    code: str
    count: int


class SchoolRow(Record):
    """One school of many. ``key`` names its folder under the results, ``source`` its file or
    folder. Figures are ``None`` without a plan. ``problems`` are whole lines for people, with
    the code ``error`` or ``warning``. ``reused``: the plan of an earlier run still holds.
    """

    key: str = ""
    source: str = ""
    state: State
    name: str = ""
    learners: int | None = None
    placed: int | None = None
    waiting: int | None = None
    reasons: tuple[ReasonCount, ...] = ()
    classes: int | None = None
    new_classes: int | None = None
    objective: int | None = None
    bound: int | None = None
    gap: float | None = None
    seconds: float | None = None
    problems: tuple[Reason, ...] = ()
    notices: tuple[Reason, ...] = ()
    attempts: int = 1
    reused: bool = False

    @property
    def shown(self) -> str:
        """What people call the school; its folder as long as its name is not known."""
        return self.name or self.key

    @property
    def has_plan(self) -> bool:
        """Whether there is a plan that belongs to the school's present data."""
        return self.state in WITH_PLAN

    @property
    def errors(self) -> tuple[Reason, ...]:
        """Problems that stand in the way of a plan."""
        return tuple(p for p in self.problems if p.code == "error")
