"""What reading hyphenation dictionaries lazily promises: the places of pyphen, which reads them whole."""

from __future__ import annotations

import random
from pathlib import Path

import pyphen
import pytest

from publish.writers import hyphens

# Germany's is Austria's and Switzerland's, too.
DICTIONARIES = sorted({path.read_bytes(): path for path in pyphen.LANGUAGES.values()}.values())
WHOLE = pyphen.HyphDict
SAMPLE = 100


@pytest.mark.parametrize("path", DICTIONARIES, ids=lambda path: path.stem)
def test_words_are_cut_where_pyphen_cuts_them(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In every dictionary, words made of its own patterns have the same hyphens, changed spellings too."""
    monkeypatch.setattr(pyphen, "HyphDict", WHOLE)
    hyphens.read_lazily.__wrapped__()
    lazy, whole = pyphen.HyphDict(path), WHOLE(path)
    assert type(lazy) is not WHOLE
    assert lazy.maxlen == whole.maxlen
    assert lazy.patterns.keys() == whole.patterns.keys()
    rng = random.Random(path.stem)
    letters = sorted(whole.patterns)
    changing = [key for key, (_, values) in whole.patterns.items() if any(hasattr(v, "data") for v in values)]
    words = ["".join(rng.choices(letters, k=rng.randint(1, 4))).replace(".", "") for _ in range(SAMPLE)]
    words += [
        rng.choice(changing).replace(".", "") + rng.choice(letters) for _ in range(SAMPLE if changing else 0)
    ]
    for word in words:
        cuts = [[(place, place.data) for place in some.positions(word)] for some in (lazy, whole)]
        assert cuts[0] == cuts[1], word
