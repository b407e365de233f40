"""How long a call takes, for promises that time grows no faster than the input."""

from __future__ import annotations

import time
from collections.abc import Callable


def processor_seconds(call: Callable[[], object]) -> float:
    """Return the seconds of the processor that a call takes, however busy the machine is."""
    before = time.process_time()
    call()
    return time.process_time() - before
