"""The first steps on my page: each ticks itself off; done or put away they are gone."""

import pytest

from board.subscriptions.models import NotificationRhythm
from board.unread.models import ReadMark
from members.organizations.models import Organization
from members.users.models import User
from portal.first_steps.models import FirstStepsPutAway
from portal.first_steps.queries import first_steps_of
from tests.portal.mypage.test_mypage import publish, queries

INTRODUCE, INVITE, CHOOSE, READ = [
    "団体を紹介する",
    "同じ団体の担当者を招待する",
    "通知メールを選ぶ",
    "新しい投稿を読む",
]


@pytest.fixture
def alone(officer):
    """A representative who is the only one of their organisation."""
    User.objects.filter(section__organization=officer.organization).exclude(pk=officer.pk).update(
        is_active=False
    )
    User.objects.filter(pk=officer.pk).update(role=User.Role.REPRESENTATIVE)
    Organization.objects.filter(pk=officer.organization.pk).update(introduction="")
    return User.objects.get(pk=officer.pk)


def left(user, *, has_unread=True):
    return [step.title for step in first_steps_of(user, has_unread=has_unread) if not step.is_done]


def test_each_step_ticks_itself_off(alone, ward_officer, make_user):
    assert left(alone) == [INTRODUCE, INVITE, CHOOSE, READ]
    Organization.objects.filter(pk=alone.organization.pk).update(introduction="古墳の町です。")
    assert left(alone) == [INVITE, CHOOSE, READ]
    User.objects.create_user("new@city.example", name="新人", section=alone.section)
    assert left(alone) == [CHOOSE, READ]
    NotificationRhythm.objects.create(user=alone, rhythm="daily")
    assert left(alone) == [READ]
    topic = publish(ward_officer)
    ReadMark.objects.create(user=alone, topic=topic, activity_no=1)
    assert first_steps_of(alone, has_unread=True) == []


def test_who_has_nothing_unread_has_read(alone):
    assert READ not in left(alone, has_unread=False)


def test_others_than_representatives_have_two(reader, stranger):
    User.objects.filter(pk=stranger.pk).update(role=User.Role.OFFICER)
    for person in (reader, User.objects.get(pk=stranger.pk)):
        assert left(person) == [CHOOSE, READ]


def test_the_secretariat_and_who_left_have_none(secretariat, officer):
    assert left(secretariat) == []
    officer.is_active = False
    assert left(officer) == []


def test_my_page_shows_them_until_they_are_put_away(browser, alone):
    client = browser(alone)
    page = client.get("/mypage/").text
    assert INVITE in page
    assert "「はじめに」を表示しない" in page
    for _ in range(2):
        assert client.post("/mypage/first-steps/put-away/").url == "/mypage/"
    assert FirstStepsPutAway.objects.count() == 1
    assert INVITE not in client.get("/mypage/").text
    assert client.get("/mypage/first-steps/put-away/").status_code == 405


def test_they_cost_one_query(browser, alone, ward_officer):
    client = browser(alone)
    client.get("/mypage/")
    count, _ = queries(client, "/mypage/")
    assert count <= 12
