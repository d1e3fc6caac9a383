"""What changed since the user read it, and the link to its history."""

from django.db.models import Exists, Q

from board.versions import differences
from board.versions.models import Version


def annotations(user) -> dict:
    """Whether its history has more than one state that the user may read."""
    return {"has_history": Exists(Version.objects.of_topic_for(user).order_by("pk")[1:2])}


def context(request, topic, replies: list) -> dict:
    if not topic.edit_no or topic.edit_no <= topic.read_no:
        return {}
    return {"since_read": _since(request.user, topic)}


def _since(user, topic) -> dict | None:
    """The differences between what the user had read and what is there; None where they had read nothing."""
    versions = (
        Version.objects.visible_to(user).readable().filter(topic=topic, reply=None, activity_no__isnull=False)
    )
    had_read = versions.filter(activity_no__lte=topic.read_no).order_by("-activity_no").values("pk")[:1]
    newest = versions.order_by("-activity_no").values("pk")[:1]
    both = Version.objects.filter(Q(pk__in=had_read) | Q(pk__in=newest)).order_by("activity_no")
    match list(both):
        case [before, after]:
            changes = differences.differences_between(before.snapshot, after.snapshot)
            return {"before": before, "after": after, "changes": changes} if changes.labels else None
    return None
