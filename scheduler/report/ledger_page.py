"""Writes the page of the hours ledger: one file that works offline, as the report does."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from markupsafe import Markup
from plotly.offline import get_plotlyjs

from models import HoursKind, Language, Text
from models.ledger import Account, Verdict
from models.repairs import Repair
from models.text import capital
from scheduler.export.hours import NAME
from scheduler.figures import hours
from scheduler.ledger import Entry, Ledger
from scheduler.pages import as_json, asset, template, words
from scheduler.report.learner_years import plain_figure, year_data
from scheduler.words import HOURS, ROUTES, TOO_SLOW, VERDICTS, number

_HEADLINE = Text(
    nl="{n} van {all} cursisten halen hun uren niet in dit tempo",
    en="{n} of {all} learners will not make their hours at this pace",
)
_ONE = Text(
    nl="1 van {all} cursisten haalt de uren niet in dit tempo",
    en="1 of {all} learners will not make the hours at this pace",
)
_NOBODY = Text(
    nl="Iedereen kan de uren in dit tempo halen", en="Everybody can make the hours at this pace"
)
_BY = Text(nl="{norm}: uiterlijk beginnen op {day}", en="{norm}: start by {day}")
_SINCE = Text(
    nl="{norm}: in dit tempo te laat sinds {day}", en="{norm}: too late at this pace since {day}"
)
_SLOW = Text(nl="{norm}: " + TOO_SLOW.nl, en="{norm}: " + TOO_SLOW.en)


@dataclass(frozen=True, slots=True)
class Cell:
    """How a learner stands for one norm."""

    standing: str
    word: str
    made: str
    needed: str
    title: str


@dataclass(frozen=True, slots=True)
class Help:
    """What would help for one norm, and whether there is room for it."""

    norm: str
    text: str
    note: str
    room: str


@dataclass(frozen=True, slots=True)
class Row:
    """One learner in the list, ready for the page."""

    index: int
    name: str
    where: str
    standing: str
    word: str
    cells: tuple[Cell | None, ...]
    start_by: str
    term_ends: str
    helps: tuple[Help, ...]
    searched: str


def write_ledger_page(ledger: Ledger, folder: Path, language: Language) -> Path:
    """Write the ledger's page into an existing folder.

    Raises:
        OSError: when the file cannot be written.
    """
    file = folder / f"{NAME(language)}.html"
    file.write_text(render_ledger(ledger, language), encoding="utf-8")
    return file


def render_ledger(ledger: Ledger, language: Language) -> str:
    """The whole page as text."""

    return template("ledger.html").render(
        **words(language),
        ledger=ledger,
        headline=_headline(ledger, language),
        tiles=_tiles(ledger, language),
        kinds=[capital(name(language)) for name in HOURS.values()],
        verdicts=[(v.value, VERDICTS[v](language)) for v in Verdict if ledger.counts[v]],
        rows=[_row(i, e, language) for i, e in enumerate(ledger.entries)],
        data=as_json(
            {
                "overview": plain_figure(hours.draw(ledger, language)),
                **year_data(ledger, ledger.entries, language),
            }
        ),
        plotly=Markup(get_plotlyjs()),
        style=Markup(asset("report.css") + asset("ledger.css")),
        script=Markup(asset("year.js") + asset("ledger.js")),
    )


def _headline(ledger: Ledger, language: Language) -> str:
    late = ledger.counts[Verdict.SHORT] + ledger.counts[Verdict.EXPIRED]
    if late == 0:
        return _NOBODY(language)
    everybody = number(len(ledger.entries), language)
    if late == 1:
        return _ONE(language, all=everybody)
    return _HEADLINE(language, n=number(late, language), all=everybody)


def _tiles(ledger: Ledger, language: Language) -> list[tuple[str, str, str]]:
    """Per norm: its name, how many will not make it, and the rest in words."""
    found = []
    for kind, name in HOURS.items():
        counts = ledger.counts_of(kind)
        if not any(counts.values()):
            continue
        late = counts[Verdict.SHORT] + counts[Verdict.EXPIRED]
        rest = [
            f"{VERDICTS[v](language)} {number(n, language)}"
            for v, n in counts.items()
            if n and v not in (Verdict.SHORT, Verdict.EXPIRED)
        ]
        found.append((capital(name(language)), number(late, language), " · ".join(rest)))
    return found


def whole_dates(text: str) -> str:
    """A text in which no line ends inside a date or a time: with hyphens that do not break."""
    text = re.sub(r"\b(\d\d)-(\d\d)-(\d{4})\b", "\\1\u2011\\2\u2011\\3", text)
    return re.sub(r"(\d\d:\d\d)-(\d\d:\d\d)", "\\1\u2011\\2", text)


def _row(index: int, entry: Entry, language: Language) -> Row:
    accounts = {a.kind: a for a in entry.accounts}
    worst = entry.worst
    route = ROUTES[entry.learner.route](language)
    where = f"{entry.group} · {route}" if entry.group else route
    helps = [
        Help(
            capital(HOURS[a.kind](language)),
            whole_dates(r.text(language)),
            whole_dates(_note(r, language)),
            r.room or "",
        )
        for a in entry.accounts
        for r in entry.repairs[a.kind]
    ]
    chance = worst.last_chance if worst else None
    late = _BY
    if worst and worst.too_late:
        late = _SLOW if worst.too_slow else _SINCE
    word = VERDICTS[worst.verdict](language) if worst else "–"
    return Row(
        index=index,
        name=entry.learner.shown,
        where=where,
        standing=worst.verdict.value if worst else "open",
        word=word,
        cells=tuple(_cell(accounts.get(kind), language) for kind in HoursKind),
        start_by=whole_dates(late(language, norm=HOURS[worst.kind], day=_shown(chance)))
        if worst and chance
        else "",
        term_ends=_shown(entry.term_ends),
        helps=tuple(helps),
        searched=f"{entry.learner.shown} {where} {word}",
    )


def _note(repair: Repair, language: Language) -> str:
    return capital(repair.note(language)) if repair.note is not None else ""


def _cell(account: Account | None, language: Language) -> Cell | None:
    if account is None:
        return None
    facts = [
        (Text(nl="gemaakt", en="made"), account.made),
        (Text(nl="gepland", en="planned"), account.planned),
        (Text(nl="haalbaar in dit tempo", en="possible at this pace"), account.possible),
        (Text(nl="nodig", en="needed"), account.needed),
    ]
    return Cell(
        standing=account.verdict.value,
        word=VERDICTS[account.verdict](language),
        made=number(account.made, language),
        needed=number(account.needed, language),
        title="\n".join(f"{name(language)}: {number(v, language)}" for name, v in facts),
    )


def _shown(day: date | None) -> str:
    return day.strftime("%d-%m-%Y") if day else "–"
