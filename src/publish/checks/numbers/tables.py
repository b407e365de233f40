"""What languages call numbers: words that CLDR does not give, by primary language subtag."""

# Words for one to twelve, parted by spaces; forms of one number by a slash. A hyphen at the end stands for
# any ending, a tilde for letters inside, a low line for a space. Ordinals belong to them:
# "the second group" is nhóm 2.
SMALL = {
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
        "واحد-/الأول-/أول-/أحد-/إحدى/حادي- اثن-/ثان-/كلا-/~ان/~ين ثلاث-/ثالث- أربع-/رابع- خمس-/خامس- "
        "ست-/سادس- "
        "سبع-/سابع- ثمان-/ثامن- تسع-/تاسع- عشر-/عاشر- أحد_عشر/إحدى_عشرة/حادي_عشر- اثن-"
    ),
    "hi": ("एक/पहल- दो/दूसर-/दोनों तीन/तीसर- चार/चौथ- पाँच-/पांच- छह/छः/छठ- सात- आठ- नौ/नौव- दस- ग्यारह- बारह-"),
    "el": (
        "έν-/ένα/μία/μια/πρώτ- δύο/δυο/δεύτερ-/δευτέρ-/διπλ- τρ-/τρίτ-/τριπλ- "
        "τέσσ-/τεσσ-/τέταρτ-/τετάρτ- πέντε/πέμπτ-/πενταετ- έξι/έκτ- "
        "επτά/εφτά/έβδομ-/εβδόμ- οκτώ/οχτώ/όγδο-/ογδό- εννέα/εννιά/ένατ-/ενάτ- "
        "δέκα/δέκατ-/δεκάτ-/δεκάδα/δεκαετ- "
        "έντεκα/ένδεκα/ενδέκατ- δώδεκα/δωδέκατ-"
    ),
    "id": (
        "satu/pertama/se- dua/kedua tiga/ketiga empat/keempat lima/kelima enam/keenam tujuh/ketujuh "
        "delapan/kedelapan sembilan/kesembilan sepuluh/kesepuluh sebelas/kesebelas dua_belas"
    ),
    "tr": ("bir/biri-/ilk iki-/ikinci- üç- dört-/dördüncü- beş- altı- yedi- sekiz- dokuz- on on_bir on_iki"),
}
UNSPACED = {
    "th": ("หนึ่ง/แรก สอง/ทั้งคู่ สาม สี่ ห้า หก เจ็ด แปด เก้า สิบ สิบเอ็ด สิบสอง"),
    "lo": ("ໜຶ່ງ/ຫນຶ່ງ/ທຳອິດ ສອງ ສາມ ສີ່ ຫ້າ ຫົກ ເຈັດ ແປດ ເກົ້າ ສິບ ສິບເອັດ ສິບສອງ"),
    "km": ("មួយ ពីរ បី បួន ប្រាំ ប្រាំមួយ ប្រាំពីរ ប្រាំបី ប្រាំបួន ដប់ ដប់មួយ ដប់ពីរ"),
    "my": ("တစ်/ပထမ နှစ်/ဒုတိယ သုံး/တတိယ လေး ငါး ခြောက် ခုနစ်/ခုနှစ် ရှစ် ကိုး ဆယ် ဆယ့်တစ် ဆယ့်နှစ်"),
    "ko": (
        "하나/한/일/첫 둘/두/이 셋/세/삼 넷/네/사 다섯/오 여섯/육 "
        "일곱/칠 여덟/팔 아홉/구 열/십 열하나/열한/십일 열둘/열두/십이"
    ),
}
# What CLDR's rules for spelling do not give: another case, another word, decades.
MORE = {
    "ar": (
        "12:ثاني_عشر/ثانية_عشر- 20:عشرين- 30:ثلاثين- 40:أربعين- 50:خمسين- 60:ستين- 70:سبعين- "
        "80:ثمانين- 90:تسعين- 100:مئة/مئ- 200:مئتا-/مئتي-/مائتا-/مائتي- 2000:ألفا/ألفي/ألفان/ألفين "
        "2000000:مليونا/مليوني/مليونان/مليونين 2000000000:مليارا/ملياري/ملياران/مليارين"
    ),
    "it": "15:quattrocento 16:cinquecento 17:seicento 18:settecento 19:ottocento 20:novecento",
    "en": "20:score 100:centenary/centennial/century/centuries",
    "id": "20:dua_puluhan 100:seratus 1000:seribu",
    "uk": (
        "200:двомстам 300:трьомстам 400:чотирьомстам 500:п'ятистам/п’ятистам 600:шестистам 700:семистам "
        "800:восьмистам 900:дев'ятистам/дев’ятистам"
    ),
    "vi": "20:hai_chục 30:ba_chục 40:bốn_chục 50:năm_chục 100:trăm",
}

