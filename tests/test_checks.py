"""What `publish check` promises: each defect is found, and good translations are left in peace."""

from __future__ import annotations

import json
import os
import runpy
import signal
from pathlib import Path

import polib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands import SETTINGS, Ran, Run, catalog
from publish.checks import CHECKS, Pair, Seen, examine
from publish.checks.pair import Example
from publish.languages import parse
from publish.pipeline import check as checking
from timing import processor_seconds

EXAMPLES = [(id, example) for id, check in CHECKS.items() for example in check.examples]


def found(msgid: str, msgstr: str, target: str = "en", source: str = "vi") -> set[str]:
    """Return the ids of the checks that find something."""
    return {one.check for one in examine(Pair(msgid, msgstr, parse(source), parse(target)))}


@pytest.mark.parametrize(
    ("id", "example"), EXAMPLES, ids=lambda value: value if isinstance(value, str) else ""
)
def test_each_example_of_the_manual_fires_where_it_says(id: str, example: Example) -> None:
    """What docs/checks.md shows as wrong is found, and what it shows as right has no finding of any check."""
    source, target = parse(example.source), parse(example.target)
    seen = Seen()
    if example.before:
        seen.note(Pair(*example.before, source, target), "fr.po:7")
    more = (source, target, example.limit, example.terms, "", None, seen)
    assert id in {one.check for one in examine(Pair(example.msgid, example.wrong, *more))}
    assert examine(Pair(example.msgid, example.right, *more)) == ()


_DECIMALS = " ".join(f"{n},{n}" for n in range(10, 400))


@pytest.mark.parametrize(
    ("msgid", "msgstr", "target"),
    [
        ("x y", "[" * 60_000, "en"),
        ("x y", "「" * 60_000, "en"),
        ("x y", "[" * 60_000 + "()", "en"),
        ("Một hai.", "a." * 30_000 + "x", "en"),
        ("Một hai.", "՞" * 60_000 + "a", "hy"),
        ("Một hai", "語" * 60_000 + " 語 語", "zh_Hans"),
        ("Lúc 10:30", "10:30 " * 100_000, "en"),
        ("Một 9", "9" * 1_200_000 + " million", "en"),
        ("Một", "億" * 150_000, "ja"),
        ("5% " * 499, "5 " * 499, "en"),
        (_DECIMALS, f"{'x' * 60_000} {_DECIMALS}", "en"),
        ("Một", "a" + "\u0301\u0316" * 60_000, "fr"),
    ],
    ids=lambda value: value[:9],
)
def test_a_hostile_text_is_checked_in_linear_time(msgid: str, msgstr: str, target: str) -> None:
    """No message, however long and odd, stops the check of a catalog."""
    pair = Pair(msgid, msgstr, parse("vi"), parse(target), None, (), "heading")
    assert processor_seconds(lambda: examine(pair)) < 8


