"""Ruin and recreate: a compiled local search over whole plans.

Members are moved and swapped by the hundred thousand a second; now and then a few classes
are taken down and others built from those who then wait. The method is that of Schrimpf et
al. (2000), "Record breaking optimization results using the ruin and recreate principle",
accepted as in simulated annealing. ``board`` lays the problem out as flat arrays, ``state``
is a plan on that board with the cost of every change, ``staffing`` finds teachers and rooms,
``moves`` and ``wander`` change the plan, ``chain`` is the search itself.
"""

from solver.rebuild.chain import Chain, Effort, Walk

__all__ = ["Chain", "Effort", "Walk"]
