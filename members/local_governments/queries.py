"""How a former name (旧名称) finds the body of today, wherever members are sought."""

from django.db.models import Exists, OuterRef

from members.local_governments.models import FormerName


def formerly_named(words: str) -> Exists:
    """A condition on organisations: their local government once had a name that holds these plain words."""
    return Exists(FormerName.objects.named(words).filter(local_government=OuterRef("local_government")))
