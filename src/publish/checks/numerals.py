"""How languages say numbers: words for small ones, for thousands and millions, and names of months."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from publish.languages import Language

# Words for one to twelve, parted by spaces; forms of one number by a slash. A hyphen at the end stands for
# any ending, a tilde for letters inside, a low line for a space. Ordinals belong to them:
# "the second group" is nhóm 2.
_SMALL = {
    "en": (
        "one/first/once/a/an/single two/second/twice/both/pair/double three/third four- five/fifth six- "
        "seven- eight- nine/ninth ten- eleven- twelve/twelfth/dozen"
    ),
    "vi": ("một/nhất/mốt/đầu hai/nhì/đôi ba bốn/tư năm/lăm sáu bảy/bẩy tám chín mười/chục mười_một mười_hai"),
    "fr": (
        "un/une/premier-/première- deux-/second- trois- quatr- cinq- six- sept- huit- neuf/neuv- dix- onz- "
        "douz-"
    ),
    "de": (
        "ein-/erst- zwei-/zwo/beid-/zweit- drei-/dritt- vier- fünf- sechs- sieb- acht- neun- zehn- elf- "
        "zwölf-"
    ),
    "es": (
        "un/uno/una/primer- dos/segund-/ambos/ambas tres/tercer- cuatro/cuart- cinco/quint- seis/sext- "
        "siete/séptim- ocho/octav- nueve/noven- diez/décim- once/undécim- doce/duodécim-"
    ),
    "pt": (
        "um/uma/primeir- dois/duas/segund-/ambos/ambas três/terceir- quatro/quart- cinco/quint- seis/sext- "
        "sete/sétim- oito/oitav- nove/non- dez/décim- onze doze"
    ),
    "it": (
        "un/uno/una/prim- due/second-/entramb- tre/terz- quattro/quart- "
        "cinque/quint- sei/sest- sette/settim- "
        "otto/ottav- nove/non- dieci/decim- undici dodici"
    ),
    "nl": (
        "een/één/eerst- twee-/tweed-/beide drie/derd- vier- vijf- zes- zeven- acht- negen- tien- elf- twaalf-"
    ),
    "ru": (
        "один-/одн-/перв- дв-/втор-/об- тр- четыр-/четвер-/четвёр- пят- шест- сем-/седьм- вос- девят- десят- "
        "одиннадцат- двенадцат-"
    ),
    "uk": (
        "один-/одн-/перш- дв-/друг-/обид- тр- чотир-/четвер- п'ят-/п’ят- шіст-/шест-/шост- сім-/сем-/сьом- "
        "вісім-/вос- дев'ят-/дев’ят- десят- одинадцят- дванадцят-"
    ),
    "pl": (
        "jed-/pierwsz- dw-/drug-/ob- trz- czter-/czwart- pię-/piąt- sześ-/szóst- sied-/siód- ośm-/osiem/ósm- "
        "dziewię-/dziewią- dziesię-/dziesią- jedena- dwana-"
    ),
    "ar": (
        "واحد-/الأول-/أول-/أحد-/إحدى اثن-/ثان-/كلا-/~ان/~ين ثلاث-/ثالث- أربع-/رابع- خمس-/خامس- ست-/سادس- "
        "سبع-/سابع- ثمان-/ثامن- تسع-/تاسع- عشر-/عاشر- أحد_عشر/إحدى_عشرة/حادي_عشر- اثن-"
    ),
    "hi": ("एक/पहल- दो/दूसर-/दोनों तीन/तीसर- चार/चौथ- पाँच-/पांच- छह/छः/छठ- सात- आठ- नौ/नौव- दस- ग्यारह- बारह-"),
    "id": (
        "satu/pertama/se- dua/kedua tiga/ketiga empat/keempat lima/kelima enam/keenam tujuh/ketujuh "
        "delapan/kedelapan sembilan/kesembilan sepuluh/kesepuluh sebelas/kesebelas dua_belas"
    ),
    "tr": ("bir-/ilk iki-/ikinci- üç- dört-/dördüncü- beş- altı- yedi- sekiz- dokuz- on on_bir on_iki"),
}
# For twenty, thirty… to a hundred.
_TENS = {
    "en": (
        "twenty/twentieth/score thirty/thirtieth forty/fortieth fifty/fiftieth sixty/sixtieth "
        "seventy/seventieth eighty/eightieth ninety/ninetieth hundred-"
    ),
    "fr": (
        "vingt- trente/trentaine- quarant- cinquant- soixant- soixante-dix- quatre-vingt- quatre-vingt-dix- "
        "cent-"
    ),
    "de": ("zwanzig- dreißig- vierzig- fünfzig- sechzig- siebzig- achtzig- neunzig- hundert-"),
    "es": ("veint- treint- cuarent- cincuent- sesent- setent- ochent- novent- cien-"),
    "pt": ("vint- trint- quarent- cinquent- sessent- setent- oitent- novent- cem/cent-"),
    "it": ("vent- trent- quarant- cinquant- sessant- settant- ottant- novant- cent-"),
    "nl": ("twintig- dertig- veertig- vijftig- zestig- zeventig- tachtig- negentig- honderd-"),
    "ru": ("двадцат- тридцат- сорок- пят~десят- шест~десят- сем~десят- вос~десят- девянос- сто/ста/сот-"),
    "uk": ("двадцят- тридцят- сорок- п~десят- шіст~десят- сім~десят- вісім~десят- дев~нос- сто/ста/сот-"),
    "pl": (
        "dwadzie- trzydzie- czterdzie- pięćdziesi- sześćdziesi- siedemdziesi- osiemdziesi- dziewięćdziesi- "
        "sto/stu/setn-"
    ),
    "ar": (
        "عشرون/عشرين ثلاثون/ثلاثين أربعون/أربعين خمسون/خمسين ستون/ستين سبعون/سبعين ثمانون/ثمانين تسعون/تسعين "
        "مئة/مائة/مئ-"
    ),
    "hi": ("बीस तीस चालीस पचास साठ सत्तर अस्सी नब्बे सौ"),
    "tr": ("yirmi- otuz- kırk- elli- altmış- yetmiş- seksen- doksan- yüz-"),
    "id": (
        "dua_puluh tiga_puluh empat_puluh lima_puluh enam_puluh tujuh_puluh delapan_puluh sembilan_puluh "
        "seratus"
    ),
    "vi": (
        "hai_mươi/hai_chục ba_mươi/ba_chục bốn_mươi/bốn_chục năm_mươi/năm_chục sáu_mươi/sáu_chục "
        "bảy_mươi/bảy_chục tám_mươi/tám_chục chín_mươi/chín_chục một_trăm/trăm"
    ),
}
_UNSPACED = {
    "th": ("หนึ่ง/แรก สอง/ทั้งคู่ สาม สี่ ห้า หก เจ็ด แปด เก้า สิบ สิบเอ็ด สิบสอง"),
    "lo": ("ໜຶ່ງ/ຫນຶ່ງ/ທຳອິດ ສອງ ສາມ ສີ່ ຫ້າ ຫົກ ເຈັດ ແປດ ເກົ້າ ສິບ ສິບເອັດ ສິບສອງ"),
    "km": ("មួយ ពីរ បី បួន ប្រាំ ប្រាំមួយ ប្រាំពីរ ប្រាំបី ប្រាំបួន ដប់ ដប់មួយ ដប់ពីរ"),
    "my": ("တစ်/ပထမ နှစ်/ဒုတိယ သုံး/တတိယ လေး ငါး ခြောက် ခုနစ်/ခုနှစ် ရှစ် ကိုး ဆယ် ဆယ့်တစ် ဆယ့်နှစ်"),
    "ko": (
        "하나/한/일/첫 둘/두/이 셋/세/삼 넷/네/사 다섯/오 여섯/육 "
        "일곱/칠 여덟/팔 아홉/구 열/십 열하나/열한/십일 열둘/열두/십이"
    ),
}
_UNSPACED_TENS = {
    "th": "ยี่สิบ สามสิบ สี่สิบ ห้าสิบ หกสิบ เจ็ดสิบ แปดสิบ เก้าสิบ ร้อย",
    "lo": "ຊາວ ສາມສິບ ສີ່ສິບ ຫ້າສິບ ຫົກສິບ ເຈັດສິບ ແປດສິບ ເກົ້າສິບ ຮ້ອຍ",
    "km": "ម្ភៃ សាមសិប សែសិប ហាសិប ហុកសិប ចិតសិប ប៉ែតសិប កៅសិប រយ",
    "my": "နှစ်ဆယ် သုံးဆယ် လေးဆယ် ငါးဆယ် ခြောက်ဆယ် ခုနစ်ဆယ် ရှစ်ဆယ် ကိုးဆယ် ရာ",
    "ko": "스물/스무/이십 서른/삼십 마흔/사십 쉰/오십 예순/육십 일흔/칠십 여든/팔십 아흔/구십 백",
}

# What multiplies the number before it, with the power of ten.
_SCALES = {
    "en": {"hundred": 2, "thousand": 3, "million": 6, "billion": 9, "bn": 9, "trillion": 12},
    "vi": {"nghìn": 3, "ngàn": 3, "vạn": 4, "triệu": 6, "tỷ": 9, "tỉ": 9},
    "fr": {
        "mille": 3,
        "million": 6,
        "millions": 6,
        "milliard": 9,
        "milliards": 9,
        "billion": 12,
        "billions": 12,
    },
    "de": {
        **{"tausend": 3, "tsd": 3, "million": 6, "millionen": 6, "mio": 6, "milliarde": 9, "milliarden": 9},
        **{"mrd": 9, "billion": 12, "billionen": 12},
    },
    "es": {"mil": 3, "millón": 6, "millones": 6, "billón": 12, "billones": 12},
    "pt": {
        **{
            "mil": 3,
            "milhão": 6,
            "milhões": 6,
            "mi": 6,
            "bilhão": 9,
            "bilhões": 9,
            "mil milhões": 9,
            "trilhão": 12,
        },
        "trilhões": 12,
    },
    "it": {"mila": 3, "mille": 3, "milione": 6, "milioni": 6, "miliardo": 9, "miliardi": 9},
    "nl": {"duizend": 3, "miljoen": 6, "mln": 6, "miljard": 9, "mld": 9, "biljoen": 12},
    "ru": {
        **{
            "тыс": 3,
            "тысяча": 3,
            "тысячи": 3,
            "тысяч": 3,
            "млн": 6,
            "миллион": 6,
            "миллиона": 6,
            "миллионов": 6,
        },
        **{"млрд": 9, "миллиард": 9, "миллиарда": 9, "миллиардов": 9, "трлн": 12, "триллион": 12},
        **{"триллиона": 12, "триллионов": 12},
    },
    "uk": {
        **{
            "тис": 3,
            "тисяч": 3,
            "тисячі": 3,
            "млн": 6,
            "мільйон": 6,
            "мільйони": 6,
            "мільйонів": 6,
            "млрд": 9,
        },
        **{"мільярд": 9, "мільярди": 9, "мільярдів": 9, "трлн": 12, "трильйонів": 12},
    },
    "pl": {
        **{
            "tys": 3,
            "tysiące": 3,
            "tysięcy": 3,
            "mln": 6,
            "milion": 6,
            "miliony": 6,
            "milionów": 6,
            "mld": 9,
        },
        **{"miliard": 9, "miliardy": 9, "miliardów": 9, "bln": 12, "biliona": 12, "bilionów": 12},
    },
    "ar": {
        **{"ألف": 3, "ألفا": 3, "ألفًا": 3, "آلاف": 3, "مليون": 6, "مليونا": 6, "مليونًا": 6, "ملايين": 6},
        **{"مليار": 9, "مليارا": 9, "مليارًا": 9, "مليارات": 9, "تريليون": 12},
    },
    "hi": {"हज़ार": 3, "हजार": 3, "लाख": 5, "करोड़": 7, "मिलियन": 6, "अरब": 9, "बिलियन": 9, "खरब": 11},
    "id": {"ribu": 3, "juta": 6, "miliar": 9, "triliun": 12},
    "tr": {"bin": 3, "milyon": 6, "milyar": 9, "trilyon": 12},
    "zh": {"百": 2, "千": 3, "万": 4, "萬": 4, "亿": 8, "億": 8, "兆": 12},
    "ja": {"百": 2, "千": 3, "万": 4, "億": 8, "兆": 12},
    "ko": {"백": 2, "천": 3, "만": 4, "억": 8, "조": 12},
    "th": {"ร้อย": 2, "พัน": 3, "หมื่น": 4, "แสน": 5, "ล้าน": 6},
    "lo": {"ຮ້ອຍ": 2, "ພັນ": 3, "ໝື່ນ": 4, "ຫມື່ນ": 4, "ແສນ": 5, "ລ້ານ": 6, "ຕື້": 9},
    "km": {"រយ": 2, "ពាន់": 3, "ម៉ឺន": 4, "សែន": 5, "លាន": 6, "ប៊ីលាន": 9},
    "my": {"ထောင်": 3, "သောင်း": 4, "သိန်း": 5, "သန်း": 6, "ဘီလီယံ": 9},
}
ADDING = frozenset({"zh", "ja", "ko", "yue"})
"""Languages in which what follows a word of scale is added: 123万4567."""


def knows_scales(language: Language) -> bool:
    """Say whether the words for thousands and millions are known."""
    return language.language in _SCALES


@cache
def _scales(language: Language) -> tuple[re.Pattern[str] | None, dict[str, int]]:
    """Return what matches a word of scale after a number, and the powers of ten."""
    powers = _SCALES.get(language.language, {})
    if not powers:
        return None, {}
    words = "|".join(sorted(map(re.escape, powers), key=len, reverse=True))
    end = "" if language.language in _UNSPACED or language.language in ADDING else r"(?!\w)"
    return re.compile(rf"[\s\u00a0\u202f-]{{0,2}}({words})\.?{end}", re.IGNORECASE), powers


def scaled(text: str, place: int, language: Language) -> Iterator[tuple[int, int]]:
    """Follow the words of scale from a place on: after each its end, and the power of ten of all so far."""
    pattern, powers = _scales(language)
    power = 0
    while pattern and (found := pattern.match(text, place)):
        place, power = found.end(), power + powers[found[1].casefold()]
        yield place, power


@cache
def small(language: Language) -> tuple[tuple[int, re.Pattern[str]], ...]:
    """Return numbers, one to twelve and the tens to a hundred, with what matches their words.

    There are none where the words of a language are not known.
    """
    name = language.language
    spaced = name not in _UNSPACED
    units, tens = (_SMALL, _TENS) if spaced else (_UNSPACED, _UNSPACED_TENS)
    said = zip(
        (*range(1, 13), *range(20, 101, 10)),
        f"{units.get(name, '')} {tens.get(name, '')}".split(),
        strict=False,
    )
    return tuple(
        (number, _spaced(forms, name) if spaced else re.compile(forms.replace("/", "|")))
        for number, forms in said
    )


def _spaced(forms: str, language: str) -> re.Pattern[str]:
    texts = (form.replace("_", r"[\s-]").replace("~", r"\w+") for form in forms.split("/"))
    ends = (rf"{text[:-1]}\w*" if text.endswith("-") else text for text in texts)
    # "And", "in", "for" and the article are written on to an Arabic word.
    prefix = "[وف]?[بلك]?(?:ال|ل)?" if language == "ar" else ""
    return re.compile(rf"(?<!\w){prefix}(?:{'|'.join(ends)})(?!\w)", re.IGNORECASE)


@cache
def months(language: Language) -> tuple[re.Pattern[str], dict[str, int]]:
    """Return what matches the name of a month in CLDR, and the month of each name in small letters."""
    found: dict[str, int] = {}
    # Two Latin letters are more often a word than a month.
    shortest = 2 if language.script == "Latn" else 1
    for width in ("wide", "abbreviated"):
        for context in ("format", "stand-alone"):
            for number, name in _names(language, width, context).items():
                # A name with a digit is a number already: 11月, tháng 11, Thg 11.
                if not re.search(r"\d", name) and len(name.rstrip(".")) > shortest:
                    found.setdefault(name.rstrip(".").casefold(), number)
    words = "|".join(sorted(map(re.escape, found), key=len, reverse=True)) or "(?!)"
    spaced = r"(?!\w)" if language.language not in _UNSPACED else ""
    # Endings grow on months in many languages: listopada, ноября, marraskuuta.
    return re.compile(rf"(?<!\w)({words}){spaced}" if spaced else f"({words})", re.IGNORECASE), found


def _names(language: Language, width: str, context: str) -> dict[int, str]:
    from babel import UnknownLocaleError
    from babel.dates import get_month_names

    try:
        return dict(get_month_names(width, context=context, locale=language.gettext.partition("@")[0]))  # type: ignore[arg-type]
    except (UnknownLocaleError, ValueError):
        return {}
