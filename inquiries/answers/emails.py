"""Who is told by mail of what an organisation does with its answer: its own people; worker only."""

from common.outbox.models import OutgoingMail
from correspondence.answer_links.emails import send_with_links
from correspondence.delegation.emails import assignee_addresses
from correspondence.mails.emails import parts_of_key, send_each
from correspondence.questions import contents
from inquiries.steps.models import InquiryStep
from members.handovers.queries import successors_of
from members.sections.models import Section
from members.users.models import User

Kind = InquiryStep.Kind
# kind of step: name of the mail, its subject
MAILS = {
    Kind.DELEGATED: ("answer_delegated", "照会の担当になりました: {title}"),
    Kind.PROPOSED: ("answer_proposed", "回答の確認の求め: {title}(照会)"),
    Kind.RETURNED: ("answer_returned", "差戻し: {title}(照会への回答)"),
    Kind.ANSWERED: ("answer_given", "照会に回答しました: {title}"),
    Kind.CORRECTED: ("answer_given", "照会への回答を訂正しました: {title}"),
}
GIVEN = (Kind.ANSWERED, Kind.CORRECTED)
# a later step of these kinds has a mail of its own, with a note for somebody else
OVER_BY = {
    Kind.DELEGATED: (Kind.DELEGATED, *GIVEN),
    Kind.PROPOSED: (Kind.PROPOSED, Kind.RETURNED, *GIVEN),
    Kind.RETURNED: (Kind.PROPOSED, *GIVEN),
}


def step_with_answer(step_id) -> InquiryStep | None:
    """A step of an answer that is told by mail."""
    rows = InquiryStep.objects.select_related(
        "inquiry__organization__local_government",
        "inquiry__section",
        "answer__organization__local_government",
        "answer__delegated_to__section__organization",
        "answer__delegated_section__organization",
        "answer__drafted_section",
        "by",
    )
    return rows.filter(pk=step_id, kind__in=MAILS, answer__isnull=False).first()


def notify_answer_step(step_id: int) -> None:
    """Mail those whom the step concerns once; what is decided meanwhile concerns nobody any more."""
    step = step_with_answer(step_id)
    if step is None:
        return
    answer, inquiry = step.answer, step.inquiry
    answer.inquiry = inquiry
    to = _addresses_of_given(step) if step.kind in GIVEN else addresses_inside(step)
    if not to:
        return
    name, subject = MAILS[step.kind]
    event, subject = f"inquiry_answer_step:{step.pk}", subject.format(title=inquiry.title)
    context = {"answer": answer, "step": step, "rows": contents.rows_of(contents.values_of(answer))}
    if section := _writing_section(step):
        mailbox = {"sections": [section], "people": to - {section.mailbox.lower()}}
        send_with_links(event, name, subject, item=inquiry, answers=[answer], **mailbox, **context)
    else:
        send_each(event, name, subject, to, item=inquiry, **context)


def _writing_section(step) -> Section | None:
    """The section that goes on writing from its mailbox: it was given the answer, or its draft back."""
    if step.kind == Kind.DELEGATED:
        section = step.answer.delegated_section
    else:
        section = _proposing_section(step) if step.kind == Kind.RETURNED else None
    return section if section and section.is_open else None


def addresses_inside(step) -> set[str]:
    answer = step.answer
    if not step.inquiry.is_open or _is_over(step):
        return set()
    people = User.objects.of(answer.organization).acting_for_section().exclude(pk=step.by_id)
    if step.kind == Kind.DELEGATED:
        return assignee_addresses(answer) if answer.delegated_to_id != step.by_id else set()
    if step.kind == Kind.PROPOSED:
        people = people.representatives() if answer.proposed_at else people.none()
    elif section := _proposing_section(step):
        return {mailbox.lower() for mailbox in section.mailboxes}
    else:
        people = people.filter(pk__in=_proposers(step))
    return {email.lower() for email in people.values_list("email", flat=True)}


def _is_over(step) -> bool:
    """Whether the job comes too late: another was chosen, the draft moved on, or the answer was given."""
    return step.answer.steps.filter(kind__in=OVER_BY[step.kind], pk__gt=step.pk).exists()


def _proposal_before(step) -> InquiryStep | None:
    return step.answer.steps.filter(kind=Kind.PROPOSED, pk__lt=step.pk).order_by("-pk").first()


def _proposing_section(step) -> Section | None:
    """The section from whose mailbox the word of the representative was asked for, where it was."""
    asked = _proposal_before(step)
    return step.answer.drafted_section if asked and not asked.by_id else None


def _proposers(step) -> set[int]:
    """Whoever had asked for the word of the representative, or holds their post now."""
    asked = _proposal_before(step)
    return {asked.by_id} | successors_of([asked.by_id]) if asked and asked.by_id else set()


def _addresses_of_given(step) -> set[str]:
    """The shared mailbox of the section that answered, and whoever pressed: a receipt (控え)."""
    section = step.answer.answered_section
    mailboxes = section.mailboxes if section else []
    if step.by is None:
        return {address.lower() for address in mailboxes}
    still = step.by.is_active and step.by.section_id
    same = still and step.by.section.organization_id == step.answer.organization_id
    return {address.lower() for address in [*mailboxes, *([step.by.email] if same else [])]}


def still_inside(mail: OutgoingMail) -> bool:
    """Nobody else was chosen, nothing decided or answered, and they may still do it."""
    step = step_with_answer(parts_of_key(mail)[0])
    return step is not None and mail.to.lower() in addresses_inside(step)


def still_given(mail: OutgoingMail) -> bool:
    """The receipt of what stands there: a correction has one of its own."""
    step = step_with_answer(parts_of_key(mail)[0])
    if step is None or step.answer.is_owed or step.inquiry.is_withdrawn:
        return False
    later = step.answer.steps.filter(kind__in=GIVEN, pk__gt=step.pk)
    return mail.to.lower() in _addresses_of_given(step) and not later.exists()
