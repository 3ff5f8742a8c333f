"""How the search's inner functions are compiled."""

from __future__ import annotations

from numba import njit

# Only compiled code calls these: a wrapper per function that unpacks a whole board and state
# for the interpreter would be most of what there is to compile.
compiled = njit(
    cache=True,
    nogil=True,
    error_model="numpy",
    no_cfunc_wrapper=True,
)
