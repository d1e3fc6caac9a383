"""A proposal from its first word to 成立 in a real browser: a ward replies, the section takes it on."""

import re

import pytest

from board.drafts.actions import draft_topic
from board.publication.actions import publish_topic
from board.stages.actions import last_step, step_topic
from board.topics.models import Topic
from common.japanese_calendar import today
from tests.e2e.conftest import eventually

pytestmark = pytest.mark.e2e

TITLE = "秋の物産展を江東区と"


def test_a_proposal_for_chosen_organisations_becomes_agreed(
    person, mail_to, officer, ward_officer, stranger, koto
):
    sakai, ward, other = person("officer"), person("ward"), person("other")
    sakai.log_in(officer.email)
    _proposes_to_koto(sakai)
    topic = Topic.objects.get(title=TITLE)
    other.log_in(stranger.email)
    other.open("/board/")
    assert TITLE not in other.text()
    _replies(ward, ward_officer, mail_to)
    _goes_on(sakai, topic, "協議中", "会場の相談を始めました。")
    _goes_on(sakai, topic, "成立", "11月8日の開催が決まりました。")
    mail = mail_to(ward_officer.email, "board.topic_stepped")
    eventually(lambda: "「成立」" in mail_to(ward_officer.email, "board.topic_stepped").body)
    assert topic.number_name in mail.body
    ward.open(topic.get_absolute_url())
    assert "11月8日の開催が決まりました。" in ward.text()


def _proposes_to_koto(sakai):
    page = sakai.open("/board/new/proposal/")
    sakai.field("件名").fill(TITLE)
    sakai.field("提案の内容").fill("一緒に開きませんか。")
    page.get_by_label("産業", exact=True).check()
    sakai.field("こちらから提供できること").fill("特産品")
    sakai.field("相手に求めること").fill("会場")
    sakai.field("予算の考え方").fill("会場費は折半")
    page.get_by_label("選んだ団体のみ", exact=True).check()
    sakai.field("公開する団体").fill("江東区")
    sakai.press("確認する")
    assert "会場費は折半" in sakai.text()
    sakai.press("提案を投稿する")
    assert "投稿しました" in sakai.page.locator("body").inner_text()


def _replies(ward, ward_officer, mail_to):
    mail = mail_to(ward_officer.email, "board.topic_published")
    ward.log_in(ward_officer.email)
    ward.open(re.search(r"https?://\S+", mail.body)[0])
    ward.field("返信の内容").fill("会場を探します。")
    ward.press("返信を投稿する")


def _goes_on(sakai, topic, word, remark):
    sakai.open(topic.get_absolute_url())
    sakai.press("段階を進める")
    sakai.page.get_by_role("radio", name=re.compile(word)).check()
    sakai.field("備考").fill(remark)
    sakai.press("段階を保存する")
    sakai.unfold("提案の経過")
    assert remark in sakai.text()


def test_a_proposal_becomes_agreed_in_two_pages(person, officer):
    values = {"title": TITLE, "body": "一緒に開きませんか。", "themes": ["industry"], "offer": "特産品"}
    topic = draft_topic(by=officer, kind=Topic.Kind.PROPOSAL, values=values)
    topic = publish_topic(topic=topic, by=officer)
    seen = last_step(topic).pk
    step_topic(topic=topic, by=officer, stage=Topic.Stage.TALKING, on=today(), seen=seen)
    sakai = person("officer")
    sakai.log_in(officer.email)
    page = sakai.open(topic.get_absolute_url())
    seen = sakai.count_pages()
    sakai.press("段階を進める")
    page.get_by_role("radio", name=re.compile("成立")).check()
    sakai.press("段階を保存する")
    topic.refresh_from_db()
    assert topic.stage == Topic.Stage.AGREED
    assert len(seen) <= 2, seen
