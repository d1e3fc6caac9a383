"""Readings in the order of the syllabary (五十音順): dakuten and small letters count last."""

from django.db.models import CharField, Func

_VOICED = "がぎぐげござじずぜぞだぢづでどばびぶべぼぱぴぷぺぽゔぁぃぅぇぉっゃゅょゎ"
_PLAIN = "かきくけこさしすせそたちつてとはひふへほはひふへほうあいうえおつやゆよわ"
_TABLE = str.maketrans(_VOICED, _PLAIN)


class PlainKana(Func):
    """A column of readings as it is sorted first."""

    template = f"translate(%(expressions)s, '{_VOICED}', '{_PLAIN}')"
    output_field = CharField()


def plain_kana(reading: str) -> str:
    """The same for a text."""
    return reading.translate(_TABLE)


def in_kana_order(column: str) -> tuple:
    """What `order_by` takes to sort by the readings of this column."""
    return PlainKana(column), column
