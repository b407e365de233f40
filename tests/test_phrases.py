"""What `publish.phrases` promises: the package's own words are there, whole, in every language it claims."""

from __future__ import annotations

import gettext
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

import publish
from publish import catalog
from publish.languages import parse
from publish.phrases import revision_note

LOCALE = Path(publish.__file__).parent / "locale"
CATALOGS = sorted(LOCALE.glob("*/LC_MESSAGES/publish.po"))
DAY = date(2025, 10, 3)


@pytest.mark.parametrize("path", CATALOGS, ids=lambda path: path.parent.parent.name)
def test_our_own_catalogs_are_whole(path: Path) -> None:
    """Each language has every form its plural rule asks for, with date and number where it says one."""
    language = parse(path.parent.parent.name)
    found = catalog.read(path)
    assert found.language == language.gettext == path.parent.parent.name
    assert found.fields["Plural-Forms"] == language.plural_forms
    (entry,) = found.entries
    assert entry.translated
    assert entry.references == ("src/publish/phrases.py",)
    for number in (2, 3, 5, 11, 21, 100, 101):
        text, tag = revision_note(language, DAY, number)
        assert tag == language.tag
        assert language.format_date(DAY) in text
        assert str(number) in text or (language.language, number) == ("ar", 2)
        assert "{" not in text
    rule = gettext.c2py(language.plural_forms.partition("plural=")[2].rstrip(";"))
    assert max(map(rule, range(200))) < len(entry.msgstr)


@pytest.mark.skipif(shutil.which("msgfmt") is None, reason="GNU gettext is not installed")
def test_gettext_accepts_our_own_catalogs() -> None:
    """`msgfmt -c` is silent, and `msgcat --no-wrap` reproduces them."""
    assert len(CATALOGS) >= 30
    for path in (*CATALOGS, LOCALE / "publish.pot"):
        checked = subprocess.run(["msgfmt", "-c", "-o", "/dev/null", path], capture_output=True, check=True)
        assert checked.stderr == b""
        written = subprocess.run(["msgcat", "--no-wrap", path], capture_output=True, check=True).stdout
        assert written == path.read_bytes()


@pytest.mark.parametrize(
    ("tag", "spoken", "begins"),
    [
        ("de-AT", "de-AT", "Übersetzt nach der Fassung vom 3. Oktober 2025"),
        ("zh_TW", "zh-TW", "譯自2025年10月3日的版本"),
        ("zh_CN", "zh-CN", "译自2025年10月3日的版本"),
        ("pt_PT", "pt-PT", "Traduzido da versão de 3 de outubro de 2025"),
        ("en_GB", "en-GB", "Translated from the version of 3 October 2025"),
        ("sr@latin", "en", "Translated from the version of October 3, 2025"),
        ("gu", "en", "Translated from the version of October 3, 2025"),
    ],
)
def test_a_language_without_words_of_its_own_has_the_nearest(tag: str, spoken: str, begins: str) -> None:
    """Another country's words in the same script serve; another script's do not, and then it is English."""
    text, language = revision_note(parse(tag), DAY, 4)
    assert text.startswith(begins)
    assert language == spoken


def test_one_is_not_many() -> None:
    """Forms follow the number."""
    assert revision_note(parse("en"), DAY, 1)[0].endswith("1 paragraph is newer.")
    assert [revision_note(parse("ru"), DAY, n)[0].split("; ")[1] for n in (1, 2, 5, 21)] == [
        "1 абзац новее.",
        "2 абзаца новее.",
        "5 абзацев новее.",
        "21 абзац новее.",
    ]
