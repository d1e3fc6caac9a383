"""Sizes, kinds of files, numbers and addresses, cheap enough for every row."""

from functools import lru_cache
from html import escape

from django.core.validators import MaxLengthValidator
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

KINDS = {
    "application/pdf": "PDF",
    "image/jpeg": "画像",
    "image/png": "画像",
    "image/gif": "画像",
    "image/webp": "画像",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "Excel",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "PowerPoint",
    "text/csv": "CSV",
    "text/plain": "テキスト",
    "application/zip": "ZIP",
}


def filesize_ja(size: int | None) -> str:
    """512バイト, 34 KB, 1.2 MB (1 KB = 1,024バイト)."""
    return _filesize(int(size or 0))


@lru_cache(maxsize=4096)
def _filesize(size: int) -> str:
    if size < 1024:
        return f"{size}バイト"
    if size < 1024 * 1024:
        return f"{-(-size // 1024):,} KB"  # never 0 KB, never 1,024 KB shown as less than it is
    return f"{size / 1024 / 1024:,.1f} MB"


def kind_ja(value) -> str:
    """PDF, 画像, Word …, from a media type or a stored file."""
    return KINDS.get(getattr(value, "kind", value), "ファイル")


class Grouped(int):
    """A number that is said with its thousands apart: 10,000."""

    def __str__(self):
        return f"{int(self):,}"


class LengthValidator(MaxLengthValidator):
    """Counts characters after normalisation, so that a line break is one character on every system."""

    message = "%(limit_value)s文字以内で入力してください（現在%(show_value)s文字）。"

    def clean(self, value):
        return Grouped(len(value))


def number_ja(value) -> str:
    """1,234; an unknown number is 不明, never 0."""
    if value is None or value == "":
        return "不明"
    return f"{value:,}"


def format_row(pattern: str, *args, **values) -> SafeString:
    """What `format_html` gives, at a third of its cost: that looks at each value for a lazy text."""
    shown = {name: _escaped(value) for name, value in values.items()}
    return SafeString(pattern.format(*map(_escaped, args), **shown))


def _escaped(value) -> str:
    return value.__html__() if hasattr(value, "__html__") else escape(str(value))


@lru_cache(maxsize=1024)
def select_options(choices: tuple, chosen=None) -> SafeString:
    """The options of a select, of (value, label) or of bare labels, each drawn once for all pages.

    As a template loop 47 prefectures cost more than the rest of a list.
    """
    return SafeString("".join(_option(choice, chosen) for choice in choices))


def _option(choice, chosen) -> str:
    value, label = (choice, choice) if isinstance(choice, str) else choice
    named = "" if isinstance(choice, str) else f' value="{escape(str(value))}"'
    return f"<option{named}{' selected' if value == chosen else ''}>{escape(str(label))}</option>"


@lru_cache(maxsize=4000, typed=True)  # of a few hundred bytes; marked safe is another value than plain
def render_once(template: str, **shown) -> SafeString:
    """The template with these values, drawn once for all pages that show the same ones.

    For the rows of busy lists: as nodes of a page they cost more than its queries. It knows nothing else than
    these values, so it can never show what has changed.
    """
    return SafeString(render_to_string(template, shown).strip())


def row_url(name: str, pk: int) -> str:
    """The address of a page about one row, whose URL pattern takes the row's number and nothing else.

    `reverse` takes 15 µs, a tenth of a list's page for its rows, and asks each time which language is spoken.
    """
    before, after = _url_around(name)
    return f"{before}/{pk}/{after}"


@lru_cache(maxsize=500)
def _url_around(name: str) -> list[str]:
    return reverse(name, args=[0]).rsplit("/0/", 1)
