"""Rosters made earlier, in whatever form they come: plans, calendars, tables, activities."""

from scheduler.rosters.activities import meetings_of
from scheduler.rosters.held import OPEN_ENDED, Activities, Rosters
from scheduler.rosters.reading import RostersRead, mistakes_of_form, read_rosters

__all__ = [
    "OPEN_ENDED",
    "Activities",
    "Rosters",
    "RostersRead",
    "meetings_of",
    "mistakes_of_form",
    "read_rosters",
]
