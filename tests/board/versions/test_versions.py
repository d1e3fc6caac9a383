"""Versions: conflict copies, who sees them, differences, and restoring."""

import time

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from board.audience_changes.actions import change_audience
from board.moderation.actions import hide_post
from board.publication.actions import publish_topic
from board.reply_posting.actions import edit_reply
from board.topic_editing.actions import edit_topic
from board.topics import models
from board.topics.models import Topic
from board.versions import differences, queries
from board.versions.models import Version
from board.versions.queries import form_values_of
from common.audit_log.models import AuditEntry


def edit(topic, by, **values):
    topic.refresh_from_db()
    return edit_topic(topic=topic, by=by, version=topic.version, values=values)


def history(topic) -> str:
    return reverse("board:topic-history", args=[topic.pk])


def test_each_save_is_a_version_with_all_values(officer, colleague, make_draft, koto):
    draft = make_draft(officer)
    edit(draft, colleague, all_wards=False, wards=[koto], places=3)
    topic = publish_topic(topic=draft, by=officer)
    kept = list(topic.versions.order_by("number"))
    assert [(v.number, v.by, v.is_published) for v in kept] == [
        (1, officer, False),
        (2, colleague, False),
        (3, officer, True),
    ]
    assert kept[1].snapshot["wards"] == ["江東区"]
    assert kept[1].snapshot["places"] == 3
    assert kept[2].snapshot["files"] == []
    assert kept[2].snapshot["audience"] == "all"
    assert kept[2].activity_no == topic.activity_no


def test_saving_without_a_change_changes_nothing(officer, topic):
    edit(topic, officer, title=topic.title)
    topic.refresh_from_db()
    assert (topic.version, topic.edited_at) == (2, None)
    assert topic.versions.count() == 2
    assert not AuditEntry.objects.filter(verb="board.topic_edited").exists()


def test_what_was_written_before_there_were_versions_is_saved_too(officer, topic):
    Version.objects.all().delete()
    before = topic.body
    edit(topic, officer, body="新しい本文")
    assert [v.snapshot["body"] for v in topic.versions.order_by("number")] == [before, "新しい本文"]
    assert topic.versions.order_by("number").first().is_published


@pytest.mark.parametrize("person", ["officer", "reader", "stranger"])
def test_history_of_a_topic(request, browser, officer, make_draft, person):
    draft = make_draft(officer, body="下書きのときの秘密")
    edit(draft, officer, body="公開する本文")
    topic = publish_topic(topic=draft, by=officer)
    edit(topic, officer, body="直した本文")
    client = browser(request.getfixturevalue(person))
    page = client.get(history(topic)).content.decode()
    assert "公開" in page
    assert "直し" in page
    first = topic.versions.get(number=1)
    secret = client.get(history(topic), {"from": first.pk}).content.decode()
    own = person != "stranger"
    assert ("秘密" in secret) == own


def test_an_earlier_version_of_a_draft_is_restored_as_its_newest(browser, officer, colleague, make_draft):
    draft = make_draft(officer, body="はじめ")
    edit(draft, officer, body="あと")
    first = draft.versions.get(number=1)
    browser(colleague).post(reverse("board:version-restore", args=[first.pk]))
    draft.refresh_from_db()
    assert (draft.body, draft.version) == ("はじめ", 3)


def test_history_of_a_hidden_topic_is_seen_as_the_topic_is(browser, officer, stranger, secretariat, topic):
    hide_post(post=topic, by=secretariat, reason="確認のため")
    assert browser(stranger).get(history(topic)).status_code == 404
    assert browser(officer).get(history(topic)).status_code == 200
    assert browser(secretariat).get(history(topic)).status_code == 200


def test_wider_audience_does_not_open_what_was_said_before(
    browser, officer, stranger, ward_officer, make_topic
):
    topic = make_topic(officer, audience="wards", body="区にだけ伝えた文面")
    edit(topic, officer, body="みなさんへの文面", audience="all")
    first = topic.versions.filter(activity_no__isnull=False).order_by("number").first()
    for person, sees in ((stranger, False), (ward_officer, True), (officer, True)):
        page = browser(person).get(history(topic), {"from": first.pk}).content.decode()
        assert ("区にだけ" in page) == sees
        assert sees == Version.objects.visible_to(person).filter(pk=first.pk).exists()


@pytest.mark.parametrize("audience", ["wards", "chosen"])
def test_wider_audience_does_not_open_what_replies_said_before(
    browser, officer, stranger, ward_officer, secretariat, koto, make_topic, make_reply, audience
):
    chosen = [koto] if audience == "chosen" else []
    topic = make_topic(officer, audience=audience, audience_organizations=chosen)
    reply = make_reply(topic, officer, "区にだけ伝えた返信")
    texts = ["みなさんへの返信", "もう一度直した返信"]
    mend = {"reply": reply, "by": officer}
    edit_reply(**mend, version=1, values={"body": texts[0], "capacity": ""})
    change_audience(topic=topic, by=officer, audience="all", losing_access=())
    edit_reply(**mend, version=2, values={"body": texts[1], "capacity": ""})
    first = reply.versions.get(number=1)
    url = reverse("board:reply-history", args=[reply.pk])
    for person, sees in ((stranger, False), (ward_officer, True), (officer, True), (secretariat, True)):
        page = browser(person).get(url, {"from": first.pk}).content.decode()
        assert ("区にだけ" in page) == sees
        assert Version.objects.visible_to(person).filter(reply=reply).count() == (3 if sees else 1)


