"""An inquiry before anybody is asked: draft, its questions, sending."""

from collections.abc import Iterable, Mapping, Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from inquiries.models import Inquiry, InquiryAnswer, InquiryStep, Question
from inquiries.rules import asking as rules
from members.models import Organization
from members.refusals import Overtaken, Refused
from office import cabinet, index, jobs, register

CHANGED_MEANWHILE = "{name}さんがこの下書きを保存しました。いまの内容を確かめてから、もう一度押してください。"
DECIDED = "この照会は、先にほかの担当者が操作しました(いまの状態は「{state}」です)。"
GONE = "この下書きは、先に削除されました。"
NOBODY_ASKED = "照会先の団体がありません。照会先を選び直してください。"
NO_QUESTIONS = "質問がありません。質問を1つ以上入力してください。"


@transaction.atomic
def draft_inquiry(*, by, values: Mapping, files=(), questions: Sequence[Mapping] = (), **facts) -> Inquiry:
    """Keep a new inquiry as a draft of his organisation. `values` are cleaned form fields.

    `questions` are fields of `Question` in order; `facts` are `copied_from` and `is_template`.
    """
    if not rules.can_create_inquiry(by):
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
    register.record(by=by, verb="inquiries.inquiry_drafted", obj=inquiry)
    return inquiry


@transaction.atomic
def edit_inquiry(*, inquiry, by, version: int, values: Mapping, files=()) -> Inquiry:
    """Save a draft on; raises Overtaken where somebody saved since `version`."""
    inquiry = locked(inquiry.pk)
    if not rules.can_edit_inquiry(by, inquiry):
        raise Refused(DECIDED.format(state=inquiry.get_state_display()))
    if inquiry.version != version:
        raise Overtaken(inquiry)
    inquiry.version += 1
    _write(inquiry, by, values, files)
    register.record(by=by, verb="inquiries.inquiry_edited", obj=inquiry)
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
    cabinet.replace(files, to=inquiry)


def set_questions(inquiry, questions: Iterable[Mapping]) -> None:
    """Write a draft's questions anew, in this order; nobody has answered them yet."""
    inquiry.questions.all().delete()
    Question.objects.bulk_create(
        Question(**{**fields, "inquiry": inquiry, "line": number, "position": number})
        for number, fields in enumerate(questions, 1)
    )


def addressees_of(inquiry) -> list[Organization]:
    """Whom it asks, or will ask, without the asking organisation; at most a few queries for 1,788."""
    reach, organizations = Inquiry.Reach, Organization.objects.members()
    match inquiry.reach:
        case reach.WARDS:
            organizations = Organization.objects.special_wards()
        case reach.PREFECTURES:
            organizations = organizations.filter(prefecture__in=inquiry.prefectures)
        case reach.CHOSEN:
            among = organizations | Organization.objects.secretariats()
            organizations = among.filter(pk__in=inquiry.chosen.values("pk"))
    rows = organizations.exclude(pk=inquiry.organization_id).select_related("local_government")
    return list(rows.order_by("local_government__code", "name_kana", "pk"))


@transaction.atomic
def send_inquiry(*, inquiry, by, version: int) -> Inquiry:
    """Ask everybody in one transaction: one answer, unread, each; the second press changes nothing.

    The view has read version `version` through and found it whole; another one is refused, so that nothing
    goes out that nobody looked at. The mails are one job of the worker.
    """
    inquiry = locked(inquiry.pk)
    if not inquiry.is_draft:
        return inquiry
    if not rules.can_send_inquiry(by, inquiry):
        raise PermissionDenied
    if inquiry.version != version:
        raise Refused(CHANGED_MEANWHILE.format(name=inquiry.saver))
    asked = addressees_of(inquiry)
    if not asked:
        raise Refused(NOBODY_ASKED)
    if not inquiry.questions.exists():
        raise Refused(NO_QUESTIONS)
    inquiry.state, inquiry.sent_at, inquiry.sent_by = Inquiry.State.OPEN, timezone.now(), by
    inquiry.organization_name = inquiry.organization.full_name
    inquiry.save()
    ask(inquiry, asked)
    step_of(inquiry, by, InquiryStep.Kind.SENT)
    register.record(by=by, verb="inquiries.inquiry_sent", obj=inquiry, organizations=len(asked))
    index.refresh(inquiry)
    jobs.defer("inquiries.tell_asked", inquiry_id=inquiry.pk)
    return inquiry


def ask(inquiry, organizations: Iterable[Organization], *, added_at=None) -> None:
    """One answer, unread, for each; `added_at` where the others were asked before."""
    InquiryAnswer.objects.bulk_create(
        [
            InquiryAnswer(
                inquiry=inquiry,
                organization=organization,
                organization_name=organization.full_name,
                added_at=added_at,
            )
            for organization in organizations
        ],
        batch_size=1_000,
    )


def step_of(inquiry, by, kind, *, answer=None, note="", changes=None) -> InquiryStep:
    """A line in the history, with the names of the day; `by` None is the clock."""
    return InquiryStep.objects.create(
        inquiry=inquiry, answer=answer, kind=kind, note=note, changes=changes or {}, by=by,
        by_name=by.name if by else "", section_name=by.section.name if by and by.section else "",
    )  # fmt: skip


def locked(pk) -> Inquiry:
    """The row for a change; Refused where a draft was thrown away meanwhile."""
    rows = Inquiry.objects.select_for_update(of=("self",), no_key=True)
    try:
        return rows.select_related("organization__local_government", "section", "saved_by").get(pk=pk)
    except Inquiry.DoesNotExist:
        raise Refused(GONE) from None
