"""Who is told by mail of a pamphlet request and its answers, and in which words."""

from django.conf import settings
from django.template.loader import render_to_string

from board.models import PamphletRequest, WardAnswer, WardQuestion
from board.telling_letters import post_letters
from members.handing_over import heirs_of
from members.mails import addresses_of
from members.models import User
from office import postroom
from office.models import Entry

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
            answers = answers.filter(ward__in=ward_ids)
        post_letters(
            f"pamphlet_requested:{pamphlet.pk}",
            "pamphlet_requested",
            subject,
            pamphlet=pamphlet,
            answers=list(answers),
        )
        return
    wards = pamphlet.answers.filter(state__in=TOLD[occasion]).values_list("ward_id", flat=True)
    if ward_ids is not None:
        wards = wards.filter(ward__in=ward_ids)
    body = _body(f"pamphlet_{occasion}", pamphlet=pamphlet)
    postroom.post_many(
        postroom.Letter(
            key=postroom.key_of(f"pamphlet_{occasion}:{pamphlet.pk}", address),
            to=address,
            subject=subject,
            body=body,
            purpose=f"board.pamphlet_{occasion}",
        )
        for address in addresses_of(organizations=list(wards))
    )


def tell_owner_of_answer(pamphlet, answer):
    """Tell the asking section, and the officer who asked, or who holds his post now, while he works there."""
    subject = f"{answer.ward.name}の回答({answer.get_state_display()}): {pamphlet.title}"
    event = f"pamphlet_answered:{answer.pk}:{answer.answered_at:%Y%m%d%H%M%S%f}"
    post_each(
        event, "pamphlet_answered", subject, owner_addresses(pamphlet), pamphlet=pamphlet, answer=answer
    )


def tell_question(question_id: int) -> None:
    """A ward asked back: the asking side is told, unless a colleague of it replied meanwhile."""
    question = _question(question_id)
    pamphlet = question.answer.pamphlet
    if question.replied_at or pamphlet.is_withdrawn:
        return
    subject = f"{question.answer.ward.name}からの問い合わせ: {pamphlet.title}"
    event, purpose = f"pamphlet_question:{question.pk}", "pamphlet_question_asked"
    post_each(event, purpose, subject, owner_addresses(pamphlet), pamphlet=pamphlet, question=question)


def tell_reply(question_id: int) -> None:
    """The asking side replied: the ward is told, and can answer now."""
    question = _question(question_id)
    pamphlet = question.answer.pamphlet
    if pamphlet.is_withdrawn:
        return  # its own mail says so
    subject = f"問い合わせへの返事: {pamphlet.title}({pamphlet.organization.full_name})"
    event, purpose = f"pamphlet_reply:{question.pk}", "pamphlet_question_replied"
    post_letters(event, purpose, subject, pamphlet=pamphlet, answers=[question.answer], question=question)


def tell_forwarded(answer_id: int, entry_id: int) -> None:
    """The section that a request was handed to, and its officers."""
    answer = WardAnswer.objects.select_related(
        "pamphlet__organization__local_government",
        "pamphlet__section",
        "forwarded_to",
        "forwarded_by",
        "ward",
    ).get(pk=answer_id)
    section, pamphlet = answer.forwarded_to, answer.pamphlet
    if section is None or not answer.is_waiting or not pamphlet.is_open:
        return
    if Entry.objects.get(pk=entry_id).facts["section"] != section.name:
        return  # handed on again meanwhile: that has a mail of its own
    subject = f"配布依頼が回されました: {pamphlet.title}({pamphlet.organization.full_name})"
    sections = [section] if section.is_open else None
    post_letters(
        f"pamphlet_forwarded:{entry_id}", "pamphlet_forwarded", subject,
        pamphlet=pamphlet, answers=[answer], sections=sections, answer=answer,
    )  # fmt: skip


def _question(pk) -> WardQuestion:
    return WardQuestion.objects.select_related(
        "answer__ward", "answer__pamphlet__organization__local_government", "answer__pamphlet__section"
    ).get(pk=pk)


def owner_addresses(pamphlet) -> set[str]:
    """The asking section's mailbox, and who asked or holds his post now."""
    to = {mailbox.lower() for mailbox in pamphlet.section.mailboxes}
    asking = {pamphlet.author_id} | heirs_of([pamphlet.author_id])
    still_there = User.objects.filter(
        pk__in=asking, is_active=True, section__organization=pamphlet.organization_id
    )
    return to | {email.lower() for email in still_there.values_list("email", flat=True)}


def post_each(event, name, subject, to, *, pamphlet, **more) -> None:
    body = _body(name, pamphlet=pamphlet, **more)
    postroom.post_many(
        postroom.Letter(
            key=postroom.key_of(event, address),
            to=address,
            subject=subject,
            body=body,
            purpose=f"board.{name}",
        )
        for address in sorted(to)
    )


def _body(name, *, pamphlet, **more):
    url = settings.SITE_URL + pamphlet.get_absolute_url()
    return render_to_string(f"board/mails/{name}.txt", {"pamphlet": pamphlet, "url": url, **more})
