"""Who is told by mail of what became of an inquiry after it was sent, and in which words."""

from common.outbox.models import OutgoingMail
from correspondence.answer_links.emails import send_with_links
from correspondence.mails.emails import parts_of_key, send_each
from correspondence.sending import emails as approvals
from inquiries.inquiries.models import Inquiry
from inquiries.steps.models import InquiryStep
from members.users.queries import addresses_of

Kind = InquiryStep.Kind
SUBJECTS = {
    Kind.CHANGED: "照会の質問の変更: {title}({organization})",
    Kind.EXTENDED: "照会の回答期限の変更: {title}({organization})",
    Kind.CLOSED: "回答は不要になりました: {title}({organization})",
    Kind.WITHDRAWN: "照会の取下げ: {title}({organization})",
}
NAMES = {
    Kind.CHANGED: "inquiry_changed",
    Kind.EXTENDED: "inquiry_due_moved",
    Kind.CLOSED: "inquiry_closed",
    Kind.WITHDRAWN: "inquiry_withdrawn",
}
ONLY_WHILE_OPEN = (Kind.CHANGED, Kind.EXTENDED)  # what ended meanwhile has a mail of its own


def notify_step(step_id: int, also_answered: bool = True) -> None:
    """Mail those whom the step concerns once; running it again adds nothing (unique keys).

    Who has answered and who has not read different words. `also_answered` is False where nothing that those
    have done is touched.
    """
    rows = InquiryStep.objects.select_related("inquiry__organization__local_government", "inquiry__section")
    step = rows.filter(pk=step_id, answer__isnull=True).first()
    if step and step.kind in approvals.KINDS:
        return _notify_approval(step)
    if step is None or step.kind not in SUBJECTS:
        return
    inquiry = step.inquiry
    if step.kind in ONLY_WHILE_OPEN and not inquiry.is_open:
        return
    subject = SUBJECTS[step.kind].format(title=inquiry.title, organization=inquiry.organization.full_name)
    asked = inquiry.answers.of_those_here()  # the others read it no more
    groups = [(asked.owed(), False)]
    if step.kind != Kind.CLOSED and also_answered:
        groups.append((asked.given(), True))
    for answers, answered in groups:
        if step.kind in ONLY_WHILE_OPEN:  # who was asked later never knew it otherwise
            answers = answers.exclude(added_at__gt=step.at)
        event, name, more = f"inquiry_step:{step.pk}", NAMES[step.kind], {"step": step, "answered": answered}
        if step.kind == Kind.CHANGED:  # who has answered answers anew, with a fresh link
            send_with_links(event, name, subject, item=inquiry, answers=answers, **more)
        else:
            to = addresses_of(organizations=answers.values("organization"))
            send_each(event, name, subject, to, item=inquiry, **more)


APPROVAL_SUBJECTS = {
    "proposed": "承認の求め: {title}(照会)",
    "returned": "差戻し: {title}(照会)",
    "approved": "承認され、照会を出しました: {title}",
}


def _notify_approval(step) -> None:
    """How the asking organisation decides, inside, is told inside."""
    inquiry = step.inquiry
    subject = APPROVAL_SUBJECTS[step.kind].format(title=inquiry)
    to = approvals.addresses_of_approval(step, inquiry)
    send_each(f"inquiry_step:{step.pk}", f"inquiry_{step.kind}", subject, to, item=inquiry, step=step)


def still_concerns(mail: OutgoingMail) -> bool:
    """The step of approval still concerns whoever reads this address."""
    rows = InquiryStep.objects.select_related("inquiry__section", "inquiry__organization")
    step = rows.filter(pk=parts_of_key(mail)[0]).first()
    return step is not None and mail.to.lower() in approvals.addresses_of_approval(step, step.inquiry)


STATES = {Kind.CLOSED: "closed", Kind.WITHDRAWN: "withdrawn"}  # of the inquiry, while the mail holds


def still_stands(mail: OutgoingMail) -> bool:
    """Questions and due date while it is open; its end while that is its state."""
    step = InquiryStep.objects.select_related("inquiry").filter(pk=parts_of_key(mail)[0]).first()
    if step is None or step.inquiry.state != STATES.get(step.kind, Inquiry.State.OPEN):
        return False
    moved_again = step.inquiry.steps.filter(kind=Kind.EXTENDED, pk__gt=step.pk)
    return step.kind != Kind.EXTENDED or not moved_again.exists()
