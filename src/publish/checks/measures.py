"""Check of what numbers count: a percentage stays one, euros stay euros and kilometres kilometres."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from itertools import product

from publish.checks import numbers
from publish.checks.pair import Check, Example, Pair, folded
from publish.languages import Language

_UNITS = {
    "length-kilometer": "kilometres",
    "length-meter": "metres",
    "length-centimeter": "centimetres",
    "length-millimeter": "millimetres",
    "length-mile": "miles",
    "length-foot": "feet",
    "mass-tonne": "tonnes",
    "mass-kilogram": "kilograms",
    "mass-gram": "grams",
    "area-hectare": "hectares",
    "area-square-kilometer": "square kilometres",
    "area-square-meter": "square metres",
    "volume-liter": "litres",
    "temperature-celsius": "degrees Celsius",
    "temperature-fahrenheit": "degrees Fahrenheit",
}
"""CLDR's names of the units that are told apart, and ours."""
# The same in all languages of a script, whatever endings follow; where two currencies share a name (yuan and
# yen are both ¥, pesos and dollars both $) it says nothing.
_MONEY = {
    "dollars": (
        r"us\$|usd|\$|dollar|dólar|dolar|dollár|долл|долар|دولار|دلار|ڈالر"
        r"|डॉलर|ডলার|đô[ -]la|ดอลลาร์|ໂດລາ|ដុល្លារ|ဒေါ်လာ|美元|美金|ドル|달러|δολάρ"
        r"|δολαρ|דולר|դոլար|დოლარ"
    ),
    "euros": (
        r"€|eur\b|euro(?!p)|eura\b|eur[óo](?!p)|евро(?!п)|євро(?!п)|يورو"
        r"|یورو|यूरो(?!प)|ইউরো(?!প)|ยูโร(?!ป)|ເອີໂຣ|អឺរ៉ូ|ယူရို|欧元|歐元|ユーロ|유로"
        r"|ευρώ|אירו|եվրո(?!պ)|ევრო(?!პ)"
    ),
    "dong": (
        r"₫|vnd|dong\b|dongs|dongu|dongów|dôngs?\b"
        r"|đồng(?! (?:nghiệp|chí|bào|bằng|ruộng|hồ|đội|minh|loạt|thời|ý|hương))"
        r"|донг|دونغ|دونج|دانگ|دونگ|डोंग|ডং|ดอง|ດົງ|ដុង|ဒေါင်|越南盾|盾|ドン"
        r"|동(?![가-힣])|ντονγκ"
    ),
    "pounds sterling": (r"£|gbp|sterling|фунт\w* стерл|英镑|英鎊|ポンド|파운드"),
    "rupees": (
        r"₹|inr|rupee|roupie|rupia|rupie|рупи|روبية|روپیه|रुपय|रुपए"
        r"|รูปี|卢比|ルピー|루피"
    ),
    "roubles": (
        r"₽|rub|rouble|ruble|rubel|rublo|рубл|روبل|रूबल|รูเบิล|卢布|盧布|ルーブル|루블"
        r"|ρούβλ"
    ),
}
_MONEY_WORDS = re.compile(
    "|".join(f"(?P<m{n}>{words})" for n, words in enumerate(_MONEY.values())), re.IGNORECASE
)
_MONEY_BEFORE = re.compile(rf"(?:{_MONEY_WORDS.pattern})[\s\u00a0\u202f]?\Z", re.IGNORECASE)
_MONEY_NAMES = tuple(_MONEY)
# Of a folded text: three times as fast.
_ANY_MONEY = re.compile(_MONEY_WORDS.pattern)
_PERCENT = re.compile(
    r"[%٪％﹪]|per ?cent|pour ?cent|por ?cent|per ?cento|prozent|procent(?!ow)"
    r"|percent|porcentual|percentual|pourcent|نقطة مئوية|prosent|persen|százalék|yüzde|phần trăm|процент"
    r"|відсот|працэнт|проц\.|proc\.|постот|на сто|τοις εκατό|ποσοστια|אחוז"
    r"|بالم[ئا]|في الم[ئا]|المئة|المائة|درصد|فیصد|فی صد|प्रतिशत|फीसदी"
    r"|फ़ीसदी|टक्के|শতাংশ|เปอร์เซ็นต์|ร้อยละ|ເປີເຊັນ|ສ່ວນຮ້ອຍ|ភាគរយ|រាខ"
    r"|ရာခိုင်|百分|成|パーセント|ポイント|포인트|割|퍼센트|프로|տոկոս|პროცენტ|toto\b",
    re.IGNORECASE,
)
_ANY_PERCENT = re.compile(_PERCENT.pattern)
_PERCENT_BEFORE = re.compile(rf"(?:{_PERCENT.pattern})[\s\u00a0\u202f之]*\Z", re.IGNORECASE)
_ASIDE = 25
"""Characters between a number and the name of its currency: `50 million US dollars`."""


@cache
def _forms(language: Language) -> tuple[re.Pattern[str], dict[str, str]]:
    """Return what matches a unit after a number, and CLDR's names for each: `km`, `kilometres`, กิโลเมตร."""
    found: dict[str, str] = {}
    for unit in _UNITS:
        for word in _written(unit, language):
            # One sign for two units says nothing.
            found[word] = unit if found.get(word, unit) == unit else ""
    if language.language != "en":
        found |= dict.fromkeys(_TONNES, "mass-tonne")
    words = "|".join(map(re.escape, sorted((w for w, unit in found.items() if unit), key=len, reverse=True)))
    end = (
        ""
        if language.script in {"Thai", "Laoo", "Khmr", "Mymr", "Hans", "Hant", "Jpan", "Kore"}
        else r"(?!\w)"
    )
    return re.compile(rf"[\s\u00a0\u202f-]?({words or '(?!)'}){end}", re.IGNORECASE), found


