"""An interpreter speaks the language, is available at every meeting, in one place at a time."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING

from models import Text, Violation
from solver.activities.rules.base import ActivityRule
from solver.activities.rules.view import slots_join
from solver.activities.words import tongue

if TYPE_CHECKING:
    from solver.activities.model import ActivityModel
    from solver.activities.rules.view import ActivityView

_NOT = Text(nl="{who} tolkt geen {tongue}", en="{who} does not interpret {tongue}")
_UNASKED = Text(
    nl="{activity} werkt niet met tolken ({group})",
    en="{activity} does not work with interpreters ({group})",
)
_AWAY = Text(
    nl="tolk {who} is er niet op {day} ({group})",
    en="interpreter {who} is not available on {day} ({group})",
)
_TWICE = Text(
    nl="tolk {who} heeft {a} en {b} tegelijk op {day}",
    en="interpreter {who} has {a} and {b} together on {day}",
)


def violations(view: ActivityView) -> Iterator[Violation]:
    """Interpreters who cannot do what the plan asks of them."""
    people = {p.reference: p for p in view.school.interpreters}
    for group in view.groups:
        activity = view.activity[group.activity]
        always = {tongue(x) for x in activity.always_interpreted}
        for row in group.interpreting:
            who = people.get(row.interpreter)
            if who is None or row.language not in {tongue(x) for x in who.languages}:
                text = _NOT.fill(who=row.interpreter, tongue=row.language)
                yield Violation("interpreter", text, classes=(group.reference,))
                continue
            if not activity.interpreters and row.language not in always:
                text = _UNASKED.fill(activity=activity.shown, group=group.reference)
                yield Violation("interpreter", text, classes=(group.reference,))
            for meeting in view.coming(group):
                if not slots_join(meeting.slot, who.available):
                    day = meeting.day.strftime("%d-%m-%Y")
                    text = _AWAY.fill(who=who.shown, day=day, group=group.reference)
                    yield Violation("interpreter", text, classes=(group.reference,))
    for one, other in combinations(view.groups, 2):
        theirs = {x.interpreter for x in other.interpreting}
        both = sorted({x.interpreter for x in one.interpreting} & theirs)
        clash = view.overlap(one, other) if both else None
        if clash is not None:
            day = clash.day.strftime("%d-%m-%Y")
            for name in both:
                text = _TWICE.fill(who=name, a=one.reference, b=other.reference, day=day)
                yield Violation("interpreter", text, classes=(one.reference, other.reference))


def post(model: ActivityModel) -> None:
    """Every language that the trainer does not speak has an interpreter, one group at a time."""
    for row in model.rows:
        for language, literals in row.interpreter.items():
            asked = row.needs[language]
            model.cp.add(sum(literals.values()) == sum(asked))
    for index in range(len(model.problem.school.interpreters)):
        booked = [
            (p, x[index])
            for p, row in enumerate(model.rows)
            for x in row.interpreter.values()
            if index in x
        ]
        for meeting_at_once in model.cliques(sorted({p for p, _ in booked})):
            inside = [p for p, _ in booked if p in meeting_at_once]
            if len(set(inside)) > 1:
                # One person may do two languages of one group: at most one group, not one job.
                groups = []
                for p in sorted(set(inside)):
                    used = model.cp.new_bool_var("")
                    for q, literal in booked:
                        if q == p:
                            model.cp.add_implication(literal, used)
                    groups.append(used)
                model.cp.add_at_most_one(groups)


RULE = ActivityRule(
    name="interpreter",
    title=Text(nl="Tolken", en="Interpreters"),
    sources=("report L11055", "report L18482", "report L20147"),
    violations=violations,
    post=post,
)
