"""Links between pages that different commands write, put in once both are there.

Pages keep a place for them in their menu, so that a report made by ``instroom plan`` leads to
what ``instroom activities`` and ``instroom ledger`` make of it later, and the other way round.
Nothing links to what does not exist: a page that is written anew begins without these links.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from html import escape
from pathlib import Path
from urllib.parse import quote

from models import Text
from models.text import Language

MARK = "<!-- pages -->"
REPORT = "report.html"
TIMETABLE = Text(nl="Lesrooster", en="Timetable")
ACTIVITIES = Text(nl="Activiteiten", en="Activities")
HOURS = Text(nl="Uren en wat helpt", en="Hours and what helps")
YEARS = Text(nl="Jaar en uren met activiteiten", en="Year and hours with activities")


def link_reports(
    rosters: Iterable[Path], page: Path, title: Text, language: Language
) -> list[Path]:
    """Link the reports of roster folders with a page, both ways; the reports that were found."""
    found = [folder / REPORT for folder in rosters if (folder / REPORT).is_file()]
    for number, report in enumerate(found, start=1):
        back = TIMETABLE(language) if len(found) == 1 else f"{TIMETABLE(language)} {number}"
        link(report, page, title(language))
        link(page, report, back)
    return found


def link(page: Path, to: Path, title: str) -> bool:
    """Put a link to another page into the menu of a page; whether it is there now.

    Of several links with one title the later ones name the folder they lead to. A page of an
    earlier version, one that cannot be written, or one on another drive stays as it is.
    """
    try:
        text = page.read_text("utf-8")
        relative = Path(os.path.relpath(to.resolve(), page.resolve().parent)).as_posix()
        start = f'<a class="page" href="{escape(quote(relative))}">'
        if start in text:
            return True
        if f">{escape(title)}</a>" in text:  # of another folder
            title = f"{title} ({to.resolve().parent.name})"
        tag = f"{start}{escape(title)}</a>"
        if MARK not in text:
            return False
        page.write_text(text.replace(MARK, f"{MARK}{tag}", 1), "utf-8")
    except (OSError, ValueError):
        return False
    return True
