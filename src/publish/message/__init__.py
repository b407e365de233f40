"""Spans in, message text out, and back: the CommonMark inline notation that translators read and write.

`encode` and `decode` are an inverse pair; `inline` is the one place where inline markup becomes marks, for
messages as for Markdown sources.
"""

from publish.message.canonical import canonical
from publish.message.decoding import OPTIONS, decode
from publish.message.encoding import encode
from publish.message.events import inline
from publish.message.guards import clean, fold, mend
from publish.message.links import autolink

__all__ = ["OPTIONS", "autolink", "canonical", "clean", "decode", "encode", "fold", "inline", "mend"]
