"""Where links lead: the same in both formats, in ASCII, and nowhere that a stranger could want."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from commands import Run
from publish.writers.links import address, safe_href

ADDRESSES = {
    "https://bücher.example/ü": "https://xn--bcher-kva.example/%C3%BC",
    "https://straße.example/": "https://xn--strae-oqa.example/",
    "https://مثال.إختبار/": "https://xn--mgbh0fb.xn--kgbechtv/",
    "https://ü.org:8080/": "https://xn--tda.org:8080/",
    "https://ü:ü@e.org/": "https://%C3%BC:%C3%BC@e.org/",
    "https://user:pa²ss@h²/": "https://user:pa%C2%B2ss@h2/",
    "HTTPS://É.ORG/A": "https://xn--9ca.org/A",
    "https://ｅxample.org/": "https://example.org/",
    "https://a。b/": "https://a.b/",
    "https://[::1]:80/a": "https://[::1]:80/a",
    " https://e.org/a b?c=d e#f g\n": "https://e.org/a%20b?c=d%20e#f%20g",
    "https://e.org/%C3%BC?a=%26": "https://e.org/%C3%BC?a=%26",
    "mailto:ü@e.org": "mailto:%C3%BC@e.org",
}
NOWHERE = (
    "https://é..org/",
    "https://a b/",
    "https://\u00ad/",
    "https://\u200d/",
    f"https://{'é' * 70}/",
    f"https://{'é.' * 200}/",
    f"https://{'é' * 100_000}/",
    "https://\ud7ff.org",
    "http://a:²/",
    "https:///x",
    "http://[",
    "mailto:",
    "file:///etc/passwd",
    "jav\nascript:alert(1)",
)


@pytest.mark.parametrize(("href", "expected"), ADDRESSES.items())
def test_addresses_are_ascii(href: str, expected: str) -> None:
    """A domain in letters of any script is written as the DNS has it, by the rules of 2008."""
    assert address(href) == expected
    assert safe_href(href, frozenset()) == expected


@pytest.mark.parametrize("href", NOWHERE, ids=lambda href: href[:20])
def test_what_is_no_address_leads_nowhere(href: str) -> None:
    """A host that there cannot be, and a scheme that we would not open, are no link in any format."""
    assert address(href) is None
    assert safe_href(href, frozenset()) is None


_ODD = st.text(st.sampled_from("a:/.@[]%?#ü。²\u00ad\ud7ff ب\t") | st.characters(), max_size=12)


@example("mailto:", "\ud800")
@example("https://", "a.example/?\udfff")
@given(st.sampled_from(["http://", "https://", "mailto:", "tel:", "x:", ""]), _ODD)
def test_addresses_stay_what_they_are(scheme: str, rest: str) -> None:
    """What `address` gives is ASCII without a blank, of a scheme we know, and its own address."""
    found = address(scheme + rest)
    if found is None:
        return
    assert re.fullmatch(r"[!-~]+", found)
    assert urlsplit(found).scheme in {"http", "https", "mailto", "tel"}
    assert address(found) == found


def test_both_formats_have_the_links(tmp_path: Path, run: Run) -> None:
    """Parity holds for addresses in any script, and for those that lead nowhere."""
    hrefs = [*ADDRESSES, *(href for href in NOWHERE if len(href) < 1000)]
    lines = [f"[word {n}](<{href.strip()}>)" for n, href in enumerate(hrefs) if "\n" not in href.strip()]
    (tmp_path / "a.md").write_text("# T\n\n" + "\n\n".join(lines) + "\n", "utf-8", "surrogatepass")
    for kind in ("docx", "pdf"):
        ran = run(tmp_path, "build", "a.md", "-o", f"a.{kind}")
        assert ran.code == 0, ran.err