# What multiplies the number before it, by the power of ten.
SCALES = {
    "en": (
        "2:hundred/hundreds 3:thousand/thousands 6:million/millions 9:billion/billions/bn "
        "12:trillion/trillions 15:quadrillion"
    ),
    "vi": "3:nghìn/ngàn 4:vạn 6:triệu 9:tỷ/tỉ",
    "fr": "3:mille/millier/milliers 6:million/millions 9:milliard/milliards/Md/Mds 12:billion/billions",
    "de": (
        "3:tausend/tsd 6:million/millionen/mio 9:milliarde/milliarden/mrd 12:billion/billionen "
        "15:billiarde/billiarden"
    ),
    "nl": "3:duizend 6:miljoen/mln 9:miljard/mld 12:biljoen 15:biljard",
    "sv": "3:tusen 6:miljon/miljoner/mn 9:miljard/miljarder/md 12:biljon/biljoner 15:biljard/biljarder",
    "da": (
        "3:tusind/tusinde 6:million/millioner/mio 9:milliard/milliarder/mia 12:billion/billioner "
        "15:billiard/billiarder"
    ),
    "nb": (
        "3:tusen 6:million/millioner/mill 9:milliard/milliarder/mrd 12:billion/billioner "
        "15:billiard/billiarder"
    ),
    "fi": "3:tuhat-/tuhan- 6:miljoon-/milj 9:miljard-/mrd 12:biljoon-",
    "hu": "3:ezer-/ezr- 6:millió- 9:milliárd- 12:billió-",
    "es": "3:mil/millar/millares 6:millón/millones 12:billón/billones",
    "ca": "3:mil/milers 6:milió/milions 12:bilió/bilions",
    "pt": (
        "3:mil 6:milhão/milhões/mi 9:bilhão/bilhões/bi/mil_milhões 12:trilhão/trilhões/tri "
        "15:quatrilhão/quatrilhões"
    ),
    "it": "3:mila/mille 6:milione/milioni/mln 9:miliardo/miliardi/mld",
    "ro": "3:mie/mii 6:milion/milioane/mil 9:miliard/miliarde/mld 12:trilion/trilioane",
    "ru": "3:тыс/тысяч- 6:млн/миллион- 9:млрд/миллиард- 12:трлн/триллион- 15:квадриллион-",
    "uk": "3:тис/тисяч- 6:млн/мільйон- 9:млрд/мільярд- 12:трлн/трильйон-",
    "be": "3:тыс/тысяч- 6:млн/мільён- 9:млрд/мільярд- 12:трлн/трыльён-",
    "bg": "3:хил/хиляд- 6:млн/милион- 9:млрд/милиард- 12:трлн/трилион-",
    "sr": "3:хиљад-/hiljad- 6:милион-/milion- 9:милијард-/milijard- 12:билион-/bilion-",
    "hr": "3:tisuć-/tis 6:milijun-/mil 9:milijard-/mlrd 12:bilijun-",
    "sl": "3:tisoč- 6:milijon-/mio 9:milijard-/mrd 12:bilijon-",
    "pl": "3:tys/tysi- 6:mln/milion- 9:mld/miliard- 12:bln/bilion- 15:biliard-",
    "cs": "3:tis/tisíc- 6:mil/mln/milion- 9:mld/miliard- 12:bilion-",
    "sk": "3:tis/tisíc- 6:mil/mln/milión- 9:mld/miliard- 12:bilión-",
    "lt": "3:tūkst/tūkstan- 6:mln/milijon- 9:mlrd/milijard- 12:trln/trilijon-",
    "lv": "3:tūkst/tūkstoš- 6:milj/miljon- 9:mljrd/miljard- 12:triljon-",
    "et": "3:tuhat/tuhan- 6:mln/miljon- 9:mld/miljard- 12:triljon-",
    "el": (
        "3:χιλ/χιλιάδες/χιλιάδων 6:εκατ/εκατομμύρι-/εκατομμυρί- 9:δισ/δισεκατομμύρι-/δισεκατομμυρί- "
        "12:τρισ/τρισεκατομμύρι-/τρισεκατομμυρί-"
    ),
    "ar": "3:ألف/ألفا/ألفًا/آلاف 6:مليون-/ملايين 9:مليار- 12:تريليون-",
    "fa": "3:هزار 6:میلیون 9:میلیارد 12:تریلیون",
    "ur": "3:ہزار 5:لاکھ 6:ملین 7:کروڑ 9:ارب/بلین 11:کھرب",
    "he": (
        "3:אלף/אלפי/אלפים/האלפים 6:מיליון/מיליונ-/המיליון/המיליונ- 9:מיליארד-/המיליארד- 12:טריליון-/הטריליון-"
    ),
    "hi": "3:हज़ार/हजार 5:लाख 6:मिलियन 7:करोड़/करोड़ 9:अरब/बिलियन 11:खरब 12:ट्रिलियन",
    "mr": "3:हजार 5:लाख 6:दशलक्ष 7:कोटी 9:अब्ज",
    "ne": "3:हजार 5:लाख 7:करोड 9:अर्ब 11:खर्ब",
    "bn": "3:হাজার 5:লাখ/লক্ষ 6:মিলিয়ন 7:কোটি 9:বিলিয়ন 12:ট্রিলিয়ন",
    "ta": "3:ஆயிரம் 5:லட்சம்/இலட்சம் 6:மில்லியன் 7:கோடி 9:பில்லியன்",
    "id": "3:ribu 6:juta 9:miliar 12:triliun",
    "ms": "3:ribu 6:juta 9:bilion 12:trilion",
    # Endings one by one: "18 bina" are buildings.
    "tr": (
        "3:bin/bindi/binde/binden/bine/bini/bininin/binin/binlik/bininci 6:milyon- 9:milyar- 12:trilyon- "
        "15:katrilyon-"
    ),
    "az": "3:min 6:milyon- 9:milyard- 12:trilyon-",
    "ka": "3:ათას- 6:მილიონ- 9:მილიარდ- 12:ტრილიონ-",
    "hy": "3:հազար- 6:միլիոն- 9:միլիարդ- 12:տրիլիոն-",
    "zh": "2:百 3:千 4:万/萬 8:亿/億 12:兆",
    "ja": "2:百 3:千 4:万 8:億 12:兆",
    "ko": "2:백 3:천 4:만 8:억 12:조",
    "th": "2:ร้อย 3:พัน 4:หมื่น 5:แสน 6:ล้าน",
    "lo": "2:ຮ້ອຍ 3:ພັນ 4:ໝື່ນ/ຫມື່ນ 5:ແສນ 6:ລ້ານ 9:ຕື້",
    "km": "2:រយ 3:ពាន់ 4:ម៉ឺន 5:សែន 6:លាន 9:ប៊ីលាន/ប៊ីលីយ៉ុន 12:ទ្រីលាន/ទ្រីលីយ៉ុន",
    "my": "3:ထောင် 4:သောင်း 5:သိန်း 6:သန်း 9:ဘီလီယံ",
}
# Half: of an hour (30), of a whole, added to a number. A quarter.
HALVES = {
    "en": "half",
    "vi": "rưỡi/nửa/rưởi",
    "fr": "demi-/moitié",
    "de": "halb-/~einhalb-/hälfte/½",
    "nl": "half/halve/helft",
    "es": "medi-/mitad",
    "pt": "mei-/metade",
    "it": "mezz-/metà",
    "ro": "jumătate",
    "ca": "mi-",
    "ru": "пол-/половин-",
    "uk": "пів-/половин-",
    "pl": "pół-/wpół/połow-",
    "cs": "půl-/polovin-",
    "sv": "halv-/hälften",
    "da": "halv-",
    "nb": "halv-",
    "fi": "puol-",
    "hu": "fél/fele-/felé-",
    "el": "μισ-/ήμισ-",
    "tr": "yarı-/buçu-",
    "id": "setengah/separuh",
    "ms": "setengah/separuh",
    "ar": "نصف-/منتصف",
    "fa": "نیم-/نصف",
    "he": "חצי/מחצית",
    "hi": "आध-/साढ़े/साढ़े/डेढ़/ढाई",
    "th": "ครึ่ง",
    "lo": "ເຄິ່ງ",
    "km": "កន្លះ/ពាក់កណ្តាល/ពាក់កណ្ដាល",
    "my": "ခွဲ/ဝက်",
    "zh": "半",
    "ja": "半",
    "ko": "반",
}
QUARTERS = {
    "en": "quarter-/fourth-",
    "vi": "phần_tư/rưỡi",
    "fr": "quart-",
    "de": "viertel-/dreiviertel-",
    "es": "cuart-",
    "pt": "quart-",
    "it": "quart-",
    "nl": "kwart-",
    "ru": "четверт-",
    "pl": "ćwier-/czwart-",
    "tr": "çeyre-",
    "ar": "ربع/أرباع",
    "fa": "چهارم/ربع",
    "el": "τέταρτ-",
    "hi": "चौथाई/पौन-/सवा",
    "id": "perempat/seperempat",
    "sv": "kvart-/fjärdedel-",
    "uk": "чверт-",
    "zh": "刻",
    "th": "เสี้ยว",
}
# What CLDR's names for parts of the day lack.
LATE = {"ar": "بعد_ظهر/عصر/عصرا/مساء", "fa": "عصر/شب", "hi": "शाम/रात", "he": "אחר_הצהריים/בערב"}
# Decades and millennia without a number.
AGES = (
    r"decade|décenni|jahrzehnt|decenni|década|decenio|millenni|millénaire|milenio|milênio|jahrtausend"
    r"|(?:twen|thir|for|fif|six|seven|eigh|nine)ties|aughts|десятилет|тысячелет|десятиліт|тисячоліт|dekad|lecia"
    r"|thập kỷ (?:này|qua|trước)|thiên niên kỷ|十年|世纪初|世紀初|ทศวรรษที่แล้ว|عقد|ألفية|دهه‌های|millenium"
    r"|milenyum|दशक|δεκαετία|χιλιετία"
)
# Cases that CLDR does not give: in May.
MONTHS = {
    "ru": (
        "1:январе/январю/январём 2:феврале/февралю/февралём 3:марте/марту/мартом 4:апреле/апрелю/апрелем "
        "5:мае/маю/маем 6:июне/июню/июнем 7:июле/июлю/июлем 8:августе/августу/августом 9:сентябре/сентябрю "
        "10:октябре/октябрю/октябрём 11:ноябре/ноябрю/ноябрём 12:декабре/декабрю/декабрём"
    ),
    "uk": (
        "1:січні 2:лютому 3:березні 4:квітні 5:травні 6:червні 7:липні 8:серпні 9:вересні "
        "10:жовтні 11:листопаді 12:грудні"
    ),
    "pl": (
        "1:styczniu 2:lutym 3:marcu 4:kwietniu 5:maju 6:czerwcu 7:lipcu 8:sierpniu 9:wrześniu "
        "10:październiku 11:listopadzie 12:grudniu"
    ),
    "en": "9:sept",
    "vi": "1:giêng 12:chạp",
    "el": (
        "1:ιανουάριο 2:φεβρουάριο 3:μάρτιο 4:απρίλιο 5:μάιο 6:ιούνιο 7:ιούλιο 8:αύγουστο 9:σεπτέμβριο "
        "10:οκτώβριο 11:νοέμβριο 12:δεκέμβριο"
    ),
    "cs": (
        "1:lednu 2:únoru 3:březnu 4:dubnu 5:květnu 6:červnu 7:červenci 8:srpnu 10:říjnu "
        "11:listopadu 12:prosinci"
    ),
    "tr": (
        "1:ocakta 2:şubatta 3:martta 4:nisanda 5:mayısta 6:haziranda 7:temmuzda 8:ağustosta "
        "9:eylülde 10:ekimde 11:kasımda 12:aralıkta"
    ),
}