RIGHT = (
    # Freely worded, and right: no check says anything.
    ("Đọc **ngay** _hôm nay_.", "Read it **now**, _today_.", "en"),
    ("Ông nói: “Tốt lắm”.", "Il a dit\u202f: «\u202fTrès bien\u202f».", "fr"),
    ("Lúc 14:30, tại https://a.vn:80/x?y=1.", "À 14:30, sur https://a.vn:80/x?y=1.", "fr"),
    ("Ông nói: “Tốt lắm”.", "Il a dit\u00a0: «\u00a0Très bien!\u00a0».", "fr_CA"),
    ("Ông hỏi: “Mấy giờ?”", "Er fragte: „Wie spät ist es?“", "de"),
    ("Tài liệu (mới) gồm:", "文件（新）包括：", "zh_Hans"),
    ("Cuộc họp năm 2025.", "Встреча 2025 г.", "ru"),
    ("Cuộc họp năm 2025", "Встреча 2025 г.", "ru"),
    ("Bạn có khỏe không?", "Τι κάνεις;", "el"),
    ("Họp hôm nay.", "आज बैठक है।", "hi"),
    ("Họp hôm nay.", "اجتماع اليوم.", "ar"),
    ("Họp hôm nay?", "اجتماع اليوم؟", "ar"),
    ("Họp hôm nay?", "امروز جلسه می‌شود؟", "fa"),
    ("Họp hôm nay.", "ប្រជុំថ្ងៃនេះ។", "km"),
    ("Họp hôm nay.", "ဒီနေ့ အစည်းအဝေး။", "my"),
    ("Họp hôm nay.", "ประชุมวันนี้", "th"),
    ("Họp hôm nay.", "ການປະຊຸມມື້ນີ້", "lo"),
    ("Đây là **「重要」**", "これは**「重要」**です", "ja"),
    ("Từng người một đến.", "Sie sagte, dass die, die kommen, die die Karten haben.", "de"),
    ("Người người đến.", "Orang-orang datang datang.", "id"),
    ("Nguyễn Văn An", "Nguyễn Văn An", "en"),
    ("Ảnh: Báo Thái Nguyên", "Photo: Thái Nguyên newspaper", "en"),
    ("Gia đình 👨‍👩‍👧 vui.", "Happy family 👨‍👩‍👧.", "en"),
    ("Họp hôm nay.", "\u09aa\u09dc\u09be \u09b9\u09df\u0964", "bn"),
    ("Gọi hàm show_all_my_things() nhé", "Call show_all_my_things() then", "en"),
    ("Mục 1) và 2)", "Items 1) and 2)", "en"),
    ("Họp hôm nay?", "今日は会議なのか。", "ja"),
    ("Họp hôm nay?", "今日は会議なのか", "ja"),
    ("Cập nhật lần cuối: 9 March 2025, 4:30 p.m.", "Última actualización: 9 de marzo de 2025, 16.30", "es"),
    ('Ông nói: "Tốt".', 'He said: "Good".', "en"),
    ("Ông nói: “Tốt”.", "Er sagte: »Gut«.", "de"),
    ("Ông nói: “Tốt”.", "Han sade: ”Bra”.", "sv"),
    ("Dài 5 in.", 'It is 5" long.', "en"),
    ("“Không đi đâu cả!”, ông nói.", "قال: «لن نذهب إلى أي مكان!».", "ar"),
    ("Hành khách, nghìn người", "Пасажири, тис.", "uk"),
    ("“Sao không?” ông hỏi?", "Ha chiesto: «Perché no?».", "it"),
    ("“Tốt lắm,” ông nói.", "‘খুব ভালো,’ তিনি বলেন।", "bn"),
    ("Dài 200 cm.", 'אורכו 200 ס"מ.', "he"),
    ("“Tốt lắm,” ông nói.", "– Bardzo dobrze – powiedział.", "pl"),
    ("Xem `a.md`[^1] tại [đây](#x).", "[Hier](#x) steht `a.md`[^1].", "de"),
    ("Bão đổi hướng, giật mạnh", "台风突然转向 阵风变得更强", "zh_Hans"),
    ("b) khối lượng (g);", "b）净重（g）；", "zh_Hans"),
    ("a) đường kính danh nghĩa;", "a) 呼び径とする。", "ja"),
)
WRONG = (
    ("Xem báo cáo[^1].", "See the report[^2].", "en", "footnote"),
    ("Xem [báo cáo](https://a.vn).", "See the report at https://a.vn (link.", "en", "brackets"),
    ("Gửi a@b.vn.", "Write to us.", "de", "link"),
    ("Đọc **ngay**.", "**Leia** isto **já**.", "pt", "strong"),
    ("Họp hôm nay.", "आज बैठक है", "hi", "end"),
    ("Họp hôm nay?", "今日は会議です。", "ja", "end"),
    ("Họp hôm nay.", "Встреча cегодня.", "ru", "script"),
    ("Họp hôm nay.", "The meeting is\u202e today.", "en", "invisible"),
    ("Họp hôm nay.", "Réunion  aujourd’hui.", "fr", "spaces"),
    ("Ông nói: “Tốt”.", 'Il a dit\u00a0: "Bien".', "fr", "quote-marks"),
    ("Ông nói: “Tốt”.", "Он сказал: “Хорошо”.", "ru", "quote-marks"),
    ("Ông nói: “Tốt”.", "Er sagte: “Gut”.", "de", "quote-marks"),
    ("Ông nói: “Tốt”.", '他说："好"。', "zh_Hans", "quote-marks"),
    ("Hay không?", "Bon ou non?", "fr", "french-spaces"),
    ("Hay không?", "Bon ou non ?", "fr", "french-spaces"),
    ("Họp hôm nay, mai nữa.", "اجتماع اليوم ، وغدا.", "ar", "spaces"),
    ("Xem [đây](https://a.vn/b).", "See [here] (https://a.vn/b).", "en", "markup"),
    ("Xem bao.vn/tin nhé.", "See boa.vn/tin then.", "en", "address"),
    ("Cuộc họp hằng tuần bắt đầu lúc 5 p.m.", "La réunion hebdomadaire commence à 5 heures", "fr", "end"),
    ("Họp hôm nay.", "La la reunión es hoy.", "es", "doubled-word"),
    ("Thủ đô Bắc Kinh", "首都北 京", "zh_Hans", "cjk-spaces"),
    ("“Các em đọc (cả giờ chơi)”, thầy kể.", "« Ils lisent (même là)», dit-il.", "fr", "french-spaces"),
)


