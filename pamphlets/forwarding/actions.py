from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from common import jobs
from common.audit_log.actions import record
from correspondence.answers.actions import Respondent, lock_answer
from members.sections.models import Section
from pamphlets.answers.actions import already_answered, refuse_late_answer
from pamphlets.answers.models import WardAnswer

SECTION_GONE = "この部署は廃止されました。別の部署を選んでください。"


@transaction.atomic
def forward_pamphlet(*, answer, section, note, by) -> WardAnswer:
    """Hand the request to another section of the ward; every officer of the ward may still answer."""
    pamphlet, answer = lock_answer(answer)
    refuse_late_answer(Respondent.of(by), pamphlet, answer)
    if not answer.is_owed:
        raise ValidationError(already_answered(answer))
    section = Section.objects.open().filter(pk=section.pk, organization=answer.organization_id).first()
    if section is None:
        raise ValidationError({"section": SECTION_GONE})
    if (answer.delegated_section_id, answer.delegated_note) == (section.pk, note):
        return answer
    answer.delegated_section, answer.delegated_note = section, note
    answer.delegated_at, answer.delegated_by = timezone.now(), by
    answer.save(update_fields=["delegated_section", "delegated_note", "delegated_at", "delegated_by"])
    entry = record(
        by=by,
        verb="pamphlets.pamphlet_forwarded",
        obj=pamphlet,
        ward=answer.organization.name,
        section=section.name,
        section_id=section.pk,
    )
    jobs.defer("pamphlets.tell_pamphlet_forwarded", answer_id=answer.pk, entry_id=entry.pk)
    return answer
