"""The table of targets: each with the law that must hold, what it is fed, and real files to start from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from types import MappingProxyType

from hypothesis import strategies as st

import po_strategies
import strategies as span_strategies
from fuzz.inputs import Parts, damaged, dictionary, joined, long_runs, mixture, raw, soup
from fuzz.laws import files, merge, message, pairs, po, readers
from fuzz.laws.common import SEPARATOR
from publish import catalog as catalogs
from publish import po as po_files
from publish.errors import PublishError
from publish.languages import parse
from publish.message import encode
from publish.readers import markdown
from publish.units import segment

ROOT = Path(__file__).parent.parent
Law = Callable[[bytes], None]
"""Takes an input; raises where publish breaks a promise."""


@dataclass(frozen=True, slots=True)
class Target:
    """One door of publish."""

    law: Law
    """What must hold; its docstring says it in a sentence."""
    inputs: Callable[[], Parts]
    """Makes the strategy of what it is fed."""
    seeds: Callable[[], list[bytes]]
    """Reads real inputs, which hold."""
    passes: int = 1
    """How many times the law has publish do its work, by block and by sentence: so a byte may take longer."""


def _read(*patterns: str) -> list[bytes]:
    return [path.read_bytes() for pattern in patterns for path in sorted(ROOT.glob(pattern))]


@cache
def _articles() -> list[bytes]:
    return _read("source/*.md", "tests/data/*.md", "tests/data/readers/*.md", "bench/articles/clinic.*.md")


@cache
def _texts() -> list[bytes]:
    return _read("source/*.txt", "tests/data/readers/*.txt")


@cache
def _catalogs() -> list[bytes]:
    return _read("locales/*/*/*.po", "locales/*.pot", "src/publish/locale/[a-c]*/*/*.po")


@cache
def _messages() -> list[bytes]:
    return [entry.msgid.encode() for data in _catalogs()[:2] for entry in po_files.read(data)]


@cache
def _translations() -> list[bytes]:
    """Return pairs of messages with their languages, as `checks` takes them."""
    found = []
    for path in sorted(ROOT.glob("bench/pairs/*.po")):
        for entry in po_files.read(path.read_bytes())[1:15]:
            found.append(
                SEPARATOR.join((f"vi {path.stem}".encode(), entry.msgid.encode(), entry.msgstr[0].encode()))
            )
    return found


# --- what targets are fed ------------------------------------------------------------------------------

_MARKDOWN = dictionary("inline", "blocks")


def _markdown() -> Parts:
    front = st.builds(
        lambda yaml, body: b"---\n" + yaml + b"\n---\n" + body,
        soup(dictionary("yaml"), 12) | long_runs(dictionary("yaml")),
        soup(_MARKDOWN, 9),
    )
    return mixture(_MARKDOWN, _articles(), front)


def _text() -> Parts:
    scraps = (
        *dictionary("typography"),
        *dictionary("yaml"),
        "\n- ",
        "\n\n",
        "\n\n",
        "x" * 170,
        "Ảnh: ",
        "By ",
    )
    beside = st.just(b"") | soup(dictionary("yaml"), 8) | long_runs(dictionary("yaml"))
    return joined(mixture(scraps, _texts()), beside)


def _po() -> Parts:
    written = (po_strategies.damaged() | po_strategies.catalogs().map(po_files.write)).map(_with_header)
    return mixture(dictionary("po"), _catalogs(), written)


def _with_header(data: bytes) -> bytes:
    return b'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n' + data


def _message() -> Parts:
    spans = span_strategies.spans.map(encode).map(lambda text: text.encode("utf-8", "surrogatepass"))
    return mixture(dictionary("inline"), _messages(), spans)


def _sentences() -> Parts:
    tags = st.sampled_from(
        [b"vi", b"en", b"ja", b"zh", b"th", b"de", b"ru", b"ar", b"hi", b"km", b"sv", b"xx"]
    )
    return joined(tags, mixture(dictionary("typography"), _texts()))


@st.composite
def _stories(draw: st.DrawFn) -> bytes:
    """Give the catalog of an article, translated, and what became of the article, twice."""
    lines = draw(st.lists(soup(dictionary("inline"), 8) | st.sampled_from(_messages()), max_size=8))
    catalog = _translated(b"\n\n".join(lines))
    foreign = draw(st.just(b"") | po_strategies.catalogs().map(po_files.write))
    later = [draw(st.permutations(lines)), [*lines[1:], *draw(st.lists(soup(_MARKDOWN, 8), max_size=3))]]
    return SEPARATOR.join([catalog + b"\n" + foreign, *(b"\n\n".join(one) for one in later)])


def _translated(article: bytes) -> bytes:
    """Return the catalog of an article, every second message translated, every fifth in doubt."""
    try:
        units = segment(markdown.parse(article.decode("utf-8", "replace"), "a.md", "vi"))
    except PublishError:
        return b""
    template = catalogs.template(units, project="Tin", source_language=parse("vi"))
    entries = tuple(
        replace(
            entry,
            msgstr=(f"dịch {entry.msgid}" if number % 2 else "",),
            comments=("của tôi",) if number % 3 else (),
            flags=("fuzzy",) if number % 5 == 1 else (),
        )
        for number, entry in enumerate(template.entries)
    )
    return replace(catalogs.new(template, parse("fr")), entries=entries).to_bytes()


def _merge() -> Parts:
    articles = mixture(_MARKDOWN, _articles())
    apart = joined(mixture(dictionary("po"), _catalogs()).map(_with_header), articles, soup(_MARKDOWN))
    many = st.builds(
        lambda one, other: SEPARATOR.join((_translated(one), other, one)),
        long_runs(_MARKDOWN),
        long_runs(_MARKDOWN),
    )
    return st.one_of(_stories(), _stories(), apart, many)


_TAGS = ("vi en", "vi fr", "en de", "zh_Hans ja", "ar he", "th lo", "en vi", "ru uk", "hi bn", "fr fr_CA")


def _checks() -> Parts:
    texts = mixture(dictionary("typography", "inline"), _messages())
    tags = st.sampled_from([tag.encode() for tag in _TAGS])
    return joined(tags, texts, texts) | damaged(_translations(), dictionary("typography"))


def _glossary() -> Parts:
    texts = soup(dictionary("typography", "csv"), 12)
    return joined(mixture(dictionary("csv"), _read("bench/pairs/glossary.csv")), texts, texts)


def _align() -> Parts:
    blocks = (
        *dictionary("typography"),
        "\n\n",
        "\n\n",
        "\n\n# ",
        "\n- ",
        "**a**",
        "[a](b)",
        "A. B. C. ",
        "12 ",
    )
    articles = mixture(blocks, _articles())
    return joined(articles, articles)


def _svg() -> Parts:
    scraps = dictionary("svg")
    inside = st.builds(lambda body: _SVGS[0][:-6] + body + b"</svg>", soup(scraps, 12) | long_runs(scraps))
    return mixture(scraps, _SVGS, inside, inside)


def _settings() -> Parts:
    # tomllib is quadratic in long keys; whoever writes this file runs the program.
    toml = dictionary("toml")
    return st.one_of(soup(toml), long_runs(toml, 3000), damaged(_read("publish.toml"), toml), raw())


_SVGS = [
    b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">'
    b"<style>a{fill:red}</style><switch><text systemLanguage='fr'>oui</text><text>yes</text></switch></svg>",
    b"<?xml version='1.0' encoding='ISO-8859-1'?>"
    b"<svg xmlns='http://www.w3.org/2000/svg' width='1in' height='2'>"
    b"<a href='http://x'><rect fill='url(#g)'/>\xe9</a></svg>",
]


# --- the table -----------------------------------------------------------------------------------------

TARGETS: Mapping[str, Target] = MappingProxyType(
    {
        "text": Target(readers.text, _text, _texts),
        "markdown": Target(readers.markdown, _markdown, _articles, passes=2),
        "po": Target(po.po, _po, _catalogs),
        "message": Target(message.message, _message, _messages),
        "sentences": Target(message.sentences, _sentences, _texts),
        "merge": Target(
            merge.merge, _merge, lambda: [SEPARATOR.join((_translated(one), one)) for one in _articles()]
        ),
        "checks": Target(pairs.checks, _checks, _translations),
        "glossary": Target(pairs.glossary, _glossary, lambda: _read("bench/pairs/glossary.csv")),
        "align": Target(pairs.align, _align, lambda: [SEPARATOR.join(_articles()[-2:])], passes=2),
        "svg": Target(files.svg, _svg, lambda: _SVGS),
        "settings": Target(files.settings, _settings, lambda: _read("publish.toml")),
    }
)
"""Every target by its name."""