@pytest.mark.parametrize(("msgid", "msgstr", "target"), RIGHT)
def test_a_good_translation_is_left_in_peace(msgid: str, msgstr: str, target: str) -> None:
    """What a careful translator writes, with the signs of the language, has no finding."""
    assert found(msgid, msgstr, target) == set()


@pytest.mark.parametrize(("msgid", "msgstr", "target", "check"), WRONG)
def test_a_defect_is_found_by_its_own_check_alone(msgid: str, msgstr: str, target: str, check: str) -> None:
    """One slip gives one finding, so that a translator knows what it is."""
    assert found(msgid, msgstr, target) == {check}


@given(st.text(max_size=60), st.sampled_from(("vi", "ar", "fr", "zh_Hans", "th", "el", "hy")))
def test_a_text_agrees_with_itself(text: str, language: str) -> None:
    """No check of what two texts share finds anything where they are one text in one language."""
    alone = {"cjk-spaces", "french-spaces", "quote-marks", "composition", "invisible"}
    assert found(text, text, language, language) <= alone


@given(
    st.text(max_size=40), st.text(min_size=1, max_size=40), st.sampled_from(("vi", "ar", "ja", "fr", "ru"))
)
def test_no_text_makes_a_check_fail(msgid: str, msgstr: str, language: str) -> None:
    """Whatever a catalog holds, checking ends in findings, each with something to say."""
    for finding in examine(Pair(msgid, msgstr, parse("en"), parse(language), 10)):
        assert finding.message


@pytest.mark.parametrize(
    "text",
    ["9" * 5000 + " pm", "1" * 40 + "s", "5 " + "million " * 5000, "三" * 6000, "12 " + "12 bin " * 500]
    + [piece * 2000 for piece in ("1,", "1.1", "May ", "%", "5% ", "“", "(", "M", "$5", "5 km", "²", "0 1")],
    ids=lambda text: text[:8],
)
@pytest.mark.parametrize("language", ["fr", "tr", "zh_Hans", "ar"])
def test_endless_texts_are_no_harm(text: str, language: str) -> None:
    """Numbers without end, and signs by the thousand, are read in passing and make no check fail."""
    for finding in examine(Pair(text, text[:-1], parse("en"), parse(language))):
        assert finding.message


def test_the_manual_is_up_to_date() -> None:
    """docs/checks.md says what the code does: run tools/checks-page after a change of a check."""
    root = Path(__file__).parent.parent
    page = runpy.run_path(str(root / "tools" / "checks-page"))["page"]()
    assert (root / "docs" / "checks.md").read_text("utf-8") == page


