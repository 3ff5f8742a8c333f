"""A fleet carries out every task, whatever happens to the processes that do so."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import distributed
import pytest

from scheduler.fleet import Ended, Event, How, Kind, Place, Processes, Task, run
from scheduler.fleet.cluster import Cluster, NoCluster
from tests.scheduler.fleet import works

pytestmark = pytest.mark.xdist_group("fleet")


@pytest.fixture(params=["processes", "cluster"])
def place(request: pytest.FixtureRequest) -> Iterator[Place]:
    if request.param == "processes":
        with Processes(2) as here:
            yield here
    else:
        with Cluster(request.getfixturevalue("address")) as there:
            yield there


def tasks(*arguments: Any) -> list[Task[Any]]:
    return [Task(f"t{n}", argument) for n, argument in enumerate(arguments)]


def in_order(ended: Iterator[Ended[Any]]) -> list[Ended[Any]]:
    return sorted(ended, key=lambda e: int(e.key[1:]))


def test_every_task_ends_with_its_value_and_its_news_is_heard(place: Place) -> None:
    heard: list[Event] = []
    ended = in_order(run(works.doubled, tasks(*range(7)), place, on_event=heard.append))
    assert [e.value for e in ended] == [0, 2, 4, 6, 8, 10, 12]
    assert {(e.how, e.attempts) for e in ended} == {(How.DONE, 1)}
    assert {e.news for e in heard if e.kind is Kind.NEWS} == {f"at {n}" for n in range(7)}
    assert sum(e.kind is Kind.STARTED for e in heard) == 7


def test_work_that_raises_fails_alone_and_is_not_tried_again(place: Place) -> None:
    ended = in_order(run(works.careless, tasks(1, 2, 3, 4), place))
    assert [e.how for e in ended] == [How.DONE, How.DONE, How.FAILED, How.DONE]
    assert "three is too much" in ended[2].trouble
    assert "careless" in ended[2].trouble
    assert ended[2].attempts == 1


def test_a_task_whose_process_dies_is_tried_again(place: Place, tmp_path: Path) -> None:
    heard: list[Event] = []
    (ended,) = run(works.deadly, tasks((str(tmp_path), 1)), place, on_event=heard.append)
    assert (ended.how, ended.value, ended.attempts) == (How.DONE, "after 1", 2)
    assert len({e.news for e in heard if e.kind is Kind.STARTED}) == 2


def test_a_task_that_kills_its_process_every_time_is_given_up(tmp_path: Path) -> None:
    (tmp_path / "deaths").mkdir()
    (tmp_path / "none").mkdir()
    arguments = ((str(tmp_path / "deaths"), 99), (str(tmp_path / "none"), 0))
    with Processes(2) as place:
        lost, fine = in_order(run(works.deadly, tasks(*arguments), place, attempts=2))
    assert (lost.how, lost.attempts) == (How.LOST, 2)
    assert len(list((tmp_path / "deaths").iterdir())) == 2
    assert (fine.how, fine.attempts) == (How.DONE, 1)


def stop_once(heard: list[Event]) -> Callable[[], bool]:
    return lambda: any(e.news == "begun" for e in heard)


def test_a_wish_to_stop_reaches_what_runs_and_nothing_new_begins(place: Place) -> None:
    heard: list[Event] = []
    began = time.monotonic()
    ended = in_order(
        run(
            works.patient,
            tasks(*range(9)),
            place,
            on_event=heard.append,
            should_stop=stop_once(heard),
        )
    )
    assert time.monotonic() - began < 20
    assert len(ended) == 9
    done = [e for e in ended if e.how is How.DONE]
    assert 1 <= len(done) <= 2
    assert all(str(e.value).startswith("stopped") for e in done)
    assert {e.how for e in ended} == {How.DONE, How.LEFT}


def test_tasks_are_drawn_only_as_there_is_room() -> None:
    drawn = 0

    def endless() -> Iterator[Task[int]]:
        nonlocal drawn
        for drawn in range(10**6):
            yield Task(f"t{drawn}", drawn)

    with Processes(1) as place:
        ended = run(works.doubled, endless(), place)
        for _ in range(3):
            next(ended)
    assert drawn < 6


def test_a_process_is_renewed_after_some_tasks() -> None:
    with Processes(1, renew_after=2) as place:
        ended = in_order(run(works.process, tasks(*range(4)), place))
    first, second, third, fourth = (e.value for e in ended)
    assert first == second != third == fourth


def test_a_process_that_dies_between_two_tasks_costs_nothing() -> None:
    with Processes(1) as place:
        (first,) = run(works.process, tasks(0), place)
        assert first.value is not None
        os.kill(first.value, signal.SIGKILL)
        time.sleep(0.3)
        (second,) = run(works.process, tasks(0), place)
    assert second.how is How.DONE
    assert second.value != first.value


def test_leaving_ends_what_still_runs() -> None:
    began = time.monotonic()
    with Processes(1) as place:
        future = place.submit(works.patient, Task("x", 1))
        while not any(e.kind is Kind.STARTED for e in place.events()):
            time.sleep(0.02)
        assert not future.done()
    assert time.monotonic() - began < 15


ORPHAN = """
import time
from scheduler.fleet import Processes, Task
from tests.scheduler.fleet import works
if __name__ == "__main__":
    place = Processes(1)
    place.submit(works.patient, Task("a", 1))
    while not (found := place.events()):
        time.sleep(0.02)
    print(found[0].news.rpartition(":")[2], flush=True)
    time.sleep(60)
"""


def test_processes_end_when_their_parent_is_killed() -> None:
    parent = subprocess.Popen([sys.executable, "-c", ORPHAN], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    parent.kill()
    parent.communicate()
    end = time.monotonic() + 10
    while time.monotonic() < end and alive(child):
        time.sleep(0.05)
    assert not alive(child)


def alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{process}/stat")
    return not state.exists() or state.read_text().rpartition(")")[2].split()[0] != "Z"


def test_a_fleet_without_lanes_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one lane"):
        Processes(0)


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "nonsense", "tcp://nowhere.invalid:1"])
def test_an_address_where_no_cluster_answers_is_told(address: str) -> None:
    with pytest.raises(NoCluster):
        Cluster(address, wait=0.5)


def test_a_cluster_without_workers_is_told() -> None:
    with (
        distributed.LocalCluster(n_workers=0, dashboard_address=":0") as cluster,
        pytest.raises(NoCluster, match="no workers"),
    ):
        Cluster(cluster.scheduler_address, wait=0.5)
