"""A catalog and an article in: nothing that a translator wrote is lost, and gettext takes what comes out."""

from __future__ import annotations

import shutil

from fuzz.laws.common import gettext, parts
from publish import catalog as catalogs
from publish.catalog import Catalog
from publish.errors import CatalogError, PublishError
from publish.languages import parse
from publish.merge import merge as merge_catalogs
from publish.readers import markdown
from publish.readers.sources import decode
from publish.units import segment

_HAS_GETTEXT = shutil.which("msgfmt") is not None
_FR = parse("fr")


def merge(data: bytes) -> None:
    """The catalog follows the article; every translation stays; a second time changes nothing."""
    old_bytes, article, later = parts(data, 3)
    try:
        old = catalogs.parse(old_bytes, "fr.po")
        first, second = (_template(one) for one in (article, later or article))
    except PublishError:
        return
    after = _merged(old, first)
    if after is not None:
        _merged(after, second)


def _template(article: bytes) -> Catalog:
    document = markdown.parse(decode(article, "a.md"), "a.md", "vi")
    return catalogs.template(segment(document), project="Tin", source_language=parse(document.language))


def _merged(old: Catalog, template: Catalog) -> Catalog | None:
    try:
        result = merge_catalogs(old, template, _FR)
    except CatalogError:  # another language's
        return None
    after = result.catalog
    lost = _translations(old) - _translations(after)
    assert not lost, f"lost: {lost}"
    assert [e.key for e in after.entries if not e.obsolete] == [e.key for e in template.entries]
    written = after.to_bytes()
    read = catalogs.parse(written)
    assert read == after, "what was merged is not read back"
    assert merge_catalogs(read, template, _FR).catalog.to_bytes() == written, "merged twice, it differs"
    _check(after)
    return after


def _translations(catalog: Catalog) -> set[tuple[str, ...]]:
    return {entry.msgstr for entry in catalog.entries if entry.written}


def _check(catalog: Catalog) -> None:
    """Hold that `msgfmt -c` takes our own messages; those of others have rules that others must keep."""
    foreign = any(
        entry.msgid_plural is not None
        or any(flag.endswith("-format") for flag in entry.flags)
        or {entry.msgid[:1], entry.msgid[-1:], *(t for s in entry.msgstr for t in (s[:1], s[-1:]))} & {"\n"}
        for entry in catalog.entries
    )
    if not _HAS_GETTEXT or foreign or len(catalog.entries) > 500:
        return
    checked = gettext("msgfmt", "-c", "-o", "/dev/null", "-", data=catalog.to_bytes())
    assert not checked.returncode, checked.stderr.decode(errors="replace")
