"""Who is told by mail of a pamphlet request and its answers, and in which words."""

import hashlib

from django.conf import settings
from django.template.loader import render_to_string

from board.models import PamphletRequest, WardAnswer
from members.handing_over import heirs_of
from members.models import Section, User
from office import postroom

SUBJECTS = {
    "requested": "パンフレット配布の依頼: {title}({organization})",
    "closed": "回答は不要になりました: {title}({organization})",
    "withdrawn": "配布依頼の取下げ: {title}({organization})",
}
# whom each occasion concerns: the silent ones need not answer any more; who declined is not called back
TOLD = {
    "requested": list(WardAnswer.State),
    "closed": [WardAnswer.State.WAITING, WardAnswer.State.ASKED],
    "withdrawn": [state for state in WardAnswer.State if state != WardAnswer.State.DECLINED],
}


def tell_wards(pamphlet_id: int, occasion: str) -> None:
    """Mail each ward's section mailboxes and officers once; running it again adds nothing (unique keys)."""
    pamphlet = PamphletRequest.objects.select_related("organization__local_government", "section").get(
        pk=pamphlet_id
    )
    wards = pamphlet.answers.filter(state__in=TOLD[occasion]).values_list("ward_id", flat=True)
    subject = SUBJECTS[occasion].format(title=pamphlet.title, organization=pamphlet.organization.full_name)
    body = _body(f"pamphlet_{occasion}", pamphlet=pamphlet)
    postroom.post_many(
        postroom.Letter(
            key=_key(f"pamphlet_{occasion}:{pamphlet.pk}", address),
            to=address,
            subject=subject,
            body=body,
            purpose=f"board.pamphlet_{occasion}",
        )
        for address in addresses_of(organizations=list(wards))
    )


def tell_owner_of_answer(pamphlet, answer):
    """Tell the asking section, and the officer who asked, or who holds his post now, while he works there."""
    to = {mailbox.lower() for mailbox in pamphlet.section.mailboxes}
    asking = {pamphlet.author_id} | heirs_of([pamphlet.author_id])
    still_there = User.objects.filter(
        pk__in=asking, is_active=True, section__organization=pamphlet.organization_id
    )
    to.update(still_there.values_list("email", flat=True))
    subject = f"{answer.ward.name}の回答({answer.get_state_display()}): {pamphlet.title}"
    body = _body("pamphlet_answered", pamphlet=pamphlet, answer=answer)
    postroom.post_many(
        postroom.Letter(
            key=_key(f"pamphlet_answered:{answer.pk}", address),
            to=address,
            subject=subject,
            body=body,
            purpose="board.pamphlet_answered",
        )
        for address in sorted(to)
    )


def addresses_of(*, organizations):
    """Shared mailboxes and those who can answer, each address once; a reader (閲覧) cannot."""
    mailboxes = (
        Section.objects.open().filter(organization__in=organizations).values_list("mailbox", flat=True)
    )
    officers = User.objects.acting().filter(section__organization__in=organizations)
    return sorted(
        {a.lower() for a in mailboxes} | {a.lower() for a in officers.values_list("email", flat=True)}
    )


def _key(event, address):
    return f"{event}:{hashlib.sha256(address.encode()).hexdigest()}"  # an address may be longer than a key


def _body(name, *, pamphlet, **more):
    url = settings.SITE_URL + pamphlet.get_absolute_url()
    return render_to_string(f"board/mails/{name}.txt", {"pamphlet": pamphlet, "url": url, **more})
