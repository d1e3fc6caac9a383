from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject

from board.held_posts.models import HeldPost


def last_held_annotation() -> Subquery:
    """What became of the topic when it was last put on hold, as an expression in a query of topics."""
    held = HeldPost.objects.filter(topic=OuterRef("pk"), body="").order_by("-id")
    return Subquery(held.values(json=JSONObject(outcome="outcome", remark="remark", version="version"))[:1])
