"""The report: one self-contained web page about a plan."""

from models import Plan, School
from models.text import Language
from scheduler.report.ledger_page import write_ledger_page
from scheduler.report.page import render, write_report
from scheduler.view import PlanView


def report_html(school: School, plan: Plan, language: Language | str = Language.NL) -> str:
    """The report of a checked plan as one HTML page that works offline."""
    return render(PlanView(school, plan), Language(language))


__all__ = ["report_html", "write_ledger_page", "write_report"]
