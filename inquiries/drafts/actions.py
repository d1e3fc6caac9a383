"""An inquiry before anybody is asked: draft, its questions, sending."""

from collections.abc import Mapping, Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from common.attachments.actions import discard_files, replace_files
from common.attachments.queries import files_of
from common.audit_log.actions import record
from common.refusals import ActionRefused, StaleVersion
from correspondence.questions.actions import ASKED, set_questions
from correspondence.requests.actions import lock
from correspondence.requests.rules import owns
from inquiries.inquiries.actions import DECIDED
from inquiries.inquiries.models import Inquiry
from inquiries.inquiries.rules import (
    can_copy_inquiry,
    can_create_inquiry,
    can_edit_inquiry,
    can_make_template,
)
from members.organizations.models import Organization


@transaction.atomic
def draft_inquiry(*, by, values: Mapping, files=(), questions: Sequence[Mapping] = (), **facts) -> Inquiry:
    """Keep a new inquiry as a draft of his organisation. `values` are cleaned form fields.

    `questions` are fields of `Question` in order; `facts` are `copied_from` and `is_template`.
    """
    if not can_create_inquiry(by):
        raise PermissionDenied
    inquiry = Inquiry(
        organization=by.organization,
        organization_name=by.organization.full_name,
        author=by,
        author_name=by.name,
        **facts,
    )
    _write(inquiry, by, values, files)
    set_questions(inquiry, questions)
    record(by=by, verb="inquiries.inquiry_drafted", obj=inquiry)
    return inquiry


@transaction.atomic
def edit_inquiry(*, inquiry, by, version: int, values: Mapping, files=()) -> Inquiry:
    """Save a draft on; raises Overtaken where somebody saved since `version`."""
    inquiry = lock(Inquiry, inquiry.pk)
    if not can_edit_inquiry(by, inquiry):
        raise ActionRefused(DECIDED.format(state=inquiry.get_state_display()))
    if inquiry.version != version:
        raise StaleVersion(inquiry)
    inquiry.version += 1
    _write(inquiry, by, values, files)
    record(by=by, verb="inquiries.inquiry_edited", obj=inquiry)
    return inquiry


def _write(inquiry, by, values: Mapping, files) -> None:
    for name, value in values.items():
        if name != "chosen":
            setattr(inquiry, name, value)
    if values.get("section") is None:
        inquiry.section = by.section
    inquiry.saved_at, inquiry.saved_by = timezone.now(), by
    inquiry.save()
    inquiry.chosen.set(values.get("chosen", ()) if inquiry.reach == Inquiry.Reach.CHOSEN else [])
    replace_files(files, to=inquiry)


COPIED = ["title", "description", "reach", "prefectures", "results_shown", "needs_representative"]


@transaction.atomic
def copy_inquiry(*, inquiry, by) -> Inquiry:
    """A new draft from a template or an earlier inquiry (昨年の照会を写す).

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
    inquiry = lock(Inquiry, inquiry.pk)
    if not can_edit_inquiry(by, inquiry):
        raise ActionRefused(DECIDED.format(state=inquiry.get_state_display()))
    record(by=by, verb="inquiries.inquiry_discarded", obj=inquiry)
    discard_files(files_of(inquiry))
    inquiry.delete()
