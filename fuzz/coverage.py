"""The same targets under atheris, which sees where an input leads: `python -m fuzz.coverage markdown`.

Atheris is no dependency of ours: `.venv/bin/python -m pip install atheris` first. What follows the target's
name are libFuzzer's own options (`-max_total_time=600`).
"""

from __future__ import annotations

import shutil
import sys
from hashlib import sha256
from pathlib import Path

import atheris

from fuzz import guard

with atheris.instrument_imports(include=["publish"]):
    from fuzz.driver import attempt
    from fuzz.targets import TARGETS

_HERE = Path(__file__).parent
_MOST = 50_000
"""Bytes of an input."""


def main() -> None:
    """Fuzz one target until it breaks or libFuzzer's options end it."""
    name, *options = sys.argv[1:] or ["markdown"]
    target = TARGETS[name]
    corpus = _HERE / "corpus" / name
    corpus.mkdir(parents=True, exist_ok=True)
    (_HERE / "found").mkdir(exist_ok=True)
    for data in target.seeds():
        (corpus / sha256(data).hexdigest()[:12]).write_bytes(data)
    guard.SCRATCH.mkdir(exist_ok=True)
    ours = [f"-artifact_prefix={_HERE / 'found'}/{name}-", f"-max_len={_MOST}", "-timeout=120", str(corpus)]
    atheris.Setup([sys.argv[0], *ours, *options], lambda data: attempt(target, data))
    try:
        atheris.Fuzz()
    finally:
        shutil.rmtree(guard.SCRATCH, ignore_errors=True)


main()
