"""What `publish.memory` promises: what was translated anywhere is found again, and lives nowhere else."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

from publish import po
from publish.errors import CatalogError
from publish.languages import Language, parse
from publish.memory import Memory
from publish.merge import Remembered

VI, FR, PT, BR = map(parse, ("vi", "fr", "pt_PT", "pt_BR"))
TMX = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4"><header srclang="vi-VN" datatype="plaintext"/><body>
<tu><tuv xml:lang="vi-VN"><seg>Đại hội</seg></tuv><tuv xml:lang="fr-FR"><seg>Le
  congrès</seg></tuv><tuv xml:lang="pt-BR"><seg>Congresso (BR)</seg></tuv></tu>
<tu><tuv xml:lang="VI"><seg>*năm* x</seg></tuv><tuv xml:lang="FR"><seg>*cinq*</seg></tuv></tu>
<tu><tuv xml:lang="vi"><seg>**Báo** cáo</seg></tuv><tuv xml:lang="fr"><seg>**Rapport**</seg></tuv></tu>
<tu><tuv xml:lang="vi"><seg>Có <ph i="1">&lt;b&gt;</ph>mã</seg></tuv><tuv xml:lang="fr"><seg>x</seg></tuv>
</tu>
<tu><tuv xml:lang="xx-nonsense"><seg>a</seg></tuv><tuv><seg>b</seg></tuv></tu>
</body></tmx>
"""


def put(root: Path, article: str, *entries: po.Entry, language: Language = FR) -> Path:
    """Write a catalog of a project, of entries as given."""
    path = root / "locales" / language.gettext / "LC_MESSAGES" / f"{article}.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    header = po.Entry("", (f"Language: {language.gettext}\nContent-Type: text/plain; charset=UTF-8\n",))
    path.write_bytes(po.write([header, *entries]))
    return path


def ask(memory: Memory, msgid: str, context: str | None = None, language: Language = FR) -> Remembered | None:
    apart = memory._root / "locales" / language.gettext / "LC_MESSAGES" / "new.po"
    return memory.recall(language, apart)(po.Entry(msgid, msgctxt=context))


def test_what_another_article_says_is_found(tmp_path: Path) -> None:
    """A sentence translated in one article is there for the next one, with the place it comes from."""
    put(
        tmp_path,
        "a",
        po.Entry("Đại hội", ("Congrès",)),
        po.Entry("x", ("y",), flags=("fuzzy",)),
        po.Entry("z"),
    )
    memory = Memory(tmp_path, VI)
    assert ask(memory, "Đại hội") == Remembered("Congrès", "locales/fr/LC_MESSAGES/a.po", True)
    assert [ask(memory, text) for text in ("x", "z", "Đại")] == [None, None, None]
    assert ask(memory, "Đại hội", language=BR) is None


def test_a_catalog_does_not_remember_itself(tmp_path: Path) -> None:
    """What is obsolete in a catalog is revived by merging, not taken from memory."""
    put(tmp_path, "new", po.Entry("a", ("b",)))
    assert ask(Memory(tmp_path, VI), "a") is None
    put(tmp_path, "other", po.Entry("c", ("d",)))
    assert ask(Memory(tmp_path, VI), "a") is None


def test_where_places_disagree_a_person_chooses(tmp_path: Path) -> None:
    """Two translations of one text, or another context, are offered, not decided."""
    put(tmp_path, "a", po.Entry("m", ("un",)), po.Entry("n", ("sur",)), po.Entry("m", ("ctx",), "c"))
    put(tmp_path, "b", po.Entry("m", ("deux",)), po.Entry("n", ("sous",), obsolete=True))
    put(tmp_path, "c", po.Entry("m", ("deux",)))
    memory = Memory(tmp_path, VI)
    assert ask(memory, "m") == Remembered("deux", "locales/fr/LC_MESSAGES/b.po", False)
    assert ask(memory, "m", "c") == Remembered("ctx", "locales/fr/LC_MESSAGES/a.po", True)
    assert ask(memory, "n") == Remembered("sur", "locales/fr/LC_MESSAGES/a.po", True)
    assert ask(memory, "n", "other") == Remembered("sur", "locales/fr/LC_MESSAGES/a.po", False)


def test_the_index_follows_the_files(tmp_path: Path) -> None:
    """A catalog that changed, came or went is noticed by the next run; nothing lives in the index alone."""
    path = put(tmp_path, "a", po.Entry("m", ("un",)))
    assert ask(Memory(tmp_path, VI), "m") is not None
    put(tmp_path, "a", po.Entry("m", ("deux",)))
    os.utime(path, ns=(1, 1))
    put(tmp_path, "b", po.Entry("k", ("trois",)))
    memory = Memory(tmp_path, VI)
    assert [found and found.translation for found in (ask(memory, "m"), ask(memory, "k"))] == [
        "deux",
        "trois",
    ]
    path.unlink()
    memory = Memory(tmp_path, VI)
    assert ask(memory, "m") is None
    assert ask(memory, "k") is not None
    memory.close()
    (tmp_path / ".publish" / "memory.sqlite3").unlink()
    assert ask(Memory(tmp_path, VI), "k") is not None


