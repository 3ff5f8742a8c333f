"""Writes ``report.html``: everything in one file, nothing fetched from anywhere."""

from __future__ import annotations

from pathlib import Path

from markupsafe import Markup
from plotly.offline import get_plotlyjs

from models import Plan, School
from models.text import Language, capital
from scheduler.ledger import keep_ledger
from scheduler.pages import as_json, asset, template, words
from scheduler.report.content import Content
from scheduler.report.hours_content import HoursContent
from scheduler.report.learner_years import year_data
from scheduler.report.pictures import learner_data, pictures
from scheduler.rosters import Rosters
from scheduler.view import PlanView
from scheduler.words import HOURS


def write_report(
    school: School, plan: Plan, file: Path, language: Language | str = Language.NL
) -> None:
    """Write the report of a checked plan as one HTML file that works offline.

    The page holds its own style, script, data and drawing library, and forbids itself by a
    content security policy to fetch anything.

    Raises:
        OSError: when the file cannot be written.
    """
    file.write_text(render(PlanView(school, plan), Language(language)), encoding="utf-8")


def render(view: PlanView, language: Language) -> str:
    """The whole page as text."""

    drawn = pictures(view, language)
    ledger = keep_ledger(
        Rosters(view.school, (view.plan,)), max(view.plan.start, view.school.start), mend=False
    )
    years = [ledger.of[learner.reference] for learner in view.school.learners]
    return template("report.html").render(
        **words(language),
        content=Content(view, language),
        hours=HoursContent(ledger, language),
        kinds=[capital(name(language)) for name in HOURS.values()],
        pictures=drawn,
        data=as_json(
            {
                "figures": {p.name: p.figure for group in drawn.values() for p in group},
                "learners": learner_data(view, language),
                "years": year_data(ledger, years, language),
            }
        ),
        plotly=Markup(get_plotlyjs()),
        style=Markup(asset("report.css") + asset("ledger.css")),
        script=Markup(asset("year.js") + asset("report.js")),
    )
