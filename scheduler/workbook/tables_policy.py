"""The sheet Beleid: one rule per row, with its value and where that value comes from."""

from __future__ import annotations

from functools import cache

from models import Text
from scheduler.workbook.columns import Column, Kind, PolicyKey, Table
from scheduler.workbook.words import AUDIENCE, NEED, PRECEDENCE, closest, plain

POLICY = Table(
    "policy",
    Text(nl="Beleid", en="Policy"),
    Text(
        nl="Regels van wet, contract en school. Wat u niet verandert of weglaat, blijft gewoon.",
        en="Rules of law, contract and school. What you leave out keeps its usual value.",
    ),
    (
        Column(
            "key",
            Text(nl="Regel", en="Rule"),
            Text(nl="Verander de naam niet", en="Do not change the name"),
            required=True,
            also=("sleutel", "key", "instelling", "setting"),
        ),
        Column(
            "value",
            Text(nl="Waarde", en="Value"),
            Text(nl="Hier vult u uw eigen waarde in", en="Enter your own value here"),
            Kind.RAW,
            required=True,
        ),
        Column(
            "source",
            Text(nl="Bron", en="Source"),
            Text(nl="Waar de waarde vandaan komt", en="Where the value comes from"),
        ),
    ),
    also=("instellingen", "regels", "settings", "rules"),
)

