"""Whether mails of this topic are wanted."""

from django.db.models import OuterRef, Subquery

from board.models import TopicWatch


def facts(user) -> dict:
    own = TopicWatch.objects.filter(user=user.pk, topic=OuterRef("pk"))
    return {"notices_wanted": Subquery(own.values("wanted")[:1])}


def part(request, topic, replies: list) -> dict:
    return {}
