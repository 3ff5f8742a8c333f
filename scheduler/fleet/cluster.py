"""An existing Dask cluster as the place where tasks run (extra ``instroom[cluster]``)."""

from __future__ import annotations

import contextlib
import os
import pickle
import socket
import time
import uuid
import warnings
from concurrent.futures import Future
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import Any

import distributed
from distributed.comm import get_address_host_port
from distributed.scheduler import KilledWorker

from scheduler.fleet.tasks import A, Event, Kind, Left, R, Task, Work, WorkerLost

WAIT = 10.0  # seconds for a cluster to answer
LOOK_EVERY = 2.0  # seconds between two counts of the workers
AHEAD = 2  # tasks handed in per thread of the cluster, so that no worker waits for us


class NoCluster(Exception):  # noqa: N818 - a finding about an address
    """No cluster answers at an address, or it has no workers."""


class Cluster:
    """The threads of a cluster's workers, each with one task at a time.

    The cluster hands a task whose worker died to another one by itself, as often as its own
    setting ``distributed.scheduler.allowed-failures`` says.

    Raises:
        NoCluster: when nothing answers at ``address``, or no worker has come.
    """

    def __init__(self, address: str, wait: float = WAIT) -> None:
        try:
            # A client whose first call fails can hang when it is thrown away: knock first.
            socket.create_connection(get_address_host_port(address), timeout=wait).close()
            self.client = distributed.Client(address, timeout=wait, set_as_default=False)
        except (OSError, ValueError, TimeoutError) as error:
            raise NoCluster(str(error)) from error
        try:
            self.client.wait_for_workers(1, timeout=wait)
        except (OSError, TimeoutError) as error:
            self.client.close()
            raise NoCluster("no workers") from error
        self.topic = f"instroom-{uuid.uuid4()}"
        self._events: SimpleQueue[Event] = SimpleQueue()
        self._counted, self._threads = 0.0, 1
        self.client.subscribe_topic(self.topic, self._hear)

    def __enter__(self) -> Cluster:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.ask_to_stop()
        with contextlib.suppress(OSError, RuntimeError, TimeoutError):
            self.client.close()

    def room(self) -> int:
        """Two tasks per thread of the workers that are there now."""
        if time.monotonic() - self._counted >= LOOK_EVERY:
            self._counted = time.monotonic()
            with contextlib.suppress(OSError, RuntimeError, TimeoutError):
                self._threads = sum(self.client.nthreads().values())
        return max(1, AHEAD * self._threads)

    def submit(self, work: Work[A, R], task: Task[A]) -> Future[R | Left]:
        """Hand a task in; it begins when a worker has time."""
        promise: Future[R | Left] = Future()
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # of arguments of many megabytes
                far = self.client.submit(
                    _carry, work, task, self.topic, pure=False, key=f"instroom-{uuid.uuid4()}"
                )
        except (OSError, RuntimeError, ValueError) as error:  # the cluster has gone
            promise.set_exception(WorkerLost(str(error)))
            return promise
        far.add_done_callback(lambda done: _settle(done, promise))
        return promise

    def events(self) -> list[Event]:
        """What was heard since the last call."""
        found = []
        with contextlib.suppress(Empty):
            while True:
                found.append(self._events.get_nowait())
        return found

    def ask_to_stop(self) -> None:
        """Tell every worker to stop."""
        with contextlib.suppress(OSError, RuntimeError, TimeoutError):
            self.client.run(_stop, self.topic, on_error="ignore")

    def _hear(self, event: tuple[float, bytes]) -> None:
        self._events.put(pickle.loads(event[1]))


def _settle(far: Any, promise: Future[Any]) -> None:
    """Pass on how a task of the cluster ended (called in a thread of the client)."""
    try:
        promise.set_result(far.result())
    except KilledWorker as lost:
        promise.set_exception(WorkerLost(str(lost)))
    except Exception as error:
        gone = far.cancelled() or far.status == "lost"
        promise.set_exception(WorkerLost(str(error)) if gone else error)


# -- on a worker -------------------------------------------------------------------------------

_stopped: set[str] = set()


def _stop(topic: str) -> None:
    _stopped.add(topic)


class _Topic:
    """A line that goes through the scheduler of the cluster."""

    def __init__(self, topic: str, key: str) -> None:
        self.topic, self.key = topic, key
        self.worker = distributed.get_worker()

    def send(self, event: Event) -> None:
        self.worker.log_event(self.topic, pickle.dumps(event))

    def tell(self, news: object) -> None:
        self.send(Event(self.key, Kind.NEWS, news))

    def stopping(self) -> bool:
        return self.topic in _stopped


def _carry(work: Work[A, R], task: Task[A], topic: str) -> R | Left:
    line = _Topic(topic, task.key)
    if line.stopping():
        return Left()
    line.send(Event(task.key, Kind.STARTED, f"{socket.gethostname()}:{os.getpid()}"))
    return work(task.argument, line)
