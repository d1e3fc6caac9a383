"""Who is told by mail of what became of an inquiry after it was sent, and in which words."""

from common.outbox.models import OutgoingMail
from correspondence.answer_links.emails import send_with_links
from inquiries.inquiries.emails import parts_of_key, send_each
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


def tell_step(step_id: int, also_answered: bool = True) -> None:
    """Mail those whom the step concerns once; running it again adds nothing (unique keys).

    Who has answered and who has not read different words. `also_answered` is False where nothing that those
    have done is touched.
    """
    rows = InquiryStep.objects.select_related("inquiry__organization__local_government", "inquiry__section")
    step = rows.filter(pk=step_id).first()
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
            send_each(event, name, subject, to, inquiry=inquiry, **more)


def still_open(mail: OutgoingMail) -> bool:
    return InquiryStep.objects.filter(pk=parts_of_key(mail)[0], inquiry__state=Inquiry.State.OPEN).exists()
