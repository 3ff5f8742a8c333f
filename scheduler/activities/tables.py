"""An activity plan as plain tables, the source of its CSV files and its workbook."""

from __future__ import annotations

from models import Text, Weekday
from models.text import Language
from models.times import clock, slots_text
from scheduler.activities.view import PlanOfActivities, times
from scheduler.export import headers
from scheduler.export.tables import Cell, Table, score_table
from scheduler.words import said

_ACTIVITY = Text(nl="Activiteit", en="Activity")
_GROUP = Text(nl="Groep", en="Group")
_TRAINER = Text(nl="Trainer", en="Trainer")
_INTERPRETER = Text(nl="Tolk", en="Interpreter")
_PLACE = Text(nl="Plaats", en="Place")
_EXCUSED = Text(nl="Lesuren gemist, geoorloofd", en="Lesson hours missed, authorised")
_UNEXCUSED = Text(nl="Lesuren gemist, niet geoorloofd", en="Lesson hours missed, not authorised")


def groups(view: PlanOfActivities, language: Language) -> Table:
    """One row per group."""
    rows: list[tuple[Cell, ...]] = []
    for group in view.measured.groups:
        activity = view.activity[group.activity]
        members = view.members(group)
        hours = sum(view.hours_of(x, group) for x in members)
        excused = view.is_excused(group)
        rows.append(
            (
                activity.shown,
                group.reference,
                times(group),
                len(group.meetings),
                view.languages(group),
                view.trainer(group),
                view.interpreters(group),
                view.place(group, language),
                len(members),
                activity.minimum,
                activity.wanted,
                activity.maximum,
                hours if excused else 0.0,
                0.0 if excused else hours,
            )
        )
    columns = (
        _ACTIVITY,
        _GROUP,
        Text(nl="Wanneer", en="When"),
        Text(nl="Bijeenkomsten", en="Meetings"),
        Text(nl="Talen", en="Languages"),
        _TRAINER,
        _INTERPRETER,
        _PLACE,
        Text(nl="Deelnemers", en="Members"),
        headers.MINIMUM,
        headers.TARGET,
        headers.MAXIMUM,
        _EXCUSED,
        _UNEXCUSED,
    )
    return Table(Text(nl="groepen", en="groups"), columns, tuple(rows))


def meetings(view: PlanOfActivities, language: Language) -> Table:
    """One row per dated meeting."""
    rows = [
        (
            view.activity[group.activity].shown,
            group.reference,
            m.number,
            Weekday(m.day.weekday()).text()(language),
            m.day,
            clock(m.start),
            clock(m.end),
            m.content,
            view.place(group, language),
            view.trainer(group),
            view.interpreters(group),
        )
        for group in view.measured.groups
        for m in group.meetings
    ]
    columns = (
        _ACTIVITY,
        _GROUP,
        Text(nl="Nummer", en="Number"),
        headers.DAY,
        headers.DATE,
        headers.FROM,
        headers.TO,
        Text(nl="Inhoud", en="Content"),
        _PLACE,
        _TRAINER,
        _INTERPRETER,
    )
    ordered = sorted(rows, key=lambda r: (str(r[4]), str(r[5]), str(r[1])))
    return Table(Text(nl="bijeenkomsten", en="meetings"), columns, tuple(ordered))


def members(view: PlanOfActivities, language: Language) -> Table:
    """One row per participation."""
    del language
    rows: list[tuple[Cell, ...]] = []
    for group in view.measured.groups:
        excused = view.is_excused(group)
        for learner in view.members(group):
            hours = view.hours_of(learner, group)
            rows.append(
                (
                    learner.reference,
                    learner.name,
                    view.activity[group.activity].shown,
                    group.reference,
                    times(group),
                    learner.mother_tongue,
                    learner.level.value,
                    hours if excused else 0.0,
                    0.0 if excused else hours,
                )
            )
    columns = (
        headers.LEARNER,
        headers.NAME,
        _ACTIVITY,
        _GROUP,
        Text(nl="Wanneer", en="When"),
        Text(nl="Moedertaal", en="Mother tongue"),
        headers.LEVEL,
        _EXCUSED,
        _UNEXCUSED,
    )
    return Table(Text(nl="deelnemers", en="members"), columns, tuple(rows))


def left_out(view: PlanOfActivities, language: Language) -> Table:
    """One row per learner and activity without a group, and why."""
    rows = []
    for entry in view.plan.left_out:
        learner = view.school.learner[entry.learner]
        rows.append(
            (
                learner.reference,
                learner.name,
                view.activity[entry.activity].shown,
                learner.mother_tongue,
                learner.level.value,
                " ".join(said(r, language) for r in entry.reasons),
            )
        )
    columns = (
        headers.LEARNER,
        headers.NAME,
        _ACTIVITY,
        Text(nl="Moedertaal", en="Mother tongue"),
        headers.LEVEL,
        Text(nl="Reden", en="Reason"),
    )
    return Table(Text(nl="niet_ingedeeld", en="left_out"), columns, tuple(rows))


def individual(view: PlanOfActivities, language: Language) -> Table:
    """One row per placement or stay in a bridging group."""
    rows: list[tuple[Cell, ...]] = [
        (
            p.learner,
            view.school.learner[p.learner].name,
            view.activity[p.activity].shown,
            slots_text(p.slots, language),
            None,
            None,
            sum(s.minutes for s in p.slots) / 60,
            p.whole_days,
            p.short_minutes / 60,
        )
        for p in view.plan.placements
    ]
    rows += [
        (
            s.learner,
            view.school.learner[s.learner].name,
            view.activity[s.activity].shown,
            slots_text(view.activity[s.activity].slots, language),
            s.first,
            s.last,
            sum(x.minutes for x in view.activity[s.activity].slots) / 60,
            None,
            None,
        )
        for s in view.plan.stays
    ]
    columns = (
        headers.LEARNER,
        headers.NAME,
        _ACTIVITY,
        Text(nl="Elke week", en="Every week"),
        Text(nl="Eerste dag", en="First day"),
        Text(nl="Laatste dag", en="Last day"),
        Text(nl="Uren per week", en="Hours a week"),
        Text(nl="Hele lesvrije dagen", en="Whole days without lessons"),
        Text(nl="Uren tekort", en="Hours short"),
    )
    return Table(Text(nl="eigen_plek_en_overbrugging", en="individual"), columns, tuple(rows))


def score(view: PlanOfActivities, language: Language) -> Table:
    """One row per goal."""
    return score_table(view.plan.score, language)


def changes(view: PlanOfActivities, language: Language) -> Table:
    """One row per participation that differs from the earlier plan."""
    repair = view.repair
    gone = Text(nl="geen plaats meer", en="no place any more")
    rows = tuple(
        (
            c.learner,
            view.school.learner[c.learner].name,
            view.activity[c.activity].shown if c.activity in view.activity else c.activity,
            c.before,
            c.now or gone(language),
            c.why()(language),
        )
        for c in (repair.changes if repair is not None else ())
    )
    columns = (
        headers.LEARNER,
        headers.NAME,
        _ACTIVITY,
        Text(nl="Was", en="Was"),
        Text(nl="Wordt", en="Becomes"),
        Text(nl="Waarom", en="Why"),
    )
    return Table(Text(nl="wijzigingen", en="changes"), columns, rows)


ALL = (groups, meetings, members, left_out, individual, changes, score)
