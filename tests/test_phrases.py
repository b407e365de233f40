"""What `publish.phrases` promises: the package's own words are there, whole, in every language it claims."""

from __future__ import annotations

import gettext
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from string import Formatter

import pytest

import publish
from publish import catalog, phrases
from publish.languages import Language, parse
from publish.phrases import Phrase, revision_note

LOCALE = Path(publish.__file__).parent / "locale"
CATALOGS = sorted(LOCALE.glob("*/LC_MESSAGES/publish.po"))
DAY = date(2025, 10, 3)
# Every language that the table of languages promises an edition in, and those our neighbours print in.
PRINTED = (
    "vi en fr de es pt pt-BR it ca gl ro pl cs sk sl hr bs hu tr az id ms fil sw ha so zu af nl da nb nn sv "
    "is fi et lv lt ga cy eu sq ru uk be bg mk sr sr-Latn kk mn uz el hy ka he ar fa ur ps ckb ku hi mr ne "
    "bn ta te gu pa kn ml si th lo km my bo am zh-Hans zh-Hant ja ko"
).split()
by_catalog = pytest.mark.parametrize("path", CATALOGS, ids=lambda path: path.parent.parent.name)


def places(message: str) -> set[str]:
    """Return the names in braces."""
    return {name for _, name, _, _ in Formatter().parse(message) if name is not None}


def everything(language: Language) -> Iterator[Phrase]:
    """Say all that we can say in a language."""
    yield phrases.contents(language)
    yield phrases.page_of(language, 2, 17)
    yield phrases.page_pattern(language).format(number="PAGE", count="NUMPAGES")
    for label in (phrases.figure_label(language), phrases.table_label(language)):
        numbered = label.format(number=12)
        yield phrases.numbered_caption(language).format(label=numbered.text, caption="ABC")
    yield phrases.photo(language)
    yield phrases.note(language, 3)
    yield phrases.source(language).format(source="ABC")
    yield from (phrases.translated_from(language, parse(tag)) for tag in ("vi", "en", "fr", "zh-Hans"))
    yield from (revision_note(language, DAY, number) for number in range(1, 24))


@by_catalog
def test_our_own_catalogs_are_whole(path: Path) -> None:
    """Each language has every message of the template, with each place that the message has."""
    language = parse(path.parent.parent.name)
    found = catalog.read(path)
    template = catalog.read(LOCALE / "publish.pot")
    assert found.language == language.gettext == path.parent.parent.name
    assert found.fields["Plural-Forms"] == language.plural_forms
    assert found.fields["Language-Team"] == language.name
    assert [entry.key for entry in found.entries] == [entry.key for entry in template.entries]
    for entry in found.entries:
        assert entry.translated
        assert entry.references == ("src/publish/phrases.py",)
        if entry.msgid_plural is None:
            assert places(entry.msgstr[0]) == places(entry.msgid)


@by_catalog
def test_every_form_of_a_number_is_there(path: Path) -> None:
    """The sentence with a number is whole for each number, which stands in it, as does the date."""
    language = parse(path.parent.parent.name)
    for number in (2, 3, 5, 11, 21, 100, 101):
        note = revision_note(language, DAY, number)
        assert note.tag == language.tag
        assert language.format_date(DAY) in note.text
        assert language.number(number) in note.text or (language.language, number) == ("ar", 2)
        assert "{" not in note.text
    rule = gettext.c2py(language.plural_forms.partition("plural=")[2].rstrip(";"))
    (forms,) = (entry.msgstr for entry in catalog.read(path).entries if entry.msgid_plural)
    assert max(map(rule, range(200))) < len(forms)


@pytest.mark.parametrize("tag", PRINTED)
def test_an_edition_speaks_one_language(tag: str) -> None:
    """Nothing that an edition says by itself is English, and its numbers are of one kind."""
    language = parse(tag)
    for phrase in everything(language):
        assert phrase.tag == language.tag
        assert "{" not in phrase.text
        assert "}" not in phrase.text
        assert all(letter in language.digits for letter in phrase.text if letter.isdigit())


def test_words_of_another_language_are_few() -> None:
    """No two languages have the same words by a slip of a translator's hand, unless they are nearly one."""
    near = {("bs", "sr@latin"), ("nb", "da"), ("nb", "nn"), ("sr@latin", "hr"), ("pt", "pt_BR")}
    said = {path.parent.parent.name: catalog.read(path).entries for path in CATALOGS}
    for one, words in said.items():
        for other, others in said.items():
            if one < other and not {(one, other), (other, one)} & near:
                same = sum(a.msgstr == b.msgstr for a, b in zip(words, others, strict=True))
                assert same <= 6, (one, other)


