"""One's own sign-up by its code: how it stands, change, accept, cancel; codes that are guessed."""

import pytest
from django.urls import reverse

from sign_ups.joining.actions import cancel_sign_up
from sign_ups.own_sign_up import views
from sign_ups.sign_ups.guesses import Guesses
from sign_ups.sign_ups.models import SignUp
from tests.sign_ups.conftest import group

pytestmark = pytest.mark.django_db
ENTER = "/e/"


def page(name, sign_up):
    return reverse(f"own_sign_up:{name}", args=[sign_up.code])


def test_a_code_is_typed_as_people_type(client, make_slot):
    made = group(make_slot(), "甲")
    wide = made.code_shown.lower().translate({ord(sign): ord(sign) + 0xFEE0 for sign in made.code.lower()})
    assert client.post(ENTER, {"code": f" {wide} "}).url == f"/e/{made.code}/"
    assert client.get(f"/e/{made.code_shown}/").status_code == 200


def test_ten_wrong_codes_close_those_that_begin_alike(client, make_slot):
    slot = make_slot()
    made, other = group(slot, "甲"), group(slot, "乙")
    SignUp.objects.filter(pk=made.pk).update(code="AAAABBBBBB")
    made.refresh_from_db()
    for _ in range(5):
        response = client.post(ENTER, {"code": "AAAAA-AAAAA"})
        assert (response.status_code, "申込番号が違います" in response.text) == (400, True)
        assert client.get("/e/AAAACCCCCC/").status_code == 404
    assert client.post(ENTER, {"code": made.code}).status_code == 429
    assert client.get(page("sign-up", made)).status_code == 429
    assert client.post(page("sign-up-cancel", made)).status_code == 429
    assert SignUp.objects.get(pk=made.pk).state == "confirmed"
    assert client.get(page("sign-up", other)).status_code == 200  # of a colleague in the same town hall


def test_who_guesses_at_random_is_stopped_by_network(client, make_slot, monkeypatch):
    made = group(make_slot(), "甲")
    monkeypatch.setattr(views, "SIGN_UP_CODES", Guesses("few", by_network="3/h"))
    assert [client.get(f"/e/{number}BBBBBBBBB/").status_code for number in "2345"] == [404] * 3 + [429]
    assert client.get(page("sign-up", made)).status_code == 429


def test_names_are_changed_and_the_sign_up_is_cancelled_without_a_login(client, make_slot):
    made = group(make_slot(capacity=3), "甲", 2)
    assert "甲1" in client.get(page("sign-up-change", made)).text
    typed = {"person_1": "乙", "person_2": "", "telephone": "", "remark": ""}
    assert "変更しました" in client.post(page("sign-up-change", made), typed, follow=True).text
    made.refresh_from_db()
    assert (made.names, made.size, made.slot.taken) == (["乙"], 1, 1)
    bad = client.post(page("sign-up-change", made), {"person_1": ""})
    assert (bad.status_code, "1人以上入力" in bad.text) == (400, True)
    assert "取り消しますか" in client.get(page("sign-up-cancel", made)).text
    assert "取り消しました" in client.post(page("sign-up-cancel", made), follow=True).text
    assert "すでに取り消されて" in client.post(page("sign-up-cancel", made), follow=True).text
    assert client.get(page("sign-up-change", made)).status_code == 302


def test_who_waits_reads_their_place_and_accepts_what_is_offered(client, make_slot):
    slot = make_slot(capacity=1)
    first, second = group(slot, "甲"), group(slot, "乙")
    assert "1番目です。空席はありません" in client.get(page("sign-up", second)).text
    early = client.post(page("sign-up-accept", second), follow=True)
    assert "案内している席はありません" in early.text
    cancel_sign_up(sign_up=first)
    assert "までに返事をしてください" in client.get(page("sign-up", second)).text
    assert "参加が確定しました" in client.post(page("sign-up-accept", second), follow=True).text
    assert "すでに確定しています" in client.post(page("sign-up-accept", second), follow=True).text


def test_some_of_a_group_are_chosen(client, make_slot):
    made = group(make_slot(capacity=1), "甲", 2, rule="part")
    nobody = client.post(page("sign-up-accept", made))
    assert (nobody.status_code, "参加する人を1つ以上選んでください。" in nobody.text) == (400, True)
    both = {"people": list(made.people.values_list("pk", flat=True))}
    assert "1人まで選んで" in client.post(page("sign-up-accept", made), both, follow=True).text
    client.post(page("sign-up-accept", made), {"people": both["people"][:1]})
    made.refresh_from_db()
    assert (made.state, made.size) == ("confirmed", 1)


def test_a_sign_up_outlives_what_it_was_for(client, make_slot, event):
    made = group(make_slot(), "甲")
    event.delete()
    assert "基調講演" in client.get(page("sign-up", made)).text
