"""Sentences that every mail says the same way."""

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def without_link(row) -> str:
    """Where a mail's link does not open, the site search finds the page by its `number_name`."""
    return (
        f"リンクを開けないときは、{settings.SITE_NAME}にログインし、\n"
        f"サイト内検索に\n「{row.number_name}」と入力してください。"
    )
