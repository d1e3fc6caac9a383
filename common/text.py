"""Text that people typed: what is let in, how it is shortened, how it becomes safe HTML."""

import re
import unicodedata
from collections.abc import Sequence
from decimal import Context, Decimal
from urllib.parse import urlsplit

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

_NEWLINES = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_INVISIBLE = re.compile("[\u200b\u200e\u200f\u2060\ufeff]")  # harmless, pasted by accident: dropped silently
_REFUSED = (
    (re.compile("\x00"), "使えない文字（NUL）"),
    (re.compile("[\ud800-\udfff]"), "使えない文字（壊れた文字）"),
    (re.compile("\ufffd"), "文字化けした文字（�）"),
    (re.compile("\ufffd"), "文字化けした文字（�）"),
    (re.compile("[\u202a-\u202e\u2066-\u2069]"), "文字の並びを変える制御文字"),
    (re.compile("[\x01-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]"), "制御文字"),
)
_ANY_REFUSED = re.compile("|".join(pattern.pattern for pattern, _ in _REFUSED))
_BLANKS = re.compile(r"\s+")
_UNSEEN_CATEGORIES = frozenset(["Cc", "Cf", "Zl", "Zp", "Zs"])
# the rest of Unicode's default ignorable code points, and three signs that are drawn empty
_UNSEEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2065\u3164\ufe00-\ufe0f\uffa0\ufff0-\ufff8"
    "\U000e0000-\U000e0fff\u2800\U00016fe4\U0001d159]"
)
_JOINED_BEFORE = re.compile("[\u0300-\u036f\u3099\u309a\ufe00-\ufe0f\u200d\U000e0100-\U000e01ef]")


def is_blank(text: str) -> bool:
    """Whether a reader sees nothing: blanks, format characters, Hangul fillers, variation selectors alone."""
    return all(unicodedata.category(c) in _UNSEEN_CATEGORIES or _UNSEEN.match(c) for c in text)


def normalise(text: str) -> str:
    """One way to write the same text: NFC, newlines as LF, no invisible marks. Refused characters stay."""
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", _NEWLINES.sub("\n", text)))


def refusal(text: str) -> str:
    """Japanese name of the first kind of character that is not let in, or ""."""
    if not _ANY_REFUSED.search(text):
        return ""
    return next(name for pattern, name in _REFUSED if pattern.search(text))


def clean(text: str) -> str:
    """Text from a source that cannot be asked again (a file, a header): what is not let in is dropped."""
    lines = normalise(_ANY_REFUSED.sub("", text)).split("\n")
    return "\n".join(line.rstrip() for line in lines).strip("\n")


def one_line(text: str) -> str:
    """`clean` text on one line, blanks folded."""
    return _BLANKS.sub(" ", clean(text)).strip()


