"""A Markdown article in; the Document it is out, with the line of every block and every text.

Markdown is CommonMark with GitHub's tables, strikethrough and task lists, footnotes, definition lists,
heading and block attributes, YAML front matter, figures, the HTML we know, and the `i18n:` directives.
"""

from __future__ import annotations

from functools import partial

import pyromark

from publish.message import OPTIONS, clean, decode, fold, mend
from publish.model import Block, Document, Heading, Paragraph, Text
from publish.readers import frontmatter
from publish.readers.markdown.builder import Builder
from publish.readers.markdown.words import Source, same
from publish.readers.sources import Lines, nothing_in
from publish.readers.sources import clean as clean_source

__all__ = ["parse"]

_OPTIONS = (
    OPTIONS
    | pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_TASKLISTS
    | pyromark.Options.ENABLE_HEADING_ATTRIBUTES
    | pyromark.Options.ENABLE_DEFINITION_LIST
)


def parse(data: str, source: str, language: str) -> Document:
    """Return the Document that the Markdown in `data` is.

    `source` is the name that references and errors use; `language` is a BCP 47 or POSIX tag, which `lang` in
    the front matter overrules. Raises SourceError and LanguageError with the line of what is wrong.

    >>> parse("# Hello\\n\\nA *new* day.", "a.md", "en").blocks[1].text.plain
    'A new day.'
    """
    data = clean_source(data, source)
    front = frontmatter.split(data, source, decode)
    tag = frontmatter.language(front, language, source)
    # Blank lines in place of the front matter: so every offset counts the lines above it.
    body = "\n" * data.count("\n", 0, front.length) + data[front.length :]
    top = frontmatter.blocks(front)
    blocks = (*top, *_without_title(_body(body, source), top))
    if not blocks:
        raise nothing_in(source)
    return Document(source, tag, blocks, frontmatter.metadata(front))


def _body(data: str, name: str) -> tuple[Block, ...]:
    data = mend(data)
    encoded = data.encode()
    events = partial(pyromark.events_with_range, data, options=_OPTIONS)
    return Builder(name, Source(encoded, Lines(encoded), _titles(data, encoded))).build(events)


def _titles(data: str, encoded: bytes) -> dict[str, int]:
    """Map the label of each link reference definition that has a title to the title's byte offset."""
    if "]:" not in data:
        return {}
    titles = {}
    for label, definition in pyromark.reference_definitions(data, options=_OPTIONS).items():
        if title := definition["title"]:
            place = encoded.rfind(title.encode(), definition["span"]["start"], definition["span"]["end"])
            titles[same(label)] = place if place >= 0 else definition["span"]["start"]
    return titles


def _without_title(blocks: tuple[Block, ...], top: tuple[Block, ...]) -> tuple[Block, ...]:
    """Leave out a first heading that says the front matter's title again."""
    title = next((_words(b.text) for b in top if isinstance(b, Paragraph) and b.role == "title"), None)
    for place, block in enumerate(blocks):
        if isinstance(block, Heading):
            again = block.level == 1 and title is not None and _words(block.text) == title
            return blocks[:place] + blocks[place + 1 :] if again else blocks
    return blocks


def _words(text: Text) -> str:
    return fold(clean(text.plain)).casefold()
