"""The sheet *Instroom*: who registers from the own municipality and from its neighbours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from models import Route, School, Status
from models.inflow_table import InflowRow, Joins
from scheduler.generate.scenario import PopulationSpec
from scheduler.laboratory.history import History
from scheduler.laboratory.inflow import Inflow, PerYear, Stream
from scheduler.laboratory.settings import value
from solver.laboratory.world import LANGUAGES, Array


@dataclass(frozen=True)
class Together:
    """The school's own people from past registrations, its neighbours' from theirs or streams."""

    own: History
    neighbours: Inflow
    past: tuple[History, ...] = ()

    @property
    def offered(self) -> tuple[Route, ...]:
        """Routes the school has classes for."""
        return self.own.offered

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages people speak, in the order of their numbers from 1 on."""
        return tuple(name for source in self._sources for name in source.languages)

    @property
    def _sources(self) -> tuple[History | Inflow, ...]:
        return (self.own, self.neighbours, *self.past)

    def draw(self, first: date, weeks: int, seed: int, replication: int, pool: bool) -> Array:
        """The learners of one replication by week of registration."""
        drawn, known = [], 0
        for source in self._sources:
            rows = source.draw(first, weeks, seed, replication, pool)
            for spoken in LANGUAGES:
                rows[spoken] += known * (rows[spoken] > 0)
            drawn.append(rows)
            known += len(source.languages)
        rows = np.concatenate(drawn)
        return rows[np.argsort(rows["arrive"], kind="stable")]


def own_streams(rows: Iterable[InflowRow]) -> tuple[Stream, ...]:
    """The streams of the rows that are the school's own."""
    return tuple(
        Stream("", status, number, row.routes or tuple(Route))
        for row in rows
        if row.joins is Joins.OWN
        for status, number in _stated(row).items()
    )


def neighbours(rows: Iterable[InflowRow], own: PerYear) -> tuple[Stream, ...]:
    """The streams of the other rows; ``own`` is what ``times`` multiplies."""
    return tuple(
        Stream(
            row.municipality, status, number, row.routes or tuple(Route), False,
            row.joins is Joins.POOL,
        )
        for row in rows
        if row.joins is not Joins.OWN
        for status, number in _of_neighbour(row, own).items()
    )  # fmt: skip


def per_year(streams: Iterable[Stream]) -> PerYear:
    """Registrations a year by status, of the school's own streams."""
    found: PerYear = {}
    for stream in streams:
        if stream.home:
            found[stream.status] = found.get(stream.status, 0.0) + stream.per_year
    return found


def beside_history(
    school: School, past: History, others: Iterable[Stream], population: PopulationSpec
) -> History | Together:
    """Past registrations with neighbours beside them: those on the same list, and the streams of
    ``others`` whose municipality is not on it.
    """
    listed = History.of_neighbours(school, past.offered)
    names = {one.name.casefold() for one in listed}
    streams = tuple(s for s in others if s.name.casefold() not in names)
    if not streams and not listed:
        return past
    return Together(past, Inflow(school, population, streams, past.offered), listed)


def _of_neighbour(row: InflowRow, own: PerYear) -> PerYear:
    if row.times is None:
        return _stated(row)
    return {status: number * row.times for status, number in own.items()}


def _stated(row: InflowRow) -> PerYear:
    if row.housing_target is None:
        return {
            Status.ASYLUM: row.asylum_per_year or 0.0,
            Status.FAMILY: row.family_per_year or 0.0,
        }
    asylum = 2 * row.housing_target * float(value("inflow", "volume", "obliged"))
    share = (
        value("inflow", "volume", "family_joins") if row.family_share is None else row.family_share
    )
    family = asylum * float(value("inflow", "volume", "family_per_asylum")) * share
    return {Status.ASYLUM: asylum, Status.FAMILY: family}


def rows_of(source: object, home: str) -> tuple[InflowRow, ...]:
    """The streams of an inflow as rows, in registrations a year, to change and to use again;
    ``home`` is the own municipality. None where people come from past registrations alone.
    """
    if isinstance(source, Together):
        source = source.neighbours
    return tuple(_rows(source.streams, home)) if isinstance(source, Inflow) else ()


def _rows(streams: Iterable[Stream], home: str) -> Iterator[InflowRow]:
    grouped: dict[tuple[str, bool, bool, tuple[Route, ...]], PerYear] = {}
    for stream in streams:
        numbers = grouped.setdefault((stream.name, stream.home, stream.pooled, stream.routes), {})
        numbers[stream.status] = numbers.get(stream.status, 0.0) + stream.per_year
    for (name, own, pooled, routes), numbers in grouped.items():
        yield InflowRow(
            municipality=name or home,
            joins=Joins.OWN if own else Joins.POOL if pooled else Joins.ALWAYS,
            asylum_per_year=round(numbers.get(Status.ASYLUM, 0.0), 1),
            family_per_year=round(numbers.get(Status.FAMILY, 0.0), 1),
            routes=() if routes == tuple(Route) else routes,
        )
