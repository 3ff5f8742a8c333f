"""Processes of this computer as the place where tasks run."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import socket
import sys
import threading
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import forkserver
from multiprocessing.connection import Connection
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import Any

from scheduler.fleet.tasks import A, Event, Kind, Left, R, Task, Work, WorkerLost

HEARING = 5.0  # seconds at most between the end of a task and the last of its news
RENEW_AFTER = 25  # tasks; starting a process takes seconds, and memory only ever grows
# On Linux every lane is a copy of one process that has loaded the libraries, which takes seconds.
_COPIED = sys.platform == "linux"
_CONTEXT = multiprocessing.get_context("forkserver" if _COPIED else "spawn")
_DEADLY = getattr(signal, "SIGKILL", signal.SIGTERM)


def cores() -> int:
    """Cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Processes:
    """``lanes`` processes, each with one task at a time.

    Every lane is a pool of one process: when that dies, no other task is touched and it is
    certain which one it was at. A lane gets a new process after its death, and after
    ``renew_after`` tasks.

    The module ``loading``, what the work needs, is loaded once for all lanes, in the background
    from now on; only the first fleet of a program has a say in that.
    """

    def __init__(
        self, lanes: int, renew_after: int = RENEW_AFTER, loading: str | None = None
    ) -> None:
        if lanes < 1:
            raise ValueError("a fleet needs at least one lane")
        if loading is not None and _COPIED:
            _load(loading)
        self._lanes: list[_Lane | None] = [None] * lanes
        self._renew_after = renew_after
        self._events: SimpleQueue[Event] = SimpleQueue()

    def __enter__(self) -> Processes:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for lane in self._lanes:
            if lane is not None:
                lane.close()

    def room(self) -> int:
        """One task per lane."""
        return len(self._lanes)

    def submit(self, work: Work[A, R], task: Task[A]) -> Future[R | Left]:
        """Begin a task in a lane that is free.

        Raises:
            RuntimeError: when there is none.
        """
        for at, lane in enumerate(self._lanes):
            if lane is None or not lane.busy:
                if lane is None or lane.broken or lane.carried >= self._renew_after:
                    if lane is not None:
                        lane.close()
                    lane = self._lanes[at] = _Lane(self._events)
                return lane.submit(work, task)
        raise RuntimeError("every lane is busy")

    def events(self) -> list[Event]:
        """What was heard since the last call."""
        found = []
        with contextlib.suppress(Empty):
            while True:
                found.append(self._events.get_nowait())
        return found

    def ask_to_stop(self) -> None:
        """Tell every process to stop."""
        for lane in self._lanes:
            if lane is not None:
                lane.ask_to_stop()


def _load(module: str) -> None:
    """Begin the process that lanes are copied from; a Ctrl-C is not for it nor for its copies."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        _CONTEXT.set_forkserver_preload([module])
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _Lane:
    """A pool of one process, and a line of its own to it.

    One line shared by all processes would need a lock, which dies with its holder.
    """

    def __init__(self, events: SimpleQueue[Event]) -> None:
        self.events = events
        self.ours, self.theirs = _CONTEXT.Pipe()
        self.pool = ProcessPoolExecutor(
            1, mp_context=_CONTEXT, initializer=_move_in, initargs=(self.theirs,)
        )
        self.busy = self.broken = False
        self.carried = 0
        self.process: int | None = None
        self.heard_all = threading.Event()  # of the news of the task at hand

    def submit(self, work: Work[A, R], task: Task[A]) -> Future[R | Left]:
        promise: Future[R | Left] = Future()
        self.busy = True
        self.carried += 1
        self.heard_all.clear()
        try:
            inner = self.pool.submit(_carry, work, task)
        except BrokenProcessPool:  # it died between two tasks
            self.busy, self.broken = False, True
            promise.set_exception(WorkerLost("the process died"))
            return promise
        if not self.theirs.closed:  # the process has its copy now: ours would hide its death
            self.theirs.close()
            threading.Thread(target=self._listen, daemon=True).start()
        inner.add_done_callback(lambda done: self._settle(done, promise))
        return promise

    def _settle(self, done: Future[Any], promise: Future[Any]) -> None:
        """Pass on how a task ended, after its news (called in a thread of the pool)."""
        self.heard_all.wait(timeout=HEARING)
        error = done.exception()
        if isinstance(error, BrokenProcessPool):
            self.broken = True
            error = WorkerLost("the process died")
        self.busy = False
        if error is not None:
            promise.set_exception(error)
        else:
            promise.set_result(done.result())

    def _listen(self) -> None:
        with contextlib.suppress(EOFError, OSError):
            while True:
                message = self.ours.recv()
                if message is None:
                    self.heard_all.set()
                elif isinstance(message, int):
                    self.process = message
                else:
                    self.events.put(message)
        self.heard_all.set()

    def ask_to_stop(self) -> None:
        with contextlib.suppress(OSError):
            self.ours.send_bytes(b"stop")

    def close(self) -> None:
        """End the process, in the middle of its task if need be."""
        if self.busy and self.process is not None:
            with contextlib.suppress(OSError):
                os.kill(self.process, _DEADLY)
        self.pool.shutdown(wait=True, cancel_futures=True)
        self.ours.close()
        self.theirs.close()


# -- in the process of a lane ------------------------------------------------------------------

_line: _Pipe | None = None


class _Pipe:
    """The line of a lane, seen from its process; a wish to stop stays in it unread."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.lock = threading.Lock()
        self.key = ""

    def send(self, message: object) -> None:
        with self.lock, contextlib.suppress(OSError):
            self.connection.send(message)

    def tell(self, news: object) -> None:
        self.send(Event(self.key, Kind.NEWS, news))

    def stopping(self) -> bool:
        try:
            return self.connection.poll()
        except OSError:
            return True


def _move_in(connection: Connection) -> None:
    """Set up the process: Ctrl-C is for the parent, whose end is its own end too."""
    global _line
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _line = _Pipe(connection)
    _line.send(os.getpid())


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _carry(work: Work[A, R], task: Task[A]) -> R | Left:
    assert _line is not None
    _line.key = task.key
    if _line.stopping():
        _line.send(None)
        return Left()
    _line.send(Event(task.key, Kind.STARTED, f"{socket.gethostname()}:{os.getpid()}"))
    try:
        return work(task.argument, _line)
    finally:
        _line.send(None)