def test_published_topic_is_not_taken_back_to_a_version(browser, officer, topic):
    edit(topic, officer, body="直した本文")
    first = topic.versions.order_by("number").first()
    assert browser(officer).post(reverse("board:version-restore", args=[first.pk])).status_code == 403


def test_stale_button_saves_a_conflict_copy_and_it_can_be_restored(
    browser, officer, colleague, make_draft, koto
):
    draft = make_draft(officer)
    url = reverse("board:topic-edit", args=[draft.pk])
    edit(draft, colleague, title="先に保存")
    later = {"title": "あとの件名", "body": "あとの本文", "version": "1", "save_draft": "1"}
    later |= {"wards": [koto.pk], "themes": ["sports"]}
    client = browser(officer)
    for _ in range(2):  # pressing again saves one
        response = client.post(url, later)
        assert response.status_code == 409
        assert "別稿" in response.content.decode()
    copy = Version.objects.get(is_conflict_copy=True)
    page = client.get(history(draft), {"from": copy.pk}).content.decode()
    assert "堺 花子さんの別稿の内容を下書きに戻す" in page
    client.post(reverse("board:version-restore", args=[copy.pk]))
    draft.refresh_from_db()
    assert (draft.title, draft.body, draft.themes, draft.version) == (
        "あとの件名",
        "あとの本文",
        ["sports"],
        3,
    )
    assert list(draft.wards.all()) == [koto]
    assert Version.objects.filter(snapshot__title="先に保存").exists()
    assert "別稿（1件）" in client.get(url).content.decode()


def test_history_costs_the_same_for_few_and_many_versions(browser, officer, topic):
    client = browser(officer)

    def queries():
        with CaptureQueriesContext(connection) as context:
            assert client.get(history(topic)).status_code == 200
        return len(context)

    edit(topic, officer, body="1")
    queries()
    few = queries()
    for number in range(35):
        edit(topic, officer, body=f"本文{number}")
    assert queries() == few <= 12
    assert "次へ" in client.get(history(topic)).content.decode()


@pytest.mark.parametrize("bad", ["x", "-1", "9" * 30, "１", ""])
def test_history_of_nonsense_shows_the_last_change(browser, officer, topic, bad):
    edit(topic, officer, body="直した本文")
    response = browser(officer).get(history(topic), {"from": bad, "to": bad})
    assert response.status_code == 200
    assert "直した" in response.content.decode()


def test_version_of_another_topic_is_not_compared(browser, officer, stranger, topic, make_draft):
    secret = make_draft(stranger, body="よその下書き").versions.get()
    page = browser(officer).get(history(topic), {"from": secret.pk}).content.decode()
    assert "よその" not in page


def test_number_of_a_version_is_its_own(officer, topic):
    with pytest.raises(IntegrityError), transaction.atomic():
        Version.objects.create(topic=topic, number=2, snapshot={}, by=officer, by_name="x")


# --- differences -----------------------------------------------------------------------------------------


def test_changed_words_are_marked_in_their_lines():
    lines = differences.compared_lines(
        "会場は区民ホール\n日程は秋\n以上", "会場は区民センター\n日程は秋\n追加の行\n以上"
    )
    assert [line.kind for line in lines] == ["changed", "same", "added", "same"]
    assert "<del>" in lines[0].before
    assert "ホール" in lines[0].before
    assert "会場は" in lines[0].after.split("<ins>")[0]
    assert "[追加]" in lines[2].after


def test_differences_are_safe_and_leave_out_what_is_the_same():
    before = "\n".join(["<script>", *map(str, range(50)), "おわり"])
    lines = differences.compared_lines(before, before.replace("おわり", "<b>おしまい"))
    html = "".join(line.before + line.after for line in lines)
    assert "<b>" not in html
    assert "<script>" not in html
    assert [line.count for line in lines if line.kind == "skipped"] == [50]


def test_differences_of_items_are_in_words():
    before = {
        "themes": ["industry"],
        "deadline": None,
        "all_wards": True,
        "files": [],
        "unparsed": {},
        "ids": 1,
    }
    after = {"themes": ["sports"], "deadline": "2027-10-01", "all_wards": False, "files": ["a.pdf"], "ids": 2}
    after["unparsed"] = {"places": "多数"}
    items = differences.differences_between(before, after).items
    changes = {change.label: change.lines[0].after for change in items}
    assert "令和9年10月1日" in changes["期限"]
    assert "いいえ" in changes["すべての区"]
    assert "a.pdf" in changes["添付ファイル"]
    assert "多数" in changes["読み取れなかった入力"]
    assert "テーマ" in changes


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("。、" * 5000, "、。" * 5000),
        (
            "\n".join("。、・★"[n % 4] for n in range(5000)),
            "\n".join("・。★、"[n * 7 % 4] for n in range(5000)),
        ),
        ("\n".join(["。、・" * 66] * 50), "\n".join(["・。、" * 66] * 50)),
    ],
)
def test_differences_of_the_longest_texts_take_little_time(before, after):
    start = time.process_time()
    assert differences.compared_lines(before, after)
    assert time.process_time() - start < 1.5  # 0.2 s on a quiet machine


def test_values_of_a_version_are_those_that_were_written(officer, make_draft, koto):
    import datetime

    draft = make_draft(officer)
    edit(draft, officer, deadline=datetime.date(2027, 10, 1), all_wards=False, wards=[koto])
    values = form_values_of(draft.versions.get(number=2))
    assert values["deadline"] == datetime.date(2027, 10, 1)
    assert list(values["wards"]) == [koto]
    assert set(values) == {*queries.TOPIC_FIELDS, *models.MANY_TO_MANY, "section"}
    assert Topic.objects.get().wards.get() == koto