def test_only_what_changed_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A project of ten thousand catalogs is not read from end to end for one article."""
    for name in "abc":
        put(tmp_path, name, po.Entry("m", (name,)))
    ask(Memory(tmp_path, VI), "m")
    from publish import catalog

    read: list[str] = []
    real = catalog.read

    def watched(path: Path) -> catalog.Catalog:
        read.append(path.name)
        return real(path)

    monkeypatch.setattr(catalog, "read", watched)
    ask(Memory(tmp_path, VI), "m")
    assert read == []
    put(tmp_path, "b", po.Entry("m", ("another",)))
    ask(Memory(tmp_path, VI), "m")
    assert read == ["b.po"]


@pytest.mark.parametrize("damage", [b"", b"not a database at all, but long enough to be read as one" * 40])
def test_a_damaged_index_is_made_anew(tmp_path: Path, damage: bytes) -> None:
    """An index that is broken, empty or of another version costs a moment, not a translation."""
    put(tmp_path, "a", po.Entry("m", ("un",)))
    ask(Memory(tmp_path, VI), "m")
    index = tmp_path / ".publish" / "memory.sqlite3"
    index.write_bytes(damage)
    assert ask(Memory(tmp_path, VI), "m") is not None
    with sqlite3.connect(index) as store:
        store.execute("PRAGMA user_version = 99")
    store.close()
    assert ask(Memory(tmp_path, VI), "m") is not None


def test_an_index_in_use_or_unwritable_does_not_matter(tmp_path: Path) -> None:
    """Two runs at once, or a folder nobody may write to: the answers are the same."""
    put(tmp_path, "a", po.Entry("m", ("un",)))
    (tmp_path / ".publish").write_text("a file where the folder should be")
    assert ask(Memory(tmp_path, VI), "m") is not None
    (tmp_path / ".publish").unlink()
    ask(Memory(tmp_path, VI), "m")
    holder = sqlite3.connect(tmp_path / ".publish" / "memory.sqlite3")
    holder.execute("BEGIN EXCLUSIVE")
    put(tmp_path, "a", po.Entry("m", ("deux",)))
    found = ask(Memory(tmp_path, VI, patience=0.1), "m")
    holder.close()
    assert found is not None
    assert found.translation == "deux"


def test_nothing_is_left_behind_where_nothing_is_to_be_written(tmp_path: Path) -> None:
    """A check leaves no index; a project's index hides itself from git."""
    put(tmp_path, "a", po.Entry("m", ("un",)))
    assert ask(Memory(tmp_path, VI, keep=False), "m") is not None
    assert not (tmp_path / ".publish").exists()
    ask(Memory(tmp_path, VI), "m")
    assert "*" in (tmp_path / ".publish" / ".gitignore").read_text().splitlines()


def test_a_tmx_file_is_a_memory(tmp_path: Path) -> None:
    """What an office translated elsewhere is used: plain text, and messages as other tools export them."""
    (tmp_path / "office.tmx").write_text(TMX, "utf-8")
    memory = Memory(tmp_path, VI, ["office.tmx"])
    assert ask(memory, "Đại hội") == Remembered("Le congrès", "office.tmx", True)
    # What is plain text there is escaped here where it would be markup.
    assert ask(memory, "\\*năm\\* x") == Remembered("\\*cinq\\*", "office.tmx", True)
    assert ask(memory, "**Báo** cáo") == Remembered("**Rapport**", "office.tmx", True)
    assert ask(memory, "Có mã") is None
    assert ask(memory, "Đại hội", language=BR) == Remembered("Congresso (BR)", "office.tmx", True)
    assert ask(memory, "Đại hội", language=PT) is None


def test_a_compendium_is_a_memory(tmp_path: Path) -> None:
    """A PO file named in publish.toml serves the language its header names."""
    path = put(tmp_path, "a", po.Entry("m", ("un",)))
    path.rename(tmp_path / "office.po")
    assert ask(Memory(tmp_path, VI, ["office.po"]), "m") == Remembered("un", "office.po", True)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (None, "cannot be read"),
        (b"<tmx><body><tu>", "not a TMX file"),
        (b"no xml", "not a TMX file"),
    ],
)
def test_a_memory_that_cannot_be_read_is_named(tmp_path: Path, data: bytes | None, message: str) -> None:
    """A TMX file that is missing or broken is one clear line, and nothing half read stays in the index."""
    if data is not None:
        (tmp_path / "x.tmx").write_bytes(data)
    with pytest.raises(CatalogError, match=message) as caught:
        ask(Memory(tmp_path, VI, ["x.tmx"]), "m")
    assert "x.tmx" in str(caught.value.path)
    assert caught.value.hint


