"""Running text and its language in, sentences out: sentencex inside rules of our own for each language.

sentencex finds most ends; our rules add ends it does not know (Khmer stops, stops inside brackets) and take
back those that are none (abbreviations, words that go on in lower case, quotatives). Where a rule is in doubt
it does not cut: a long unit does a translator less harm than half a sentence.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version

__all__ = ["VERSION", "split"]

_RULES = 1
"""To be raised whenever a rule changes where sentences end, since that changes msgids."""
VERSION = f"sentencex {version('sentencex')}, rules {_RULES}"
"""What cut the sentences, for the header of a template."""

# --- abbreviations -------------------------------------------------------------------------------------

# Without their last stop. Those that may as well end a sentence (etc., v.v., usw., и т. д.) are not here:
# they go on where what follows is in lower case, and that is a rule for all languages.
_ABBREVIATIONS = {
    "vi": "TS ThS Ths GS PGS TSKH BS DS LS KS KTS NSND NSƯT NGND NGƯT PTS ĐD TP Tp tp TX Tx KP Kp "
    "Mr Mrs Ms Dr St ĐT Tel cf GS.TS PGS.TS GS.TSKH PGS.TSKH GS.BS GS.TS.BS TS.BS ThS.BS "
    "BS.CKI BS.CKII GS.VS VS GVC ThS.KTS TS.KTS",
    "en": "Mr Mrs Ms Messrs Dr Prof Gen Col Maj Capt Lt Sgt Cpl Adm Cmdr Gov Sen Rep Hon Rev Fr St "
    "Ste Mt Ft Supt Pres Amb Insp e.g i.e cf viz vs approx esp incl",
    "fr": "M MM Mr Me Mgr Dr Pr St Ste Mlle Mme Mmes bd bld boul av pl fg cf env ex c.-à-d J.-C "
    "p.ex Vve Ch Cdt Cne Gal Lt Col apr",
    "de": "Dr Prof Hr Hrn Fr Frl Fa Nr Dipl Ing Mag St Str z.B z.b d.h u.a i.d.R bzw ca vgl Vgl geb "
    "gest evtl ggf inkl exkl zzgl max min sog Bd Abb Kap Tab Abs Mio Mrd Tsd Jh Jhd v.Chr "
    "n.Chr Hl hl Abt Aufl Hrsg hrsg Red Tel Univ Frhr Gebr Co",
    "es": "Sr Sra Srta Sres Sras Dr Dra Dres D Dª Dña Da Prof Profa Ing Lic Arq Gral Cnel Cap Tte "
    "Sgto Av Avda Avd Pza Pl Pº Ctra Cía Cia Hno Hnos Mons Sto Sta S Rdo Ud Uds Vd Vds p.ej "
    "aprox cf Cf vs EE a.d a d",
    "pt": "Sr Sra Srta Srs Sras Dr Dra Drs Prof Profa Eng Exmo Exma Ilmo Av R Pç Pça Cia Sto Sta S "
    "D Dom p.ex aprox cf Cel Gen Cap Ten",
    "it": "Sig Sigg Dott Dr Prof Ing Avv Arch Geom Rag On Sen Gen Col Cap Mons S Ss Sta Sto V.le "
    "P.zza ca cfr Cfr p.es es ecc dott prof sig ing avv",
    "nl": "dhr mevr mw dr drs ir ing mr prof bv bijv o.a d.w.z m.b.t i.v.m t.a.v ca evt incl excl "
    "nr St jl jr",
    "pl": "dr hab prof inż mgr lek ks św Św im ul al pl os tzw tj np m.in ok woj gen płk mjr kpt "
    "por lic red Dr Prof Ks Ul Im",
    "cs": "dr Dr Ing ing Mgr Bc MUDr JUDr PhDr RNDr doc prof Prof Doc sv Sv ul nám tzv např tj mj "
    "cca gen plk",
    "ru": "проф Проф акад Акад доц Доц им Им ул Ул пр просп Просп пер Пер пл Пл наб Наб г Г д кв "
    "корп стр рис Рис табл Табл гл Гл см См ср Ср напр т.е т.к т.н т н млн млрд тыс трлн руб "
    "коп долл св Св о Ст ст п пп ч Ч о-в обл р-н пос дер с С гос зам нач инж канд докт д-р "
    "ген полк кап лейт тов гр гражд англ нем фр лат греч букв ок прим Прим вып Вып изд илл "
    "отв ред сост",
    "uk": "проф Проф акад доц ім Ім вул Вул просп пров пл м р обл ст див Див рис Рис табл гл напр "
    "т.ч тис млн млрд грн коп св Св о гр ред с",
    "bg": "проф Проф доц Доц д-р инж акад ул Ул бул Бул пл гр с напр т.нар т.е св Св стр фиг табл "
    "млн млрд хил",
    "tr": "Dr Prof Doç Av Sn Yrd Öğr Gör Arş Uz Op Müh Mim Alb Tğm Gen Org Korg Tuğg Bşk Hz St Cad "
    "Sok Mah Apt No vb örn Örn bkz Bkz yy",
    "id": "Dr dr Drs Dra Ir Prof H Hj Tn Ny Nn Sdr Jl Jln Gg Kec Kab Kel No hlm Hlm a.n u.p d.a St",
    "ms": "Dr Prof Ir Hj Hjh En Pn Cik Tn Jln Kg Bil hlm",
    "ar": "د أ م ص ج ط هـ أ.د د.م م.م ا.د ت ف س ق.م",
    "fa": "د دکتر مهندس ص ج ر.ک ر.ک: ه.ش ه.ق ش ه هـ.ش ه‍.ش",
    "ur": "ڈاکٹر ڈ پروفیسر ص ج",
    "he": "ד״ר פרופ גב מס עמ ר' רח שד",
    "hi": "डॉ डा प्रो सुश्री कु पं मो सं पृ क्र रु कि मी ई पू सर्व स्व ले मे जन",
    "mr": "डॉ डा प्रा सौ कु पं क्र पृ रु कै",
    "ne": "डा डॉ प्रा नं पृ रु वि.सं",
    "bn": "ডা ড ডঃ মো মোঃ মোসা প্রো অধ্যা নং পৃ",
    "lo": "ດຣ ສ ປ ພ.ສ ຄ.ສ ສ.ປ.ປ ສປປ ນ ທ ສຈ ຮສ ຜສ ພອ ພທ",
    "el": "κ κα κος κυρ Δρ δρ καθ Καθ αρ σελ βλ Βλ π.χ λ.χ δηλ οδ λεωφ Αγ αγ",
    "hu": "dr Dr prof Prof ifj id özv St Szt u pl Pl ill kb ún",
    "sv": "dr Dr prof Prof t.ex bl.a d.v.s s.k f.d ca resp kl nr S:t St",
    "fi": "prof Prof tri toht esim mm ns ent os nro n klo",
    "ro": "dl d-l dna d-na dr Dr prof Prof ing Ing str Str bd Bd nr Sf sf ex cca gen col lt",
    "ca": "Sr Sra Dr Dra Prof Av Avda C Pl Ctra St Sta Mn p.ex aprox cf Cia",
}
"""After these a sentence goes on, whatever follows: titles, units, `for example`."""

_BEFORE_NUMBERS = {
    "": "No no Nr nr Art art p pp P Fig fig Vol vol",
    "vi": "tr Tr Số tt Đ đ k Q P KP T t H",
    "en": "No Nos no nos p pp Fig Figs fig figs Art Arts art Vol Vols vol ch chap Ch Chap Sec sec "
    "para paras Eq eq Ref ref c ca Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec",
    "fr": "p pp n nº art chap fig vol t s v § al éd tél Tél réf Réf janv févr avr juil sept oct nov déc",
    "de": "S Nr Art Abb Kap Bd Tab Abs Ziff Rn Jan Feb Mär Apr Jun Jul Aug Sep Sept Okt Nov Dez",
    "es": "pág págs pag p pp art arts cap caps núm nº n fig figs vol vols t s tel Tel ss",
    "pt": "pág págs p pp art arts cap caps núm nº n fig figs vol tel Tel séc",
    "it": "pag pagg p pp art artt cap capp n nn fig figg vol voll tel Tel sec",
    "nl": "p pp blz nr art fig vol hfst par tel",
    "pl": "s str nr art rys rozdz poz ust pkt t tel r w",
    "ru": "с С стр рис табл гл п пп ст т тт кв д № ч тел",
    "tr": "s ss No Madde md böl şek Tel",
    "id": "hlm hal No no Ps Bab Tel",
    "ar": "ص ج رقم ت س",
    "fa": "ص ج ش شماره",
    "hi": "सं पृ क्र नं",
    "ja": "No Vol Ver Fig p pp",
    "zh": "No Vol Ver Fig p pp",
}
"""After these a sentence goes on where a number follows: `No. 5`, but `No. He left.`"""

# German, the Nordic, the western and southern Slavic languages, Hungarian… write 3. for 3rd.
_ORDINAL_STOP = {
    *("de", "lb", "da", "nb", "nn", "no", "is", "fo", "fi", "et", "lv", "hu", "tr", "az"),
    *("cs", "sk", "sl", "hr", "bs", "sr", "pl"),
}
# These write ” (and “) on both sides of a quotation, so a mark after a stop may as well open the next one.
_SAME_QUOTES = {"sv", "fi"}
_CLOSING = "\"'”’»“)]）」』】》〉"


@cache
def _words(language: str, table: str) -> frozenset[str]:
    tables = {"name": _ABBREVIATIONS, "number": _BEFORE_NUMBERS}[table]
    return frozenset(f"{tables.get(language, '')} {tables.get('', '')}".split())


# --- cutting -------------------------------------------------------------------------------------------


def split(text: str, language: str) -> list[str]:
    """Cut running text into sentences, each with the white space that follows it.

    Args:
        text: words without markup; it may hold any white space.
        language: a BCP 47 tag; only its first part counts.

    `"".join(split(text, language)) == text`, and no part is empty. Thai is cut at question and exclamation
    marks only: its sentences end in a space, as many other things do.

    >>> split("GS. Nguyễn Văn A phát biểu. Ông nói rõ.", "vi")
    ['GS. Nguyễn Văn A phát biểu. ', 'Ông nói rõ.']
    """
    primary = re.split("[-_]", language)[0].lower()
    brackets = _Brackets(text, _BRACKETS.get(primary, _PAIRS))
    parts, start = [], 0
    for place in sorted(_candidates(text, primary)):
        end = place
        while end > start and text[end - 1].isspace():
            end -= 1
        brackets.read(place)
        if not start < end or place == len(text) or brackets.hold(place):
            continue
        before, after = text[max(start, end - _REACH) : end], text[place : place + _REACH]
        if not _goes_on(before, text[end:place], after, primary):
            parts.append(text[start:place])
            start = place
            brackets.forget()
    return [*parts, text[start:]] if text else []


_REACH = 1000
"""Characters to either side of a place that tell whether a sentence ends there; all of them would make a long
text take quadratic time."""


class _Brackets:
    """Counts the brackets that are open in the sentence being read."""

    def __init__(self, text: str, pairs: tuple[str, ...]) -> None:
        self._text = text
        self._pairs = pairs
        self._last = {pair: text.rfind(pair[1]) for pair in pairs}
        self._place = 0
        self.forget()

    def forget(self) -> None:
        """Begin a new sentence."""
        self._open = dict.fromkeys((*self._pairs, _GUILLEMETS), 0)

    def read(self, place: int) -> None:
        """Go on to a place."""
        for pair in self._open:
            opened, closed = (self._text.count(sign, self._place, place) for sign in pair)
            self._open[pair] += opened - closed
        self._place = place

    def hold(self, place: int) -> bool:
        """Say whether a bracket is open that is closed at this place or behind it."""
        if self._text[place] == "»" and self._open[_GUILLEMETS] > 0:
            return True
        return any(self._open[pair] > 0 and self._last[pair] >= place for pair in self._pairs)


_GUILLEMETS = "«»"
"""Counts only where `»` follows, for Germans and Danes open with it."""


_SPACED_END = re.compile(r"(?:[!?…؟۔।॥។៕](?:[\"'”’)\]]|\s?»)*|\.(?:[\"'”’)\]]|\s?»)+|\.\w\w+\.)\s+")
"""Ends that sentencex may miss: other stops than the full stop, closed-over stops, addresses, file names."""
_UNSPACED_STOP = r"[。！？｡][”’）」』】》〉)\"]*"
_UNSPACED_END = re.compile(rf"{_UNSPACED_STOP}\s*")
# Vietnamese counts congresses, quarters and grades in Roman numerals, which look like initials.
_COUNTED = re.compile(
    r"\b(?:thứ|lần|khóa|khoá|quý|loại|hạng|cấp|tập|chương|phần|kỳ|đợt|vùng)\s[IVX]\.$", re.IGNORECASE
)
# A year's `г.` may end a Russian sentence; that of a city may not.
_YEAR = re.compile(r"\d\s?(?:гг?|рр?)\.$")
_OWN_ENDS = {
    "vi": re.compile(r"\s[IVX]\.\s+"),
    **dict.fromkeys(("ru", "uk", "bg"), re.compile(r"\d\s?(?:гг?|рр?)\.\s+")),
}
"""Stops that sentencex takes for abbreviations, to be judged by `_goes_on`."""


def _candidates(text: str, language: str) -> set[int]:
    """Every place where a sentence may begin: after the white space that follows a stop."""
    # A line break is white space here: what may follow it is decided by what stands before it.
    flat = re.sub(r"[\t\n\r\v\f]", " ", text)
    places = {found.end() for pattern in (_SPACED_END, _UNSPACED_END) for found in pattern.finditer(flat)}
    places.update(_sentencex_ends(flat, language))
    if language in _OWN_ENDS:
        places.update(found.end() for found in _OWN_ENDS[language].finditer(flat))
    return places


def _sentencex_ends(text: str, language: str) -> Iterator[int]:
    import sentencex

    place = 0
    for piece in _PIECE.findall(text):
        for part in sentencex.segment(language, piece):
            place += len(part)
            after = place
            # It leaves some white space to the sentence that follows.
            while after < len(text) and text[after].isspace():
                after += 1
            yield after


# sentencex takes quadratic time where quotation marks are opened again and again; the cuts are where it cuts.
_PIECE = re.compile(r".{5000,6000}?(?:[.!?…]\s+|[。！？])|.{1,6000}", re.DOTALL)


# What numbers a paragraph is no sentence: `1.`, `II.`, `a.`, `12.3.`
_NUMBERING = re.compile(r"[\W\d_]*|[IVXLC]+\.|\w\.")


def _goes_on(before: str, gap: str, after: str, language: str) -> bool:
    """Tell whether a sentence goes on from `before` over the white space `gap` to `after`."""
    first, last = after[0], before[-1]
    if _closes(first, language) or (language == "th" and last not in "?!"):
        return True
    if before.endswith("។ល។"):
        return True  # Khmer writes `etc.` with two stops
    if _NUMBERING.fullmatch(before):
        return True
    if not gap and not re.search(f"{_UNSPACED_STOP}$", before):
        return True  # 3.5, www.example.com, "오겠습니다."라고
    if _begins_in_lower_case(after) or _is_quotative(last, after, language):
        return True
    if before.endswith(("...", "…")):
        # A pause and a stop look the same; where capitals cannot tell, it is a pause.
        return unicodedata.category(first) == "Lo" and language not in ("zh", "ja")
    return last == "." and _is_abbreviated(before, after, language)


_PAIRS = ("()", "（）")
# A Japanese sentence holds the whole of what it quotes; elsewhere long speeches are cut inside their quotes.
_BRACKETS = {"ja": (*_PAIRS, "「」", "『』")}


def _closes(first: str, language: str) -> bool:
    if first in "”’":
        return language not in _SAME_QUOTES
    return first in ",;:)]}%، ؛،；：）」』】》〉、。！？!?.…"


def _begins_in_lower_case(after: str) -> bool:
    """A dash may stand before it: `— Ты придёшь? — спросила она.`"""
    return after.lstrip("—–- \u00a0")[:1].islower()


_QUOTATIVES = {
    "ja": re.compile("(?!でも|とても|ところ|もう|もし|はい|やがて)(?:[とはがをにのでもやへ]|って|など)"),
    "zh": re.compile("[^。！？，]{0,8}[问說说道答喊叫嚷問]"),
}


def _is_quotative(last: str, after: str, language: str) -> bool:
    """A quotation is part of the sentence that says who spoke: `「来ます。」と言った`."""
    pattern = _QUOTATIVES.get(language)
    return bool(pattern and last in _CLOSING and pattern.match(after))


_BEFORE_TOKEN = re.compile(r"[\s(\[“«„\"'‘—]")


def _is_abbreviated(before: str, after: str, language: str) -> bool:
    """Tell whether the stop that ends `before` belongs to an abbreviation, an ordinal, a date or a name."""
    token = _BEFORE_TOKEN.split(before)[-1].removesuffix(".")
    names, numbers = _words(language, "name"), _words(language, "number")
    if token in names or token.rpartition(".")[2] in names:
        return not (language in ("ru", "uk", "bg") and _YEAR.search(before))
    if after[0].isnumeric() and token in numbers:
        return True
    if token.isdigit():
        if language == "ko":
            return bool(re.search(r"\d\. ?\d+\.$", before)) or after[0].isdigit()  # 2024. 5. 3. 서울
        return language in _ORDINAL_STOP and len(token) <= 2 and len(before.split()) > 1
    return _is_initial(token, before, language)


def _is_initial(token: str, before: str, language: str) -> bool:
    letters = re.split(r"[.-]", token)
    if language == "en" or len(letters[-1]) != 1 or not letters[-1].isalpha():
        return False  # sentencex knows English initials, and where `U.S.` ends a sentence
    if language == "vi" and _COUNTED.search(before):
        return False
    return letters[-1].isupper() or (len(letters) > 1 and unicodedata.category(letters[-1]) == "Lo")
