"""Hypothesis strategies: PO entries and catalogs of every kind that gettext allows."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from publish import po

_LETTERS = st.sampled_from(
    [*'aZ 1é日ع\u0301\u2028\u0085\u00a0#~|,:."\\\t\n[]%_', "\n", "\\n", "msgid", '"', "\x07\x08\x0b\x0c\r"]
)
texts = st.lists(_LETTERS, max_size=12).map("".join)
# A space that follows a backslash at the end goes.
lines = texts.map(lambda text: text.replace("\n", " ").replace("\r", " ").removesuffix("\\ "))
_NAMES = st.sampled_from(["a.md", "bài/đại-hội.md", "\u2068a b.md\u2069", "source/reports/2025.md", "c.html"])
references = st.one_of(_NAMES, st.builds("{}:{}".format, _NAMES, st.integers(1, 99999)))
flags = st.sampled_from(["c-format", "no-c-format", "no-wrap", "md-text", "max-length:80", "python-format"])


@st.composite
def entries(draw: st.DrawFn) -> po.Entry:
    """Draw one entry, live or obsolete, singular or plural."""
    plural = draw(st.none() | texts)
    size = 1 if plural is None else draw(st.integers(1, 3))
    msgstr = tuple(draw(st.lists(texts, min_size=size, max_size=size)))
    if draw(st.booleans()):
        msgstr = ("",) * size
    has_doubt = bool(msgstr[0]) and draw(st.booleans())
    return po.Entry(
        draw(texts),
        msgstr,
        draw(st.none() | texts),
        plural,
        tuple(draw(st.lists(lines, max_size=3))),
        tuple(draw(st.lists(lines, max_size=3))),
        # The isolates hold a name together for us only; gettext 0.21 breaks the line inside it.
        tuple(
            dict.fromkeys(
                draw(
                    st.lists(
                        st.builds(
                            "{}:{}".format, st.sampled_from(["a.md", "b/long-name.md"]), st.integers(1, 99999)
                        ),
                        max_size=9,
                    )
                )
            )
        ),
        po.arrange_flags([*draw(st.lists(flags, max_size=3)), *(["fuzzy"] if has_doubt else [])]),
        draw(st.none() | st.builds(po.Previous, texts, st.none() | texts, st.none() | texts)),
        bool(msgstr[0]) and draw(st.booleans()),
    )


@st.composite
def catalogs(draw: st.DrawFn) -> tuple[po.Entry, ...]:
    """Draw the entries of a file as `write` orders them: no two alike, the obsolete ones last."""
    drawn = draw(st.lists(entries(), max_size=6, unique_by=lambda entry: entry.key))
    named = [
        replace(entry, references=(*entry.references, *draw(st.lists(references, max_size=1))))
        for entry in drawn
    ]
    once = [replace(entry, references=tuple(dict.fromkeys(entry.references))) for entry in named]
    # A header would be read for its charset.
    return tuple(sorted((entry for entry in once if not entry.is_header), key=lambda entry: entry.obsolete))


# Split at the blanks; the line feeds among them are written `⏎`, the blanks `·`.
_SCRAPS = st.sampled_from(
    [
        scrap.replace("⏎", "\n").replace("·", " ")
        for scrap in (
            r"""" \ \n \" \\ \x41 ⏎ ⏎⏎ \⏎ · # #·c #~· #|· #~|· #: #, x "⏎" "⏎#~·" "a" ⏎" "⏎ #·a⏎ #.·b⏎⏎"""
            r""" #:·a.md:07·b·c·:·3⏎ #,·fuzzy⏎ ⏎#~·msgid domain· msgid msgid·"a"⏎ msgctxt·" msgid_plural·"""
            r""" msgstr·""⏎ msgstr[1]· """
        ).split()
    ]
    + ["\r", "\r\n", "\0", "\t", "\x85"]
)


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """Draw a file that a person, a program or a disk has been at: scraps put in, pieces lost or doubled."""
    text = po.write(draw(catalogs())).decode()
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.sampled_from([0, 0, 1, 2, 9, 99])))
        text = text[:start] + draw(_SCRAPS | st.just(text[start:end] * 2)) + text[end:]
    return text[: draw(st.just(len(text)) | st.integers(0, len(text)))].encode()
