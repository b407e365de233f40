"""What `publish.project` promises: settings are read or refused at their line, articles are found."""

from __future__ import annotations

from pathlib import Path

import pytest

from commands import SETTINGS
from publish import project
from publish.errors import ConfigError, LanguageError
from publish.languages import parse

PLAIN = '[project]\nsource-language = "en"\nlanguages = ["fr", "pt-BR"]\n'


def made(folder: Path, settings: str = PLAIN, *sources: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "publish.toml").write_text(settings, "utf-8")
    for name in sources:
        path = folder / "source" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("# Title\n\nText.\n", "utf-8")
    return folder


def refusal(folder: Path, settings: str) -> ConfigError:
    with pytest.raises(ConfigError) as caught:
        project.load(made(folder, settings))
    assert caught.value.path == str(folder / "publish.toml")
    assert "\n" not in caught.value.message
    return caught.value


BAD = (
    (PLAIN + "[editions]\nformat = 1\n", 5, "unknown key 'format' in [editions]", "'formats'"),
    (PLAIN + "[edition]\npage = 'A4'\n", 4, "unknown key 'edition' in the file", "'editions'"),
    (PLAIN + "colour = 1\n", 4, "unknown key 'colour' in [project]", "source-language"),
    (PLAIN + "\n[catalogs]\n# so\nminimum = '80'\n", 7, "catalogs.minimum: expected a whole number", ""),
    (PLAIN + "[catalogs]\nminimum = 101\n", 5, "catalogs.minimum: 101 is no percentage", ""),
    (PLAIN + "[catalogs]\nrequired = ['titel']\n", 5, "catalogs.required: unknown role 'titel'", ""),
    (PLAIN + "[catalogs]\nsegmentation = 'word'\n", 5, "'word' is none of block, sentence", ""),
    (PLAIN + "[editions]\npage = 'A3'\n", 5, "editions.page: 'A3' is none of A4, A5, Letter, Legal", ""),
    (PLAIN + "[editions]\nformats = ['epub']\n", 5, "editions.formats: 'epub' is none of docx, pdf", ""),
    (PLAIN + "[editions]\nformats = []\n", 5, "editions.formats: names no format", ""),
    (PLAIN + "[theme]\naccent = 'red'\n", 5, "theme.accent: 'red' is no colour", ""),
    (PLAIN + "[theme]\nsize = 40\n", 5, "theme.size: 40", ""),
    (PLAIN + "[theme]\nmargin = 1\n", 5, "theme.margin: 1", ""),
    ("[catalogs]\nminimum = 80\n", 1, "table [project] is missing", ""),
    ("\n[project]\ntitle = 'x'\n", 2, "key 'source-language' is missing in [project]", ""),
    ("[project]\nsource-language = 5\n", 2, "project.source-language: expected text in quotes", ""),
    ('[project]\nsource-language = "en"\nlanguages = "fr"\n', 3, "project.languages: expected a list", ""),
    ('[project]\nsource-language = "french"\n', 2, "unknown language: 'french'", "'fr'"),
    ('[project]\nsource-language = "en"\nlanguages = [\n"fr",\n"xx",\n]\n', 5, "unknown language: 'xx'", ""),
    ("[project\n", 1, "not valid TOML", "quotes"),
    ('[project]\nsource-language = "en"\nlanguages = [fr]\n', 3, "not valid TOML", "brackets"),
    (f"[project]\nlanguages = {'[' * 5000}\n", 1, "nested too deep", "brackets"),
    (f"[catalogs]\nminimum = {'9' * 5000}\n", 1, "thousands of digits", "quotes"),
    ('[project]\nsource-language = "en"\ntitle = "a\\u0000"\n', 3, "control character U+0000", "Delete"),
    ('[project]\nsource-language = "en"\n[catalogs]\nmemory = ["a\\b.po"]\n', 4, "U+0008", "Delete"),
)


@pytest.mark.parametrize(("settings", "line", "message", "hint"), BAD, ids=[row[2] for row in BAD])
def test_wrong_settings_are_said_at_their_line(
    tmp_path: Path, settings: str, line: int, message: str, hint: str
) -> None:
    """Whoever slips in publish.toml is told the line, what is wrong there and what to do."""
    error = refusal(tmp_path, settings)
    assert message in error.message
    assert error.line == line
    assert error.hint
    assert hint in error.hint


def test_settings_that_are_no_text_are_said(tmp_path: Path) -> None:
    """A publish.toml saved in another encoding is refused at the line of its first strange byte."""
    (tmp_path / "publish.toml").write_bytes(b'[project]\ntitle = "caf\xe9"\n')
    with pytest.raises(ConfigError, match="not valid UTF-8") as caught:
        project.load(tmp_path)
    assert caught.value.line == 2


def test_a_folder_without_settings_is_no_project(tmp_path: Path) -> None:
    """--project with the wrong folder says which file it missed and how to make one."""
    with pytest.raises(ConfigError, match="no such file") as caught:
        project.load(tmp_path)
    assert caught.value.path == str(tmp_path / "publish.toml")
    assert "publish new" in (caught.value.hint or "")


