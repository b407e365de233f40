"""What went wrong, where, and what to do next: the exceptions that every other room raises."""

from __future__ import annotations

import re
from pathlib import Path

# C0, DEL and C1 move a terminal's cursor, set its title, ring its bell. The embeddings, overrides and
# isolates of Unicode show letters in another order than they stand in (CVE-2021-42574). U+2028 and U+2029
# end lines. Lone surrogates are what Python makes of a name that is not UTF-8.
_STEERING = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def visible(text: str) -> str:
    r"""Return text as one line that may be printed: what would steer a terminal is spelt out, as JSON does.

    >>> print(visible("a\x1b[31mb\n\u202ec"))
    a\u001b[31mb\u000a\u202ec
    """
    return _STEERING.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


class PublishError(Exception):
    """The root of every error a user can meet; the command line prints it and exits with 1.

    >>> print(PublishError("not valid UTF-8", path="a.md", line=3, hint="Save the file as UTF-8."))
    a.md:3: not valid UTF-8
    Save the file as UTF-8.
    """

    def __init__(
        self,
        message: str,
        *,
        path: str | Path | None = None,
        line: int | None = None,
        hint: str | None = None,
    ) -> None:
        """Say `message` of `path` (as the user wrote it) at `line` (from 1); `hint` is what to do next."""
        super().__init__(message)
        self.message = message
        self.path = None if path is None else str(path)
        self.line = line
        self.hint = hint

    def __reduce__(self) -> tuple[object, ...]:
        """Cross process borders whole: the default would lose every keyword."""
        return _rebuild, (type(self), self.message, self.path, self.line, self.hint)

    def __str__(self) -> str:
        """Return `path:line: message`, and the hint on a line of its own, fit to be printed."""
        place = "".join(f"{part}:" for part in (self.path, self.line) if part is not None)
        text = visible(f"{place} {self.message}" if place else self.message)
        return f"{text}\n{visible(self.hint)}" if self.hint else text


def _rebuild(
    kind: type[PublishError], message: str, path: str | None, line: int | None, hint: str | None
) -> PublishError:
    return kind(message, path=path, line=line, hint=hint)


class ConfigError(PublishError):
    """`publish.toml` or an option on the command line is wrong."""


class LanguageError(PublishError):
    """A language tag is not well formed or names no known language."""


class SourceError(PublishError):
    """A source article, or a picture it shows, cannot be read."""


class CatalogError(PublishError):
    """A gettext catalog is broken or does not belong where it was found."""


class EditionError(PublishError):
    """An edition cannot be laid out or written."""
