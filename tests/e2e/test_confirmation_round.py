"""A confirmation round as people meet it: the mail, one page, one press; and the secretariat's table."""

import re

import pytest

from common import japanese_calendar
from members.confirmations.models import ConfirmationEntry
from tests.members.conftest import confirmation_round, entry, mail_of, start_round

pytestmark = pytest.mark.e2e
__all__ = ["confirmation_round", "entry", "mail_of", "start_round"]


def test_a_round_from_the_start_to_the_answers(
    person, mail_to, secretariat, officer, colleague, stranger, ward_officer
):
    office, section, other, third = (person(name) for name in ("office", "section", "other", "third"))
    office.log_in(secretariat.email)
    office.open("/members/rounds/")
    due = japanese_calendar.add_working_days(japanese_calendar.today(), 15)
    office.field("回答期限").fill(japanese_calendar.wareki(due, weekday=False))
    office.press("送信先を確かめる")
    office.press("3通を送り、確認を始める")
    assert "実施中" in office.text()

    _one_press(section, mail_to(officer.section.mailbox, "members.confirmation_asked"))
    _corrects_by_code(other, mail_to(stranger.section.mailbox, "members.confirmation_asked"))
    _moves(third, mail_to(ward_officer.section.mailbox, "members.confirmation_asked"))
    assert set(ConfirmationEntry.objects.values_list("state", flat=True)) == {
        "unchanged",
        "corrected",
        "moving",
    }
    assert "修正後  0154-23-5151" in mail_to(stranger.section.mailbox, "members.confirmation_corrected").body

    page = office.open("/members/rounds/")
    office.press("実施中の確認の状況を見る")
    assert "100%" in office.text()
    office.follow(page.get_by_role("link", name="北海道"))
    assert "北海道釧路市 企画課" in office.text()
    office.press("北海道釧路市 企画課")
    assert "連絡先を変更" in office.text()
    office.open(page.url.split("/entries/")[0] + f"/{ConfirmationEntry.objects.first().round_id}/silent/")
    assert "未回答の担当部署はありません" in office.text()


def test_a_registration_is_confirmed_by_code_in_three_pages(person, entry, mail_of):
    section = person("section")
    seen = section.count_pages()
    section.open("/members/proof/")
    _types_the_code(section, mail_of(entry)[0])
    section.press("変更はありません")
    assert "回答をいただきました" in section.text()
    entry.refresh_from_db()
    assert entry.state == "unchanged"
    assert len(seen) <= 3, seen


def _types_the_code(person, mail):
    person.field("受付番号").fill(re.search(r"受付番号\s+(\S+)", mail.body).group(1))
    person.field("確認コード").fill(re.search(r"確認コード\s+(\d{3} \d{3})", mail.body).group(1))
    return person.press("番号を確認する")


def _link(mail):
    return re.search(r"https?://\S+/members/proof/\S+", mail.body).group()


def _one_press(section, mail):
    page = section.open(_link(mail))
    assert "大阪府堺市 企画課" in section.text()
    section.press("変更はありません")
    assert "回答をいただきました" in section.text()
    assert page.url == _link(mail)
    section.open(_link(mail))
    assert "03-0000-0000" not in section.text()


def _corrects_by_code(other, mail):
    other.open("/members/proof/")
    page = _types_the_code(other, mail)
    page.get_by_text("登録内容を修正する").click()
    page.locator("[name=corrected-telephone]").fill("電話")
    page.locator("[name=corrected-answered_name]").fill("釧路 七子")
    other.press("この内容に修正する")
    assert "電話番号は" in other.text()
    other.troubles = [trouble for trouble in other.troubles if "400 (Bad Request)" not in trouble]  # as meant
    page.locator("[name=corrected-telephone]").fill("０１５４-２３-５１５１")
    other.press("この内容に修正する")
    assert "修正あり" in other.text()


def _moves(third, mail):
    page = third.open(_link(mail))
    page.get_by_text("異動する担当者がいる").last.click()
    page.locator("[name=moving-successor_name]").fill("後任 八子")
    page.locator("[name=moving-successor_email]").fill("hachiko@city.example")
    day = japanese_calendar.wareki(
        japanese_calendar.add_working_days(japanese_calendar.today(), 5), weekday=False
    )
    page.locator("[name=moving-effective_on]").fill(day)
    page.locator("[name=moving-answered_name]").fill("江東 七子")
    third.press("引継ぎを届け出る")
    assert "異動" in third.text()
