"""The vocabulary of Instroom: people, resources, offerings, classes, policy and plans.

Nothing in here knows about solving, files or HTTP. Every class validates itself and says
in plain words, in Dutch and English, what is wrong (:class:`models.text.Text`).
"""

from models.base import Invalid, Record
from models.calendar import Calendar, DatedSlot, HolidayRule
from models.daysoff import Closing, DayOff, DayOffKind, Region
from models.levels import LEVEL_SCORES, Level
from models.obligations import HoursKind, Meeting, Pause, RouteSwitch, Strand
from models.offering import Audience, Mode, Offering
from models.people import (
    BusyReason,
    BusyWindow,
    Childcare,
    Gender,
    Household,
    HouseholdNeed,
    Learner,
    Literacy,
    Pace,
    Route,
    Status,
)
from models.plan import (
    Placement,
    Plan,
    PlannedClass,
    Progress,
    Reason,
    RunInfo,
    ScoreLine,
    Session,
    Violation,
    Waiting,
)
from models.policy import Policy, Precedence, Weights
from models.resources import Certification, Location, Room, Teacher, TravelTime
from models.running import ClassRun
from models.school import Issue, School
from models.text import Language, Text
from models.times import Slot, Weekday

__all__ = [
    "LEVEL_SCORES",
    "Audience",
    "BusyReason",
    "BusyWindow",
    "Calendar",
    "Certification",
    "Childcare",
    "ClassRun",
    "Closing",
    "DatedSlot",
    "DayOff",
    "DayOffKind",
    "Gender",
    "HolidayRule",
    "HoursKind",
    "Household",
    "HouseholdNeed",
    "Invalid",
    "Issue",
    "Language",
    "Learner",
    "Level",
    "Literacy",
    "Location",
    "Meeting",
    "Mode",
    "Offering",
    "Pace",
    "Pause",
    "Placement",
    "Plan",
    "PlannedClass",
    "Policy",
    "Precedence",
    "Progress",
    "Reason",
    "Record",
    "Region",
    "Room",
    "Route",
    "RouteSwitch",
    "RunInfo",
    "School",
    "ScoreLine",
    "Session",
    "Slot",
    "Status",
    "Strand",
    "Teacher",
    "Text",
    "TravelTime",
    "Violation",
    "Waiting",
    "Weekday",
    "Weights",
]
