"""Bulk pamphlet requests (パンフレット配布依頼): towns ask all wards, of which most have answered."""

import datetime
import random

from django.utils import timezone

from bench.content.copying import copy
from bench.content.organizations import DOMAIN, bulk_users
from bench.content.sentences import Writer
from common import japanese_calendar
from members.organizations.models import Organization
from members.users.models import User
from pamphlets.answers.models import WardAnswer
from pamphlets.requests.models import PamphletRequest

SEED = 20261130
COPIES = 3_000
State = WardAnswer.State


def fill(number: int) -> int:
    """Let bulk officers of towns ask the wards until there are `number` requests: how many are new."""
    have = PamphletRequest.objects.filter(author__email__endswith=f"@{DOMAIN}").count()
    officers = bulk_users().select_related("section__organization__local_government")
    wards = Organization.objects.special_wards()
    authors = list(officers.exclude(section__organization__in=wards))
    people = _people(officers.filter(section__organization__in=wards))
    if have >= number or not authors:
        return 0
    chance, writer = random.Random(SEED + have), Writer(SEED + have)  # noqa: S311 - content, not secrets
    asked, answers = [], []
    for place in range(have, number):
        pamphlet = _pamphlet(chance, writer, chance.choice(authors), days=1 + 3 * (number - place))
        given = [_answer(chance, pamphlet, ward, people.get(ward.pk)) for ward in wards]
        pamphlet.copies_accepted = sum(answer.copies or 0 for answer in given)
        asked.append(pamphlet)
        answers += given
    copy(PamphletRequest, asked)
    for answer in answers:
        answer.pamphlet_id = answer.pamphlet.pk
    copy(WardAnswer, answers)
    return len(asked)


def _people(officers) -> dict[int, User]:
    """One of each ward."""
    return {user.section.organization_id: user for user in officers}


def _pamphlet(chance, writer, author, *, days: int) -> PamphletRequest:
    at = timezone.now() - datetime.timedelta(days=days)
    is_open = days < 30
    closed = {} if is_open else {"closed_at": at + datetime.timedelta(days=25), "closed_by": author}
    return PamphletRequest(
        organization=author.organization,
        organization_name=author.organization.full_name,
        section=author.section,
        author=author,
        author_name=author.name,
        title=writer.title(),
        description=writer.body(1, longest=3)[0],
        answer_due=japanese_calendar.add_working_days(japanese_calendar.as_date(at), 15),
        size="A4",
        grams=40,
        copies_available=COPIES,
        answers_shown=PamphletRequest.Shown.ALL,
        state=PamphletRequest.State.OPEN if is_open else PamphletRequest.State.CLOSED,
        created_at=at,
        saved_at=at,
        sent_at=at,
        sent_by=author,
        **closed,
    )


def _answer(chance, pamphlet, ward, person) -> WardAnswer:
    """Of an open request a third waits; who has nobody has not answered."""
    states = (State.WAITING, State.ACCEPTED, State.PARTIAL, State.DECLINED)
    state = chance.choices(states, weights=(4, 5, 1, 2))[0] if person else State.WAITING
    given = {}
    if state != State.WAITING:
        given = {
            "answered_at": pamphlet.sent_at + datetime.timedelta(hours=chance.randint(1, 20)),
            "answered_by": person,
            "answered_by_name": person.name,
            "answered_section": person.section,
            "answered_section_name": person.section.name,
        }
    return WardAnswer(
        pamphlet=pamphlet,
        organization=ward,
        organization_name=ward.full_name,
        state=state,
        copies=chance.randint(1, 12) * 10 if state in (State.ACCEPTED, State.PARTIAL) else None,
        remark="" if state in (State.WAITING, State.ACCEPTED) else "窓口の数が限られるため。",
        **given,
    )
