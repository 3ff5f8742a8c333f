"""What is worked out once for a plan of activities, and is the same for all who need it."""

from __future__ import annotations

from datetime import date

import icalendar
import pytest
from openpyxl import Workbook

from models import Language, Text
from models.activity_plan import Rosters
from scheduler.activities import calendars
from scheduler.activities.view import PlanOfActivities
from scheduler.cli.commands import commands
from scheduler.export.sheets import write_table
from tests.activities import a_group, a_plan, a_provider, an_activity
from tests.builders import learners


def test_meetings_that_many_attend_are_written_once_and_are_the_same_in_each_calendar(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    school = a_provider(learners("a b"), an_activity(meetings=3))
    group = a_group(weeks=(0, 1, 2))
    view = PlanOfActivities(school, Rosters(), a_plan(school, group, g="a b"))
    asked = []
    place = PlanOfActivities.place
    monkeypatch.setattr(
        PlanOfActivities, "place", lambda *given: (asked.append(given), place(*given))[1]
    )
    written = calendars.Calendars(view, Language.NL)
    one, other = (icalendar.Calendar.from_ical(written.of(x, [group])) for x in "ab")
    assert len(asked) == 3
    assert [e["dtstart"].dt.date() for e in one.walk("VEVENT")] == [m.day for m in group.meetings]
    assert one.walk("VEVENT") == other.walk("VEVENT")
    assert (one["x-wr-calname"], other["x-wr-calname"]) == ("a", "b")
    assert len(one.walk("VTIMEZONE")) == 1


def test_every_cell_of_a_table_has_its_own_kind_of_style() -> None:
    sheet = Workbook().create_sheet()
    day = date(2026, 9, 7)
    rows = [("x", day, "=1"), (day, "-y", 3), ("=2", "z", day)]
    write_table(sheet, 1, [Text(nl=n, en=n) for n in "abc"], rows, Language.NL)
    cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row]
    assert all(c.border.left.style == "thin" and c.alignment.wrap_text for c in cells)
    assert [c.number_format == "dd-mm-yyyy" for c in cells] == [
        value == day for row in rows for value in row
    ]
    assert [c.quotePrefix for c in cells] == [
        str(value)[0] in "=-" for row in rows for value in row
    ]


def test_plug_ins_are_loaded_for_their_own_commands_only() -> None:
    assert "serve" not in commands("activities")
    assert "serve" in commands("serve")
    assert "serve" in commands("--help")
