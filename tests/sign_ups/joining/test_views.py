"""The form to sign up, for visitors and members."""

import pytest
from django.urls import reverse

from sign_ups.sign_ups.models import SignUp
from sign_ups.slots.models import Slot
from tests.sign_ups.conftest import group

pytestmark = pytest.mark.django_db
TYPED = {"name": "見本 太郎", "email": "taro@example.jp", "group_rule": "whole"}


def address_of(slot):
    return reverse("sign_ups:slot-join", args=[slot.pk])


def test_a_visitor_signs_up_several_and_reads_how_they_stand(client, make_slot):
    slot = make_slot()
    assert "受付と当日の連絡" in client.get(address_of(slot)).text
    typed = TYPED | {"person_1": "見本 太郎", "person_2": "見本 花子", "telephone": "０３-1234-5678"}
    response = client.post(address_of(slot), typed, follow=True)
    made = SignUp.objects.get()
    assert (made.names, made.telephone) == (["見本 太郎", "見本 花子"], "03-1234-5678")
    assert response.redirect_chain == [(f"/e/{made.code}/?new=1", 302)]
    assert "参加が確定しました" in response.text
    assert made.code_shown in response.text


def test_who_names_nobody_comes_alone_and_a_second_press_makes_nothing(client, make_slot):
    slot = make_slot()
    typed = TYPED | {"idempotency_key": "00000000-0000-4000-8000-000000000001"}
    first, second = (client.post(address_of(slot), typed) for _ in range(2))
    assert first.url == second.url
    assert SignUp.objects.get().names == ["見本 太郎"]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"name": ""}, "申込者の氏名を入力してください。"),
        ({"email": "taro@example.jp\nBcc: all@example.jp"}, "メールアドレスを"),
        ({"name": "太郎\nBcc: all@example.jp"}, "1行で入力"),
        ({"name": "太\x00郎"}, "使えない文字（NUL）"),
        ({"name": "太" * 1_000_000}, "60文字"),
        ({"remark": "あ" * 501}, "500文字"),
        ({"person_1": "花子", "person_2": "花 子"}, "同じ氏名が2回"),
        ({"person_1": "一", "person_2": "二", "person_3": "三"}, "定員は2人"),
        ({"group_rule": "all"}, "正しく選択してください"),
    ],
)
def test_what_is_typed_wrong_is_said_and_stays(client, make_slot, typed, words):
    response = client.post(address_of(make_slot()), TYPED | typed)
    assert response.status_code == 400
    assert words in response.text
    assert not SignUp.objects.exists()


def test_the_page_says_why_it_is_closed(client, make_slot):
    slot = make_slot()
    Slot.objects.update(state="closed")
    page = client.get(address_of(slot))
    assert "受付は終わりました" in page.text
    assert "<form" not in page.text.partition("<main")[2]
    response = client.post(address_of(slot), TYPED)
    assert (response.status_code, SignUp.objects.count()) == (400, 0)


def test_a_full_slot_says_that_one_waits(client, make_slot):
    slot = make_slot(capacity=1)
    group(slot, "甲")
    assert "空き待ちで受け付けます" in client.get(address_of(slot)).text


def test_a_draft_and_what_belongs_to_nothing_are_not_found(client, browser, officer, make_slot, event):
    draft = make_slot(is_open=False)
    assert client.get(address_of(draft)).status_code == 404
    assert "受付の準備中です" in browser(officer).get(address_of(draft)).text
    slot = make_slot()
    event.delete()
    assert client.get(address_of(slot)).status_code == 404


def test_a_call_is_joined_by_members_in_two_pages(client, browser, call, make_slot, stranger, reader):
    slot = make_slot(call, audience="members")
    assert client.get(address_of(slot)).status_code == 302
    assert browser(reader).get(address_of(slot)).status_code == 403
    member = browser(stranger)
    assert address_of(slot) in member.get(reverse("board:topic-detail", args=[call.pk])).text
    assert stranger.name in member.get(address_of(slot)).text
    assert member.post(address_of(slot), TYPED).status_code == 302
    assert SignUp.objects.get().section == stranger.section


def test_one_mailbox_does_not_sign_up_without_end(client, make_slot):
    slot = make_slot(capacity=100)
    names = (f"人{number}" for number in range(61))
    statuses = [client.post(address_of(slot), TYPED | {"name": name}).status_code for name in names]
    assert statuses == [302] * 60 + [429]
