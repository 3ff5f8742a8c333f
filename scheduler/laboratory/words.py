"""The laboratory's figures and groups in words."""

from __future__ import annotations

from typing import Any

from models import School, Text
from scheduler.laboratory.compiled import language_schools
from scheduler.laboratory.outcomes import MOST_SCHOOLS, Figure, Whole
from scheduler.words import ROUTES
from solver.laboratory.world import Stage

FIGURES: dict[Figure, Text] = {
    Figure.LEARNERS: Text(nl="aangemelde cursisten", en="learners registered"),
    Figure.WAIT_MEAN: Text(nl="wachttijd, gemiddeld (weken)", en="wait, mean (weeks)"),
    Figure.WAIT_MEDIAN: Text(nl="wachttijd, mediaan (weken)", en="wait, median (weeks)"),
    Figure.WAIT_P90: Text(
        nl="wachttijd die 90 % niet overschrijdt (weken)",
        en="wait that 90 % do not exceed (weeks)",
    ),
    Figure.WAIT_P90_ABLE: Text(
        nl="idem, van wie bij aanmelding naar les kan: geen kinderopvang nodig of die is er",
        en="the same, of who can come to lessons at once: no need of childcare, or there is some",
    ),
    Figure.WAIT_LONGEST: Text(nl="langste wachttijd (weken)", en="longest wait (weeks)"),
    Figure.WAIT_OVER: Text(
        nl="wacht langer dan afgesproken (deel)", en="waits longer than agreed (share)"
    ),
    Figure.WAIT_UNTAUGHT: Text(
        nl="weken zonder enige les voor de eerste klas",
        en="weeks without any lesson before the first class",
    ),
    Figure.NEVER: Text(nl="nooit in een klas begonnen (deel)", en="never began in a class (share)"),
    Figure.BRIDGING: Text(nl="weken in de brugklas", en="weeks in a bridging class"),
    Figure.BETWEEN: Text(nl="weken tussen twee klassen", en="weeks between two classes"),
    Figure.CHANGES: Text(nl="wisselingen van klas", en="changes of class"),
    Figure.HOURS: Text(
        nl="lesuren aan het eind van de termijn", en="lesson hours by the end of the term"
    ),
    Figure.ATTENDED: Text(nl="bijgewoonde lesuren (deel)", en="lesson hours attended (share)"),
    Figure.MADE: Text(
        nl="haalt 600 of 800 uur op tijd, of B1 (deel)",
        en="makes 600 or 800 hours in time, or B1 (share)",
    ),
    Figure.PARTICIPATION: Text(
        nl="participatie-uren aan het eind van de termijn (Z-route)",
        en="participation hours by the end of the term (Z route)",
    ),
    Figure.MADE_BOTH: Text(
        nl="haalt 800 uur les en 800 uur participatie op tijd (deel van Z)",
        en="makes 800 hours of lessons and 800 of participation in time (share of Z)",
    ),
    Figure.BEYOND: Text(
        nl="heeft meer lesuren nodig dan er zijn ingekocht (deel)",
        en="needs more lesson hours than were bought (share)",
    ),
    Figure.FINISHED: Text(nl="klaar binnen de termijn (deel)", en="finished in time (share)"),
    Figure.SWITCHED: Text(nl="wisselt van route (deel)", en="switches route (share)"),
    Figure.B1_TO_Z: Text(nl="van B1 naar Z (deel van B1)", en="from B1 to Z (share of B1)"),
}
WHOLE: dict[Whole, Text] = {
    Whole.CLASSES: Text(nl="klassen tegelijk", en="classes at a time"),
    Whole.DAYPARTS: Text(nl="docent-dagdelen per week", en="teacher dayparts a week"),
    Whole.COST: Text(nl="docentkosten per jaar (euro)", en="teacher cost a year (euros)"),
    Whole.CLASS_SIZE: Text(nl="cursisten per klas", en="learners per class"),
    Whole.START_SIZE: Text(nl="cursisten per klas bij de start", en="learners per class at its start"),
    Whole.FULLEST: Text(nl="cursisten per klas op haar volst", en="learners per class at its fullest"),
    Whole.STARTS: Text(nl="nieuwe klassen per jaar", en="new classes a year"),
    Whole.EMPTY: Text(nl="lege plaatsen per klas", en="empty seats per class"),
    Whole.EMPTY_COST: Text(nl="prijs van lege plaatsen per jaar (euro)", en="price of empty seats a year (euros)"),
    Whole.LEVEL: Text(
        nl="afstand tot het mediane niveau in de klas (punten)",
        en="distance from the class's median level (points)",
    ),
    Whole.LEARNABILITY: Text(
        nl="afstand tot de mediane leerbaarheid in de klas (punten)",
        en="distance from the class's median learnability (points)",
    ),
    Whole.SPREAD: Text(
        nl="verschil tussen hoogste en laagste niveau in de klas (punten)",
        en="difference between highest and lowest level in class (points)",
    ),
    Whole.START_LEVEL: Text(
        nl="afstand tot het mediane niveau bij de start (punten)",
        en="distance from the median level at the start (points)",
    ),
    Whole.START_LEARNABILITY: Text(
        nl="afstand tot de mediane leerbaarheid bij de start (punten)",
        en="distance from the median learnability at the start (points)",
    ),
    Whole.START_SPREAD: Text(
        nl="verschil tussen hoogste en laagste niveau bij de start (punten)",
        en="difference between highest and lowest level at the start (points)",
    ),
    Whole.COST_PER_LEARNER: Text(
        nl="docentkosten per aangemelde cursist (euro)", en="teacher cost per learner registered (euros)"
    ),
}  # fmt: skip
# Words that stand for a value in the laboratory's tables.
VALUES: dict[Any, Text] = {
    **{route.value: name for route, name in ROUTES.items()},
    "proportional": Text(nl="evenredig met leerbaarheid", en="proportional to learnability"),
    "population": Text(nl="als in de bevolking", en="as in the population"),
    "paid_work": Text(nl="betaald werk", en="paid work"),
}
STAGES: dict[Stage, Text] = {
    Stage.WAITING: Text(nl="wacht", en="waiting"),
    Stage.BRIDGING: Text(nl="in een brugklas", en="in a bridging class"),
    Stage.BETWEEN: Text(nl="tussen twee klassen", en="between two classes"),
    Stage.CLASS: Text(nl="in een klas", en="in a class"),
    Stage.PAUSED: Text(nl="pauzeert", en="paused"),
    Stage.FINISHED: Text(nl="klaar", en="finished"),
    Stage.OUT_OF_TERM: Text(nl="termijn voorbij", en="out of term"),
}
RESULTS: dict[int, Text] = {
    1: Text(nl="op A2", en="at A2"),
    2: Text(nl="op B1", en="at B1"),
    3: Text(nl="alle uren gemaakt", en="all hours made"),
}
GROUPS: dict[str, Text] = {
    "all": Text(nl="iedereen", en="everybody"),
    **{f"route:{route.value}": name for route, name in ROUTES.items()},
    "status:asylum": Text(nl="asielmigranten", en="asylum migrants"),
    "status:family": Text(nl="gezinsmigranten", en="family migrants"),
    "children:yes": Text(nl="wie kinderopvang nodig heeft", en="those in need of childcare"),
    "children:no": Text(
        nl="wie geen kinderopvang nodig heeft", en="those without need of childcare"
    ),
    "work:yes": Text(nl="wie betaald werk heeft", en="those in paid work"),
    "work:no": Text(nl="wie geen betaald werk heeft", en="those not in paid work"),
    "couple:yes": Text(
        nl="wie een partner heeft die ook inburgert", en="those whose spouse learns too"
    ),
    "couple:no": Text(
        nl="wie geen partner heeft die inburgert", en="those without a spouse who learns"
    ),
    "classes": Text(nl="klassen", en="classes"),
}


def group_name(group: str, school: School) -> Text:
    """What a group of learners is called; those who chose a language school by its name."""
    kind, _, at = group.partition(":")
    if kind != "school":
        return GROUPS[group]
    named = (*language_schools(school), *[at] * MOST_SCHOOLS)[int(at) - 1].replace("{", "(")
    return Text(nl=f"wie {named} koos", en=f"those who chose {named}")


def figure_name(figure: Figure | Whole) -> Text:
    """What a figure is called."""
    return FIGURES[figure] if isinstance(figure, Figure) else WHOLE[figure]