@pytest.mark.skipif(shutil.which("msgfmt") is None, reason="GNU gettext is not installed")
def test_gettext_accepts_our_own_catalogs() -> None:
    """`msgfmt -c` is silent, and `msgcat --no-wrap` reproduces them."""
    assert len(CATALOGS) >= 80
    for path in (*CATALOGS, LOCALE / "publish.pot"):
        checked = subprocess.run(["msgfmt", "-c", "-o", "/dev/null", path], capture_output=True, check=True)
        assert checked.stderr == b""
        written = subprocess.run(["msgcat", "--no-wrap", path], capture_output=True, check=True).stdout
        assert written == path.read_bytes()


@pytest.mark.skipif(shutil.which("msgmerge") is None, reason="GNU gettext is not installed")
def test_the_catalogs_follow_the_source(tmp_path: Path) -> None:
    """`tools/own-words` has nothing to do, begins a new language, and loses nothing of a changed message."""
    root = Path(__file__).parent.parent
    if not (root / "tools/own-words").exists():
        pytest.skip("not in the source tree")
    for name in ("tools/own-words", "src/publish/phrases.py", "src/publish/locale/publish.pot"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(root / name, tmp_path / name)
    french = tmp_path / "src/publish/locale/fr/LC_MESSAGES/publish.po"
    french.parent.mkdir(parents=True)
    shutil.copy(LOCALE / "fr/LC_MESSAGES/publish.po", french)
    before = french.read_bytes()

    subprocess.run([sys.executable, tmp_path / "tools/own-words", "yo"], check=True)
    assert french.read_bytes() == before
    assert (french.parents[2] / "publish.pot").read_bytes() == (LOCALE / "publish.pot").read_bytes()
    yoruba = catalog.read(french.parents[2] / "yo/LC_MESSAGES/publish.po")
    assert yoruba.language == "yo"
    assert yoruba.statistics.untranslated.messages == len(catalog.parse(before).entries)

    changed = tmp_path / "src/publish/phrases.py"
    changed.write_text(changed.read_text("utf-8").replace('"Photo"', '"Picture"'), "utf-8")
    subprocess.run([sys.executable, tmp_path / "tools/own-words"], check=True)
    after = catalog.read(french)
    assert [entry.msgid for entry in after.entries if not entry.translated and not entry.obsolete] == [
        "Picture"
    ]
    assert "Photo" in [string for entry in after.entries for string in entry.msgstr]


@pytest.mark.parametrize(
    ("tag", "spoken", "begins"),
    [
        ("de-AT", "de-AT", "Übersetzt nach der Fassung vom 3. Oktober 2025"),
        ("zh_TW", "zh-TW", "譯自2025年10月3日的版本"),
        ("zh_CN", "zh-CN", "译自2025年10月3日的版本"),
        ("pt_PT", "pt-PT", "Traduzido da versão de 3 de outubro de 2025"),
        ("en_GB", "en-GB", "Translated from the version of 3 October 2025"),
        ("sr@latin", "sr-Latn", "Prevedeno prema verziji (datum: 3. oktobar 2025.)"),
        ("ar_EG", "ar-EG", "مترجم عن نسخة ٣ أكتوبر ٢٠٢٥"),
        ("no", "nb", "Oversatt fra versjonen av 3. oktober 2025"),
        ("uz@cyrillic", "en", "Translated from the version of October 3, 2025"),
        ("gd", "en", "Translated from the version of October 3, 2025"),
    ],
)
def test_a_language_without_words_of_its_own_has_the_nearest(tag: str, spoken: str, begins: str) -> None:
    """Another country's words in the same script serve; another script's do not, and then it is English."""
    note = revision_note(parse(tag), DAY, 4)
    assert note.text.startswith(begins)
    assert note.tag == spoken


def test_one_is_not_many() -> None:
    """Forms follow the number."""
    assert revision_note(parse("en"), DAY, 1).text.endswith("1 paragraph is newer.")
    assert [revision_note(parse("ru"), DAY, n).text.split("; ")[1] for n in (1, 2, 5, 21)] == [
        "1 абзац новее.",
        "2 абзаца новее.",
        "5 абзацев новее.",
        "21 абзац новее.",
    ]
    assert "7 n-alt" in revision_note(parse("ga"), DAY, 7).text
    assert "2 baragraff" in revision_note(parse("cy"), DAY, 2).text


@pytest.mark.parametrize(
    ("tag", "contents", "page", "figure", "table"),
    [
        ("en", "Contents", "Page 2 of 17", "Figure 3. ABC", "Table 1. ABC"),
        ("vi", "Mục lục", "Trang 2/17", "Hình 3. ABC", "Bảng 1. ABC"),
        ("fr", "Sommaire", "Page 2 sur 17", "Figure 3\u00a0– ABC", "Tableau 1\u00a0– ABC"),
        ("de", "Inhalt", "Seite 2 von 17", "Abbildung 3: ABC", "Tabelle 1: ABC"),
        ("pt-BR", "Sumário", "Página 2 de 17", "Figura 3\u00a0– ABC", "Tabela 1\u00a0– ABC"),
        ("hu", "Tartalom", "2. oldal, összesen 17", "3. ábra. ABC", "1. táblázat. ABC"),
        ("ru", "Содержание", "Страница 2 из 17", "Рис. 3. ABC", "Таблица 1. ABC"),
        ("kk", "Мазмұны", "2-бет, барлығы 17", "3-сурет. ABC", "1-кесте. ABC"),
        ("ar", "المحتويات", "صفحة 2 من 17", "الشكل 3: ABC", "الجدول 1: ABC"),
        ("fa", "فهرست مطالب", "صفحهٔ ۲ از ۱۷", "شکل ۳. ABC", "جدول ۱. ABC"),
        ("bn", "সূচিপত্র", "পৃষ্ঠা ২ / ১৭", "চিত্র ৩: ABC", "সারণি ১: ABC"),
        ("th", "สารบัญ", "หน้า 2 จาก 17", "ภาพที่ 3 ABC", "ตารางที่ 1 ABC"),
        ("km", "មាតិកា", "ទំព័រទី២ នៃ ១៧", "រូបភាពទី៣៖ ABC", "តារាងទី១៖ ABC"),
        ("my", "မာတိကာ", "စာမျက်နှာ ၂ / ၁၇", "ပုံ (၃) ABC", "ဇယား (၁) ABC"),
        ("am", "ማውጫ", "ገጽ 2 ከ 17", "ሥዕል 3፦ ABC", "ሠንጠረዥ 1፦ ABC"),
        ("zh-Hans", "目录", "第 2 页，共 17 页", "图 3\u3000ABC", "表 1\u3000ABC"),
        ("ja", "目次", "2 / 17 ページ", "図3\u3000ABC", "表1\u3000ABC"),
        ("ko", "차례", "17쪽 중 2쪽", "그림 3. ABC", "표 1. ABC"),
    ],
)
def test_pages_and_captions_read_as_in_a_book(
    tag: str, contents: str, page: str, figure: str, table: str
) -> None:
    """The list of contents, the foot of a page and numbered captions are a typesetter's of that language."""
    language = parse(tag)
    caption = phrases.numbered_caption(language)
    labels = phrases.figure_label(language).format(number=3), phrases.table_label(language).format(number=1)
    assert phrases.contents(language).text == contents
    assert phrases.page_of(language, 2, 17).text == page
    assert [caption.format(label=label.text, caption="ABC").text for label in labels] == [figure, table]


@pytest.mark.parametrize(
    ("tag", "original", "line"),
    [
        ("en", "vi", "Translated from Vietnamese"),
        ("en_GB", "pt_BR", "Translated from Portuguese"),
        ("vi", "en", "Dịch từ tiếng Anh"),
        ("fr", "en", "Langue originale\u00a0: anglais"),
        ("de", "vi", "Originalsprache: Vietnamesisch"),
        ("fi", "sv", "Alkukieli: ruotsi"),
        ("pl", "vi", "Język oryginału: wietnamski"),
        ("ru", "zh_Hans", "Язык оригинала: китайский"),
        ("lt", "en", "Išversta iš anglų kalbos"),
        ("ar", "vi", "مترجم عن الفيتنامية"),
        ("th", "vi", "แปลจากภาษาเวียดนาม"),
        ("am", "en", "ከእንግሊዝኛ የተተረጎመ"),
        ("zh_Hans", "vi", "译自越南语"),
        ("zh_Hant", "zh_Hans", "譯自中文 (簡體)"),
    ],
)
def test_the_original_language_is_named_in_good_grammar(tag: str, original: str, line: str) -> None:
    """A reader learns what was translated, in a form that is right with the name as CLDR gives it."""
    assert phrases.translated_from(parse(tag), parse(original)).text == line


def test_a_language_nobody_named_is_said_in_english() -> None:
    """Where CLDR does not know a name in the edition's language, the line is English rather than a code."""
    assert phrases.translated_from(parse("bo"), parse("ar")) == Phrase("Translated from Arabic", "en")


def test_a_catalog_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """However often an edition asks, its language's catalog alone is read, and once."""
    reads: list[str] = []
    read = Path.read_bytes

    def counted(path: Path) -> bytes:
        reads.append(path.parts[-3])
        return read(path)

    phrases._words.cache_clear()
    monkeypatch.setattr(Path, "read_bytes", counted)
    for _ in everything(parse("sw")):
        pass
    assert reads == ["sw"]
