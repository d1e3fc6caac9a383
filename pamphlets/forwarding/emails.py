from common.audit_log.models import AuditEntry
from correspondence.answer_links.emails import send_with_links
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
    if AuditEntry.objects.get(pk=entry_id).facts["section"] != section.name:
        return  # handed on again meanwhile: that has a mail of its own
    subject = f"配布依頼が回されました: {pamphlet.title}({pamphlet.organization.full_name})"
    sections = [section] if section.is_open else None
    send_with_links(
        f"pamphlet_forwarded:{entry_id}", "pamphlet_forwarded", subject,
        item=pamphlet, answers=[answer], sections=sections, answer=answer,
    )  # fmt: skip
