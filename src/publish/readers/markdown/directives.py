"""Comments that speak to this program in; what they say of the blocks they apply to out.

```markdown
<!-- i18n:skip -->                       the next block is printed as it stands in every edition
<!-- i18n:skip-start --> … <!-- i18n:skip-end -->      so is everything between
<!-- i18n:comment: A pun on the town's name. -->       to the translators of the next block
<!-- i18n:context: button -->            its msgctxt
<!-- i18n:max-length: 60 -->             most characters its translation may have
```

`mdbook-xgettext:` is the same as `i18n:`. Inside a block's words a directive applies to that block.
"""

from __future__ import annotations

import re
from dataclasses import replace

from publish.errors import SourceError
from publish.readers.markdown.frames import NO_NOTES, Notes

_DIRECTIVE = re.compile(
    r"<!--\s*+(?:i18n|mdbook-xgettext)\s*+:\s*+(?P<verb>[\w-]*)\s*+(?::(?P<value>.*))?-->", re.DOTALL
)
_VERBS = "skip, skip-start, skip-end, comment, context, max-length"


class Directives:
    """Remembers directives from where they stand to the block they apply to."""

    def __init__(self, name: str) -> None:
        """`name` is the source's, for errors."""
        self._name = name
        self._pending = NO_NOTES
        self._pending_line = 0
        self._skip_line = 0

    def read(self, comment: str, line: int, here: Notes | None) -> Notes | None:
        """Obey `comment` if it is a directive.

        `here` are the notes of the text it stands in, None where it stands before a block. Returns None if it
        is no directive, else the notes of that text from now on. Raises SourceError where it makes no sense.
        """
        found = _DIRECTIVE.fullmatch(comment)
        if found is None:
            return None
        value = "\n".join(part.strip() for part in (found["value"] or "").strip().split("\n"))
        if found["verb"] in ("skip-start", "skip-end"):
            self._switch(found["verb"], line)
            return self._said(NO_NOTES if here is None else here)
        notes = self._note(self._pending if here is None else here, found["verb"], value, line)
        if here is None:
            self._pending, self._pending_line = notes, line
        return notes

    def take(self, outer: Notes) -> Notes:
        """Return the notes of a block that begins now, inside one that carries `outer`."""
        pending, self._pending = self._pending, NO_NOTES
        return self._said(pending.under(outer))

    def end(self) -> None:
        """Raise SourceError where the article ends and a directive still waits for something."""
        if self._skip_line:
            raise self._error(
                "i18n:skip-start is never ended", self._skip_line, "Add <!-- i18n:skip-end -->."
            )
        if self._pending != NO_NOTES:
            hint = "It applies to the block below it: move it, or delete it."
            raise self._error("nothing follows this directive", self._pending_line, hint)

    def _said(self, notes: Notes) -> Notes:
        return replace(notes, translate=False) if self._skip_line else notes

    def _switch(self, verb: str, line: int) -> None:
        if verb == "skip-start" and self._skip_line:
            message = f"i18n:skip-start, but one is open since line {self._skip_line}"
            raise self._error(message, line, "Add <!-- i18n:skip-end --> before it.")
        if verb == "skip-end" and not self._skip_line:
            message = "i18n:skip-end, but no skip-start is open"
            raise self._error(message, line, "Add <!-- i18n:skip-start --> before it, or delete it.")
        self._skip_line = line if verb == "skip-start" else 0

    def _note(self, notes: Notes, verb: str, value: str, line: int) -> Notes:
        if verb != "skip" and not value:
            raise self._error(f"unknown directive i18n:{verb}", line, f"Known are: {_VERBS}.")
        match verb:
            case "skip":
                return replace(notes, translate=False)
            case "comment":
                return replace(notes, comment="\n".join(filter(None, (notes.comment, value))))
            case "context":
                return replace(notes, context=value)
            case "max-length" if value.isascii() and value.isdigit() and 0 < len(value) < 10 and int(value):
                return replace(notes, max_length=int(value))
            case "max-length":
                raise self._error(f"{value!r} is no length", line, "Write a number of characters, as in 60.")
        raise self._error(f"unknown directive i18n:{verb}", line, f"Known are: {_VERBS}.")

    def _error(self, message: str, line: int, hint: str) -> SourceError:
        return SourceError(message, path=self._name, line=line, hint=hint)
