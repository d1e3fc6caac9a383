from common.audit_log.models import AuditEntry
from common.outbox.models import OutgoingMail
from correspondence.mails.emails import parts_of_key
from pamphlets.answer_links.emails import send_with_links
from pamphlets.answers.models import WardAnswer


def tell_forwarded(answer_id: int, entry_id: int) -> None:
    """The section that a request was handed to, and its officers."""
    answer = WardAnswer.objects.select_related(
        "pamphlet__organization__local_government",
        "pamphlet__section",
        "delegated_section",
        "delegated_by",
        "organization",
    ).get(pk=answer_id)
    section, pamphlet = answer.delegated_section, answer.pamphlet
    if section is None or not answer.is_owed or not pamphlet.is_open:
        return
    if AuditEntry.objects.get(pk=entry_id).facts["section_id"] != section.pk:
        return  # handed on again meanwhile: that has a mail of its own
    subject = f"配布依頼が回されました: {pamphlet.title}({pamphlet.organization.full_name})"
    sections = [section] if section.is_open else None
    send_with_links(
        f"pamphlet_forwarded:{entry_id}", "pamphlet_forwarded", subject,
        pamphlet=pamphlet, answers=[answer], sections=sections, answer=answer,
    )  # fmt: skip


def still_forwarded(mail: OutgoingMail) -> bool:
    """The ward still owes its answer, and the section that it was handed to last is the one of the mail."""
    entry = AuditEntry.objects.filter(pk=parts_of_key(mail)[0]).first()
    answer = (
        entry
        and WardAnswer.objects.filter(
            pamphlet=entry.object_id, pamphlet__state="open", delegated_section=entry.facts["section_id"]
        ).first()
    )
    return bool(answer and answer.is_owed)
