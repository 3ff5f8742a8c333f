"""Situations that break one rule alone, beside the nearest that obeys all."""

from __future__ import annotations

from dataclasses import dataclass

from models import Plan, School
from models.text import Language
from solver import check
from tests.builders import (
    a_class,
    a_learner,
    a_location,
    a_plan,
    a_room,
    a_teacher,
    an_offering,
    travel,
)

Situation = tuple[School, Plan]


@dataclass(frozen=True)
class Case:
    """A situation that breaks a rule, and its neighbour that just obeys it."""

    rule: str
    name: str
    broken: Situation
    obeyed: Situation


class Cases(list[Case]):
    """Cases as they are stated; :meth:`ids` names them in the test report."""

    def add(self, rule: str, name: str, broken: Situation, obeyed: Situation) -> None:
        self.append(Case(rule, name, broken, obeyed))

    def ids(self) -> list[str]:
        return [f"{case.rule}: {case.name}" for case in self]


def assert_broken_alone(case: Case) -> None:
    """The rule, and no other, is broken, and says so in both languages."""
    found = check(*case.broken).violations
    assert {v.rule for v in found} == {case.rule}, [v.text.en for v in found]
    for violation in found:
        assert violation.text(Language.NL)
        assert violation.text(Language.EN)


def assert_obeyed(case: Case) -> None:
    """The neighbouring situation breaks nothing."""
    found = check(*case.obeyed).violations
    assert found == (), [v.text.en for v in found]


def one(school: School, members: str = "a", **fields: object) -> Situation:
    """The school with one class of the offering "o"."""
    return school, a_plan(school, a_class("n", **fields), n=members)


def continuing(
    school: School, when: str = "ma 9-12", members: str = "a", **fields: object
) -> Situation:
    """The school with its run "k" continued."""
    return school, a_plan(school, a_class("k", when, existing=True, **fields), k=members)


SPOUSES = (a_learner("a", household="h"), a_learner("b", household="h"))
TWO_TIMES = an_offering("o", "ma 9-12, ma 13-16, di 9-12")
STAFF = {"teachers": (a_teacher("t"), a_teacher("u")), "rooms": (a_room("r"), a_room("s"))}
BUILDINGS = {
    "locations": (a_location("L"), a_location("M", "noord")),
    "travel": (travel("centrum", "noord", 60),),
    "rooms": (a_room("r"), a_room("s", location="M")),
}
