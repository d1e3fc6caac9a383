"""Sentences that every mail says the same way."""

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def without_link(row) -> str:
    """How to come to the page where the mail's link does not open: by its `number_name`, typed where.

    A model whose number opens elsewhere too says so in `number_opens_in`.
    """
    place = getattr(row, "number_opens_in", "サイト内検索")
    return (
        f"リンクを開けないときは、{settings.SITE_NAME}にログインし、\n"
        f"{place}に\n「{row.number_name}」と入力してください。"
    )
