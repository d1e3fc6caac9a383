"""Who is told by mail of a pamphlet request and its answers, and in which words."""

from common.outbox.actions import MailMessage, mail_key, send_mails
from correspondence.answer_links.emails import send_with_links
from members.users.queries import addresses_of
from pamphlets.answers.models import WardAnswer
from pamphlets.requests.emails import mail_text
from pamphlets.requests.models import PamphletRequest

SUBJECTS = {
    "requested": "パンフレット配布の依頼: {title}({organization})",
    "closed": "回答は不要になりました: {title}({organization})",
    "withdrawn": "配布依頼の取下げ: {title}({organization})",
}
# whom each occasion concerns: the silent ones need not answer any more; who declined is not called back
TOLD = {
    "closed": [WardAnswer.State.WAITING, WardAnswer.State.ASKED],
    "withdrawn": [state for state in WardAnswer.State if state != WardAnswer.State.DECLINED],
}

State = PamphletRequest.State
WHILE = {"requested": State.OPEN, "closed": State.CLOSED, "withdrawn": State.WITHDRAWN}


def tell_wards(pamphlet_id: int, occasion: str, ward_ids=None) -> None:
    """Mail each ward's section mailboxes and officers once; running it again adds nothing (unique keys).

    `ward_ids` where only those that were added later are concerned.
    """
    pamphlet = PamphletRequest.objects.select_related("organization__local_government", "section").get(
        pk=pamphlet_id
    )
    if pamphlet.state != WHILE[occasion]:
        return  # it went on before the worker came to it: the mail of its end says so
    subject = SUBJECTS[occasion].format(title=pamphlet.title, organization=pamphlet.organization.full_name)
    if occasion == "requested":
        answers = pamphlet.answers.all()
        if ward_ids is not None:
            answers = answers.filter(organization__in=ward_ids)
        send_with_links(
            f"pamphlet_requested:{pamphlet.pk}",
            "pamphlet_requested",
            subject,
            item=pamphlet,
            answers=list(answers),
        )
        return
    wards = pamphlet.answers.filter(state__in=TOLD[occasion]).values_list("organization_id", flat=True)
    if ward_ids is not None:
        wards = wards.filter(organization__in=ward_ids)
    body = mail_text(f"pamphlet_{occasion}", pamphlet=pamphlet)
    send_mails(
        MailMessage(
            key=mail_key(f"pamphlet_{occasion}:{pamphlet.pk}", address),
            to=address,
            subject=subject,
            body=body,
            purpose=f"pamphlets.pamphlet_{occasion}",
        )
        for address in addresses_of(organizations=list(wards))
    )
