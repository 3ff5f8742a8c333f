"""One page for an alderman: what is best for whom, and how sure we are, in plain words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models import Text
from models.intake import IntakePolicy
from models.text import Language, listing
from scheduler.laboratory.audit import Compared
from scheduler.laboratory.intervals import Interval, cheapest_within, difference, of
from scheduler.laboratory.outcomes import GROUPS, Column, Figure, Whole
from scheduler.laboratory.trial import Tried
from scheduler.laboratory.words import group_name
from scheduler.words import number, percent

P90: Column = ("all", Figure.WAIT_P90)
LEVEL: Column = ("classes", Whole.LEVEL)
COST: Column = ("classes", Whole.COST)
MADE: Column = ("all", Figure.MADE)
COUPLES = "couple:yes"
CHANGES: Column = ("all", Figure.CHANGES)
WEEK, POINT, SHARE, ONCE = 0.5, 0.25, 0.01, 0.25  # smaller differences matter to nobody
EURO = 1000


@dataclass(frozen=True, slots=True)
class Point:
    """A heading and what stands below it."""

    title: str
    text: str


_HEAD = Text(nl="Advies: {name}", en="Advice: {name}")
_HEAD_NOW = Text(nl="Advies: blijf bij “{name}”", en="Advice: stay with “{name}”")
_ONE = Text(nl="Uitgeprobeerd: {name}", en="Tried: {name}")
_WHY_ONE = Text(
    nl="Er is maar één beleid uitgeprobeerd, dus er is niets om mee te vergelijken. 90 % van de "
    "mensen begint binnen {wait} weken, voor ongeveer {cost} euro per jaar aan docenten.",
    en="Only one policy was tried, so there is nothing to compare it with. 90 % of people begin "
    "within {wait} weeks, for about {cost} euros a year for teachers.",
)
_WHY_WITHIN = Text(
    nl="Van de beleidsvormen waarbij 90 % van de mensen binnen {weeks} weken begint, heeft deze de "
    "laagste docentkosten: ongeveer {cost} euro per jaar.",
    en="Of the policies under which 90 % of people begin within {weeks} weeks, this one has the "
    "lowest teacher cost: about {cost} euros a year.",
)
_WHY_SHORTEST = Text(
    nl="Bij geen enkele beleidsvorm begint 90 % van de mensen binnen {weeks} weken. Bij deze is de "
    "wachttijd het kortst: 90 % begint binnen {wait} weken, voor ongeveer {cost} euro per jaar.",
    en="Under none of the policies do 90 % of people begin within {weeks} weeks. This one has the "
    "shortest wait: 90 % begin within {wait} weeks, for about {cost} euros a year.",
)
_NOW = Text(nl="Vergeleken met “{name}”", en="Compared with “{name}”")
_WAIT = Text(nl="Korter wachten", en="Shorter waits")
_WAIT_TEXT = Text(
    nl="Het kortst wacht men bij “{name}”: 90 % begint binnen {value} weken (tussen {low} en {high}).",
    en="Waits are shortest under “{name}”: 90 % begin within {value} weeks (between {low} and {high}).",
)
_EVEN = Text(nl="Gelijkere klassen", en="More even classes")
_EVEN_TEXT = Text(
    nl="De klassen zijn het gelijkst bij “{name}”: cursisten zitten gemiddeld {value} punten van het "
    "midden van hun klas (tussen {low} en {high}); 25 punten is een heel taalniveau.",
    en="Classes are most even under “{name}”: learners are {value} points from the middle of their "
    "class on average (between {low} and {high}); 25 points is a whole language level.",
)
_CHEAP = Text(nl="Laagste kosten", en="Lowest cost")
_CHEAP_TEXT = Text(
    nl="Het goedkoopst is “{name}”: ongeveer {value} euro per jaar aan docenten "
    "(tussen {low} en {high}).",
    en="Cheapest is “{name}”: about {value} euros a year for teachers (between {low} and {high}).",
)
_WHO = Text(nl="Voor wie pakt het anders uit?", en="For whom does it turn out differently?")
_WHO_WAITS = Text(nl="Wie wacht het langst?", en="Who waits longest?")
_LOSE = Text(nl="Langer wachten: {groups}.", en="Longer waits: {groups}.")
_NO_LOSER = Text(
    nl="Geen enkele groep wacht aantoonbaar langer.", en="No group is shown to wait longer."
)
_WIN = Text(nl="Korter wachten (in weken): {groups}.", en="Shorter waits (in weeks): {groups}.")
_LESS_MADE = Text(
    nl="Minder mensen halen de uren op tijd: {groups}.",
    en="Fewer make the hours in time: {groups}.",
)
_NOBODY = Text(
    nl="Voor geen enkele groep is de wachttijd aantoonbaar anders.",
    en="For no group is the wait demonstrably different.",
)
_SURE = Text(nl="Hoe zeker is dit?", en="How sure is this?")
_SURE_TEXT = Text(
    nl="We hebben {years} jaar {n} keer nagespeeld. Elke keer meldden andere mensen zich aan, maar "
    "voor elk beleid dezelfde: wat er verschilt, komt dus door het beleid. Staat er “tussen” twee "
    "getallen of ±, dan ligt het gemiddelde daar met 95 % zekerheid tussen als onze aannames "
    "kloppen. Of ze kloppen, zegt dat niet. Hoeveel mensen zich aanmelden, komt uit uw eigen opgave "
    "of, in de voorbeelden, uit het onderzoek. Hoe snel mensen leren, wie werkt en wie kinderopvang "
    "nodig heeft, hebben we grotendeels aangenomen. Vertrouw daarom meer op het verschil tussen "
    "twee beleidsvormen dan op één getal.",
    en="We played {years} years {n} times. Other people registered each time, but the same ones for "
    "every policy: what differs is the policy's doing. Where it says “between” two numbers, or ±, "
    "the average lies there with 95 % certainty if our assumptions hold. It does not say whether "
    "they do. How many people register is what you told us or, in the examples, what the study "
    "says. How fast people learn, who works and who needs childcare we have largely assumed. So "
    "rely on the difference between two policies rather than on one number.",
)
_AUDIT = Text(
    nl="Om zoveel jaren te kunnen naspelen, worden klassen hier snel ingedeeld, met de regels van de "
    "roosterplanner. Voor {weeks} heeft de roosterplanner dat zelf ook gedaan, met meer tijd. De "
    "snelle indeling brak {broken} en gaf {fast} van de {queue} wachtenden een plaats, de "
    "roosterplanner {full}. Wachten, gelijke klassen en kosten samen genomen was de snelle indeling "
    "{excess}.",
    en="So that many years can be played, classes are formed quickly here, by the rules of the "
    "timetable planner. For {weeks} the planner itself did so too, with more time. The quick way "
    "broke {broken} and gave {fast} of the {queue} who waited a place, the planner {full}. Taking "
    "waits, even classes and cost together, the quick way was {excess}.",
)
_NO_RULE = Text(nl="geen enkele regel", en="no rule at all")
_ONE_RULE = Text(nl="één regel", en="one rule")
_RULES = Text(nl="{n} regels", en="{n} rules")
_AS_GOOD = Text(nl="even goed als de beste van de twee", en="as good as the better of the two")
_WORSE = Text(nl="{x} slechter dan de beste van de twee", en="{x} worse than the better of the two")
_ONE_WEEK = Text(nl="één week", en="one week")
_WEEKS = Text(nl="{n} weken", en="{n} weeks")
_UNCOMPARED = Text(
    nl="Niet met de roosterplanner vergeleken: {names}.",
    en="Not compared with the timetable planner: {names}.",
)
_NONE_COMPARED = Text(
    nl="Klassen worden hier snel ingedeeld, met de regels van de roosterplanner. Geen enkele week is "
    "met de roosterplanner zelf vergeleken: hoeveel beter die het had gedaan, weten we hier niet.",
    en="Classes are formed quickly here, by the rules of the timetable planner. No week was compared "
    "with the planner itself: how much better it would have done, we do not know here.",
)
_LONGEST = Text(
    nl="Bij dit beleid wachten het langst: {long}. Het kortst: {short}.",
    en="Under this policy the longest waits are of {long}. The shortest: {short}.",
)
_COUPLES = Text(
    nl="Partners mogen soms niet tegelijk les hebben of niet samen in één klas; dat kost hen wachttijd. "
    "Voor hoeveel paren dat geldt, hebben we aangenomen.",
    en="Some spouses may not have lessons at the same time or share a class; that costs them waiting. "
    "For how many couples that holds we have assumed.",
)
_GROUP_WAIT = Text(nl="{group} (gemiddeld {x} weken)", en="{group} ({x} weeks on average)")
_LONGER = Text(nl="{x} weken langer wachten", en="{x} weeks longer waits")
_SHORTER = Text(nl="{x} weken korter wachten", en="{x} weeks shorter waits")
_LESS_EVEN = Text(nl="{x} punten meer niveauverschil", en="{x} points more level difference")
_MORE_EVEN = Text(nl="{x} punten minder niveauverschil", en="{x} points less level difference")
_DEARER = Text(nl="{x} euro per jaar duurder", en="{x} euros a year dearer")
_CHEAPER = Text(nl="{x} euro per jaar goedkoper", en="{x} euros a year cheaper")
_MORE_MADE = Text(
    nl="{x} van de 100 mensen meer halen hun uren of B1 op tijd",
    en="{x} more in 100 people make their hours or B1 in time",
)
_FEWER_MADE = Text(
    nl="{x} van de 100 mensen minder halen hun uren of B1 op tijd",
    en="{x} fewer in 100 people make their hours or B1 in time",
)
_MORE_CHANGES = Text(
    nl="iedere cursist wisselt gemiddeld {x} keer vaker van klas",
    en="every learner changes class {x} times more on average",
)
_FEWER_CHANGES = Text(
    nl="iedere cursist wisselt gemiddeld {x} keer minder van klas",
    en="every learner changes class {x} times less on average",
)
_MAYBE = Text(nl="{x} (kan toeval zijn)", en="{x} (may be chance)")
_EQUAL = Text(nl="Er is nauwelijks verschil.", en="There is hardly any difference.")


def recommended(tried: Tried, within: int) -> int:
    """The cheapest policy that keeps 90 % of waits within the weeks, else the shortest wait."""
    answers = cheapest_within(tried, P90, within)
    return answers[0].policy if answers else _least(tried, P90)


def headline(tried: Tried, within: int, language: Language) -> str:
    """The advice in one line."""
    best = recommended(tried, within)
    text = _HEAD_NOW if best == 0 else _HEAD
    if len(tried.trial.policies) == 1:
        text = _ONE
    return text(language, name=tried.trial.policies[best].title(language))


def reason(tried: Tried, within: int, language: Language) -> str:
    """Why this policy."""
    best = recommended(tried, within)
    cost = number(round(of(tried, best, COST).mean, -3), language)
    if len(tried.trial.policies) == 1:
        wait = number(of(tried, best, P90).mean, language, 1)
        return _WHY_ONE(language, wait=wait, cost=cost)
    if cheapest_within(tried, P90, within):
        return _WHY_WITHIN(language, weeks=within, cost=cost)
    wait = number(of(tried, best, P90).mean, language, 1)
    return _WHY_SHORTEST(language, weeks=within, wait=wait, cost=cost)


def points(tried: Tried, compared: list[Compared], within: int, language: Language) -> list[Point]:
    """The page below the advice."""
    best = recommended(tried, within)
    sure = Point(_SURE(language), _sure(tried, compared, language))
    if len(tried.trial.policies) == 1:
        return [sure]
    now = _NOW(language, name=tried.trial.policies[0].title(language))
    return [
        *([Point(now, _against_now(tried, best, language))] if best else []),
        _extreme(tried, P90, _WAIT, _WAIT_TEXT, 1, language),
        _extreme(tried, LEVEL, _EVEN, _EVEN_TEXT, 1, language),
        _extreme(tried, COST, _CHEAP, _CHEAP_TEXT, -3, language),
        Point((_WHO if best else _WHO_WAITS)(language), _groups(tried, best, language)),
        sure,
    ]


def _least(tried: Tried, column: Column) -> int:
    return min(range(len(tried.trial.policies)), key=lambda p: of(tried, p, column).mean)


def _extreme(
    tried: Tried, column: Column, title: Text, text: Text, decimals: int, language: Language
) -> Point:
    best = _least(tried, column)
    value = of(tried, best, column)

    def shown(x: float) -> str:
        if decimals < 0:
            return number(round(x, decimals), language)
        return number(x, language, decimals)

    filled = text(
        language,
        name=tried.trial.policies[best].title(language),
        value=shown(value.mean),
        low=shown(value.low),
        high=shown(value.high),
    )
    return Point(title(language), filled)


def _against_now(tried: Tried, best: int, language: Language) -> str:
    parts = []
    for column, more, less, least, unit in (
        (P90, _LONGER, _SHORTER, WEEK, 1),
        (LEVEL, _LESS_EVEN, _MORE_EVEN, POINT, 1),
        (COST, _DEARER, _CHEAPER, EURO, -3),
        (MADE, _MORE_MADE, _FEWER_MADE, SHARE, 0),
        (CHANGES, _MORE_CHANGES, _FEWER_CHANGES, ONCE, 1),
    ):
        change = difference(tried, best, 0, column)
        if abs(change.mean) < least or change.n == 0:
            continue
        size = abs(change.mean)
        shown = {
            1: number(size, language, 1),
            -3: number(round(size, -3), language),
            0: number(100 * size, language, 0),
        }[unit]
        text = (more if change.mean > 0 else less)(language, x=shown)
        parts.append(text if change.certain else _MAYBE(language, x=text))
    if not parts:
        return _EQUAL(language)
    told = listing(parts, language)
    return f"{told[:1].upper()}{told[1:]}."


def _groups(tried: Tried, best: int, language: Language) -> str:
    if best == 0:
        return _waits_by_group(tried, language)

    def named(figure: Figure, sign: int, least: float) -> list[str]:
        found = []
        for group in GROUPS[1:]:
            change: Interval = difference(tried, best, 0, (group, figure))
            if change.certain and sign * change.mean > least:
                size = abs(change.mean)
                shown = (
                    percent(size, language) if figure is Figure.MADE else number(size, language, 1)
                )
                found.append(f"{group_name(group, tried.trial.school)(language)} ({shown})")
        return found

    win, lose = (named(Figure.WAIT_MEAN, sign, WEEK) for sign in (-1, 1))
    less = named(Figure.MADE, -1, SHARE)
    lines = [
        text(language, groups=listing(groups, language, most=12))
        for text, groups in ((_WIN, win), (_LOSE, lose), (_LESS_MADE, less))
        if groups
    ]
    if win and not named(Figure.WAIT_MEAN, 1, 0):
        lines.insert(1, _NO_LOSER(language))
    couple = group_name(COUPLES, tried.trial.school)(language)
    if any(told.startswith(couple) for told in (*win, *lose)):
        lines.append(_COUPLES(language))
    return " ".join(lines) or _NOBODY(language)


def _waits_by_group(tried: Tried, language: Language) -> str:
    """Which groups wait longest and shortest under the present policy."""
    waits = {group: of(tried, 0, (group, Figure.WAIT_MEAN)) for group in GROUPS[1:]}
    order = sorted((g for g, wait in waits.items() if wait.n), key=lambda g: waits[g].mean)

    def told(groups: list[str]) -> str:
        shown = [
            _GROUP_WAIT(
                language,
                group=group_name(group, tried.trial.school)(language),
                x=number(waits[group].mean, language, 1),
            )
            for group in groups
        ]
        return listing(shown, language)

    longest = order[-1:-3:-1]
    text = _LONGEST(language, long=told(longest), short=told(order[:1]))
    return f"{text} {_COUPLES(language)}" if COUPLES in longest else text


def _sure(tried: Tried, compared: list[Compared], language: Language) -> str:
    text = _SURE_TEXT(language, years=tried.trial.span.window // 52, n=len(tried.replications))
    if not compared:
        return f"{text} {_NONE_COMPARED(language)}"
    audit = _AUDIT(
        language,
        weeks=(_ONE_WEEK if len(compared) == 1 else _WEEKS)(language, n=len(compared)),
        broken=_broken(sum(c.violations for c in compared), language),
        fast=sum(c.fast_seated for c in compared),
        full=sum(c.full_seated for c in compared),
        queue=sum(c.queue for c in compared),
        excess=_worse(_excess(compared), language),
    )
    return " ".join(filter(None, (text, audit, left_out(tried, compared, language))))


def _broken(count: int, language: Language) -> str:
    return {0: _NO_RULE, 1: _ONE_RULE}.get(count, _RULES)(language, n=count)


def _worse(excess: float, language: Language) -> str:
    shown = percent(excess, language)
    return _AS_GOOD(language) if shown == percent(0, language) else _WORSE(language, x=shown)


def uncompared(tried: Tried, compared: Sequence[Compared]) -> list[IntakePolicy]:
    """The policies of which no week was put beside the full planner."""
    seen = {week.policy for week in compared}
    return [policy for policy in tried.trial.policies if policy.reference not in seen]


def left_out(tried: Tried, compared: Sequence[Compared], language: Language) -> str:
    """A sentence that names the uncompared policies; nothing when there are none."""
    names = [f"“{policy.title(language)}”" for policy in uncompared(tried, compared)]
    return _UNCOMPARED(language, names=listing(names, language, most=12)) if names else ""


def _excess(compared: list[Compared]) -> float:
    """How far the fast objectives together are above the better of both, as a share of those."""
    best = sum(min(c.fast, c.full) for c in compared)
    return sum(c.fast - min(c.fast, c.full) for c in compared) / max(best, 1)
