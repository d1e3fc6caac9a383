"""Choosing who writes an answer (担当): a person or a section of the asked organisation."""

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from common.audit_log.actions import record, record_many
from common.refusals import ActionRefused
from correspondence.delegation.models import key_of
from correspondence.mails.emails import send_step_mail
from correspondence.steps.actions import record_step
from members.sections.models import Section
from members.users.models import User

SECTION_GONE = "この部署は廃止されました。別の部署を選んでください。"


class DelegatedMeanwhile(Exception):
    """A colleague decided first; `answer` carries whom they chose."""

    def __init__(self, answer):
        super().__init__(f"answer {answer.pk}")
        self.answer = answer


def delegate(answer, by, *, assignee: User | Section, note: str = "", known: str | None = None):
    """Have them write the locked answer, or pass it on; `known` is whose it was on the page, if on one.

    They are told by mail. The same choice once more changes nothing.
    """
    if not _may_have(assignee, answer):
        raise ActionRefused(SECTION_GONE) if isinstance(assignee, Section) else PermissionDenied
    if answer.delegate == assignee and answer.delegated_note == note:
        return answer
    if answer.delegate and known not in (None, key_of(answer.delegate)):
        raise DelegatedMeanwhile(answer)
    changes = {"回答の担当": [answer.delegate_name, assignee.name]}
    is_person = isinstance(assignee, User)
    answer.delegated_to = assignee if is_person else None
    answer.delegated_section = None if is_person else assignee
    answer.delegated_note, answer.delegated_at, answer.delegated_by = note, timezone.now(), by
    answer.save()
    step = record_step(answer.item, by, "delegated", answer=answer, note=note, changes=changes)
    room, organization = answer.item.ROOM, answer.organization.full_name
    facts = {"organization": organization, "changes": changes}
    record(by=by, verb=f"{room}.answer_delegated", obj=answer.item, **facts)
    send_step_mail(step)
    return answer


def _may_have(assignee, answer) -> bool:
    if isinstance(assignee, Section):
        open_ones = Section.objects.open().filter(organization=answer.organization_id)
        return open_ones.filter(pk=assignee.pk).exists()
    return User.objects.of(answer.organization).acting_for_section().filter(pk=assignee.pk).exists()


def hand_over_delegations(model, *, leaving, successor) -> None:
    """Open delegations of answers go on with the successor; the day on which they were given stays."""
    parent = model.PARENT
    rows = model.objects.owed().filter(
        delegated_to=leaving, organization=successor.organization, **{f"{parent}__state": "open"}
    )
    passed = list(rows.select_related(parent).select_for_update(of=("self",), no_key=True).order_by("pk"))
    if not passed:
        return
    model.objects.filter(pk__in=[row.pk for row in passed]).update(delegated_to=successor)
    changes = {"回答の担当": [leaving.name, successor.name]}
    facts = [(row.item, {"changes": changes}) for row in passed]
    record_many(by=None, verb=f"{passed[0].item.ROOM}.answer_passed", rows=facts)