def test_settings_left_out_have_their_defaults(tmp_path: Path) -> None:
    """Three lines are a whole configuration."""
    config = project.load(made(tmp_path)).config
    assert config.editions.formats == ("docx", "pdf")
    assert config.editions.page is None
    assert (config.catalogs.segmentation, config.catalogs.references) == ("block", "line")
    assert (config.catalogs.minimum, config.catalogs.required) == (80, ())


def test_the_source_language_is_no_translation(tmp_path: Path) -> None:
    """A language listed twice, in either form, or the source's own, makes no second catalog."""
    settings = '[project]\nsource-language = "en"\nlanguages = ["pt-BR", "en", "pt_BR", "fr"]\n'
    found = project.load(made(tmp_path, settings))
    assert found.languages == (parse("pt_BR"), parse("fr"))


def test_a_project_is_found_from_any_folder_in_it(tmp_path: Path) -> None:
    """Commands work from wherever in the project one happens to be, and see none outside."""
    folder = made(tmp_path / "p", PLAIN, "deep/er/a.md")
    found = project.find(folder / "source" / "deep" / "er")
    assert found is not None
    assert found.root == folder.resolve()
    assert project.find(tmp_path) is None


def test_articles_are_found_and_named(tmp_path: Path) -> None:
    """Markdown and plain text anywhere below source/ are articles; hidden and other files are not."""
    names = ("b.txt", "a.md", "reports/2025.markdown", ".hidden.md", ".git/c.md", "notes.docx", "UPPER.MD")
    found = project.load(made(tmp_path, PLAIN, *names))
    articles = found.articles()
    assert [article.name for article in articles] == ["UPPER", "a", "b", "reports/2025"]
    report = articles[-1]
    assert report.reference == "source/reports/2025.markdown"
    assert report.template == found.root / "locales/reports/2025.pot"
    assert report.catalog(parse("pt-BR")) == found.root / "locales/pt_BR/LC_MESSAGES/reports/2025.po"
    assert report.edition(parse("pt-BR"), "pdf") == found.root / "output/pt_BR/reports/2025.pdf"


def test_a_dot_in_a_name_is_part_of_the_name(tmp_path: Path) -> None:
    """v1.2.md and v1.3.md are two articles with two catalogs."""
    articles = project.load(made(tmp_path, PLAIN, "v1.2.md", "v1.3.md")).articles()
    assert [article.template.name for article in articles] == ["v1.2.pot", "v1.3.pot"]


def test_two_sources_of_one_name_are_refused(tmp_path: Path) -> None:
    """a.md beside a.txt would share one catalog, so neither is touched until one is renamed."""
    with pytest.raises(ConfigError, match=r"same name as source/a\.md") as caught:
        project.load(made(tmp_path, PLAIN, "a.md", "a.txt")).articles()
    assert caught.value.path == str(Path("source/a.txt"))
    assert "Rename" in (caught.value.hint or "")


def test_no_article_is_said(tmp_path: Path) -> None:
    """An empty source folder says what belongs there."""
    with pytest.raises(ConfigError, match="no article found") as caught:
        project.load(made(tmp_path)).articles()
    assert ".md" in (caught.value.hint or "")


def test_articles_are_chosen_by_name_or_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An article can be typed as its name or completed as a path by the shell, and counts once."""
    found = project.load(made(tmp_path, PLAIN, "a.md", "deep/b.txt"))
    first, second = found.articles()
    assert found.select_articles(()) == (first, second)
    assert found.select_articles(["deep/b", "deep/b", "source/deep/b.txt"]) == (second,)
    monkeypatch.chdir(tmp_path / "source" / "deep")
    assert found.select_articles(["b.txt", "../a.md"]) == (second, first)


def test_languages_are_chosen_in_either_form(tmp_path: Path) -> None:
    """pt_BR and pt-BR choose the same; a language that is not in the project is said with those that are."""
    found = project.load(made(tmp_path))
    assert found.select_languages(["pt_br", "pt-BR"], source=False) == (parse("pt-BR"),)
    assert found.select_languages((), source=True) == (parse("en"), parse("fr"), parse("pt-BR"))
    with pytest.raises(LanguageError, match="not a language of this project: de") as caught:
        found.select_languages(["de"], source=True)
    assert "en, fr, pt_BR" in (caught.value.hint or "")


def test_a_mark_of_byte_order_begins_no_key(tmp_path: Path) -> None:
    """Notepad writes one, which nobody sees."""
    (tmp_path / "publish.toml").write_text("\ufeff" + SETTINGS, "utf-8")
    assert project.load(tmp_path).source_language == parse("en")


def test_a_glossary_that_is_named_is_there(tmp_path: Path) -> None:
    """A slip in its name would leave all terms unchecked; without a name there need not be one."""
    (tmp_path / "publish.toml").write_text(SETTINGS + '[check]\nglossary = "no.csv"\n', "utf-8")
    with pytest.raises(ConfigError, match=r"publish.toml:6: check.glossary: there is no 'no.csv'"):
        project.load(tmp_path)
    (tmp_path / "no.csv").write_text("term,fr\n", "utf-8")
    assert project.load(tmp_path).config.check.glossary == "no.csv"
