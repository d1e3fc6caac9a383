"""What happens to a pamphlet request (パンフレット配布依頼), each with its trace and its mails."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from board.models import PamphletRequest, WardAnswer
from board.models.pamphlet import OWED
from board.rules import pamphlet as rules
from board.telling_pamphlet import tell_owner_of_answer
from office import cabinet, index, jobs, register

ALREADY_ANSWERED = (
    "この依頼には、既に{name}が回答しています({state})。変更は依頼元の担当部署へ連絡してください。"
)
NO_LONGER_OPEN = "この依頼は回答の受付を終えました({state})。必要なときは依頼元の担当部署へ連絡してください。"
TOO_MANY = "残りは{left}部です。{left}部以下で入力してください。"
NOTHING_LEFT = "残りがなくなりました。受け入れを希望するときは、依頼元の担当部署へ連絡してください。"
SILENT_WARDS = (
    "まだ回答していない区が{count}区あります。このまま締め切るときは確認欄にチェックを入れてください。"
)


@transaction.atomic
def create_pamphlet(*, by, section, wards, files, **facts):
    """Ask the wards: one answer, waiting, for each; their mails are one job of the worker."""
    pamphlet = PamphletRequest.objects.create(
        organization=section.organization,
        organization_name=section.organization.full_name,
        section=section,
        author=by,
        author_name=by.name,
        asked_at=timezone.now(),
        **facts,
    )
    ask_wards(pamphlet, wards)
    cabinet.attach(files, to=pamphlet)
    register.record(
        by=by, verb="board.pamphlet_created", obj=pamphlet, wards=len(wards), copies=pamphlet.copies_available
    )
    index.refresh(pamphlet)
    jobs.defer("board.tell_wards_of_pamphlet", pamphlet_id=pamphlet.pk, occasion="requested")
    return pamphlet


def ask_wards(pamphlet, wards) -> None:
    """One answer, waiting, for each ward."""
    WardAnswer.objects.bulk_create(
        [WardAnswer(pamphlet=pamphlet, ward=ward, ward_name=ward.full_name) for ward in wards]
    )


@transaction.atomic
def answer_pamphlet(*, answer, accept, by, copies=None, places=None, remark=""):
    """Accept `copies` or decline; the request's row is locked, so that the stock is never oversold.

    Raises ValidationError with a sentence for the form where another answer or the closing came first.
    The same answer arriving twice (a double click) is taken once.
    """
    pamphlet = _locked(answer.pamphlet_id)
    answer = WardAnswer.objects.select_related("ward", "answered_by").get(pk=answer.pk)
    if not accept:
        copies = places = None
    if answer.answered_by == by and (answer.copies, answer.places, answer.remark) == (copies, places, remark):
        return answer
    _refuse_late(by, pamphlet, answer)
    if accept:
        _take(pamphlet, copies)
    answer.state = WardAnswer.State.ACCEPTED if accept else WardAnswer.State.DECLINED
    answer.copies, answer.places, answer.remark = copies, places, remark
    answer.answered_at, answer.answered_by, answer.answered_by_name = timezone.now(), by, by.name
    answer.save()
    register.record(
        by=by, verb="board.pamphlet_answered", obj=pamphlet, ward=answer.ward.name, state=answer.state,
        copies=copies,
    )  # fmt: skip
    tell_owner_of_answer(pamphlet, answer)
    return answer


@transaction.atomic
def close_pamphlet(*, pamphlet, by, although_silent=False):
    """Take no more answers; silent wards must be closed over knowingly and are told that none is needed."""
    pamphlet = _locked(pamphlet.pk)
    if not rules.can_close_pamphlet(by, pamphlet):
        raise PermissionDenied
    silent = pamphlet.answers.filter(state__in=OWED).count()
    if silent and not although_silent:
        raise ValidationError({"although_silent": SILENT_WARDS.format(count=silent)})
    pamphlet.state = PamphletRequest.State.CLOSED
    pamphlet.closed_at, pamphlet.closed_by = timezone.now(), by
    pamphlet.save(update_fields=["state", "closed_at", "closed_by"])
    register.record(by=by, verb="board.pamphlet_closed", obj=pamphlet, silent=silent)
    jobs.defer("board.tell_wards_of_pamphlet", pamphlet_id=pamphlet.pk, occasion="closed")
    return pamphlet


@transaction.atomic
def withdraw_pamphlet(*, pamphlet, by, reason):
    """Take the request back; every ward that has not declined is told the reason."""
    pamphlet = _locked(pamphlet.pk)
    if not rules.can_withdraw_pamphlet(by, pamphlet):
        raise PermissionDenied
    pamphlet.state = PamphletRequest.State.WITHDRAWN
    pamphlet.withdrawn_at, pamphlet.withdrawn_by, pamphlet.withdrawn_reason = timezone.now(), by, reason
    pamphlet.save(update_fields=["state", "withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    register.record(by=by, verb="board.pamphlet_withdrawn", obj=pamphlet, reason=reason)
    index.refresh(pamphlet)
    jobs.defer("board.tell_wards_of_pamphlet", pamphlet_id=pamphlet.pk, occasion="withdrawn")
    return pamphlet


def _locked(pk):
    rows = PamphletRequest.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("organization__local_government", "section").get(pk=pk)


def _refuse_late(by, pamphlet, answer):
    """The rule again, inside the lock: somebody may have been quicker."""
    if rules.can_answer_pamphlet(by, pamphlet, answer):
        return
    if not rules.speaks_for_ward(by, answer):
        raise PermissionDenied
    if not answer.is_waiting:
        raise ValidationError(
            ALREADY_ANSWERED.format(name=answer.answered_by_name, state=answer.get_state_display())
        )
    raise ValidationError(NO_LONGER_OPEN.format(state=pamphlet.get_state_display()))


def _take(pamphlet, copies):
    left = pamphlet.copies_left
    if copies > left:
        raise ValidationError({"copies": TOO_MANY.format(left=f"{left:,}") if left else NOTHING_LEFT})
    pamphlet.copies_accepted += copies
    pamphlet.save(update_fields=["copies_accepted"])
