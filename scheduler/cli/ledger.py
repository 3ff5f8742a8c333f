"""``instroom ledger``: hours made, planned and needed, and who will not make them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from models import HoursKind, School, Text
from models.ledger import Account, Verdict
from models.text import Language
from scheduler.activities.write import REPORT as ACTIVITIES
from scheduler.cli.console import chosen_language, err, out, print_json, wrong
from scheduler.cli.options import (
    JsonOption,
    LanguageOption,
    Source,
    read_from,
    rosters_from,
    writable,
    writing,
)
from scheduler.cli.usage import helps, purpose
from scheduler.export.hours import write_hours
from scheduler.ledger import WATCHED, Entry, Ledger, keep_ledger
from scheduler.report import links, write_ledger_page
from scheduler.rosters import OPEN_ENDED
from scheduler.words import HOURS, ROUTES, TOO_SLOW, VERDICTS, number, said
from scheduler.workbook.cells import CellError
from scheduler.workbook.moments import DATE

SHOWN = 15
"""Learners in the table on the terminal; the files have all of them."""

_NO_DATE = Text(nl="--date: {text}; {fix}", en="--date: {text}; {fix}")
_TOO_EARLY = Text(
    nl="De datum ({a}) ligt voor de startdatum van de bron ({b}): de gemaakte uren in de bron zijn "
    "die van de startdatum. Kies die datum of een latere.",
    en="The date ({a}) lies before the start of the source ({b}): the hours made in the source are "
    "those of the start. Choose that date or a later one.",
)
_COUNT = Text(nl="{name}: {n}", en="{name}: {n}")
_FINE = Text(
    nl="Voor alle cursisten is genoeg gepland.", en="Enough has been planned for all learners."
)
_MOST_URGENT = Text(nl="Het dringendst ({n} van {all})", en="Most urgent ({n} of {all})")
_ALONE = Text(
    nl="Elk voorstel (→) is op zichzelf genoeg. Plaatsen, docenten en lokalen zijn verdeeld in de "
    "volgorde van deze lijst: ze worden niet twee keer aangeboden.",
    en="Each proposal (→) is enough by itself. Seats, teachers and rooms were given out in the "
    "order of this list: none is offered twice.",
)
_WRITTEN = Text(nl="Verslag: {path}", en="Report: {path}")
_LINE = Text(
    nl="{name}, {norm}: {made} gemaakt en {planned} gepland van {needed} uur; tekort {short}",
    en="{name}, {norm}: {made} made and {planned} planned of {needed} hours; short {short}",
)
_TERM = Text(nl="termijn tot {day}", en="term until {day}")
_START_BY = Text(nl="uiterlijk beginnen {day}", en="start by {day}")
_TOO_LATE = Text(nl="in dit tempo te laat sinds {day}", en="too late at this pace since {day}")


@purpose(
    "Houdt bij wie de uren haalt, wie niet, en wat zou helpen.",
    "Keeps who will make the hours, who will not, and what would help.",
)
def ledger(
    source: Source,
    rosters: Annotated[
        list[Path],
        typer.Option(
            "--rosters",
            help=helps(
                "rooster: map van een plan of van activiteiten, agenda's (.ics) of tabel (.csv); "
                "mag vaker, of meer erachter",
                "roster: folder of a plan or of activities, calendars (.ics) or table (.csv); "
                "may be repeated, or more may follow",
            ),
        ),
    ],
    more: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar=helps("[MAP]...", "[DIR]..."),
            help=helps("nog meer roosters", "more rosters"),
            show_default=False,
        ),
    ] = None,
    day: Annotated[
        str | None,
        typer.Option(
            "--date",
            help=helps(
                "stand op deze dag (anders de startdatum)", "day of the ledger (else start)"
            ),
        ),
    ] = None,
    target: Annotated[
        Path | None,
        typer.Option("--out", help=helps("map voor het resultaat", "folder for the result")),
    ] = None,
    json: JsonOption = False,
    language: LanguageOption = None,
) -> None:
    """Keep the ledger of a source with its rosters; write it if asked to."""
    lang = chosen_language(language)
    given = [*rosters, *(more or [])]
    school = read_from(source, lang, rosters=given)[0]
    on = _day(day, school, lang)
    read = rosters_from(school, given, school.start + OPEN_ENDED, lang)
    found = keep_ledger(read.held, on, read.activities)
    written: list[Path] = []
    if target is not None:
        folder = writable(target, lang)
        with writing(folder, lang):
            written = [*write_hours(found, folder, lang), write_ledger_page(found, folder, lang)]
            links.link_reports(given, written[-1], links.HOURS, lang)
            for page in (path / ACTIVITIES for path in given):
                if page.is_file():
                    links.link(page, written[-1], links.HOURS(lang))
                    links.link(written[-1], page, links.ACTIVITIES(lang))
    for notice in found.notices:
        err.print(said(notice, lang), markup=False)
    _tell(found, lang)
    if written:
        out.print(_WRITTEN(lang, path=written[-1]), markup=False)
    if json:
        print_json(result(found, written))


def _day(given: str | None, school: School, language: Language) -> date:
    if given is None:
        return school.start
    try:
        on = DATE.read(given)
    except CellError as error:
        raise wrong(_NO_DATE(language, text=error.text, fix=error.fix)) from error
    assert isinstance(on, date)
    if on < school.start:
        raise wrong(_TOO_EARLY(language, a=_shown(on), b=_shown(school.start)))
    return on


def _tell(found: Ledger, language: Language) -> None:
    """The counts per norm, and the learners who need attention first."""
    for kind, name in HOURS.items():
        counts = found.counts_of(kind)
        parts = [f"{VERDICTS[v](language)} {n}" for v, n in counts.items() if n]
        if parts:
            out.print(_COUNT(language, name=name, n=" · ".join(parts)), markup=False)
    urgent = [e for e in found.entries if e.verdict in WATCHED]
    if not urgent:
        out.print(_FINE(language), markup=False)
        return
    title = _MOST_URGENT(language, n=min(SHOWN, len(urgent)), all=len(urgent))
    out.print(title, style="bold", markup=False)
    for entry in urgent[:SHOWN]:
        assert entry.worst is not None
        for line in _lines(entry, entry.worst, language):
            out.print(line, markup=False)
    if any(e.worst and e.repairs[e.worst.kind] for e in urgent[:SHOWN]):
        out.print(_ALONE(language), style="dim", markup=False)


def _lines(entry: Entry, account: Account, language: Language) -> list[str]:
    """A learner's worst account: the hours, the dates, what helps."""
    name = entry.learner.shown if entry.group is None else f"{entry.learner.shown}, {entry.group}"
    hours = _LINE(
        language,
        name=name,
        norm=HOURS[account.kind],
        made=number(account.made, language),
        planned=number(account.planned, language),
        needed=number(account.needed, language),
        short=number(max(account.shortfall, account.unplanned), language),
    )
    dates = [VERDICTS[account.verdict](language)]
    if account.term_ends is not None:
        dates.append(_TERM(language, day=_shown(account.term_ends)))
    if account.last_chance is not None:
        text = TOO_SLOW if account.too_slow else _TOO_LATE if account.too_late else _START_BY
        dates.append(text(language, day=_shown(account.last_chance)))
    helping = [f"    → {r.full(language)}" for r in entry.repairs[account.kind]]
    return [f"  {hours}", f"    {'; '.join(dates)}", *helping]


