"""Carrying out tasks until all have ended."""

from __future__ import annotations

import traceback
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait
from itertools import chain
from typing import Any, Generic

from scheduler.fleet.tasks import A, Ended, Event, How, Kind, Left, Place, R, Task, Work, WorkerLost

TICK = 0.1  # seconds between two looks at news and at the wish to stop
ATTEMPTS = 3


def run(
    work: Work[A, R],
    tasks: Iterable[Task[A]],
    place: Place,
    *,
    attempts: int = ATTEMPTS,
    on_event: Callable[[Event], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Iterator[Ended[R]]:
    """Carry out every task once, and again while its process dies, at most ``attempts`` times.

    Yields:
        one :class:`Ended` per task, as they end. A cluster that begins a lost task anew by
        itself counts that as an attempt.
    """
    return _Run(work, tasks, place, attempts, on_event, should_stop).ended()


class _Run(Generic[A, R]):
    def __init__(
        self,
        work: Work[A, R],
        tasks: Iterable[Task[A]],
        place: Place,
        attempts: int,
        on_event: Callable[[Event], None] | None,
        should_stop: Callable[[], bool] | None,
    ) -> None:
        self.work, self.tasks, self.place, self.attempts = work, iter(tasks), place, attempts
        self.on_event: Callable[[Event], None] = on_event or (lambda _: None)
        self.should_stop: Callable[[], bool] = should_stop or (lambda: False)
        self.stopping = False
        self.running: dict[Future[Any], Task[A]] = {}
        self.again: deque[Task[A]] = deque()
        self.handed_in: Counter[str] = Counter()
        self.begun: Counter[str] = Counter()

    def ended(self) -> Iterator[Ended[R]]:
        while True:
            self._look()
            while not self.stopping and len(self.running) < self.place.room():
                task = self._next()
                if task is None:
                    break
                self.handed_in[task.key] += 1
                self.running[self.place.submit(self.work, task)] = task
            if not self.running and (self.stopping or not self.again):
                break
            finished = wait(self.running, timeout=TICK, return_when=FIRST_COMPLETED).done
            self._hear()
            for future in finished:
                told = self._outcome(self.running.pop(future), future)
                if told is not None:
                    yield told
        for task in chain(self.again, self.tasks):  # not empty only after a wish to stop
            yield Ended(task.key, How.LEFT, attempts=self._tries(task.key))

    def _look(self) -> None:
        if not self.stopping and self.should_stop():
            self.stopping = True
            self.place.ask_to_stop()

    def _next(self) -> Task[A] | None:
        return self.again.popleft() if self.again else next(self.tasks, None)

    def _hear(self) -> None:
        for event in self.place.events():
            if event.kind is Kind.STARTED:
                self.begun[event.key] += 1
            self.on_event(event)

    def _tries(self, key: str) -> int:
        return max(self.handed_in[key], self.begun[key])

    def _outcome(self, task: Task[A], future: Future[Any]) -> Ended[R] | None:
        """How a task ended; ``None`` when it is to be tried again."""
        tries = self._tries(task.key)
        try:
            value = future.result()
        except (WorkerLost, CancelledError) as lost:
            if self.stopping or tries < self.attempts:
                self.again.append(task)
                self.on_event(Event(task.key, Kind.AGAIN))
                return None
            return Ended(task.key, How.LOST, trouble=str(lost), attempts=tries)
        except Exception as error:
            trouble = "".join(traceback.format_exception(error))
            return Ended(task.key, How.FAILED, trouble=trouble, attempts=tries)
        if isinstance(value, Left):
            return Ended(task.key, How.LEFT, attempts=tries)
        return Ended(task.key, How.DONE, value=value, attempts=tries)
