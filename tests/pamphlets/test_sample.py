"""The sample content."""

import pytest

from common.attachments.queries import files_of
from common.japanese_calendar import today
from common.outbox.models import OutgoingMail
from fixtures.sample import pamphlets
from members.organizations.models import Organization
from pamphlets.answer_changes.models import AnswerChange
from pamphlets.answers.models import WardAnswer
from pamphlets.deliveries.models import WORDS, Delivery
from pamphlets.requests.models import PamphletRequest
from pamphlets.ward_rules.models import WardClosure, WardRule


@pytest.mark.usefixtures("no_cast")
def test_sample_requests_show_every_state(db, make_organization, make_user):
    wards = {
        code: make_organization(name, code=code, prefecture="東京都", kind=Organization.Kind.SPECIAL_WARD)
        for name, code in (
            ("新宿区", "131041"),
            ("文京区", "131059"),
            ("江東区", "131083"),
            ("港区", "131032"),
        )
    }
    sakai = make_organization("堺市", code="271403", prefecture="大阪府")
    kushiro = make_organization("釧路市", code="012068", prefecture="北海道")
    people = {"ward": wards["131083"], "ward2": wards["131032"], "officer": sakai, "colleague": sakai}
    for name, organization in (people | {"stranger": kushiro}).items():
        make_user(f"{name}@demo.example", organization)
    assert pamphlets.load() == 7
    requests = PamphletRequest.objects.all()
    assert {request.state for request in requests} == set(PamphletRequest.State.values)
    assert [request.answer_due < today() for request in requests if request.is_open].count(True) == 1
    answers = WardAnswer.objects.all()
    assert {answer.state for answer in answers} == set(WardAnswer.State.values)
    assert answers.filter(delegated_section__isnull=False).exists()
    for request in requests:
        assert request.copies_accepted == sum(answer.copies or 0 for answer in request.answers.all())
    deliveries = Delivery.objects.all()
    assert {delivery.step for delivery in deliveries} == set(WORDS)
    assert [len(files_of(delivery)) for delivery in deliveries if delivery.finished_on] == [1]
    assert AnswerChange.objects.open().exists()
    assert WardRule.objects.count() == 2
    assert WardClosure.objects.values("ward").distinct().count() == 2
    assert not OutgoingMail.objects.exists()
