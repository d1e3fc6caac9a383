"""Which changes wait until the secretariat has seen them (変更の確認)."""

from members.models import Review
from office.models import Entry


def put_before_secretariat(*, entry: Entry, organization) -> Review | None:
    """Queue a line of the register, in the caller's transaction; what the secretariat did itself is known."""
    if entry.by is not None and entry.by.is_secretariat:
        return None
    return Review.objects.create(entry=entry, organization=organization, created_at=entry.at)
