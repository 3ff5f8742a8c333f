"""Many independent tasks side by side: on processes of this computer, or on a Dask cluster.

A fleet knows nothing of schools. It carries out one function for many arguments, survives the
death of the processes that do so, passes news on while they work, and remembers what is done::

    def work(argument: Order, line: Line) -> Answer:     # a function of a module: it is pickled
        line.tell(news)                                  # anything that can be pickled
        if line.stopping(): ...                          # asked to stop: return what there is
        return answer

    ledger = Ledger(folder / "ledger.jsonl")
    todo = [Task(key, order) for key, order in orders if ledger.get(key, mark(order)) is None]
    with Processes(lanes=2) as place:                    # or Cluster("tcp://host:8786")
        for ended in run(work, todo, place, on_event=show, should_stop=stop):
            if ended.how is How.DONE:
                ledger.keep(ended.key, mark(order_of[ended.key]), record_of(ended.value))

- :func:`run` yields an :class:`Ended` per task, in the order in which they end, and never
  raises for a task: it is done, failed (the work raised; told as a traceback), lost (its process
  died in every one of ``attempts``) or left (stopped before it began). Tasks may be a generator;
  only as many are drawn as there is room for, so thousands of them take no memory.
- ``on_event`` hears of every start, piece of news and new attempt (:class:`Event`).
- Once ``should_stop`` says so nothing new begins; work that runs is asked to stop through its line.
- :class:`Processes` holds one process per lane, so a death costs only the task in it; processes
  are renewed now and then, which bounds what they hold on to. They end when their parent does.
- :class:`Cluster` sends the same function to the workers of a cluster that is there already;
  they need this package, but no files in common. Needs ``instroom[cluster]``.
- :class:`Ledger` is what makes a run resumable: a record per finished key and fingerprint
  (:func:`fingerprint`) of what it was made from, on disk as soon as it is kept.

The order in which tasks end is not fixed. Whoever needs the same result from any number of
processes derives it from the keys, and gives each argument its own random seed.
"""

from scheduler.fleet.ledger import Ledger, fingerprint
from scheduler.fleet.processes import Processes, cores
from scheduler.fleet.runner import run
from scheduler.fleet.tasks import Ended, Event, How, Kind, Line, Place, Task, WorkerLost

__all__ = [
    "Ended",
    "Event",
    "How",
    "Kind",
    "Ledger",
    "Line",
    "Place",
    "Processes",
    "Task",
    "WorkerLost",
    "cores",
    "fingerprint",
    "run",
]
