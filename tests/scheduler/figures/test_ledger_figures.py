"""The year of a learner and everybody's hours say what the ledger says."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from models import HoursKind, Language
from scheduler.figures import hours, year_of_learner
from scheduler.figures.year_of_learner import DAY_MS, Row, Span, Trace
from tests.activities import an_activity
from tests.builders import START
from tests.scheduler import ledgers

LEDGER = ledgers.ledger()


def spans(reference: str) -> list[Span]:
    return year_of_learner.spans(LEDGER.of[reference], LEDGER, Language.NL)


def test_a_bar_of_lessons_breaks_at_every_school_holiday() -> None:
    found = [s for s in spans("good") if s.trace is Trace.LESSONS]
    assert found[0].first == date(2026, 9, 7)
    assert found[0].last == date(2026, 10, 18)  # autumn holiday of the south: 17-25 October
    assert found[1].first == date(2026, 10, 26)
    assert all(a.last < b.first for a, b in pairwise(found))


def test_activities_have_rows_of_their_own() -> None:
    rows = {s.row for s in spans("zed")}
    assert rows == {Row.LESSONS, Row.PARTICIPATION, Row.PVT, Row.OFF}
    pvt = [s for s in spans("zed") if s.row is Row.PVT]
    assert [s.first for s in pvt] == [date(2026, 10, 5), date(2026, 10, 26)]
    assert "PVT 3" in pvt[0].text
    (pause,) = [s for s in spans("zed") if s.trace is Trace.PAUSE]
    assert (pause.first, pause.days) == (date(2027, 1, 4), 28)


def test_a_fixed_weekly_activity_is_drawn_until_its_meetings_are_known() -> None:
    """Lessons are planned around it, so its weeks belong in the year of who takes part."""
    weekly = an_activity(
        "P", "wo 13-16", name="Buurthuis", kind="participation", meetings=30, joining="everybody"
    )
    good, zed = (
        year_of_learner.weekly_spans(LEDGER.of[ref], LEDGER, [weekly], Language.NL)
        for ref in ("good", "zed")
    )
    (bar,) = good
    assert (bar.row, bar.first, bar.days) == (Row.PARTICIPATION, START, 30 * 7)
    assert "Buurthuis" in bar.text
    assert "vast moment" in bar.text
    assert zed == []  # whose Thursdays are already there


def test_no_lesson_is_drawn_in_a_pause() -> None:
    lessons = [s for s in spans("zed") if s.trace is Trace.LESSONS]
    assert not any(s.first <= date(2027, 1, 13) <= s.last for s in lessons)


def test_the_line_of_hours_passes_today_at_the_hours_made_and_ends_at_what_is_planned() -> None:
    entry = LEDGER.of["good"]
    account = year_of_learner.account_of(entry, HoursKind.LANGUAGE)
    assert account is not None
    points = year_of_learner.hours(account)
    assert dict(points)[LEDGER.on] == pytest.approx(account.made, abs=0.1)
    assert points[-1][1] == pytest.approx(account.made + account.planned, abs=0.1)
    assert all(a[0] < b[0] and a[1] <= b[1] for a, b in pairwise(points))
    assert len(points) < 80  # and not one per week


def test_the_figure_of_a_learner_is_the_skeleton_filled() -> None:
    drawn = year_of_learner.draw(LEDGER, "zed")
    assert len(drawn.data) == len(Trace)
    participation = drawn.data[Trace.PARTICIPATION]
    assert sum(participation.x) % (7 * DAY_MS) == 0
    made, planned = drawn.data[Trace.MADE], drawn.data[Trace.PLANNED]
    assert (made.x[-1], made.y[-1]) == (planned.x[0], planned.y[0])
    assert drawn.data[Trace.LINE].y[-1] == 800
    assert "studie&lt;dag&gt;" in " ".join(drawn.data[Trace.OFF].hovertext)


def test_every_norm_that_concerns_a_learner_can_be_drawn() -> None:
    drawn = year_of_learner.draw(LEDGER, "zed", kind=HoursKind.PARTICIPATION)
    account = year_of_learner.account_of(LEDGER.of["zed"], HoursKind.PARTICIPATION)
    assert account is not None
    assert drawn.data[Trace.LINE].y[-1] == account.needed == 800
    assert drawn.data[Trace.PLANNED].y[0] == pytest.approx(account.made, abs=0.1)


def test_advisory_holidays_say_that_they_are_advice() -> None:
    texts = [s.text for s in year_of_learner.days_off(LEDGER, Language.NL)]
    assert any(text.startswith("Herfstvakantie (adviesdata)") for text in texts)
    assert any(text.startswith("Kerstvakantie<br>") for text in texts)


def test_somebody_unknown_is_an_error() -> None:
    with pytest.raises(KeyError):
        year_of_learner.draw(LEDGER, "nobody")


def test_everybody_with_a_norm_and_a_term_is_a_dot_at_the_end_of_the_term() -> None:
    drawn = hours.draw(LEDGER, Language.NL)
    dots = {
        str(t.hovertext[i]).split("<br>")[0]: t.y[i] for t in drawn.data for i in range(len(t.y))
    }
    assert len(dots) == 4
    assert dots["Goed Bezig (good)"] > 100
    slow = next(value for name, value in dots.items() if "(slow)" in name)
    assert 20 < slow < 60
    assert not any("<img" in name for name in dots)
    ends = {day for t in drawn.data for day in t.x}
    assert len(ends) == 1


def test_without_norms_the_figure_says_so() -> None:
    empty = LEDGER.__class__(LEDGER.school, LEDGER.on, (), ())
    assert hours.draw(empty, Language.EN).layout.annotations[0].text == (
        "Nobody has a known norm and term."
    )


def test_a_year_is_shown_from_the_monday_of_the_start() -> None:
    first, last = year_of_learner.horizon(LEDGER)
    assert first == ledgers.START
    assert last - first >= timedelta(weeks=52)
