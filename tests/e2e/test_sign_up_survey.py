"""A mail to those who have a place, its link to a survey, and the results: with JavaScript and without."""

import datetime
import re

import pytest
from django.utils import timezone

from common.japanese_calendar import wareki
from common.outbox.models import OutgoingMail
from events.events.models import Event
from sign_ups.slots.actions import add_slot, open_slot
from sign_ups.surveys.models import SurveyAnswer
from tests.sign_ups.conftest import group, values_of
from tests.worker import write_mails

pytestmark = pytest.mark.e2e


def test_mail_survey_results(person, secretariat):
    day = timezone.localdate() + datetime.timedelta(days=20)
    public = {"state": "published", "published_at": timezone.now(), "source": "試験"}
    event = Event.objects.create(title="堺の講演会", kind="lecture", starts_on=day, **public)
    slot = open_slot(slot=add_slot(row=event, by=secretariat, values=values_of(capacity=9)), by=secretariat)
    slot.row = event
    for name in "甲乙丙丁戊":
        group(slot, name)
    desk = person("secretariat")
    desk.log_in(secretariat.email)
    desk.open(slot.get_absolute_url())
    desk.press("アンケート")
    desk.press("アンケートを作成する")
    desk.field("回答期限").fill(wareki(day, weekday=False))
    desk.press("保存して質問の入力へ進む")
    desk.field("質問").fill("満足度")
    desk.page.get_by_label("答え方").select_option("yes_no")
    desk.press("質問を保存してアンケートに戻る")
    desk.press("回答の受付を始める")

    desk.open(slot.get_absolute_url())
    desk.press("一斉メール")
    desk.press("メールを作成する")
    desk.field("件名").fill("アンケートのお願い")
    desk.field("本文").fill("{氏名}様の感想をお聞かせください。{アンケート}")
    desk.press("保存して宛先と文面を確かめる")
    assert desk.text().count("様の感想をお聞かせください。") == 3
    desk.press("5件のメールを送信する")
    assert "送信待ち 5件" in desk.text()

    write_mails()
    visitor = person("visitor")
    for mail in OutgoingMail.objects.filter(purpose="sign_ups.mailing_sent"):
        visitor.open(re.search(r"/q/\w{20}/", mail.body)[0])
        visitor.page.get_by_label("はい", exact=True).check()
        visitor.press("回答を提出する")
        assert "回答を受け付けました" in visitor.text()
    assert SurveyAnswer.objects.count() == 5

    desk.open(f"{slot.get_absolute_url()}survey/")
    assert "受付が終わってから表示します" in desk.text()
    desk.press("回答の受付を終了する")
    assert "100.0%" in desk.text()