def typed_code(text: str) -> str:
    """A code as it was meant, however it was typed: full width, with blanks or hyphens of any kind."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", text) if sign.isascii() and sign.isalnum())


DASHES = str.maketrans("‐‑‒–—―−ー", "--------")
# words behind a number that count the same things
_COUNTED = (
    ("人", "名"),
    ("か所", "箇所", "カ所", "ヵ所", "ヶ所", "ケ所", "館", "施設", "店", "店舗", "校", "園", "駅"),
    ("部", "冊", "枚", "通"),
    ("箱", "個", "ケース"),
    ("団体", "自治体", "市町村", "区"),
    ("件", "回", "本", "台", "点", "校", "日", "時間", "世帯", "組"),
    ("g", "グラム"),
)
COUNTERS = tuple(dict.fromkeys(word for words in _COUNTED for word in words))
_NUMBER = re.compile(
    r"(?P<about>約|およそ)?(?:計|合計)?(?P<sign>-?)(?P<whole>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)"
    r"(?P<places>\.[0-9]+)?(?P<behind>.*?)(?P<roughly>程度|ほど|くらい|ぐらい)?",
    re.ASCII,
)
_TIMES = {"千": 3, "万": 4, "百万": 6, "億": 8}
_RANGE = re.compile("(?:.*[~〜-].*[0-9].*)|.*(?:以上|以下|未満|以内|超|弱|強|余|前後|から|まで)")
NO_RANGE = "1つの数を入力してください（例：300）。「300〜400」「300以上」のような幅のある数は入力できません。"
NOT_COUNTED = (
    "数えた数を入力してください（例：48）。「約50」「50人ほど」のような、おおよその数は記録できません。"
)
OTHER_UNIT = "「{unit}」で数えた数を入力してください（例：1200、1,200{unit}）。"


def _plain_word(word: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", word)).translate(DASHES).lower()


def typed_number(text: str, units: Sequence[str] = (), *, is_counted: bool = False) -> str:
    """The number that was meant, without separators: １，２００人 is 1200, 約1.5万部 15000, ▲3 -3.

    `units` may stand behind it, and the words that count the same things. One that `is_counted` may not be
    about so many. Raises ValueError, with a sentence where more is to be said than that it is no number.
    """
    plain = re.sub(r"(?<![0-9])\s+|\s+(?![0-9])", "", unicodedata.normalize("NFKC", text)).translate(DASHES)
    if not plain:
        return ""
    is_readable = len(plain) <= 100 or plain.isdigit()  # of more digits the field says how many it takes
    found = _NUMBER.fullmatch(re.sub("^[▲△]", "-", plain.lower())) if is_readable else None
    if found is None:
        raise ValueError
    if is_counted and (found["about"] or found["roughly"]):
        raise ValueError(NOT_COUNTED)
    known = {_plain_word(word) for unit in units for word in (unit, *_alike(unit))} | {""}
    behind, times = found["behind"], 0
    if behind not in known:
        word = next((word for word in _TIMES if behind.startswith(word)), "")
        behind, times = behind.removeprefix(word), _TIMES.get(word, 0)
    if behind not in known:
        raise ValueError(_why_unclear(behind, units))
    number = found["whole"].replace(",", "") + (found["places"] or "")
    if times:
        number = f"{Decimal(number).scaleb(times, Context(prec=200)):f}"
    return found["sign"] + number


def _alike(unit: str) -> list[str]:
    return [word for words in _COUNTED if unit in words for word in words]


def _why_unclear(behind: str, units: Sequence[str]) -> str:
    if _RANGE.fullmatch(behind):
        return NO_RANGE
    return OTHER_UNIT.format(unit=units[0]) if units and units[0] != COUNTERS[0] and behind.isalpha() else ""


def excerpt(text: str, n: int) -> str:
    """The beginning on one line, at most `n` characters including the "…"; never cut inside a character."""
    line = one_line(text[: n * 4 + 200])
    if len(line) <= n and len(text) <= n * 4 + 200:
        return line
    end = n - 1
    while end > 0 and end < len(line) and _JOINED_BEFORE.match(line[end]):
        end -= 1
    return line[:end].rstrip() + "…"


# --- rendering -------------------------------------------------------------------------------------------

_LINK = re.compile(
    r"(?P<url>https?://[!#-;=?-~]+)"  # ASCII only: Japanese text follows an address without a blank
    r"|(?P<tel>(?<![A-Za-z0-9])tel:\+?[0-9][0-9()-]{5,20})"
    r"|(?P<mail>(?:(?<![A-Za-z0-9])mailto:)?(?<![A-Za-z0-9._%+-])"
    r"[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,24})",
    re.ASCII,
)
# a path of this site alone: neither "//host" nor "/\\host", which browsers read as another host
_PAGE_WORDS = r"[\[［]([^\[\]［］<>\n]{1,100})[\]］][(（](/(?!/)[A-Za-z0-9_./?=&;%#~-]{0,200})[)）]"
_PAGE = re.compile(_PAGE_WORDS)
_PAGE_OR_LINK = re.compile(rf"<a .*?</a>|{_PAGE_WORDS}")  # an address that has become a link stays as it is
PAGE_LINK_HELP = "「［申請の手順］（/members/apply/）」のように書くと、このサイトのページへつながります。"
_BULLET = re.compile(r"^[ \u3000]*(?:[・•●][ \u3000]?|[-*][ \u3000]+)(?P<item>\S.*)$")
# as mail programs quote; "＞＞江東区様", "＞5人" and ">5" are no quotes
_QUOTE = re.compile(r"^ {0,3}>(?:[ \u3000]|$|(?=>))")
DEEPEST_QUOTE = 2
_NUMBERED = re.compile(r"^[ \u3000]*(?P<number>[0-9]{1,3})\.[ \u3000]+(?P<item>\S.*)$")


def render_body(text: str) -> SafeString:
    """Safe HTML of a plain text: paragraphs, line breaks, lists, links (http, https, mailto, tel only).

    Lines that begin with "> " are a quote, within it once more a quote.
    """
    return mark_safe(_render(clean(text).split("\n"), DEEPEST_QUOTE))


def render_prose(text: str) -> SafeString:
    """As `render_body`, for what the secretariat publishes.

    `［言葉］（/contact/）`, with brackets of either width, is a link to a page of this site.
    """
    return mark_safe(_PAGE_OR_LINK.sub(_page_link, render_body(text)))


def _page_link(found: re.Match) -> str:
    words, path = found.groups()
    return f'<a href="{path}">{words}</a>' if path else found[0]


def plain_prose(text: str, site_url: str = "") -> str:
    """The text of `render_prose` without marks; with the whole address of a page where a site is given."""
    return _PAGE.sub(rf"\1（{site_url}\2）" if site_url else r"\1", text)


def without_quotes(text: str, *, inner: bool = False) -> str:
    """The text without the lines that quote another; `inner`: without those that quote inside a quote."""
    lines = text.split("\n")
    return "\n".join(line for line in lines if not _QUOTE.match(_unquoted(line) if inner else line))


def quoted(text: str, *, lines: int, characters: int) -> str:
    """The beginning of a text as a quote; what it quotes itself stays one level deep."""
    kept = [line for line in clean(text).split("\n") if not _QUOTE.match(_unquoted(line))]
    shown, room = [], characters
    for line in kept[:lines]:
        shown.append(line[:room])
        room -= len(line)
        if room <= 0:
            break
    if len(shown) < len(kept) or room < 0:
        shown.append("（以下略）")
    return "\n".join(f"> {line}".rstrip() for line in shown)


def _unquoted(line: str) -> str:
    """A quoting line without its mark; "" of any other."""
    found = _QUOTE.match(line)
    return line[found.end() :] if found else ""


def _render(lines: list[str], deepest: int) -> str:
    blocks: list[str] = []
    kind, items = "", []
    for line in [*lines, ""]:
        line_kind, item = _read(line, deepest)
        if line_kind != kind:
            blocks.append(_block(kind, items, deepest))
            kind, items = line_kind, []
        items.append(item)
    return "\n".join(block for block in blocks if block)


def _read(line: str, deepest: int) -> tuple[str, str]:
    if deepest and (found := _QUOTE.match(line)):
        return "blockquote", line[found.end() :]
    if found := _BULLET.match(line):
        return "ul", f"<li>{_inline(found['item'])}</li>"
    if found := _NUMBERED.match(line):
        return "ol", f'<li value="{int(found["number"])}">{_inline(found["item"])}</li>'
    return ("p", _inline(line.rstrip())) if line.strip() else ("", "")


def _block(kind: str, items: list[str], deepest: int) -> str:
    if not kind:
        return ""
    if kind == "blockquote":
        inner = _render(items, deepest - 1)
        return f"<blockquote>{inner}</blockquote>" if inner else ""
    return f"<{kind}>{('<br>' if kind == 'p' else '').join(items)}</{kind}>"


def _inline(line: str) -> str:
    parts, at = [], 0
    for found in _LINK.finditer(line):
        link = _trimmed(found[0])
        href = _href(found, link)
        if not href:
            continue
        parts.append(escape(line[at : found.start()]))
        parts.append(f'<a href="{escape(href)}" rel="nofollow noopener noreferrer">{escape(link)}</a>')
        at = found.start() + len(link)
    parts.append(escape(line[at:]))
    return "".join(parts)


def _trimmed(link: str) -> str:
    """Without the punctuation that ends the sentence, and without a bracket that opened before it."""
    while link and (link[-1] in ".,;:!?'" or (link[-1] in ")]" and _unbalanced(link))):
        link = link[:-1]
    return link


def _unbalanced(link: str) -> bool:
    opening = "(" if link[-1] == ")" else "["
    return link.count(link[-1]) > link.count(opening)


def _href(found: re.Match, link: str) -> str:
    if found["mail"]:
        return link if link.startswith("mailto:") else f"mailto:{link}"
    if found["tel"]:
        return link
    try:
        parts = urlsplit(link)
    except ValueError:
        return ""
    # "http://bank.example@evil.example/" shows one host and opens another
    return link if parts.hostname and "@" not in parts.netloc else ""
