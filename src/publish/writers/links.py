"""Where a link leads, as both formats may say it; None where it leads to nothing that we would open."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote, urlsplit, urlunsplit

import idna

_SCHEMES = {"http", "https", "mailto", "tel"}
_LONGEST_NAME = 253
"""Characters of a name in the DNS."""


def safe_href(href: str, ids: frozenset[str]) -> str | None:
    r"""Return what a link may lead to: the web, an address, a place that there is, a file beside it.

    None for all else: readers of PDF look for `/x` and `\\host\x` on the disk and in the network they are in.
    """
    target = re.sub(r"[\x00-\x20\x7f]", "", href)
    if target.startswith("#"):
        return target if target[1:] in ids else None
    scheme = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", target)
    if scheme:
        return address(href) if scheme[1].lower() in _SCHEMES else None
    return None if not target or re.match(r"/|.*\\", unquote(target)) else target


def address(href: str) -> str | None:
    """Return a link in ASCII, as RFC 3986 has it; None for what is not the web, a letter or a call.

    Word calls a file damaged that has a malformed address in it.

    >>> address("https://vi.example.org/Thái Nguyên?a=1"), address("javascript:alert(1)"), address("a.md")
    ('https://vi.example.org/Th%C3%A1i%20Nguy%C3%AAn?a=1', None, None)
    >>> address("https://straße.example:8080/")
    'https://xn--strae-oqa.example:8080/'
    """
    try:
        scheme, place, path, query, fragment = urlsplit(href.strip())
        place = _ascii(place)
        parts = [quote(part, safe="/%:=&?~+!$,;'@()*") for part in (path, query, fragment)]
    except ValueError:  # half a surrogate pair, which is no character, is one too
        return None
    web = scheme in ("http", "https")
    is_sound = re.fullmatch(r"[\w.:@\[\]%~-]+", place, re.ASCII)
    if not ((web and is_sound) or (scheme in ("mailto", "tel") and path)):
        return None
    return urlunsplit((scheme, place, *parts))


def _ascii(place: str) -> str:
    """Return user, host and port of an address in ASCII; raises UnicodeError for what is no host's name."""
    if place.isascii():
        return place
    user, at, host = place.rpartition("@")
    name, colon, port = host.partition(":")
    if len(name) > _LONGEST_NAME:
        raise UnicodeError("longer than a name may be")
    return f"{quote(user, safe='%:')}{at}{idna.encode(name, uts46=True).decode()}{colon}{port}"
