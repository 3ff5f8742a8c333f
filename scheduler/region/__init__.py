"""Many schools at once: find them, plan each on its own, and sum up for who pays for them.

:func:`schools_in` finds the schools of a folder, :func:`plan_region` plans them on a fleet
(:mod:`scheduler.fleet`), :func:`write_summary` tells how it went. Schools share nothing: one with
wrong input, without a plan or with a process that died leaves the others as they are.
"""

from scheduler.region.planning import RegionRun, plan_region
from scheduler.region.records import SchoolRow, State
from scheduler.region.schools import Found, NoSchools, SchoolSource, schools_in
from scheduler.region.summary import write_summary
from scheduler.region.work import News

__all__ = [
    "Found",
    "News",
    "NoSchools",
    "RegionRun",
    "SchoolRow",
    "SchoolSource",
    "State",
    "plan_region",
    "schools_in",
    "write_summary",
]
