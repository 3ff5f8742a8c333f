"""How the search's inner functions are compiled."""

from __future__ import annotations

from numba import njit

# Only compiled code calls these: no wrappers for C.
compiled = njit(  # type: ignore[call-overload]
    cache=True,
    nogil=True,
    error_model="numpy",
    no_cfunc_wrapper=True,
)

# Functions that make no arrays count no references to those they read, which would take several
# times as long as what they do.
uncounted = njit(  # type: ignore[call-overload]
    cache=True,
    nogil=True,
    error_model="numpy",
    no_cfunc_wrapper=True,
    _nrt=False,
)
