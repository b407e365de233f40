"""Parts to the bytes of a DOCX: relationships, pictures, properties, and a zip that never changes."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

from publish.files import source_date
from publish.theme.docx.ooxml import escaped
from publish.writers import images
from publish.writers.edition import Edition

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docx.opc.package import OpcPackage
    from docx.opc.part import Part

    from publish.theme.docx.reference import Media

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_CORE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # a zip knows no day before it


class Package:
    """A DOCX that is being put together."""

    def __init__(self) -> None:
        """Begin with the main part, still empty."""
        from docx.opc.package import OpcPackage

        self._opc: OpcPackage = OpcPackage()
        self._media: dict[bytes, Part] = {}
        self._relations: dict[tuple[str, str, str], str] = {}
        self.main = self.part("document", _WORD_TYPE.format("document.main"))
        self._opc.relate_to(self.main, _OFFICE + "officeDocument")

    def part(self, name: str, content_type: str = "", content: bytes = b"", folder: str = "/word") -> Part:
        """Make a part, `/word/name.xml`, which nothing refers to yet."""
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part

        kind = content_type or _WORD_TYPE.format(name.rstrip("0123456789"))
        return Part(PackURI(f"{folder}/{name}.xml"), kind, content)

    @staticmethod
    def fill(part: Part, content: bytes) -> None:
        """Set what a part holds, once what it refers to is known; python-docx takes it only at the start."""
        part._blob = content

    def add(self, name: str, content: bytes) -> str:
        """Make a part of the main one's and return the id of its relationship."""
        relationship: str = self.relate(self.part(name, content=content), name.rstrip("0123456789"))
        return relationship

    def relate(self, part: Part, kind: str) -> str:
        """Let the main part refer to `part`; return the id of the relationship."""
        return self._related(self.main, kind, part)

    def adopt(self, part: Part, media: Iterable[Media]) -> None:
        """Let `part` refer to what the office's did, under the same ids."""
        for found in media:
            if found.content_type:
                picture = self._stored(found.data, found.content_type, found.target)
                part.load_rel(found.kind, picture, found.id)
            else:
                part.load_rel(found.kind, found.target, found.id, is_external=True)

    def link(self, source: Part, url: str) -> str:
        """Let `source` refer to a place outside; return the id of the relationship."""
        return self._related(source, "hyperlink", url)

    def picture(self, source: Part, picture: images.Picture) -> str:
        """Let `source` refer to a picture, which is put in the package once; return the relationship's id."""
        suffix = picture.media_type.removeprefix("image/").removesuffix("+xml")
        part = self._stored(picture.data, picture.media_type, suffix)
        return self._related(source, "image", part)

    def _related(self, source: Part, kind: str, target: Part | str) -> str:
        """Let `source` refer to a part or an address, once; return the id of the relationship.

        python-docx goes through all relationships for each, which takes an hour for 100,000 links.
        """
        external = isinstance(target, str)
        key = (str(source.partname), kind, target if isinstance(target, str) else str(target.partname))
        if key not in self._relations:
            self._relations[key] = f"rId{len(source.rels) + 1}"
            source.load_rel(_OFFICE + kind, target, self._relations[key], is_external=external)
        return self._relations[key]

    def _stored(self, data: bytes, content_type: str, suffix: str) -> Part:
        """Return the part of a picture, which is in the package once."""
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part

        if data not in self._media:
            name = PackURI(f"/word/media/image{len(self._media) + 1}.{suffix}")
            self._media[data] = Part(name, content_type, data)
        return self._media[data]

    def finish(self, edition: Edition, document: bytes) -> bytes:
        """Fill the main part, add the properties and return the file."""
        self.fill(self.main, document)
        core = self.part(
            "core", "application/vnd.openxmlformats-package.core-properties+xml", _core(edition), "/docProps"
        )
        app = self.part(
            "app", "application/vnd.openxmlformats-officedocument.extended-properties+xml", _APP, "/docProps"
        )
        self._opc.relate_to(core, _CORE)
        self._opc.relate_to(app, _OFFICE + "extended-properties")
        return _packed(dict(self._files()))

    def _files(self) -> Iterator[tuple[str, bytes]]:
        """Give what stands in the zip, as python-docx's writer does, which packs it with the time of day."""
        from docx.opc.packuri import PACKAGE_URI
        from docx.opc.pkgwriter import _ContentTypesItem

        types: Any = _ContentTypesItem
        yield _TYPES, types.from_parts(self._opc.parts).blob
        yield PACKAGE_URI.rels_uri.membername, self._opc.rels.xml
        for part in self._opc.parts:
            yield part.partname.membername, part.blob
            if len(part.rels):
                yield part.partname.rels_uri.membername, part.rels.xml


_TYPES = "[Content_Types].xml"


def _packed(parts: dict[str, bytes]) -> bytes:
    """Pack a zip, sorted and without the clock; the list of types comes first, as OPC asks."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as zip:
        for name in sorted(parts, key=lambda name: (name != _TYPES, name)):
            entry = zipfile.ZipInfo(name, _EARLIEST)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            # Pictures are compressed already, drawings are not.
            stored = "/media/" in name and not name.endswith(".svg")
            entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            zip.writestr(entry, parts[name])
    return out.getvalue()


_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_APP = (
    f'{_HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>publish</Application></Properties>"
).encode()


def _core(edition: Edition) -> bytes:
    """Return the file's properties; where no date is known there is none, for the clock would change them."""
    said = {
        "dc:title": edition.title,
        "dc:creator": edition.author,
        "cp:keywords": ", ".join(edition.keywords),
        "dc:description": edition.description,
        "cp:lastModifiedBy": edition.author,
        "cp:revision": "1",
        "dc:language": edition.language.tag,
    }
    inside = "".join(f"<{name}>{escaped(value)}</{name}>" for name, value in said.items() if value)
    stamp = _stamp(edition)
    dates = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{stamp}</dcterms:{name}>'
        for name in ("created", "modified")
        if stamp
    )
    namespaces = (
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    )
    return f"{_HEAD}<cp:coreProperties {namespaces}>{inside}{dates}</cp:coreProperties>".encode()


def _stamp(edition: Edition) -> str:
    """Return the article's date, or that of the build by https://reproducible-builds.org, or nothing."""
    if edition.date:
        return f"{edition.date.isoformat()}T00:00:00Z"
    set_date = source_date()
    return f"{set_date:%Y-%m-%dT%H:%M:%SZ}" if set_date else ""
