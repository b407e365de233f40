"""Bytes of a PO file in, entries out, and back again in the very bytes that GNU gettext would write.

The grammar is that of gettext's own reader, found by experiment with `msgcat` 0.21: keywords and strings may
share a line, comments may not stand inside an entry, and an obsolete entry is a whole entry behind `#~`.

Laws, each with a property test: `read(write(entries)) == entries`; `write(read(data))` is what
`msgcat --no-wrap` prints. Where gettext would lose what people wrote, we keep it instead:

* flags gettext does not know (`md-text`, `max-length:80`) stand after those it knows;
* several lines of flags before one entry are joined, so that `fuzzy` in the first of them still counts;
* an obsolete plural entry is kept when any of its forms is translated, not only the first;
* `\\r` at the end of a comment is a line end of Windows, not a part of the comment;
* file names in U+2068 U+2069 may hold spaces, as in gettext 0.22 and later.

As gettext does, we let go of comments after the last entry and of obsolete entries never translated.
What it refuses we refuse, but for three things by which nothing is lost: U+0004 in a string, a comment behind
`#|`, and msgids beyond ASCII in another charset than UTF-8.
U+0000 in a string, where gettext cuts the string short, and `domain` lines are errors.
"""

from publish.po.entry import Entry, Previous, arrange_flags
from publish.po.reading import read
from publish.po.writing import write

__all__ = ["Entry", "Previous", "arrange_flags", "read", "write"]
