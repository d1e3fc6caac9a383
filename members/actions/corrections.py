"""What an applicant corrected after his application was asked back (差戻しへの修正), put into its row."""

from django.utils import timezone

from members.models import Application
from members.refusals import Refused

STALE = "この修正は、別の内容に変わっています。いちばん新しいメールのリンクかコードを使ってください。"


def take_correction(application, *, fields: dict, answer: str):
    """Close the open round with what differs before and after; the caller holds and saves the application."""
    asked = application.returns.unanswered().select_for_update().get()
    asked.changes = {
        str(Application._meta.get_field(name).verbose_name): [getattr(application, name), value]
        for name, value in fields.items()
        if getattr(application, name) != value
    }
    asked.answer = answer
    asked.typed = {}
    asked.answered_at = timezone.now()
    asked.save(update_fields=["changes", "answer", "typed", "answered_at"])
    vars(application).update(fields)
    return asked


def take_proven_correction(application, email: str) -> None:
    """The new address of a correction is proven: what waited for that counts now."""
    asked = application.returns.unanswered().get()
    if asked.typed.get("email") != email:
        raise Refused(STALE)
    take_correction(application, fields=asked.typed, answer=asked.answer)
