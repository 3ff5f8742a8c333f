"""The intake laboratory's simulator: arrays in, arrays out, compiled, no I/O.

``docs/laboratory.md`` gives the model in mathematics. One call of :func:`simulate` is one
replication of one intake policy: weeks pass, people register, wait, learn and leave.
"""

from solver.laboratory.simulate import decide, simulate
from solver.laboratory.world import State, World

__all__ = ["State", "World", "decide", "simulate"]
