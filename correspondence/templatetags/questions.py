"""Numbers of answers as people read them."""

from django import template

from correspondence.questions.kinds import number_ja

register = template.Library()


@register.filter
def decimal_ja(value) -> str:
    """1,200.5: with commas, three places at most, without idle zeros."""
    return number_ja(value)


@register.filter
def under(row, columns) -> list:
    """Pairs of column and cell of a row of a table."""
    return list(zip(columns, row, strict=True))
