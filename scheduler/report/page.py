"""Writes ``report.html``: everything in one file, nothing fetched from anywhere."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from pathlib import Path

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template
from markupsafe import Markup
from plotly.offline import get_plotlyjs

from models import Plan, School, Text
from models.text import Language, capital
from scheduler.ledger import keep_ledger
from scheduler.report.content import Content
from scheduler.report.hours_content import HoursContent
from scheduler.report.learner_years import year_data
from scheduler.report.pictures import learner_data, pictures
from scheduler.rosters import Rosters
from scheduler.view import PlanView
from scheduler.words import HOURS, number, said


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

    def translate(nl: str, en: str, **values: object) -> str:
        return Text(nl=nl, en=en)(language, **values)

    def counted(value: float, decimals: int = 0) -> str:
        return number(value, language, decimals)

    drawn = pictures(view, language)
    ledger = keep_ledger(
        Rosters(view.school, (view.plan,)), max(view.plan.start, view.school.start), mend=False
    )
    years = [ledger.of[learner.reference] for learner in view.school.learners]
    return template("report.html").render(
        t=translate,
        n=counted,
        said=lambda record: said(record, language),
        language=language.value,
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


def as_json(data: object) -> Markup:
    """JSON that can stand inside a page: nothing in it can end its element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"))


@cache
def template(name: str) -> Template:
    """A page of the package's assets; what is filled in is escaped."""
    environment = Environment(
        loader=FunctionLoader(asset),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(name)


def asset(name: str) -> str:
    """The text of a page, style or script of the package."""
    return resources.files("scheduler.report").joinpath("assets", name).read_text("utf-8")