def test_a_tmx_file_opens_nothing_else(tmp_path: Path) -> None:
    """Entities that would read a file, or grow without end, are not opened."""
    (tmp_path / "secret.txt").write_text("secret")
    entities = f'<!DOCTYPE tmx [<!ENTITY s SYSTEM "{tmp_path / "secret.txt"}"><!ENTITY a "aaaa">]>'
    unit = '<tu><tuv xml:lang="vi"><seg>m</seg></tuv><tuv xml:lang="fr"><seg>&s;&a;</seg></tuv></tu>'
    (tmp_path / "x.tmx").write_text(f"{entities}<tmx><body>{unit}</body></tmx>", "utf-8")
    assert ask(Memory(tmp_path, VI, ["x.tmx"]), "m") is None


def test_a_broken_catalog_of_another_article_is_passed_over(tmp_path: Path) -> None:
    """One catalog that is broken keeps no other article from its translations."""
    put(tmp_path, "a", po.Entry("m", ("un",))).with_name("b.po").write_text("msgid broken")
    assert ask(Memory(tmp_path, VI), "m") is not None


def test_a_file_named_twice_or_among_the_catalogs_is_read_once(tmp_path: Path) -> None:
    """What publish.toml says twice, or says of a catalog of the project, is no reason to stop."""
    path = put(tmp_path, "a", po.Entry("m", ("un",)))
    (tmp_path / "x.tmx").write_text(TMX, "utf-8")
    own = path.relative_to(tmp_path).as_posix()
    memory = Memory(tmp_path, VI, ["x.tmx", "x.tmx", own, own])
    assert ask(memory, "m") is not None
    assert ask(memory, "Đại hội") is not None


def test_a_memory_no_longer_named_is_forgotten(tmp_path: Path) -> None:
    """A TMX file taken out of publish.toml serves no more, wherever it lay."""
    folder = tmp_path / "locales" / "memory"
    folder.mkdir(parents=True)
    (folder / "x.tmx").write_text(TMX, "utf-8")
    put(tmp_path, "a", po.Entry("m", ("un",)))
    assert ask(Memory(tmp_path, VI, ["locales/memory/x.tmx"]), "Đại hội") is not None
    assert ask(Memory(tmp_path, VI), "Đại hội") is None


def test_the_answer_does_not_hang_on_the_age_of_the_index(tmp_path: Path) -> None:
    """Of two translations used equally often the same one is offered from an old index and from a new one."""
    for name in "ab":
        put(tmp_path, name, po.Entry("m", (name,)))
    first = ask(Memory(tmp_path, VI), "m")
    os.utime(put(tmp_path, "a", po.Entry("m", ("a",))), ns=(1, 1))
    assert ask(Memory(tmp_path, VI), "m") == first


def test_no_break_spaces_come_through(tmp_path: Path) -> None:
    """French in TMX keeps the spaces that French sets."""
    (tmp_path / "x.tmx").write_text(TMX.replace("<seg>Le\n  congrès</seg>", "<seg>Ah\u00a0!</seg>"), "utf-8")
    found = ask(Memory(tmp_path, VI, ["x.tmx"]), "Đại hội")
    assert found is not None
    assert found.translation == "Ah\u00a0!"


def test_what_a_run_writes_is_remembered_in_the_same_run(tmp_path: Path) -> None:
    """A catalog written for one article serves the next one at once; one moved away does not."""
    path = put(tmp_path, "a", po.Entry("m", ("un",)))
    memory = Memory(tmp_path, VI)
    ask(memory, "m")
    moved = put(tmp_path, "b", po.Entry("m", ("deux",)), po.Entry("k", ("trois",)))
    path.unlink()
    memory.note(FR, moved, path)
    origins = [found and found.origin[-4:] for found in (ask(memory, "k"), ask(memory, "m"))]
    assert origins == ["b.po", "b.po"]


def test_an_index_damaged_inside_is_made_anew(tmp_path: Path) -> None:
    """Damage that shows only when the index is asked costs a moment, and is mended for the next run."""
    put(tmp_path, "a", *(po.Entry(f"m{n}", ("un",)) for n in range(500)))
    memory = Memory(tmp_path, VI)
    ask(memory, "m1")
    memory.close()
    index = tmp_path / ".publish" / "memory.sqlite3"
    data = bytearray(index.read_bytes())
    data[8192:] = b"\xaa" * (len(data) - 8192)
    index.write_bytes(data)
    assert ask(Memory(tmp_path, VI), "m1") is not None
    assert ask(Memory(tmp_path, VI), "m2") is not None
