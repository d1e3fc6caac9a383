"""Starting from what is there: a copy of an earlier inquiry or a template; a draft thrown away."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from inquiries.actions.drafting import DECIDED, draft_inquiry, locked
from inquiries.actions.questions import ASKED
from inquiries.models import Inquiry
from inquiries.rules import asking as rules
from members.models import Organization
from members.refusals import Refused
from office import cabinet, register

COPIED = ["title", "description", "reach", "prefectures", "results_shown", "needs_representative"]


@transaction.atomic
def copy_inquiry(*, inquiry, by) -> Inquiry:
    """A new draft from a template or an earlier inquiry (昨年の照会を写す).

    Dates, answers and files are of that time and stay behind; whoever left since is not asked again.
    """
    inquiry = locked(inquiry.pk)  # a template may be thrown away at this moment
    if not rules.can_copy_inquiry(by, inquiry):
        raise PermissionDenied
    return _copied(inquiry, by)


@transaction.atomic
def make_template(*, inquiry, by) -> Inquiry:
    """A template (ひな形) from a draft or an inquiry of the secretariat's, which stays as it is."""
    inquiry = locked(inquiry.pk)
    if not rules.can_make_template(by) or not rules.owns_inquiry(by, inquiry):
        raise PermissionDenied
    return _copied(inquiry, by, is_template=True)


def _copied(inquiry, by, **facts) -> Inquiry:
    values = {name: getattr(inquiry, name) for name in COPIED}
    readers = Organization.objects.members() | Organization.objects.secretariats()
    values["chosen"] = readers.filter(pk__in=inquiry.chosen.values("pk"))
    own = inquiry.section.is_open and inquiry.section.organization_id == by.organization.pk
    values["section"] = inquiry.section if own else None
    questions = list(inquiry.questions.current().values(*ASKED))
    return draft_inquiry(by=by, values=values, questions=questions, copied_from=inquiry, **facts)


@transaction.atomic
def discard_inquiry(*, inquiry, by) -> None:
    """Throw a draft or a template away with its files; the register remembers that it was there."""
    inquiry = locked(inquiry.pk)
    if not rules.can_edit_inquiry(by, inquiry):
        raise Refused(DECIDED.format(state=inquiry.get_state_display()))
    register.record(by=by, verb="inquiries.inquiry_discarded", obj=inquiry)
    cabinet.discard(cabinet.files_of(inquiry))
    inquiry.delete()
