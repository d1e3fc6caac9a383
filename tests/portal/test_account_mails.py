"""Mails about accounts: plain text, complete in themselves, calm; the code alone on its line."""

import datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string

FOLDER = Path(settings.BASE_DIR) / "templates"
KINDS = sorted(
    str(file.relative_to(FOLDER)).removesuffix("_subject.txt")
    for file in FOLDER.glob("*/email/*_subject.txt")
)
FACTS = {
    "SITE_URL": "https://renkei.example",
    "code": "ABC-DEF",
    "email": "a&b@city.example",
    "ip": "192.0.2.1",
    "user_agent": "Browser <1>",
    "timestamp": datetime.datetime(2026, 4, 1, 9, 5, tzinfo=datetime.UTC),
    "from_email": "old@city.example",
    "to_email": "new@city.example",
    "deleted_email": "gone@city.example",
    "password_reset_url": "https://renkei.example/reset",
}


def test_all_the_kinds_are_here():
    assert len(KINDS) >= 17


@pytest.mark.parametrize("kind", KINDS)
def test_mail_is_plain_and_signed(kind):
    subject = render_to_string(f"{kind}_subject.txt", FACTS).strip()
    body = render_to_string(f"{kind}_message.txt", FACTS)
    assert 5 <= len(subject) <= 30
    assert "\n" not in subject
    assert "特別区全国連携プロジェクト" in body
    assert "https://renkei.example" in body
    assert not any(mark in subject + body for mark in ("!", "\uff01", "<p", "&lt;", "&amp;"))


@pytest.mark.parametrize("name", ["login_code", "password_reset_code", "email_confirmation"])
def test_code_stands_alone_on_its_line(name):
    body = render_to_string(f"account/email/{name}_message.txt", FACTS)
    assert "ABC-DEF" in body.splitlines()


def test_notification_says_when_and_where():
    body = render_to_string("account/email/password_changed_message.txt", FACTS)
    assert "令和8年4月1日(水) 18:05" in body
    assert "192.0.2.1" in body
    assert "Browser <1>" in body
