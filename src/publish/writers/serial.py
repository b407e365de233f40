"""The objects of a PDF to bytes, once each.

pydyf, which writes PDFs for WeasyPrint, puts all of them into bytes and compresses them a second time, for a
hash that tells one file from another. Like `tagging`, this uses what is private to WeasyPrint.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def hooks() -> Iterator[None]:
    """Have pydyf spare that, for as long as one edition takes."""
    import pydyf

    write = pydyf.PDF.write
    pydyf.PDF.write = _written_once(write)
    try:
        yield
    finally:
        pydyf.PDF.write = write


def _written_once(write: Callable[..., None]) -> Callable[..., None]:
    import pydyf

    kinds = (pydyf.Stream, pydyf.Dictionary)

    def written(pdf: Any, *arguments: Any) -> None:
        before = {kind: kind.data for kind in kinds}
        known: dict[int, bytes] = {}
        for kind, data in before.items():
            kind.data = property(_kept(data.fget, known))
        try:
            write(pdf, *arguments)
        finally:
            for kind, data in before.items():
                kind.data = data

    return written


def _kept(data: Callable[[Any], bytes], known: dict[int, bytes]) -> Callable[[Any], bytes]:
    def kept(thing: Any) -> bytes:
        if thing.number is None:  # part of another
            return data(thing)
        if thing.number not in known:
            known[thing.number] = data(thing)
        return known[thing.number]

    return kept
