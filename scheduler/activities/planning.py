"""Planning activities around lesson rosters, checked before anybody sees the plan."""

from __future__ import annotations

from models import School
from models.activity_plan import ActivityPlan, Rosters
from scheduler.activities.changes import repair_of
from scheduler.activities.view import PlanOfActivities
from scheduler.planning import PlanRefused
from solver.activities import check_activities, solve_activities
from solver.activities.earlier import Earlier
from solver.activities.people import is_ready, takes_part
from solver.settings import OnProgress, Settings, ShouldStop


def participations(school: School, previous: ActivityPlan | None = None) -> int:
    """Learners whose turn it is, counted once for each activity in groups."""
    over = Earlier.of(previous, school).finished
    records = {(r.learner, r.activity): r for r in school.activity_records}
    count = 0
    for activity in school.activities:
        for learner in school.learners if activity.is_group else ():
            record = records.get((learner.reference, activity.reference))
            due = takes_part(school, activity, learner, record)
            due = due and (learner.reference, activity.reference) not in over
            count += due and is_ready(activity, learner, record)
    return count


def plan_activities(
    school: School,
    rosters: Rosters,
    settings: Settings,
    on_progress: OnProgress | None = None,
    should_stop: ShouldStop | None = None,
    previous: ActivityPlan | None = None,
) -> PlanOfActivities:
    """Plan, check, and compare with an earlier plan if there is one.

    Raises:
        PlanRefused: when the plan breaks a hard rule.
    """
    outcome = solve_activities(school, rosters, settings, on_progress, should_stop, previous)
    if outcome.plan is None:
        raise PlanRefused(outcome.violations)
    checked = check_activities(school, rosters, outcome.plan, previous)
    if checked.violations:
        raise PlanRefused(checked.violations)
    repair = None
    if previous is not None:
        repair = repair_of(school, rosters, previous, outcome.plan)
    return PlanOfActivities(school, rosters, outcome.plan, repair)
