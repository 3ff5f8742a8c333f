"""The best plan of a tiny provider by trying everything; only the checker judges."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from models import School
from models.activities import Activity
from models.activity_plan import ActivityGroup, ActivityPlan, Interpreting, Membership, Rosters
from solver.activities import check_activities
from solver.activities.series import series_of
from solver.activities.words import tongue
from tests.activities import UNTIL

Choice = tuple[int, tuple[str, ...]] | None
"""Series and languages of the group that one learner is in."""


def best_cost(school: School, rosters: Rosters) -> int:
    """Lowest cost of any plan without violations."""
    costs = []
    for plan in _plans(school):
        found = check_activities(school, rosters, plan)
        if not found.violations:
            costs.append(found.objective)
    return min(costs)


def _plans(school: School) -> Iterator[ActivityPlan]:
    options = []
    seats = []
    for activity in school.activities:
        dates = series_of(activity, school.stages, school.calendar, school.start, UNTIL)
        choices: list[Choice] = [None]
        choices += [(s, x) for s in range(len(dates)) for x in _languages(school, activity)]
        for learner in school.learners:
            seats.append((activity, learner.reference, dates))
            options.append(choices)
    for chosen in product(*options):
        grouped: dict[tuple[str, int, tuple[str, ...]], list[str]] = {}
        for (activity, who, _), choice in zip(seats, chosen, strict=True):
            if choice is not None:
                grouped.setdefault((activity.reference, *choice), []).append(who)
        limits = {a.reference: a for a in school.activities}
        if all(limits[k[0]].minimum <= len(v) <= limits[k[0]].maximum for k, v in grouped.items()):
            yield from _staffed(school, grouped, {a.reference: d for a, _, d in seats})


def _languages(school: School, activity: Activity) -> list[tuple[str, ...]]:
    if not activity.by_language:
        return [()]
    return [(x,) for x in sorted({tongue(x.mother_tongue or "") for x in school.learners})]


def _staffed(school: School, grouped: dict, dates: dict) -> Iterator[ActivityPlan]:  # type: ignore[type-arg]
    names = list(grouped)
    teams = []
    for activity, _, languages in names:
        trainers = [t for t in school.trainers if activity in t.activities]
        found = []
        for trainer in trainers or [None]:
            spoken = [tongue(x) for x in trainer.languages] if trainer else []
            missing = [x for x in languages if x not in spoken]
            people = [p.reference for p in school.interpreters]
            found += [
                (trainer, tuple(zip(missing, who, strict=True)))
                for who in product(people, repeat=len(missing))
            ]
        teams.append(found)
    for staff in product(*teams):
        groups, members = [], []
        for number, (name, (trainer, interpreting)) in enumerate(zip(names, staff, strict=True)):
            activity, series, languages = name
            groups.append(
                ActivityGroup(
                    reference=f"g{number}",
                    activity=activity,
                    meetings=dates[activity].series[series],
                    languages=languages,
                    trainer=trainer.reference if trainer else None,
                    interpreting=tuple(
                        Interpreting(language=x, interpreter=p) for x, p in interpreting
                    ),
                )
            )
            members += [Membership(learner=x, group=f"g{number}") for x in grouped[name]]
        yield ActivityPlan(
            school=school.name,
            start=school.start,
            until=UNTIL,
            groups=tuple(groups),
            members=tuple(members),
        )
