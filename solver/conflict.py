"""When nothing is feasible: the smallest set of fixed things that contradict each other.

Every fixed aspect of a running class (that it continues, its times, teacher, room, members)
is an item. A set of items is feasible when the classes it concerns can run with only those
items fixed. The checker's findings on the roster as it is point at suspects; among them a
smallest contradicting set is found by implicit hitting sets. If suspects do not suffice,
QuickXplain over all items gives a set from which nothing can be taken away.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from ortools.sat.python import cp_model

from models import (
    ClassRun,
    Learner,
    Placement,
    Plan,
    PlannedClass,
    Room,
    Route,
    School,
    Session,
    Slot,
    Teacher,
    Text,
    Violation,
)
from models.times import MINUTES_PER_DAY, slots_text
from solver.check import check
from solver.model import Scope
from solver.problem import Problem, build
from solver.rules import HARD
from solver.subsolve import is_infeasible

ASPECTS = ("times", "teacher", "room", "members", "open")

_TEXTS = {
    "times": Text(
        nl="de lestijden van {klas} staan vast: {what}", en="the times of {klas} are fixed: {what}"
    ),
    "teacher": Text(
        nl="de docent van {klas} staat vast: {what}", en="the teacher of {klas} is fixed: {what}"
    ),
    "room": Text(
        nl="het lokaal van {klas} staat vast: {what}", en="the room of {klas} is fixed: {what}"
    ),
    "members": Text(
        nl="de cursisten van {klas} staan vast: {what}",
        en="the members of {klas} are fixed: {what}",
    ),
    "open": Text(nl="{klas} moet doorgaan{what}", en="{klas} must continue{what}"),
}
_AGAINST = Text(
    nl="samen gaat dit niet door de regel: {rule}", en="together this is ruled out by: {rule}"
)
_NO_TEACHER = Text(
    nl="geen docent mag en kan dit geven; met één docent erbij zou het gaan",
    en="no teacher may and can give this; with one more teacher it would be possible",
)
_NO_ROOM = Text(
    nl="geen lokaal is open, vrij en groot genoeg; met één lokaal erbij zou het gaan",
    en="no room is open, free and large enough; with one more room it would be possible",
)
_NEW = "\x00"  # no code in a school is like this
_ALWAYS = tuple(Slot(day, 0, MINUTES_PER_DAY) for day in range(7))
_ANYBODY = Teacher(
    reference=_NEW, available=_ALWAYS, routes=tuple(Route), alphabetisation=True, max_sessions=30
)
# These two give teachers and rooms their variables (see solver/rules/__init__.py).
_NEVER_LEFT_OUT = ("teacher_qualified", "room_open")


@dataclass(frozen=True, order=True, slots=True)
class Item:
    """One fixed thing: a running class and what of it is fixed."""

    run: str
    aspect: str


def find_conflict(school: School) -> tuple[Violation, ...]:
    """The smallest contradicting set of fixed things, then why they contradict; nothing when
    what is fixed can stand together.
    """
    items = [item for run in school.classes for item in _items(school, run)]

    @cache
    def known(kept: frozenset[Item]) -> bool:
        return _feasible(school, kept)

    def possible(kept: Iterable[Item]) -> bool:
        return known(frozenset(kept))

    if possible(items):
        return ()
    found = check(school, as_it_is(school)).violations
    cores = []
    for classes in dict.fromkeys(frozenset(v.classes) for v in found):
        suspects = [item for item in items if item.run in classes]
        if not possible(suspects):
            cores.append(_smallest(suspects, possible))
    if cores:
        core = min(cores, key=len)
    else:
        core = tuple(sorted(_quick_xplain((), tuple(items), possible)))
    names = {i.run for i in core}
    why = [v for v in found if v.classes and set(v.classes) <= names and v.rule != "fixed"]
    why = why or list(_at_work(school, core, found))
    return (*(_tell(school, item) for item in core), *why)


def _at_work(
    school: School, core: Iterable[Item], found: Iterable[Violation]
) -> Iterator[Violation]:
    """The rules without which the core would be feasible, and whether a teacher or a room more
    would do, for what no single class breaks.
    """
    problem, scope = _with_only(school, core)
    told = False
    for rule in HARD:
        if rule.name in _NEVER_LEFT_OUT or is_infeasible(problem, scope, 10, rule.name):
            continue
        whole = [v for v in found if v.rule == rule.name and not v.classes]
        yield from whole or [Violation(rule.name, _AGAINST.fill(rule=rule.title))]
        told = True
    if told:
        return
    for rule_name, more, text in (
        ("teacher_available", {"teachers": (*school.teachers, _ANYBODY)}, _NO_TEACHER),
        ("room_free", {"rooms": (*school.rooms, *_anywhere(school))}, _NO_ROOM),
    ):
        if not is_infeasible(*_with_only(school.model_copy(update=more), core), seconds=10):
            yield Violation(rule_name, text)


def _anywhere(school: School) -> Iterator[Room]:
    """A large room in every building, always open."""
    for location in school.locations:
        yield Room(reference=_NEW, location=location.reference, capacity=1000, opening=_ALWAYS)


def as_it_is(school: School) -> Plan:
    """The running classes exactly as they are now, as a plan; those of which times, teacher or
    room are not known yet are left out.
    """
    classes = []
    for run in school.classes:
        order = sorted(range(len(run.slots)), key=lambda k: run.slots[k])
        on_site = len(order) - school.offering[run.offering].online_count()
        if run.slots and run.teachers and (run.rooms or not on_site):
            classes.append(
                PlannedClass(
                    reference=run.reference,
                    offering=run.offering,
                    name=run.shown,
                    location=school.location_of(run) if on_site else None,
                    sessions=tuple(
                        Session(
                            slot=run.slots[k],
                            teacher=run.teacher_of(k) or "",
                            room=run.room_of(k) if at < on_site else None,
                            online=at >= on_site,
                        )
                        for at, k in enumerate(order)
                    ),
                    existing=True,
                )
            )
    known = {c.reference for c in classes}
    return Plan(
        school=school.name,
        start=school.start,
        classes=tuple(classes),
        placements=tuple(
            Placement(learner=x.reference, class_reference=x.current_class)
            for x in school.learners
            if x.current_class in known
        ),
    )


def _items(school: School, run: ClassRun) -> list[Item]:
    members = any(x.current_class == run.reference for x in school.learners)
    fixed = {
        "times": run.fixed_times and bool(run.slots),
        "teacher": run.fixed_teacher and bool(run.teachers),
        "room": run.fixed_room and bool(run.rooms),
        "members": run.fixed_members and members,
        "open": not run.may_close,
    }
    return [Item(run.reference, aspect) for aspect in ASPECTS if fixed[aspect]]


def _smallest(items: list[Item], possible: Callable[[Iterable[Item]], bool]) -> tuple[Item, ...]:
    """A smallest subset that is infeasible, by implicit hitting sets (Ignatiev et al. 2015).

    Whatever contradicts must hold something of every set whose removal would make the rest
    feasible. A smallest choice that does so is either the answer or can be grown to a largest
    feasible set, which gives one more set to be met.
    """
    corrections: list[frozenset[Item]] = []
    while possible(chosen := _hitting(items, corrections)):
        grown = list(chosen)
        for item in items:
            if item not in chosen and possible((*grown, item)):
                grown.append(item)
        corrections.append(frozenset(items) - frozenset(grown))
    return chosen


def _hitting(items: list[Item], sets: list[frozenset[Item]]) -> tuple[Item, ...]:
    """The fewest items that meet every set."""
    model = cp_model.CpModel()
    take = {item: model.new_bool_var("") for item in items}
    for each in sets:
        model.add_bool_or(take[item] for item in items if item in each)
    model.minimize(cp_model.LinearExpr.sum(list(take.values())))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.solve(model)
    return tuple(item for item in items if solver.boolean_value(take[item]))


def _quick_xplain(
    background: tuple[Item, ...],
    items: tuple[Item, ...],
    possible: Callable[[Iterable[Item]], bool],
) -> tuple[Item, ...]:
    """A minimal subset of ``items`` that is infeasible with the background (Junker 2004)."""
    if background and not possible(background):
        return ()
    if len(items) <= 1:
        return items
    half = len(items) // 2
    left, right = items[:half], items[half:]
    of_right = _quick_xplain((*background, *left), right, possible)
    of_left = _quick_xplain((*background, *of_right), left, possible)
    return (*of_left, *of_right)


def _feasible(school: School, kept: Iterable[Item]) -> bool:
    """Whether the classes named can run with only these items fixed."""
    return not is_infeasible(*_with_only(school, kept), seconds=20)


def _with_only(school: School, kept: Iterable[Item]) -> tuple[Problem, Scope]:
    """The classes named with only these items fixed."""
    aspects: dict[str, set[str]] = {}
    for item in kept:
        aspects.setdefault(item.run, set()).add(item.aspect)
    runs = [
        run.model_copy(
            update={
                "fixed_times": "times" in aspects[run.reference],
                "fixed_teacher": "teacher" in aspects[run.reference],
                "fixed_room": "room" in aspects[run.reference],
                "fixed_members": "members" in aspects[run.reference],
                "may_close": "open" not in aspects[run.reference],
                "location": school.location_of(run),
            }
        )
        for run in school.classes
        if run.reference in aspects
    ]
    small = school.model_copy(
        update={
            "classes": tuple(runs),
            "learners": tuple(_outside(x, aspects) for x in school.learners),
        }
    )
    problem = build(School(**{name: getattr(small, name) for name in School.model_fields}))
    scope = Scope(
        tuple(g.index for g in problem.groups if g.run is not None),
        frozenset(range(len(problem.learners))),
    )
    return problem, scope


def _outside(learner: Learner, aspects: dict[str, set[str]]) -> Learner:
    if learner.current_class is None or learner.current_class in aspects:
        return learner
    return learner.model_copy(update={"current_class": None})


def _name(school: School, run: ClassRun) -> str:
    """What people call the class, with its code where several have that name."""
    alike = sum(other.shown == run.shown for other in school.classes)
    return run.shown if alike == 1 else f"{run.shown} ({run.reference})"


def _tell(school: School, item: Item) -> Violation:
    run = school.running[item.run]
    members = [x for x in school.learners if x.current_class == item.run]
    texts = {
        "times": Text(nl=slots_text(run.slots, "nl"), en=slots_text(run.slots, "en")),
        "teacher": Text(nl=", ".join(run.teachers), en=", ".join(run.teachers)),
        "room": Text(nl=", ".join(run.rooms), en=", ".join(run.rooms)),
        "members": Text(nl=f"{len(members)} personen", en=f"{len(members)} people"),
        "open": Text(nl="", en=""),
    }
    return Violation(
        "fixed",
        _TEXTS[item.aspect].fill(klas=_name(school, run), what=texts[item.aspect]),
        classes=(item.run,),
        teachers=run.teachers if item.aspect == "teacher" else (),
        rooms=run.rooms if item.aspect == "room" else (),
    )
