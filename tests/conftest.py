"""What holds for all tests."""

from __future__ import annotations

from hypothesis import settings

from scheduler.kernels import forget_old_kernels

# How long an example takes is the machine's affair; pytest-timeout ends what hangs.
settings.register_profile("instroom", deadline=None)
settings.load_profile("instroom")

forget_old_kernels()  # tests judge the code as it is
