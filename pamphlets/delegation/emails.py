"""Who is told that an answer was given to them: the section with its people, or the person."""

from common.outbox.models import OutgoingMail
from correspondence.answer_links.emails import send_with_links
from correspondence.delegation.emails import assignee_addresses
from correspondence.mails.emails import parts_of_key, send_each
from pamphlets.steps.models import PamphletStep

DELEGATED = "配布依頼への回答の担当になりました: {title}({organization})"


def notify_answer_step(step_id: int) -> None:
    """Mail those whom it was given to once; running it again adds nothing (unique keys)."""
    step = _step(step_id)
    if step is None or not _stands(step):
        return
    answer, pamphlet = step.answer, step.pamphlet
    subject = DELEGATED.format(title=pamphlet.title, organization=pamphlet.organization.full_name)
    event, name = f"pamphlet_answer_step:{step.pk}", "answer_delegated"
    if section := answer.delegated_section:
        facts = {"item": pamphlet, "answers": [answer], "sections": [section], "step": step}
        send_with_links(event, name, subject, **facts, answer=answer)
    elif answer.delegated_to_id != step.by_id:
        send_each(event, name, subject, assignee_addresses(answer), item=pamphlet, answer=answer, step=step)


def _step(step_id) -> PamphletStep | None:
    rows = PamphletStep.objects.select_related(
        "pamphlet__organization__local_government",
        "pamphlet__section",
        "answer__organization__local_government",
        "answer__delegated_section__organization",
        "answer__delegated_to__section__organization",
    )
    step = rows.filter(pk=step_id, kind=PamphletStep.Kind.DELEGATED, answer__isnull=False).first()
    if step:
        step.answer.pamphlet = step.pamphlet
    return step


def _stands(step) -> bool:
    """Nobody else was chosen since, and the answer is still waited for."""
    later = step.answer.steps.filter(kind=step.kind, pk__gt=step.pk)
    return step.answer.is_owed and step.pamphlet.is_open and step.answer.is_held and not later.exists()


def still_delegated(mail: OutgoingMail) -> bool:
    step = _step(parts_of_key(mail)[0])
    return bool(step and _stands(step) and mail.to.lower() in assignee_addresses(step.answer))
