"""How Japanese text is compared: the same in Python as the database's `jnorm(text)` and `name_key(text)`.

NFKC, lower case, katakana for hiragana, one form for variants of a character, no blanks beside Japanese.
A name is compared without any sign, and ヶ, カ and が between kanji are one (茅ヶ崎, 茅が崎).
The tables are spelled out because `lower()` and `\\s` depend on the database's locale; the SQL of the first
migration holds the same ones, and a property test holds both equal.
"""

import re
import unicodedata

MAX_CHARACTERS = 30_000  # what the index holds of one text


def _pairs(text: str) -> dict[str, str]:
    return dict(zip(text[::2], text[1::2], strict=True))


def _lower_case() -> dict[str, str]:
    """Latin with accents, Greek and Cyrillic, one character to one character."""
    letters = map(chr, [*range(0xC0, 0x180), *range(0x391, 0x3AA), *range(0x400, 0x430)])
    return {c: c.lower() for c in letters if c.lower() != c and len(c.lower()) == 1}


_HIRAGANA = {chr(code): chr(code + 0x60) for code in (*range(0x3041, 0x3097), 0x309D, 0x309E)}
_SMALL_KE = _pairs("ヵカヶケ") | _pairs("ゕカゖケ")  # 茅ヶ崎, 茅ケ崎
# older and other forms of the characters in the names of local governments, and of persons
VARIANTS = _pairs(
    "髙高﨑崎澤沢濵浜濱浜邉辺邊辺齋斎齊斉國国廣広嶋島龍竜瀧滝藪薮萬万與与竝並豫予龜亀亙亘會会餘余來来俱倶"
    "兒児內内劍剣區区雙双𠮷吉吳呉鹽塩增増壯壮壹壱賣売奧奥姬姫寶宝寢寝壽寿對対屬属峯峰嶌島巢巣帶帯歸帰辨弁"
    "辯弁瓣弁彌弥當当彥彦德徳戀恋惠恵戶戸拂払攝摂曵曳曾曽栢柏栁柳桺柳杤栃榮栄桒桑櫻桜桧檜檮梼樂楽鎚槌樣様"
    "橫横歲歳氣気冰氷淺浅澁渋澀渋淸清溫温灣湾滿満瀨瀬燒焼豬猪產産畄留發発眞真礪砺禮礼禰祢稻稲穗穂竈釜竃釜"
    "篭籠絲糸總総繩縄羣群膽胆舍舎舘館舩船蘆芦藝芸莊荘萠萌藏蔵霸覇觀観讀読諌諫輕軽郞郎鄕郷鄉郷埜野關関隱隠"
    "靑青靜静驒騨鯵鰺條条瀦潴涌湧黑黒縣県臺台渕淵碕崎冨富狹狭豐豊"
)
_DASHES = dict.fromkeys("‐‒–—―−", "-") | {"〜": "~"}
BLANKS = "\t\x0b\x0c\r\x85\u1680\u2028\u2029"
# letters of nearly every text, separate from the rest: SQL's translate() tries every entry for every letter
COMMON = _HIRAGANA | _SMALL_KE | {"\n": " "}
RARE = _lower_case() | VARIANTS | _DASHES | dict.fromkeys(BLANKS, " ")
TABLE = COMMON | RARE | {chr(code): chr(code + 0x20) for code in range(0x41, 0x5B)}

_TRANSLATION = str.maketrans(TABLE)
VARIATION_SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"  # 葛󠄀飾区: the same character drawn otherwise
_SEVERAL = re.compile(" +")
_DROPPED = re.compile(f"[{VARIATION_SELECTORS}]|(?<=[^\x00-\x7f]) | (?=[^\x00-\x7f])")
# what a name is written in, between or behind: 「堺市」, @堺市; the SQL has the same
MARKS = " !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~「」『』【】〈〉《》〔〕“”‘’、。・…"
_NO_MARKS = str.maketrans("", "", MARKS)
KE, NO = "ケガカ箇", "ノ之乃"  # one letter between kanji: 関ケ原, 六か所, 上ノ国; the first stands for all
BETWEEN_KANJI = {letters: re.compile(f"(?<=[々一-鿿])[{letters}](?=[々一-鿿])") for letters in (KE, NO)}
# 郡 between the prefecture and the name: 福島県相馬郡飯舘村
_PREFECTURE = "(北海道|東京都|(?:京都|大阪)府|.{2,3}県)"
_WITH_DISTRICT = re.compile(_PREFECTURE + ".{1,5}?郡(.+)")
_IN_PREFECTURE = re.compile(_PREFECTURE + "(.+)")


def jnorm(text: str) -> str:
    """`text` as it is compared; equal to the database's jnorm for every text without NUL and surrogates."""
    shaped = unicodedata.normalize("NFKC", text).translate(_TRANSLATION)
    # one blank first: looking behind a run of n of them takes n steps for each
    return _DROPPED.sub("", _SEVERAL.sub(" ", shaped)).strip(" ")


def name_key(text: str) -> str:
    """A name as it is compared, equal to the database's name_key; "" where nothing but signs is left."""
    key = jnorm(text).translate(_NO_MARKS)
    for letters, pattern in BETWEEN_KANJI.items():
        key = pattern.sub(letters[0], key)
    return key


def without_district(key: str) -> str:
    """A name without the 郡 behind its prefecture; "" where none is written."""
    found = _WITH_DISTRICT.fullmatch(key)
    return found[1] + found[2] if found else ""


CONTEXT_MARK = "\x01"  # before the lexemes of what a text is found together with; no text holds it


def bigrams(norm: str, mark: str = "") -> list[str]:
    """The lexemes of a normalised text: every two characters in a row, and the last one alone."""
    return [mark + norm[i : i + 2] for i in range(len(norm))]


def district_after(word: str) -> tuple[str, str] | None:
    """(prefecture, 郡 and the rest) of a word without its 郡: the texts may name one between the two."""
    found = _IN_PREFECTURE.fullmatch(word)
    return (found[1], "郡" + found[2]) if found and not without_district(word) else None
