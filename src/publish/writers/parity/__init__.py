"""An `Edition` and the bytes made of it to an error that names the first unit on which they disagree.

Both formats are read back from their bytes and held against one sequence of what the edition prints, so that
they agree with each other as well. Compared are the words of every block, their order and kind, rows and
cells, notes by number, pictures with their alternative text, links, and the outline of a PDF.
"""

from __future__ import annotations

from collections.abc import Callable

from publish.errors import EditionError
from publish.project import Format
from publish.writers.edition import Edition
from publish.writers.parity.comparison import HINT, Comparison
from publish.writers.parity.read_docx import read_docx
from publish.writers.parity.read_pdf import read_pdf
from publish.writers.parity.units import Printed

__all__ = ["check"]


def check(edition: Edition, format: Format, data: bytes) -> None:
    """Raise an EditionError that names the first difference between an edition and the file made of it."""
    read: Callable[[bytes], Printed] = {"docx": read_docx, "pdf": read_pdf}[format]
    try:
        printed = read(data)
    except Exception as error:  # a broken file fails in as many ways as there are libraries that read it
        problem = f"cannot be read back: {type(error).__name__}: {error}"
        raise EditionError(
            f"the {format.upper()} in {edition.language} {problem}",
            path=edition.source,
            hint=HINT,
        ) from error
    Comparison(edition, format, printed).run()