# --- the command -----------------------------------------------------------------------------------------


def translate(
    root: Path, msgid: str, msgstr: str, comment: str = "", flag: str = "", article: str = "a"
) -> int:
    """Put a translation into a French catalog; return the line of its message."""
    path = catalog(root, article=article)
    file = polib.pofile(str(path), wrapwidth=0)
    entry = file.find(msgid)
    entry.msgstr, entry.tcomment, entry.flags = msgstr, comment, [flag] if flag else []
    file.save()
    lines = path.read_text("utf-8").split("\n")
    return 1 + next(n for n, line in enumerate(lines) if line == f'msgid "{msgid}"')


LINK = "A last paragraph with a [link](https://example.org/)."


def test_a_finding_names_its_line_and_what_to_do(ready: Path, run: Run) -> None:
    """A translator who knows no program is led to the message and told how to mend it."""
    line = translate(ready, LINK, "Un dernier paragraphe.")
    ran = run(ready, "check", "a", "-l", "fr", "-q")
    assert ran == Ran(0, "", "")
    ran = run(ready, "check", "a", "-l", "fr")
    said = "the link to https://example.org/ is lost: write [words](https://example.org/)"
    assert f"locales/fr/LC_MESSAGES/a.po:{line}: error link: {said}\n" in ran.out
    assert ran.code == 0
    assert run(ready, "check", "a", "-l", "fr", "--strict").code == 1


@pytest.mark.parametrize(
    ("comment", "flag"), [("ignore-link", ""), ("checked by me, ignore-link", ""), ("", "ignore-link")]
)
def test_a_message_can_be_left_out(ready: Path, run: Run, comment: str, flag: str) -> None:
    """A comment, which every gettext tool keeps, or a flag, which Weblate writes, silences one check."""
    translate(ready, LINK, "Un dernier paragraphe.", comment, flag)
    assert " link: " not in run(ready, "check", "a", "-l", "fr").out


@pytest.mark.parametrize(("disable", "heard"), [("link", False), ("fr:link", False), ("de:link", True)])
def test_a_check_can_be_switched_off(ready: Path, run: Run, disable: str, heard: bool) -> None:
    """`[check] disable` counts everywhere or in one language, in `check` and in `build`."""
    translate(ready, LINK, "Un dernier paragraphe.")
    (ready / "publish.toml").write_text(f'{SETTINGS}[check]\ndisable = ["{disable}"]\n', "utf-8")
    assert (" link: " in run(ready, "check", "-l", "fr").out) == heard
    assert (" link: " in run(ready, "build", "a", "-l", "fr", "-f", "docx").err) == heard


@pytest.mark.parametrize(
    ("name", "said"), [("qoutes", "did you mean 'quotes'?"), ("xx-yy:end", "unknown language")]
)
def test_a_check_that_is_none_is_refused(ready: Path, run: Run, name: str, said: str) -> None:
    """A slip in publish.toml is an error with its line, not a check that stays on in silence."""
    (ready / "publish.toml").write_text(f'{SETTINGS}[check]\ndisable = ["{name}"]\n', "utf-8")
    ran = run(ready, "check")
    assert ran.code == 1
    assert "publish.toml:6: check.disable: " in ran.err
    assert said in ran.err


def test_programs_get_json_annotations_and_sarif(ready: Path, run: Run) -> None:
    """The three forms for programs hold the same finding, at the same place."""
    line = translate(ready, LINK, "Un dernier paragraphe.")
    path = "locales/fr/LC_MESSAGES/a.po"
    data = json.loads(run(ready, "check", "a", "-l", "fr", "--json").out)
    wanted = {"path": path, "line": line, "language": "fr", "severity": "error", "check": "link"}
    assert any(wanted.items() <= one.items() for one in data["findings"])
    assert data["version"] == 1
    assert data["totals"]["errors"] == sum(one["severity"] == "error" for one in data["findings"])
    github = run(ready, "check", "a", "-l", "fr", "--format", "github").out
    assert f"::error file={path},line={line},title=link::the link to https://example.org/" in github
    sarif = json.loads(run(ready, "check", "a", "-l", "fr", "--format", "sarif").out)["runs"][0]
    result = next(one for one in sarif["results"] if one["ruleId"] == "link")
    assert sarif["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == "link"
    assert result["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": path},
        "region": {"startLine": line},
    }


