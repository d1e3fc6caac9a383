"""An inquiry before anybody is asked: a new draft, from nothing, a template or an earlier inquiry."""

from collections.abc import Mapping, Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction

from correspondence.drafts.actions import copied_values, new_draft
from correspondence.questions.actions import ASKED, set_questions
from correspondence.requests.actions import lock, record_of
from correspondence.requests.rules import owns
from inquiries.inquiries.models import Inquiry
from inquiries.inquiries.rules import (
    can_copy_inquiry,
    can_make_template,
)
from members.organizations.models import Organization


@transaction.atomic
def draft_inquiry(*, by, values: Mapping, files=(), questions: Sequence[Mapping] = (), **facts) -> Inquiry:
    """Keep a new inquiry as a draft of the user's organisation. `values` are cleaned form fields.

    `questions` are fields of `Question` in order; `facts` are `copied_from` and `is_template`.
    """
    if not Inquiry.may_ask(by):
        raise PermissionDenied
    inquiry = new_draft(Inquiry, by, values=values, files=files, **facts)
    set_questions(inquiry, questions)
    record_of(inquiry, by, "drafted")
    return inquiry


COPIED = ["title", "description", "reach", "prefectures", "results_shown", "needs_representative"]


@transaction.atomic
def copy_inquiry(*, inquiry, by) -> Inquiry:
    """A new draft from a template or an earlier inquiry (昨年の照会の複製).

    Dates, answers and files are of that time and stay behind; whoever left since is not asked again.
    """
    inquiry = lock(Inquiry, inquiry.pk)  # a template may be thrown away at this moment
    if not can_copy_inquiry(by, inquiry):
        raise PermissionDenied
    return _copied(inquiry, by)


@transaction.atomic
def make_template(*, inquiry, by) -> Inquiry:
    """A template (ひな形) from a draft or an inquiry of the secretariat's, which stays as it is."""
    inquiry = lock(Inquiry, inquiry.pk)
    if not can_make_template(by) or not owns(by, inquiry):
        raise PermissionDenied
    return _copied(inquiry, by, is_template=True)


def _copied(inquiry, by, **facts) -> Inquiry:
    values = copied_values(inquiry, by, COPIED)
    readers = Organization.objects.members() | Organization.objects.secretariats()
    values["chosen"] = readers.filter(pk__in=inquiry.chosen.values("pk"))
    questions = list(inquiry.questions.current().values(*ASKED))
    return draft_inquiry(by=by, values=values, questions=questions, copied_from=inquiry, **facts)
