"""What a new account may not do yet: post more than a few times a day."""

import datetime

from django.conf import settings
from django.utils import timezone

from board.held_posts.models import HeldPost
from board.replies.models import Reply
from board.topics.models import Topic
from common.refusals import ActionRefused
from members.users.models import User

MAX_TOPICS_A_DAY = 5
MAX_REPLIES_A_DAY = 20


class TooManyPosts(ActionRefused):
    """A new account has posted as often today as it may."""


def is_new_account(user) -> bool:
    """Younger than settings.BOARD_NEW_ACCOUNT_DAYS; the secretariat's never is."""
    age = timezone.now() - user.joined_at
    return not user.is_secretariat and age < datetime.timedelta(days=settings.BOARD_NEW_ACCOUNT_DAYS)


def require_daily_limit(user, model: type[Topic] | type[Reply]) -> None:
    """Refuse one topic or reply too many of today; in the transaction that posts it.

    The user's row is locked, so that two posts at once are counted one after the other. Their posts are found
    by the index of the author: a new account has few rows.
    """
    if not is_new_account(user):
        return
    User.objects.select_for_update().get(pk=user.pk)
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    waiting = HeldPost.objects.open().filter(by=user, at__gte=today)
    if model is Topic:
        limit, word = MAX_TOPICS_A_DAY, "投稿"
        posted = Topic.objects.filter(published_by=user, published_at__gte=today)
        waiting = waiting.filter(body="")
    else:
        limit, word = MAX_REPLIES_A_DAY, "返信"
        posted = Reply.objects.filter(author=user, created_at__gte=today)
        waiting = waiting.exclude(body="")
    if posted.count() + waiting.count() >= limit:
        raise TooManyPosts(
            f"登録から{settings.BOARD_NEW_ACCOUNT_DAYS}日間は、{word}は1日に{limit}件までです。"
            "今日はこれ以上できません。明日、もう一度操作してください。"
        )
