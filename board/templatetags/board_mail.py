"""Words that every mail of the board says the same way."""

from django import template
from django.conf import settings

from board.models import PamphletRequest, Topic

register = template.Library()


@register.simple_tag
def without_link(post: Topic | PamphletRequest) -> str:
    """How to come to the page where the mail's link does not open: by the number of the post."""
    door = "サイト内検索" if isinstance(post, PamphletRequest) else "掲示板の「番号で開く」かサイト内検索"
    return (
        f"リンクを開けないときは、{settings.SITE_NAME}にログインし、\n"
        f"{door}に「{post.number_name}」と入力してください。"
    )
