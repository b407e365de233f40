"""The header of a catalog: which language, which template and which state of the source it is for."""

from __future__ import annotations

from dataclasses import replace

from publish import languages
from publish.catalog import REVISION, Catalog, new
from publish.languages import Language

__all__ = ["is_bare_template", "source_language", "with_header"]


def with_header(merged: Catalog, old: Catalog, template: Catalog, language: Language) -> Catalog:
    """Return a merged catalog with its header: the fields that follow the template, those gettext would miss.

    Where every message is translated, now or before this merge, that state of the source is its revision of
    record; else the one it had stays.
    """
    has, ours = merged.fields, new(template, language).fields
    follows: tuple[str, ...] = ("X-Source-Language", "X-Segmentation")
    if [e.key for e in old.entries if not e.obsolete] != [e.key for e in template.entries]:
        # It is the date of the messages; a template made anew on another machine is no other state of them.
        follows = ("POT-Creation-Date", *follows)
    fields = {name: ours.get(name) for name in follows}
    never = ("X-Generator", *follows)
    fields |= {name: value for name, value in ours.items() if name not in has and name not in never}
    if not merged.language:
        fields["Language"] = language.gettext
    if "charset=utf-8" not in has.get("Content-Type", "").lower():
        fields["Content-Type"] = ours["Content-Type"]
    catalog = merged.with_fields(fields)
    whole = catalog if merged.complete else old if old.complete else None
    if whole and (date := whole.fields.get("POT-Creation-Date")):
        catalog = catalog.with_fields({REVISION: date})
    assert catalog.header  # `with_fields` makes one
    # xgettext and msginit leave the header fuzzy, and `msgfmt` then does not look at its charset.
    flags = tuple(flag for flag in catalog.header.flags if flag != "fuzzy")
    return replace(catalog, header=replace(catalog.header, flags=flags))


def source_language(template: Catalog) -> Language | None:
    """Return the language of a template's messages, None where it does not say."""
    return languages.find(template.fields.get("X-Source-Language") or template.language)


def is_bare_template(catalog: Catalog, language: Language) -> bool:
    """Say whether a catalog is but a copy of its template, which bears the source's language."""
    bears_source = catalog.language == catalog.fields.get("X-Source-Language") != language.gettext
    return bears_source and not any(entry.written for entry in catalog.entries)