def test_a_broken_catalog_is_told_and_the_others_are_checked(ready: Path, run: Run) -> None:
    """One file that cannot be read does not hide what is wrong in the others."""
    catalog(ready, "de").write_text('msgid "a', "utf-8")
    translate(ready, LINK, "Un dernier paragraphe.")
    ran = run(ready, "check", "a")
    assert ran.code == 1
    assert "de/LC_MESSAGES/a.po:1: " in ran.err
    assert " link: " in ran.out
    assert json.loads(run(ready, "check", "a", "--json").out)["broken"]


def test_a_single_file_is_checked(ready: Path, run: Run) -> None:
    """A catalog anywhere is checked with its article; fuzzy and obsolete messages are not printed."""
    line = translate(ready, LINK, "Un dernier paragraphe.")
    path = str(catalog(ready).relative_to(ready))
    assert f"{path}:{line}: error link: " in run(ready, "check", "source/a.md", "--catalog", path).out
    translate(ready, LINK, "Un dernier paragraphe.", flag="fuzzy")
    assert " link: " not in run(ready, "check", "source/a.md", "--catalog", path).out


def test_one_text_in_two_articles_has_one_translation(ready: Path, run: Run) -> None:
    """The second of two different translations is told, with the place of the first; a context parts them."""
    text = "Cod, on ice"
    (ready / "source" / "b.md").write_text(f"# Another article\n\n{text}\n", "utf-8")
    run(ready, "extract", "-q")
    first = translate(ready, text, "Du cabillaud sur glace")
    second = translate(ready, text, "De la morue sur glace", article="b")
    folder = "locales/fr/LC_MESSAGES"
    said = f"“Du cabillaud sur glace” at {folder}/a.po:{first}: make the two one"
    told = f"{folder}/b.po:{second}: warning inconsistent: the same text is translated {said}\n"
    assert told in run(ready, "check", "-l", "fr").out
    assert "inconsistent" not in run(ready, "check", "b", "-l", "fr").out
    translate(ready, text, "De la morue sur glace", "ignore-inconsistent", article="b")
    assert "inconsistent" not in run(ready, "check", "-l", "fr").out
    translate(ready, text, "Du cabillaud sur glace", article="b")
    assert "inconsistent" not in run(ready, "check", "-l", "fr").out


def test_processes_find_what_one_finds(ready: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Many catalogs are shared out among processes: what is said is the same, also when one of them dies."""
    translate(ready, LINK, "Un dernier paragraphe.")
    alone = run(ready, "check", "--json")
    monkeypatch.setattr(checking, "_MUCH", 0)
    monkeypatch.setattr(checking, "cores", lambda: 2)
    assert run(ready, "check", "--json") == alone
    monkeypatch.setattr(checking, "_files", _die)
    assert run(ready, "check", "--json") == alone


def _die(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def test_two_texts_do_not_share_a_translation(ready: Path, run: Run) -> None:
    """A translation that went to a second message by mistake is told there."""
    first = translate(ready, "Herring, in boxes", "Des harengs en caisses")
    second = translate(ready, "Cod, on ice", "Des harengs, en caisses")
    out = run(ready, "check", "-l", "fr").out
    place = f"locales/fr/LC_MESSAGES/a.po:{first}"
    assert f"a.po:{second}: warning alike: “Herring, in boxes” has the same translation, at {place}: " in out


def test_the_sample_has_no_false_alarm(run: Run) -> None:
    """Nine hundred careful translations into ten languages: nothing is found."""
    root = Path(__file__).parent.parent
    ran = run(root, "check", "--strict")
    assert (ran.code, ran.out) == (0, "")
