"""Who is told by mail of a step of a request: of approval inside the organisation, of the rest the wards."""

from common.outbox.models import OutgoingMail
from correspondence.mails.emails import parts_of_key, send_each
from correspondence.sending import emails as approvals
from members.users.queries import addresses_of
from pamphlets.steps.models import PamphletStep

Kind = PamphletStep.Kind
SUBJECTS = {
    Kind.PROPOSED: "承認の求め: {title}(パンフレット配布依頼)",
    Kind.RETURNED: "差戻し: {title}(パンフレット配布依頼)",
    Kind.APPROVED: "承認され、依頼を出しました: {title}(パンフレット配布依頼)",
    Kind.CHANGED: "配布依頼の変更: {title}({organization})",
    Kind.CLOSED: "回答は不要になりました: {title}({organization})",
    Kind.WITHDRAWN: "配布依頼の取下げ: {title}({organization})",
}


def notify_step(step_id: int) -> None:
    """Mail those whom the step concerns once; running it again adds nothing (unique keys)."""
    step = _step(step_id)
    if step is None:
        return
    pamphlet = step.pamphlet
    subject = SUBJECTS[step.kind].format(title=pamphlet, organization=pamphlet.organization.full_name)
    event, name = f"pamphlet_step:{step.pk}", f"pamphlet_{step.kind}"
    send_each(event, name, subject, addresses_of_step(step), item=pamphlet, step=step)


def addresses_of_step(step) -> set[str]:
    """Whom it concerns; nobody where the request went on since: that has a mail of its own."""
    if step.kind in approvals.KINDS:
        return approvals.addresses_of_approval(step, step.pamphlet)
    return set(addresses_of(organizations=list(_wards_told(step).values_list("organization", flat=True))))


def _wards_told(step):
    """The silent ones need not answer any more; who declined is not called back."""
    pamphlet = step.pamphlet
    answers = pamphlet.answers.exclude(state="declined")
    if step.kind == Kind.CHANGED:
        return answers.none() if pamphlet.is_withdrawn else answers
    if step.kind != pamphlet.state:
        return answers.none()
    return answers.owed() if step.kind == Kind.CLOSED else answers


def _step(step_id) -> PamphletStep | None:
    rows = PamphletStep.objects.select_related(
        "pamphlet__organization__local_government", "pamphlet__section", "pamphlet__saved_by"
    )
    return rows.filter(pk=step_id, kind__in=SUBJECTS).first()


def still_concerns(mail: OutgoingMail) -> bool:
    """The step still concerns whoever reads this address."""
    step = _step(parts_of_key(mail)[0])
    return step is not None and mail.to.lower() in {to.lower() for to in addresses_of_step(step)}