W, D, S = Kind.WHOLE, Kind.DECIMAL, Kind.SHARE
POLICY_KEYS: tuple[PolicyKey, ...] = (
    PolicyKey("b1_maximum", Text(nl="Klas B1 hoogstens", en="B1 class at most"), W),
    PolicyKey(
        "b1_maximum_addendum",
        Text(nl="Klas B1 hoogstens met Addendum", en="B1 class at most with Addendum"),
        W,
    ),
    PolicyKey("z_maximum", Text(nl="Klas Z hoogstens", en="Z class at most"), W),
    PolicyKey(
        "z_maximum_addendum",
        Text(nl="Klas Z hoogstens met Addendum", en="Z class at most with Addendum"),
        W,
    ),
    PolicyKey("addendum_from", Text(nl="Addendum vanaf", en="Addendum from"), Kind.DATE),
    PolicyKey("addendum_until", Text(nl="Addendum tot en met", en="Addendum until"), Kind.DATE),
    PolicyKey(
        "uses_addendum", Text(nl="School gebruikt Addendum", en="School uses Addendum"), Kind.YES_NO
    ),
    PolicyKey(
        "certified_share",
        Text(nl="Deel bevoegde docenten", en="Share of certified teachers"),
        S,
    ),
    PolicyKey(
        "in_training_counts",
        Text(nl="Docent in opleiding telt mee", en="Teacher in training counts"),
        Kind.YES_NO,
    ),
    PolicyKey(
        "certified_share_under_addendum",
        Text(
            nl="Deel bevoegde docenten met Addendum",
            en="Share of certified teachers with Addendum",
        ),
        S,
    ),
    PolicyKey(
        "household_need", Text(nl="Afspraak voor partners", en="Need of spouses"), Kind.CHOICE, NEED
    ),
    PolicyKey(
        "household_hard",
        Text(nl="Afspraak voor partners verplicht", en="Need of spouses required"),
        Kind.YES_NO,
    ),
    PolicyKey(
        "work_precedence",
        Text(nl="Wat gaat voor", en="What comes first"),
        Kind.CHOICE,
        PRECEDENCE,
    ),
    PolicyKey("evening_from", Text(nl="Avondles vanaf", en="Evening from"), Kind.TIME),
    PolicyKey(
        "evening_for",
        Text(nl="Avondles alleen voor", en="Evening only for"),
        Kind.CHOICES,
        AUDIENCE,
    ),
    PolicyKey(
        "max_wait_weeks", Text(nl="Langste wachttijd in weken", en="Longest wait in weeks"), W
    ),
    PolicyKey(
        "term_years", Text(nl="Inburgeringstermijn in jaren", en="Integration term in years"), W
    ),
    PolicyKey("hours_needed_b1", Text(nl="Uren taal voor B1", en="Language hours for B1"), D),
    PolicyKey("hours_needed_z", Text(nl="Uren taal voor Z", en="Language hours for Z"), D),
    PolicyKey("attendance", Text(nl="Gewone aanwezigheid", en="Usual attendance"), S),
    PolicyKey("lesson_weeks_per_year", Text(nl="Lesweken per jaar", en="Lesson weeks a year"), W),
    PolicyKey(
        "term_margin_weeks",
        Text(nl="Speling in de termijn in weken", en="Margin in the term in weeks"),
        W,
    ),
    PolicyKey(
        "horizon_weeks",
        Text(nl="Bezette uren tot zoveel weken vooruit", en="Busy hours weeks ahead"),
        W,
    ),
    PolicyKey("youth_age", Text(nl="Jongeren zijn jonger dan", en="Youth are younger than"), W),
    PolicyKey(
        "slow_below", Text(nl="Langzaam bij leerbaarheid onder", en="Slow below learnability"), W
    ),
    PolicyKey("fast_from", Text(nl="Snel bij leerbaarheid vanaf", en="Fast from learnability"), W),
    PolicyKey(
        "same_area_minutes",
        Text(nl="Reistijd binnen een gebied", en="Travel within an area"),
        W,
    ),
    PolicyKey(
        "unknown_travel_minutes",
        Text(nl="Reistijd als die onbekend is", en="Travel when unknown"),
        W,
    ),
    *(
        PolicyKey(f"weights.{name}", label, W)
        for name, label in {
            "unplaced": Text(nl="Gewicht niet geplaatst", en="Weight unplaced"),
            "waiting_week": Text(nl="Gewicht week gewacht", en="Weight week waited"),
            "over_max_wait": Text(nl="Gewicht te lang gewacht", en="Weight waited too long"),
            "term_short": Text(nl="Gewicht termijn te kort", en="Weight term too short"),
            "level_deviation": Text(nl="Gewicht niveauverschil", en="Weight level differences"),
            "learnability_deviation": Text(
                nl="Gewicht verschil leerbaarheid", en="Weight learnability differences"
            ),
            "class_hour": Text(nl="Gewicht lesuur van een klas", en="Weight class hour"),
            "empty_seat": Text(nl="Gewicht lege plaats", en="Weight empty seat"),
            "soft_busy": Text(nl="Gewicht liever geen les", en="Weight rather no lesson"),
            "wish": Text(nl="Gewicht wens", en="Weight wish"),
            "travel": Text(nl="Gewicht kwartier reizen", en="Weight quarter hour of travel"),
            "compact_day": Text(nl="Gewicht extra lesdag bij kinderen", en="Weight compact day"),
            "extra_teacher": Text(nl="Gewicht extra docent", en="Weight extra teacher"),
            "extra_room": Text(nl="Gewicht extra lokaal", en="Weight extra room"),
            "household": Text(nl="Gewicht afspraak partners", en="Weight household"),
            "moved_learner": Text(nl="Gewicht andere klas", en="Weight moved learner"),
            "moved_session": Text(nl="Gewicht andere lestijd", en="Weight moved lesson"),
            "changed_teacher": Text(nl="Gewicht andere docent", en="Weight changed teacher"),
            "changed_room": Text(nl="Gewicht ander lokaal", en="Weight changed room"),
        }.items()
    ),
)


@cache
def _known() -> tuple[dict[str, PolicyKey], dict[str, str]]:
    keys: dict[str, PolicyKey] = {}
    shown: dict[str, str] = {}
    for key in POLICY_KEYS:
        weight = key.field.removeprefix("weights.")
        names = [key.label.nl, key.label.en, key.field]
        if weight != key.field:
            names += [f"gewicht {weight}", f"weight {weight}"]
        for name in names:
            keys[plain(name)] = key
            shown[plain(name)] = name
    return keys, shown


def find_key(name: str) -> PolicyKey | None:
    """The rule with that Dutch or English name (or field name), or ``None``."""
    return _known()[0].get(plain(name))


def closest_key(name: str) -> str | None:
    """The name of the rule that ``name`` is a misspelling of."""
    return closest(name, _known()[1])