# CLDR has the metric ton, print mostly none that is not.
_TONNES = (
    *("tấn", "吨", "噸", "طن", "تن", "टन", "টন", "ตัน", "ໂຕນ", "តោន", "톤"),
    *("ton", "tona", "tonelada", "toneladas", "тонн"),
)


def _written(unit: str, language: Language) -> Iterator[str]:
    """Give what CLDR sets after a number of units, in each width and for each form of the plural."""
    from babel.units import format_unit

    locales = {str(language.locale or ""), "en_GB" if language.language == "en" else ""} - {""}
    for locale, number, width in product(sorted(locales), _NUMBERS, ("long", "short")):
        text = format_unit(number, unit, width, locale=locale)  # type: ignore[arg-type]
        word = re.sub(r"^\W*\d[\d\W]*?(?=[^\d\W]|°)", "", text)
        # Babel gives our own name back where a locale has none.
        if word not in {text, unit}:
            yield word.casefold()


_NUMBERS = (1, 2, 5, 11, Decimal("1.5"))
"""Of each form of the plural, in most languages, one."""


_Placed = tuple[str, tuple[tuple[frozenset[Decimal], int, int], ...]]
"""What `numbers.placed` gives."""


def _measured(placed: _Placed, language: Language) -> Iterator[tuple[frozenset[Decimal], str, str]]:
    """Give each number with what it counts: its values, `unit` or `money`, and our name for that."""
    text, found_numbers = placed
    form, units = _forms(language)
    money = bool(_ANY_MONEY.search(folded(text)))
    for values, start, end in found_numbers:
        if counted := form.match(text, end):
            unit = _raised(units.get(counted[1].casefold(), ""), text[counted.end() : counted.end() + _ASIDE])
            if unit:
                yield values, "unit", _UNITS[unit]
        if not money:
            continue
        after = re.split(r"[\d(),.;:!?，。、；（）]", text[end : end + _ASIDE], maxsplit=1)[0]
        found = _MONEY_WORDS.search(after) or _MONEY_BEFORE.search(text, max(0, start - 6), start)
        if found:
            name = next(n for n, group in enumerate(found.groups()) if group)
            yield values, "money", _MONEY_NAMES[name]


def _raised(unit: str, after: str) -> str:
    """Return the unit that a raised figure, or "square", makes of one; empty where that is none we know."""
    power = re.match(r"²|³| ?(?:kw|kv|кв|sq)\b| ?(?:sześć|куб)", after)
    if not power:
        return unit
    square = unit.replace("length-", "area-square-")
    return square if power[0] == "²" and square in _UNITS else ""


def _find(pair: Pair) -> Iterator[str]:
    if not any(sign.isdigit() for sign in pair.said):
        return
    placed = numbers.placed(pair.said, pair.source), numbers.placed(pair.says, pair.target)
    if max(len(found) for _, found in placed) > numbers.MOST:
        return
    yield from _percent(pair, *placed)
    old = tuple(_measured(placed[0], pair.source))
    new = tuple(_measured(placed[1], pair.target)) if old else ()
    told = set()
    for values, kind, name in old:
        others = {other for known, sort, other in new if sort == kind and known & values}
        if others and name not in others and name not in told:
            told.add(name)
            yield f"the source counts {name}, the translation {', '.join(sorted(others))}: correct it"


def _percent(pair: Pair, old: _Placed, new: _Placed) -> Iterator[str]:
    """Tell of a percentage that is none any more, and of a number that became one."""
    # Nine of ten are 九成 and 9割.
    before, after = (
        bool(_ANY_PERCENT.search(text.replace("成", "").replace("割", "")))
        for text in (pair.folded, folded(pair.says))
    )
    if before and _plain(old, new):
        yield "a percentage of the source is a plain number here: add the percent sign or word"
    elif after and not before and _plain(new, old):
        yield "the source has no percentage here: take the percent sign or word away"


def _plain(one: _Placed, other: _Placed) -> bool:
    """Say whether a percentage of the one text stands in the other as a number, and as no percentage."""
    text, found = one
    shares = dict.fromkeys(values for values, start, end in found if _beside(text, start, end))
    text, found = other
    places = [(values, start, end, _beside(text, start, end)) for values, start, end in found]
    for share in shares:
        same = [(start, end, beside) for values, start, end, beside in places if values & share]
        # From 7.25 to 6.9 percent: the word may stand once, behind both.
        if same and not any(
            beside
            or any(
                later and 0 < start - end <= _APART and not re.search("[,;،，、]", text[end:start])
                for _, start, _, later in places
            )
            for _, end, beside in same
        ):
            return True
    return False


_APART = 40


def _beside(text: str, start: int, end: int) -> bool:
    """Say whether a number is a percentage, by what stands next to it."""
    if _PERCENT_BEFORE.search(text, max(0, start - 16), start):
        return True
    after = _PERCENT.search(text, end, end + 24)
    # Percentage points: 1,2 điểm phần trăm, 0,7 puntos porcentuales.
    return after is not None and bool(
        re.fullmatch(
            r"[\s\u00a0\u202f-]*(?:(?:[^\W\d_]{1,8}[\s\u00a0]){0,2}|个|個|จุด)", text[end : after.start()]
        )
    )


CHECKS = (
    Check(
        "units",
        "error",
        "What a number counts is what it counts in the source: a percentage, an amount of money, a unit of "
        "measure, each as the language writes it.",
        _find,
        (
            Example("Tăng 6,5 %", "Up 6.5", "Up 6.5%"),
            Example("Vốn 20 triệu euro", "A capital of $20 million", "A capital of €20 million"),
            Example("Dài 15 km", "長さ15 m", "長さ15 km", "ja"),
        ),
    ),
)
