"""What a successor finds of the requests to the wards."""

import pytest

from common import japanese_calendar
from members.handovers.actions import hand_over
from members.users.models import User
from pamphlets.answers.actions import answer_pamphlet
from tests.mypage import pending_kinds
from tests.pamphlets.asking import ask
from tests.worker import told

pytestmark = pytest.mark.django_db


def handed_over(leaving, email: str) -> User:
    """The successor of this person, who left today."""
    hand_over(
        leaving=leaving,
        successor_name="後任 七子",
        successor_email=email,
        effective_on=japanese_calendar.today(),
        by=leaving,
    )
    return User.objects.get(email=email)


def test_the_successor_answers_the_open_request_of_their_ward(browser, officer, ward_officer, koto):
    request = ask(officer, [koto], title="秋の観光")
    successor, asking = (
        handed_over(ward_officer, "ward2@city.example"),
        handed_over(officer, "successor@city.example"),
    )
    assert "区の回答を待つパンフレット配布依頼" in pending_kinds(browser(successor))
    assert "秋の観光" in browser(successor).get("/board/pamphlets/").content.decode()
    answer = answer_pamphlet(answer=request.answers.get(), state="accepted", copies=100, by=successor)
    assert answer.answered_by == successor
    assert told("pamphlets.pamphlet_answered") == {asking.email, asking.section.mailbox}
