"""A municipality proposes, a ward asks back, answers as a ward, and both talk aside about the money."""

import re

import pytest

from board.topics.models import Topic
from tests.e2e.conftest import eventually

pytestmark = pytest.mark.e2e


def test_proposal_from_the_draft_to_the_answer_of_a_ward(person, officer, colleague, ward_officer, mail_to):
    asking, ward = person("officer"), person("ward")

    asking.log_in(officer.email)
    asking.open("/board/new/proposal/")
    asking.field("件名").fill("秋の物産展を一緒に開きませんか")
    asking.field("提案の内容").fill("2日間の物産展を提案します。\n・区の広場\n・区民ホール")
    asking.field("こちらから提供できること").fill("出店者の取りまとめ")
    asking.field("相手に求めること").fill("会場の提供")
    asking.field("産業").check()
    asking.press("確認する")
    asking.press("提案を投稿する")
    topic = Topic.objects.get()
    assert f"番号は「掲示板 第{topic.pk}号」です" in asking.text()

    mail = mail_to(ward_officer.email, "board.topic_published")
    assert topic.get_absolute_url() in mail.body

    ward.log_in(ward_officer.email)
    ward.open(topic.get_absolute_url())
    ward.press("団体内の担当者を決める")
    ward.field("担当者").select_option(label=f"{ward_officer.name}（{ward_officer.section.name}）")
    ward.press("担当者を決める")
    ward.press("本文を引用して返信する")
    assert ward.field("返信の内容").input_value().startswith("> 2日間の物産展を提案します。")
    ward.field("返信の内容").fill("> ・区の広場\n\n広場を提供できます。")
    ward.field("区としての回答").check()
    ward.press("返信を投稿する")
    assert "団体としての回答（1団体）" in ward.text()
    ward.press("完了にする")
    ward.unfold("この投稿の操作")
    assert "団体内の担当者を決める" in ward.text()

    answer = mail_to(officer.email, "board.reply_posted")
    assert "「区としての回答」があります" in answer.subject
    assert "（江東区）" in answer.subject
    page = asking.open(topic.get_absolute_url())
    asking.unfold("団体としての回答")
    assert page.locator("table", has_text="江東区").get_by_role("link", name="返信1").count() == 1
    assert page.locator("#reply-1 blockquote").inner_text() == "区の広場"
    asking.press("江東区と相談する")
    asking.field("相談の内容").fill("費用の分担を相談させてください。")
    asking.press("相談を始める")
    assert "大阪府堺市と江東区、事務局だけが読めます。" in asking.text()
    talk = Topic.objects.get(kind=Topic.Kind.TALK)

    assert talk.get_absolute_url() in mail_to(ward_officer.email, "board.talk_begun").body
    ward.open("/board/talks/")
    ward.press(f"第{topic.pk}号について")
    ward.field("返信の内容").fill("折半でお願いします。")
    ward.press("返信を投稿する")
    ward.press("受付を終了する")
    ward.press("受付を終了する")
    assert "投稿の受付を終了しました" in ward.text()

    for word, remark in (("協議中", "江東区と相談しました。"), ("成立", "費用は折半です。")):
        asking.open(topic.get_absolute_url())
        asking.press("段階を進める")
        asking.page.get_by_role("radio", name=re.compile(word)).check()
        asking.field("備考").fill(remark)
        asking.press("段階を保存する")
        asking.unfold("提案の経過")
        assert remark in asking.text()
    topic.refresh_from_db()
    assert (topic.stage, topic.state) == (Topic.Stage.AGREED, Topic.State.OPEN)
    eventually(lambda: "「成立」" in mail_to(ward_officer.email, "board.topic_stepped").body)
