"""What happens to a pamphlet request (パンフレット配布依頼), each with its trace and its mails."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from board.models import AnswerChange, PamphletRequest, PamphletStep, WardAnswer
from board.models.delivery import has_left
from board.models.pamphlet import OWED
from board.rules import pamphlet as rules
from members.refusals import Refused
from office import cabinet, index, jobs, register

SILENT_WARDS = (
    "まだ回答していない区が{count}区あります。このまま締め切るときは確認欄にチェックを入れてください。"
)
ON_ITS_WAY = "既にパンフレットを発送した区があるため、取り下げられません。各区の担当課へ連絡してください。"


def ask_wards(pamphlet, wards, *, added_at=None) -> None:
    """One answer, waiting, for each ward; `added_at` where the others were asked before."""
    WardAnswer.objects.bulk_create(
        [
            WardAnswer(pamphlet=pamphlet, ward=ward, ward_name=ward.full_name, added_at=added_at)
            for ward in wards
        ]
    )


def step_of(pamphlet, by, kind, *, note="", changes=None) -> PamphletStep:
    """A line in the history of the request, with the names of the day."""
    return PamphletStep.objects.create(
        pamphlet=pamphlet, kind=kind, note=note, changes=changes or {}, by=by, by_name=by.name,
        section_name=by.section.name,
    )  # fmt: skip


@transaction.atomic
def close_pamphlet(*, pamphlet, by, although_silent=False):
    """Take no more answers; silent wards must be closed over knowingly and are told that none is needed."""
    pamphlet = locked(pamphlet.pk)
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
    """Take the request back while no copies have left; every ward that has not declined is told why."""
    pamphlet = locked(pamphlet.pk)
    if rules.owns_pamphlet(by, pamphlet) and has_left(pamphlet):
        raise Refused(ON_ITS_WAY)
    if not rules.can_withdraw_pamphlet(by, pamphlet):
        raise PermissionDenied
    pamphlet.state = PamphletRequest.State.WITHDRAWN
    pamphlet.withdrawn_at, pamphlet.withdrawn_by, pamphlet.withdrawn_reason = timezone.now(), by, reason
    pamphlet.save(update_fields=["state", "withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    AnswerChange.objects.open().filter(answer__pamphlet=pamphlet).update(
        state=AnswerChange.State.CANCELLED, decided_at=pamphlet.withdrawn_at, decided_by=by,
        decided_by_name=by.name, decided_note="依頼の取下げ",
    )  # fmt: skip
    register.record(by=by, verb="board.pamphlet_withdrawn", obj=pamphlet, reason=reason)
    index.refresh(pamphlet)
    jobs.defer("board.tell_wards_of_pamphlet", pamphlet_id=pamphlet.pk, occasion="withdrawn")
    return pamphlet


def same_files(pamphlet, files) -> bool:
    """Whether these are its samples by name and content: what a double click uploads are new rows."""
    own = cabinet.files_of(pamphlet)
    return [(file.name, file.sha256) for file in own] == [(file.name, file.sha256) for file in files]


def locked(pk):
    rows = PamphletRequest.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("organization__local_government", "section").get(pk=pk)
