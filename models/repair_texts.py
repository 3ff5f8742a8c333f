"""What would bring a learner to the norm, in words (:mod:`models.repairs`)."""

from models.text import Text

START = Text(
    nl="begin uiterlijk op {day} in een klas met {n} uur les per week ({weeks} lesweken)",
    en="start by {day} in a class of {n} hours a week ({weeks} lesson weeks)",
)
PLAN_ON = Text(
    nl="plan vanaf {day} nog {weeks} lesweken in hetzelfde tempo; dan is het rond op {done}",
    en="plan {weeks} more lesson weeks at the same pace from {day}; that makes it by {done}",
)
ATTENDANCE = Text(nl="aanwezigheid van {a} naar {b}", en="attendance from {a} to {b}")
DAYPART = Text(nl="één extra dagdeel per week ({when})", en="one extra daypart a week ({when})")
DAYPARTS = Text(nl="{n} extra dagdelen per week ({when})", en="{n} extra dayparts a week ({when})")
EVENING = Text(nl="één avond les per week ({when})", en="one evening of lessons a week ({when})")
EVENINGS = Text(
    nl="{n} avonden les per week ({when})", en="{n} evenings of lessons a week ({when})"
)
SUMMER = Text(
    nl="{n} weken les in de zomervakanties (er zijn er nog {have})",
    en="{n} weeks of lessons in the summer holidays ({have} are left)",
)
TOGETHER = Text(
    nl="samen: {weeks} zomerweken les en extra lessen per week ({n}: {when})",
    en="together: {weeks} summer weeks of lessons and extra lessons a week ({n}: {when})",
)
CONTRACT = Text(
    nl="{n} lesuren erbij inkopen: {have} uur bij {share} aanwezigheid is {made} uur",
    en="buy {n} more lesson hours: {have} hours at {share} attendance make {made} hours",
)
EXTENSION = Text(
    nl="verlenging van de termijn tot {day} ({n} dagen), in hetzelfde tempo",
    en="extension of the term until {day} ({n} days), at the same pace",
)
WHEN = Text(nl="{when} {where}", en="{when} {where}")
SEATS = Text(nl="er is plaats: {where}", en="there is a seat: {where}")
STAFF = Text(nl="dat kan: {where}", en="possible: {where}")
TAKEN = Text(
    nl="alleen als iemand die hier eerder staat zijn voorstel niet gebruikt: {where}",
    en="only if somebody earlier in this list leaves what is proposed: {where}",
)
CLASS_TAKEN = Text(
    nl="er is alleen plaats in klas {name} als iemand die hier eerder staat die niet neemt",
    en="there is a seat in class {name} only if somebody earlier in this list leaves it",
)
BOTH = Text(nl="{lessons}; in de zomer: {summer}", en="{lessons}; in summer: {summer}")
NO_GROUPS = Text(
    nl="of een groep plaats heeft, is niet na te gaan: er is geen activiteitenplan bij de roosters",
    en="whether a group has a seat cannot be looked at: no plan of activities is among the rosters",
)
NONE = Text(
    nl="nu kan dat niet: geen plaats in een klas die past, en niet genoeg docenten met een lokaal "
    "vrij",
    en="not possible now: no seat in a class that fits, and not enough teachers with a room free",
)
CLASS = Text(nl="er is plaats in klas {name}", en="there is a seat in class {name}")
NO_CLASS = Text(
    nl="nu is er in geen enkele klas die past nog plaats",
    en="there is no seat in any class that fits now",
)
UNKNOWN = Text(
    nl="of er plaats is, is niet na te gaan: het rooster is geen plan van Instroom voor deze "
    "school",
    en="whether there is room cannot be looked at: the roster is no Instroom plan of this school",
)
WHO_IN_SUMMER = Text(
    nl="de docent moet nog gevonden worden; zonder een plan van Instroom is dat niet na te gaan",
    en="the teacher has still to be found; without an Instroom plan that cannot be looked at",
)
BLOCK = Text(
    nl="plan nog {n} uur; begin uiterlijk op {day}", en="plan {n} more hours; start by {day}"
)
WEEKLY = Text(
    nl="{n} uur per week tot het einde van de termijn; met hoogstens {most} uur per week uiterlijk "
    "beginnen op {day}",
    en="{n} hours a week until the term ends; at {most} hours a week at most, start by {day}",
)
EXTENSION_ACTIVITY = Text(
    nl="verlenging van de termijn tot {day}, ook met {n} uur per week",
    en="extension of the term until {day}, even at {n} hours a week",
)
