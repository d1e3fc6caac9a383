"""Pictures of 1200 × 630 pixels, as social media show them."""

import io
import subprocess
from functools import cache
from typing import BinaryIO, NamedTuple

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont, ImageOps

WIDTH, HEIGHT = 1200, 630
_MARGIN = 80
_KEY, _INK, _PAPER, _QUIET = "#0055ad", "#1a1a1a", "#ffffff", "#4d4d4d"
_NOT_FIRST = "、。，．・：；！？）」』】〕〉》ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々〜～"
_NOT_LAST = "（「『【〔〈《"
_TITLE_SIZES = ((72, 2), (60, 3), (48, 4))  # size of the letters, lines of that size


class Words(NamedTuple):
    """What a card says."""

    kind: str
    title: str
    when: str
    place: str


def card_from_picture(content: BinaryIO) -> bytes:
    """The middle of a picture, without what its file carried."""
    with Image.open(content) as picture:
        upright = ImageOps.exif_transpose(picture).convert("RGB")
    return _jpeg(ImageOps.fit(upright, (WIDTH, HEIGHT), Image.Resampling.LANCZOS))


def card_in_words(words: Words) -> bytes | None:
    """A card of title, date and place; None on a machine without a Japanese font."""
    if japanese_font() is None:
        return None
    card = Image.new("RGB", (WIDTH, HEIGHT), _PAPER)
    draw = ImageDraw.Draw(card)
    draw.rectangle((0, 0, WIDTH, 24), fill=_KEY)
    draw.text((_MARGIN, 76), words.kind, font=_font(34), fill=_KEY)
    _draw_title(draw, words.title)
    for place, line in enumerate([words.when, words.place]):
        font = _font(34)
        draw.text((_MARGIN, 440 + place * 52), _lines(line, font, 1)[0] if line else "", font=font, fill=_INK)
    draw.text((_MARGIN, 560), settings.SITE_NAME, font=_font(28), fill=_QUIET)
    return _jpeg(card)


def _draw_title(draw: ImageDraw.ImageDraw, title: str) -> None:
    for size, most in _TITLE_SIZES:
        font = _font(size)
        lines = _lines(title, font, most)
        if "".join(lines) == title:
            break
    for place, line in enumerate(lines):
        draw.text((_MARGIN, 140 + place * round(size * 1.35)), line, font=font, fill=_INK)


def _lines(text: str, font: ImageFont.FreeTypeFont, most: int) -> list[str]:
    """The text in at most so many lines, the last one cut where it is longer; no line begins with 、."""
    lines, rest = [], text
    while rest and len(lines) < most:
        end = next(
            (n for n in range(1, len(rest) + 1) if font.getlength(rest[:n]) > WIDTH - 2 * _MARGIN), None
        )
        if end is None:
            return [*lines, rest]
        end = max(1, end - 1)
        while end > 1 and (rest[end] in _NOT_FIRST or rest[end - 1] in _NOT_LAST):
            end -= 1
        lines.append(rest[:end])
        rest = rest[end:]
    if rest and lines:
        lines[-1] = f"{lines[-1][:-1]}…"
    return lines


def _font(size: int) -> ImageFont.FreeTypeFont:
    path, index = japanese_font()
    return ImageFont.truetype(path, size, index=index)


@cache
def japanese_font() -> tuple[str, int] | None:
    """Path and index of a bold Japanese font of this machine, Noto Sans CJK first; None without one."""
    asked = ["fc-list", ":lang=ja", "--format", "%{file}\t%{index}\t%{family}\t%{style}\n"]
    try:
        found = subprocess.run(asked, capture_output=True, text=True, timeout=20, check=False).stdout
    except (OSError, subprocess.TimeoutExpired):
        return None
    fonts = [line.split("\t") for line in found.splitlines() if line.count("\t") == 3]
    fonts = [font for font in fonts if font[0].lower().endswith((".ttc", ".ttf", ".otf"))]
    if not fonts:
        return None
    path, index, *_ = min(
        fonts, key=lambda font: ("Noto Sans CJK JP" not in font[2], "Bold" not in font[3], font)
    )
    return path, int(index) & 0xFFFF


def _jpeg(picture: Image.Image) -> bytes:
    drawn = io.BytesIO()
    picture.save(drawn, "JPEG", quality=85, optimize=True)
    return drawn.getvalue()
