"""A target and a time in, what broke out: Hypothesis feeds it until then, and shrinks what breaks."""

from __future__ import annotations

import time
import traceback
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings

from fuzz.guard import ReachedOutError, TooSlowError, confined, timed
from fuzz.targets import Target

_BATCH = 300
"""Examples that Hypothesis draws from one seed."""


class _TimeIsUpError(BaseException):
    """Ends a batch; no `Exception`, or Hypothesis would take it for a failure."""


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that breaks a law."""

    data: bytes
    """The smallest one found."""
    what: str
    """The traceback's last lines."""


@dataclass(slots=True)
class Report:
    """What fuzzing one target has come to."""

    examples: int = 0
    """Inputs tried, those of shrinking too."""
    size: int = 0
    """Bytes of all inputs."""
    failures: dict[str, Failure] = field(default_factory=dict)
    """By the place in the code where they show."""


def attempt(target: Target, data: bytes) -> None:
    """Hold the law of a target for one input, and that it takes no long time and reaches nothing outside."""
    with timed(len(data), target.passes), confined():
        target.law(data)


def fuzz(target: Target, seconds: float, first_seed: int, current: Path) -> Report:
    """Feed a target for so long, from this seed and those after it; `current` holds the input at work."""
    report = Report()
    end = time.monotonic() + seconds
    number = first_seed
    known: set[str] = set()
    while time.monotonic() < end:
        try:
            _batch(target, number, end, current, (report, known))
        except _TimeIsUpError:
            break
        except Exception:  # what broke is in the report; the rest of the time is for other failures
            known.update(report.failures)
        number += 1
    return report


def _batch(target: Target, number: int, end: float, current: Path, found: tuple[Report, set[str]]) -> None:
    report, known = found

    @seed(number)
    @settings(
        max_examples=_BATCH,
        deadline=None,
        database=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
        report_multiple_bugs=False,
    )
    @given(target.inputs())
    def run(data: bytes) -> None:
        if time.monotonic() > end:
            raise _TimeIsUpError
        report.examples += 1
        report.size += len(data)
        current.write_bytes(data)
        try:
            attempt(target, data)
        except TooSlowError as slow:
            _note(report, _place(slow), data, slow)
        except Exception as error:
            place = _place(error)
            if place in known:
                return
            _note(report, place, data, error)
            raise

    run()


def _note(report: Report, place: str, data: bytes, error: BaseException) -> None:
    before = report.failures.get(place)
    if before is None or len(data) < len(before.data):
        report.failures[place] = Failure(data, "".join(traceback.format_exception(error, limit=-8)))


def _place(error: BaseException) -> str:
    """Return what tells one failure from another: its kind, where in our code it shows, or which law."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "/publish/" in frame.filename]
    broken = isinstance(error, AssertionError) and not isinstance(error, ReachedOutError)
    if broken or not frames:
        return f"{type(error).__name__} {str(error).partition(':')[0]}"
    return f"{type(error).__name__} {frames[-1].filename.rpartition('/publish/')[2]}:{frames[-1].name}"
