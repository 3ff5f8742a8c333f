"""What the template shows on the sheets of the intake laboratory."""

from __future__ import annotations

from datetime import date, timedelta

from models import Childcare, Level, Literacy, Pace, Route, Status
from models.inflow_table import InflowRow, Joins
from models.intake import Joining
from models.intake_tables import PolicyRow, Registration, SweepRow, Swept

POLICIES = (
    PolicyRow(policy="nu", name="Nu: bij tien aanmeldingen", every_weeks=1, threshold=10, entry=4),
    PolicyRow(
        policy="momenten",
        name="Vier momenten per jaar, met een brugklas",
        moments=(6, 17, 36, 46),
        threshold=8,
        entry=4,
        joining=Joining.MOMENTS,
        bridge_seats=15,
        bridge_sessions=2,
        bridge_most=12,
        source="voorbeeld",
    ),
    PolicyRow(policy="momenten", routes=(Route.Z,), threshold=6, entry="always"),
)
SWEEPS = (SweepRow(field=Swept.THRESHOLD, values=(6, 8, 12)),)
# Who registers from the own municipality is on the sheet of registrations.
INFLOW = (
    InflowRow(
        municipality="Veldhoven",
        joins=Joins.ALWAYS,
        asylum_per_year=12,
        family_per_year=4,
        routes=(Route.Z,),
        source="voorbeeld",
    ),
    InflowRow(municipality="Buurgemeenten", joins=Joins.POOL, times=0.5, source="voorbeeld"),
)
_MOST = 40


def registrations(start: date) -> tuple[Registration, ...]:
    """Forty people who registered in the year before ``start``."""
    levels = (Level.A0, Level.A1, Level.A0_PLUS, Level.A1_MINUS)
    paces = (Pace.AVERAGE, Pace.SLOW, Pace.AVERAGE, Pace.FAST)
    return tuple(
        Registration(
            registered_on=start - timedelta(days=360 - 9 * n),
            route=Route.Z if n % 4 == 1 else Route.B1,
            level=levels[n % 4],
            status=Status.FAMILY if n % 5 == 4 else Status.ASYLUM,
            literacy=Literacy.OTHER_SCRIPT if n % 6 == 5 else Literacy.LATIN,
            pace=paces[n % 4],
            birth_year=1975 + n % 30,
            childcare=Childcare.ARRANGED if n % 7 == 3 else Childcare.NONE,
            work_paid=n % 8 == 6,
            attendance=0.8,
        )
        for n in range(_MOST)
    )