def _shown(day: date) -> str:
    return day.strftime("%d-%m-%Y")


def result(found: Ledger, written: list[Path]) -> dict[str, Any]:
    """The ledger for programs."""
    return {
        "date": found.on.isoformat(),
        "learners": len(found.entries),
        "standing": {verdict.value: n for verdict, n in found.counts.items()},
        "norms": {
            kind.value: {v.value: n for v, n in found.counts_of(kind).items()} for kind in HoursKind
        },
        "notices": [notice.code for notice in found.notices],
        "urgent": [
            _account(e, a)
            for e in found.entries
            for a in e.accounts
            if a.verdict in (Verdict.EXPIRED, Verdict.SHORT)
        ],
        "files": [str(path) for path in written],
    }


def _account(entry: Entry, account: Account) -> dict[str, Any]:
    return {
        "learner": account.learner,
        "route": ROUTES[entry.learner.route](Language.EN),
        "norm": account.kind.value,
        "standing": account.verdict.value,
        "needed": round(account.needed, 1),
        "made": round(account.made, 1),
        "planned": round(account.planned, 1),
        "possible": round(account.possible, 1),
        "short": round(account.shortfall, 1),
        "term_ends": account.term_ends.isoformat() if account.term_ends else None,
        "start_by": account.last_chance.isoformat() if account.last_chance else None,
        "repairs": [
            {
                "kind": r.kind.value,
                "amount": r.amount,
                "room": r.room.value if r.room else None,
                "nl": r.full("nl"),
                "en": r.full("en"),
            }
            for r in entry.repairs[account.kind]
        ],
    }
