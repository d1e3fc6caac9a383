"""Who is told by mail that a ward is asked, and in which words."""

from common.outbox.models import OutgoingMail
from correspondence.mails.emails import owed_guard, parts_of_key
from members.mail_tokens.models import MailToken
from pamphlets.answer_links.emails import send_with_links
from pamphlets.answer_links.models import AnswerLink
from pamphlets.requests.models import PamphletRequest

REQUESTED = "パンフレット配布の依頼: {title}({organization})"


def tell_asked(pk: int, organization_ids=None) -> None:
    """Mail each ward's section mailboxes and officers once; running it again adds nothing (unique keys).

    `organization_ids` where only those that were added later are concerned.
    """
    rows = PamphletRequest.objects.select_related("organization__local_government", "section")
    pamphlet = rows.get(pk=pk)
    if not pamphlet.is_open:
        return  # it went on before the worker came to it: the mail of its end says so
    answers = pamphlet.answers.all()
    if organization_ids is not None:
        answers = answers.filter(organization__in=organization_ids)
    subject = REQUESTED.format(title=pamphlet.title, organization=pamphlet.organization.full_name)
    event = f"pamphlet_requested:{pamphlet.pk}"
    send_with_links(event, "pamphlet_requested", subject, pamphlet=pamphlet, answers=list(answers))


def still_asked(mail: OutgoingMail) -> bool:
    """The ward that reads this address still owes its answer; also of a mail that was sent again."""
    if not mail.key.startswith("pamphlet_again:"):
        return owed_guard(PamphletRequest)(mail)
    token = MailToken.objects.filter(number=parts_of_key(mail)[0]).first()
    link = token and AnswerLink.objects.select_related("answer__pamphlet").filter(pk=token.subject_id).first()
    return bool(link and link.answer.is_owed and link.answer.pamphlet.is_open)
