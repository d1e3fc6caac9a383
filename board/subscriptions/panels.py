"""Whether mails of this topic are wanted."""

from django.db.models import OuterRef, Subquery

from board.subscriptions.models import TopicWatch


def annotations(user) -> dict:
    own = TopicWatch.objects.filter(user=user.pk, topic=OuterRef("pk"))
    return {"mails_wanted": Subquery(own.values("wanted")[:1])}
