"""Verbs and purposes in Japanese, where the secretariat chooses by them."""

import re

import pytest
from django.conf import settings
from procrastinate.contrib.django import app

from common.audit_log.actions import record, record_many
from common.labels import purpose_label, verb_label
from tests.mails import send_mail

pytestmark = pytest.mark.django_db
ROOMS = [app for app in settings.INSTALLED_APPS if (settings.BASE_DIR / app).is_dir()]


def test_each_room_says_its_own():
    assert verb_label("members.sheet_imported") == "表を取込み"
    assert verb_label("board.topic_published") == "投稿の公開"
    assert verb_label("events.event_published") == "イベント・展示の公開"
    assert verb_label("nobody.said") == "nobody.said"
    assert purpose_label("members.user_invited") == "パスワードの設定の案内"


def test_each_verb_that_an_action_writes_has_its_name():
    """A room that names its verbs twice keeps only the second list."""
    texts = [path.read_text() for room in ROOMS for path in (settings.BASE_DIR / room).rglob("actions.py")]
    verbs = {verb for text in texts for verb in re.findall(rf'"((?:{"|".join(ROOMS)})\.[a-z_]+)"', text)}
    assert len(verbs) > 100
    assert {verb for verb in verbs if verb_label(verb) == verb} - set(app.tasks) == set()


def test_the_audit_log_is_filtered_by_label(browser, secretariat, sakai):
    record(by=secretariat, verb="members.organization_changed", obj=sakai)
    record_many(by=secretariat, verb="members.section_added", rows=[(sakai.sections.get(), {"a": 1})])
    client = browser(secretariat)
    page = client.get("/admin/common/auditentry/").content.decode()
    assert "団体の登録内容を変更" in page
    chosen = client.get("/admin/common/auditentry/?verb=members.section_added").content.decode()
    assert chosen.count("field-verb_word") == 1


def test_the_mails_are_filtered_by_label(browser, secretariat):
    for purpose in ("portal.contact_received", "members.user_invited"):
        send_mail(key=purpose, to="a@city.example", subject=purpose, body="x", purpose=purpose)
    chosen = browser(secretariat).get("/members/mails/?purpose=portal.contact_received").content.decode()
    assert "お問い合わせ" in chosen
    assert "パスワードの設定の案内" in chosen
    assert "申請: 見送り" not in chosen  # no such mail
    assert chosen.count('<th scope="row">') == 1
