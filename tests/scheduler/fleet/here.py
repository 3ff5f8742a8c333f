"""A place without processes, for tests of what is around a fleet."""

from __future__ import annotations

from concurrent.futures import Future

from scheduler.fleet import Event, Kind, Task
from scheduler.fleet.tasks import A, Left, R, Work


class Here:
    """Carries a task out at once, in the process of the test."""

    def __init__(self, lanes: int = 1) -> None:
        self.lanes = lanes
        self.heard: list[Event] = []
        self.key = ""

    def __enter__(self) -> Here:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def room(self) -> int:
        return 1

    def submit(self, work: Work[A, R], task: Task[A]) -> Future[R | Left]:
        promise: Future[R | Left] = Future()
        self.key = task.key
        self.heard.append(Event(task.key, Kind.STARTED, "here"))
        try:
            promise.set_result(work(task.argument, self))
        except Exception as error:
            promise.set_exception(error)
        return promise

    def events(self) -> list[Event]:
        heard, self.heard = self.heard, []
        return heard

    def ask_to_stop(self) -> None:
        return None

    # -- the line ------------------------------------------------------------------------------

    def tell(self, news: object) -> None:
        self.heard.append(Event(self.key, Kind.NEWS, news))

    def stopping(self) -> bool:
        return False
