"""The pages of a mail to many: draft, outbox, how it stands, whom to call."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from common.outbox.models import OutgoingMail
from sign_ups.mailings.models import Mailing
from tests.sign_ups.conftest import draft_of, group, join, sent_mailing
from tests.sign_ups.refusal_table import MAIL
from tests.worker import write_mails

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(browser, officer):
    return browser(officer)


def address(name, *parts):
    return reverse(f"sign_ups:{name}", args=parts)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"subject": ""}, "件名を入力してください。"),
        ({"text": ""}, "本文を入力してください。"),
        ({"audience": "everybody"}, "選択"),
        ({"subject": "案内\nBcc: spy@example.com"}, "1行で入力"),
        ({"subject": "案内\r\nBcc: spy@example.com"}, "1行で入力"),
        ({"subject": "案内\0"}, "含まれています"),
        ({"text": "案内\0"}, "含まれています"),
        ({"text": "あ" * 1_000_000}, "5,000文字"),
        ({"subject": "あ" * 101}, "100文字"),
        ({"text": "{名前}様"}, "「{名前}」は使えません"),
        ({"subject": "{アンケート}"}, "本文だけで使えます"),
    ],
)
def test_a_draft_that_cannot_go_is_refused(desk, make_slot, typed, words):
    response = desk.post(address("mailing-new", make_slot().pk), MAIL | typed)
    assert (response.status_code, words in response.text) == (400, True)
    assert not Mailing.objects.exists()


def test_draft_outbox_sent(desk, make_slot):
    slot = make_slot(capacity=9)
    for name in "甲乙丙丁":
        group(slot, name)
    made = desk.post(address("mailing-new", slot.pk), MAIL | {"text": "{氏名}様を待っています。"})
    page = desk.get(made.url)
    assert page.text.count("様を待っています。") == 3
    for words in ("4件", "甲0様を待っています。", "丙0様を待っています。", "丁0様を待っています。"):
        assert words in page.text
    assert not OutgoingMail.objects.filter(purpose="sign_ups.mailing_sent").exists()
    mailing = Mailing.objects.get()
    send = address("mailing-send", slot.pk, mailing.pk)
    version = page.context["version"]
    assert "送信を始めました" in desk.post(send, {"version": version}, follow=True).text
    assert "すでに送信しました" in desk.post(send, {"version": version}, follow=True).text
    write_mails()
    page = desk.get(made.url).text
    assert "送信待ち 4件" in page
    assert desk.get(address("mailing-edit", slot.pk, mailing.pk)).url == made.url


def test_without_a_version_nothing_goes(desk, make_slot, officer):
    slot = make_slot()
    group(slot, "甲")
    mailing = draft_of(slot, officer)
    send = address("mailing-send", slot.pk, mailing.pk)
    assert "もう一度送信してください" in desk.post(send, follow=True).text
    assert Mailing.objects.get().is_draft


def test_the_second_of_two_who_edit_is_told(desk, make_slot, officer):
    slot = make_slot()
    mailing = draft_of(slot, officer)
    edit = address("mailing-edit", slot.pk, mailing.pk)
    version = desk.get(edit).context["form"]["version"].value()
    assert desk.post(edit, MAIL | {"text": "一人目", "version": version}).status_code == 302
    stale = desk.post(edit, MAIL | {"text": "二人目", "version": version})
    assert (stale.status_code, "ほかの人が先に保存しました" in stale.text) == (409, True)
    assert Mailing.objects.get().text == "一人目"


def test_that_of_another_slot_is_not_found(desk, make_slot, officer):
    mailing, other = draft_of(make_slot(), officer), make_slot(title="別の枠")
    for name in ("mailing-detail", "mailing-edit", "mailing-calls"):
        assert desk.get(address(name, other.pk, mailing.pk)).status_code == 404
    for name in ("mailing-send", "mailing-resend", "mailing-delete"):
        assert desk.post(address(name, other.pk, mailing.pk)).status_code == 404


def test_whom_to_call_and_again(desk, make_slot, officer):
    slot = make_slot()
    made = join(slot, "甲", email="gone@example.jp")
    type(made).objects.update(telephone="03-1234-5678")
    mailing = sent_mailing(slot, officer)
    write_mails()
    calls = address("mailing-calls", slot.pk, mailing.pk)
    assert "送れなかった人はいません" in desk.get(calls).text
    OutgoingMail.objects.filter(purpose="sign_ups.mailing_sent").update(
        state="failed", last_error="550 unknown"
    )
    page = desk.get(mailing.get_absolute_url()).text
    assert "送信できず 1件" in page
    assert "550 unknown" in page
    assert "03-1234-5678" in desk.get(calls).text
    resend = address("mailing-resend", slot.pk, mailing.pk)
    assert "もう一度送ります" in desk.post(resend, follow=True).text
    assert "送信待ち 1件" in desk.get(mailing.get_absolute_url()).text


def test_a_draft_is_thrown_away(desk, make_slot, officer):
    slot = make_slot()
    mailing = draft_of(slot, officer)
    gone = desk.post(address("mailing-delete", slot.pk, mailing.pk))
    assert gone.url == address("mailing-list", slot.pk)
    assert not Mailing.objects.exists()


@pytest.mark.parametrize("which", ["list", "sent", "calls"])
def test_three_rows_take_as_many_queries_as_one(desk, make_slot, officer, which):
    def asked(names):
        slot = make_slot(title=names, capacity=9)
        for name in names:
            group(slot, name)
        mailing = [sent_mailing(slot, officer) for _ in names][-1]
        write_mails()
        OutgoingMail.objects.filter(purpose="sign_ups.mailing_sent").update(state="failed")
        parts = {"list": ["mailing-list", slot.pk], "sent": ["mailing-detail", slot.pk, mailing.pk]}
        page = address(*parts.get(which, ["mailing-calls", slot.pk, mailing.pk]))
        desk.get(page)
        with CaptureQueriesContext(connection) as queries:
            desk.get(page)
        return len(queries)

    assert asked("甲") == asked("乙丙丁")
