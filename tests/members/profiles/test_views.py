"""What an organisation says about itself: the form, its refusals, the trace."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from common import refusals
from common.attachments.models import StoredFile
from common.audit_log.models import AuditEntry
from common.uploads import limits
from members.organizations.models import Organization
from members.profiles.actions import change_profile
from members.reviews.models import Review
from tests import sample_files

pytestmark = pytest.mark.django_db
PATH = "/organization/edit/"
WORDS = {
    "introduction": "堺市の紹介",
    "head_title": "市長",
    "head_message": "23区の皆さんへ",
    "themes_offer": ["culture", "industry"],
    "offer": "刃物の実演",
    "themes_seek": ["tourism"],
    "seek": "販売の場所",
    "website": "www.city.sakai.lg.jp",
    "newsletter_url": "https://news.example/",
    "video_url": "https://video.example/sakai",
    "x_url": "＠example_sakai",
}
PICTURE = {"picture_alt": "堀に囲まれた古墳", "picture_credit": "© 堺市", "picture_permitted": "on"}


def jpeg(name="古墳.jpg"):
    return SimpleUploadedFile(name, sample_files.picture(size=(1000, 500)))


def with_picture(**changed):
    return {**WORDS, **PICTURE, "picture": jpeg(), **changed}


def status_of(client, path):
    """Of a file, read to its end."""
    response = client.get(path)
    response.getvalue()
    return response.status_code


def text_of(response):
    return response.content.decode()


def test_everything_is_saved_and_shown(browser, visitor, officer, sakai):
    answer = browser(officer).post(PATH, with_picture())
    assert answer.url == "/members/271403/"
    sakai.refresh_from_db()
    assert sakai.website == "https://www.city.sakai.lg.jp"
    assert sakai.x_url == "https://x.com/example_sakai"
    assert sakai.themes_offer == ["industry", "culture"]  # in the order of the vocabulary
    page = text_of(visitor.get("/members/271403/"))
    for words in (
        "堺市の紹介",
        "市長からのメッセージ",
        "刃物の実演",
        "販売の場所",
        "堀に囲まれた古墳",
        "© 堺市",
    ):
        assert words in page
    assert f"/files/{sakai.picture_id}/w800/" in page
    assert "/members/?theme=industry&amp;want=offer" in page
    assert "/members/?theme=tourism&amp;want=seek" in page
    for host in ("www.city.sakai.lg.jp", "news.example", "video.example", "x.com"):
        assert f"外部サイト {host}" in page


def test_each_change_is_in_the_register_and_before_the_secretariat(browser, officer, sakai):
    browser(officer).post(PATH, with_picture())
    entry = AuditEntry.objects.get(verb="members.organization_changed")
    assert entry.by == officer
    assert entry.facts["changes"]["提供できるテーマ"] == ["", "産業、文化"]
    assert entry.facts["changes"]["写真・キャラクター"] == ["", "古墳.jpg"]
    assert Review.objects.get().entry == entry
    sakai.refresh_from_db()
    browser(officer).post(PATH, {**WORDS, "picture_alt": sakai.picture_alt, "picture_credit": "© 堺市"})
    assert AuditEntry.objects.filter(verb="members.organization_changed").count() == 1  # nothing differs


def test_what_the_secretariat_changes_does_not_wait_for_it(browser, secretariat, sakai):
    assert browser(secretariat).post(f"{PATH}?organization={sakai.pk}", WORDS).status_code == 302
    assert AuditEntry.objects.filter(verb="members.organization_changed").exists()
    assert not Review.objects.exists()


def test_who_names_another_organization_changes_their_own(browser, stranger, sakai):
    browser(stranger).post(f"{PATH}?organization={sakai.pk}", WORDS)
    for organization, changed in ((sakai, False), (stranger.organization, True)):
        organization.refresh_from_db()
        assert bool(organization.introduction) == changed


def test_a_visitor_is_led_to_the_login(visitor, sakai):
    assert visitor.post(PATH, WORDS).url.startswith("/accounts/login/")
    sakai.refresh_from_db()
    assert sakai.introduction == ""


def test_the_action_asks_the_rule_itself(colleague, stranger, sakai):
    for person in (colleague, stranger):
        with pytest.raises(refusals.ActionRefused):
            change_profile(organization=sakai, fields={"offer": "x"}, by=person)


def test_a_role_lost_meanwhile_is_told_in_the_form(browser, officer, sakai, monkeypatch):
    monkeypatch.setattr(
        "members.profiles.actions.can_edit_organization", lambda *_: False
    )  # by the time of saving
    answer = browser(officer).post(PATH, WORDS)
    assert answer.status_code == 400
    assert "代表担当者か事務局だけが変更できます" in text_of(answer)
    assert "販売の場所" in text_of(answer)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"website": "javascript:alert(1)"}, "https:// から始まるアドレス"),
        ({"website": "ftp://files.example/"}, "https:// から始まるアドレス"),
        ({"website": "https://city.example@evil.example/"}, "https:// から始まるアドレス"),
        ({"video_url": "data:text/html,x"}, "https:// から始まるアドレス"),
        ({"newsletter_url": "さいと"}, "https:// から始まるアドレス"),
        ({"website": "https://a.example/" + "x" * 300}, "300文字以内"),
        ({"x_url": "https://evil.example/sakai"}, "https://x.com/ から始まる"),
        ({"x_url": "https://x.com.evil.example/sakai"}, "https://x.com/ から始まる"),
        ({"x_url": "https://evil.example/x.com/sakai"}, "https://x.com/ から始まる"),
        ({"x_url": "https://x.com@evil.example/sakai"}, "https://x.com/ から始まる"),
        ({"x_url": "javascript:alert(1)//x.com/a"}, "https://x.com/ から始まる"),
        ({"x_url": "https://x.com/"}, "https://x.com/ から始まる"),
        ({"x_url": "https://x.com/search?q=a"}, "https://x.com/ から始まる"),
        ({"x_url": "@seventeen_letters_"}, "https://x.com/ から始まる"),
        ({"introduction": "あ" * 1_000_000}, "1,000文字以内"),
        ({"offer": "あ" * 201}, "200文字以内"),
        ({"offer": "a\x00b"}, "NUL"),
        ({"head_title": ""}, "だれからのメッセージか"),
        ({"head_message": ""}, "メッセージを入力するか"),
        ({"themes_offer": ["weapons"]}, "weapons"),
        ({"picture_alt": "説明だけ"}, "画像を選ぶか"),
    ],
)
def test_what_is_refused(browser, officer, sakai, typed, sentence):
    answer = browser(officer).post(PATH, {**WORDS, **typed})
    assert answer.status_code == 400
    assert sentence in text_of(answer)
    assert "販売の場所" in text_of(answer)  # what was typed stays
    sakai.refresh_from_db()
    assert sakai.seek == ""


@pytest.mark.parametrize(
    "typed",
    [
        "@example_city",
        "example_city",
        "https://x.com/example_city",
        "https://twitter.com/example_city?lang=ja",
        "http://www.twitter.com/example_city/",
        "x.com/example_city",
        "https://mobile.x.com/example_city/status/1",
    ],
)
def test_an_account_of_x_is_read_however_it_is_written(browser, officer, sakai, typed):
    assert browser(officer).post(PATH, {"x_url": typed}).status_code == 302
    sakai.refresh_from_db()
    assert sakai.x_url == "https://x.com/example_city"


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        (
            "絵.svg",
            b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
            "使えない種類",
        ),
        ("絵.png", b'<svg xmlns="http://www.w3.org/2000/svg"/>', "使えない種類"),
        ("絵.jpg", b"<html><script>alert(1)</script></html>", "使えない種類"),
        ("計画.pdf", sample_files.pdf(), "使えない種類"),
        ("絵.jpg", sample_files.pdf(), "使えない種類"),
        ("絵.png", sample_files.picture(), "合いません"),
        ("絵.gif", sample_files.moving_picture(), "動く画像"),
        ("絵.jpg", sample_files.picture()[:200], "開けません"),
        ("絵.jpg", b"", "中身が空"),
    ],
)
def test_only_pictures_are_taken(browser, officer, sakai, name, content, sentence):
    upload = SimpleUploadedFile(name, content)
    answer = browser(officer).post(PATH, with_picture(picture=upload))
    assert answer.status_code == 400
    assert sentence in text_of(answer)
    assert not StoredFile.objects.exists()
    sakai.refresh_from_db()
    assert sakai.picture is None


@pytest.mark.parametrize("missing", list(PICTURE))
def test_a_picture_needs_description_rights_and_permission_and_survives_the_error(
    browser, officer, sakai, missing
):
    client = browser(officer)
    first = client.post(PATH, with_picture(**{missing: ""}))
    assert first.status_code == 400
    kept = StoredFile.objects.get()
    assert f'value="{kept.pk}"' in text_of(first)
    assert f"/files/{kept.pk}/w320/" in text_of(first)
    assert status_of(client, f"/files/{kept.pk}/") == 200
    assert client.post(PATH, {**WORDS, **PICTURE, "kept_picture": kept.pk}).status_code == 302
    sakai.refresh_from_db()
    assert sakai.picture == kept
    assert kept.owner_id is None
    kept.refresh_from_db()
    assert kept.owner_id == sakai.pk


def test_a_picture_kept_for_another_person_is_not_taken(browser, officer, stranger, sakai):
    browser(stranger).post(PATH, with_picture(picture_alt=""))
    kept = StoredFile.objects.get()
    for value in (kept.pk, "x", "0" * 5000, "\x00"):
        answer = browser(officer).post(PATH, {**WORDS, **PICTURE, "kept_picture": value})
        assert answer.status_code == 400
        assert "画像を選ぶか" in text_of(answer)
    sakai.refresh_from_db()
    assert sakai.picture is None


def test_a_new_picture_replaces_the_old_one_and_one_can_be_taken_down(
    browser, officer, sakai, django_capture_on_commit_callbacks
):
    client = browser(officer)
    client.post(PATH, with_picture())
    sakai.refresh_from_db()
    old = sakai.picture
    with django_capture_on_commit_callbacks(execute=True):
        client.post(PATH, with_picture(picture=jpeg("祭り.jpg")))
    sakai.refresh_from_db()
    assert sakai.picture.name == "祭り.jpg"
    assert not StoredFile.objects.filter(pk=old.pk).exists()
    assert not old.content.storage.exists(old.content.name)
    client.post(PATH, {**WORDS, **PICTURE, "remove_picture": "on"})
    sakai.refresh_from_db()
    assert (sakai.picture, sakai.picture_alt, sakai.picture_credit) == (None, "", "")
    assert not StoredFile.objects.exists()


def test_a_chosen_picture_can_be_given_up_before_it_is_saved(browser, officer, sakai):
    client = browser(officer)
    assert "この写真を使わない" not in text_of(client.get(PATH))
    first = client.post(PATH, with_picture(x_url="https://evil.example/"))
    assert "この写真を使わない" in text_of(first)
    kept = StoredFile.objects.get().pk
    given_up = {**WORDS, **PICTURE, "kept_picture": kept, "remove_picture": "on"}
    assert client.post(PATH, given_up).status_code == 302
    sakai.refresh_from_db()
    assert (sakai.picture, sakai.picture_alt) == (None, "")
    assert client.post(PATH, {**given_up, "picture": jpeg("別.jpg")}).status_code == 302
    sakai.refresh_from_db()
    assert sakai.picture.name == "別.jpg"


def test_the_tick_to_drop_a_picture_survives_an_error(browser, officer, sakai):
    client = browser(officer)
    client.post(PATH, with_picture())
    dropping = {**WORDS, **PICTURE, "remove_picture": "on"}
    page = text_of(client.post(PATH, {**dropping, "x_url": "https://evil.example/"}))
    assert re.search(r'name="remove_picture"[^>]* checked', page)
    assert client.post(PATH, dropping).status_code == 302
    sakai.refresh_from_db()
    assert sakai.picture is None


def test_the_picture_of_one_that_left_is_no_longer_public(browser, visitor, officer, secretariat, sakai):
    browser(officer).post(PATH, with_picture())
    sakai.refresh_from_db()
    for path in (f"/files/{sakai.picture_id}/", f"/files/{sakai.picture_id}/w800/"):
        assert status_of(visitor, path) == 200
    sakai.withdrawn_on = "2026-01-01"
    sakai.save()
    for path in (f"/files/{sakai.picture_id}/", f"/files/{sakai.picture_id}/w800/"):
        assert status_of(visitor, path) == 404
        assert status_of(browser(secretariat), path) == 200


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"picture_alt": "写真なしの説明"}, "organization_picture_whole"),
        ({"head_message": "だれの?"}, "organization_message_whole"),
        ({"x_url": "https://evil.example/"}, "organization_x_address"),
    ],
)
def test_constraints(sakai, fields, name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Organization.objects.filter(pk=sakai.pk).update(**fields)


def test_the_form_names_the_limits(browser, officer):
    page = text_of(browser(officer).get(PATH))
    assert f"{limits.MAX_SIZE // limits.MB}MBまで" in page
    assert 'data-max-length="200"' in page
    assert "入力した氏名は公開されます" in page


def test_the_own_page_says_what_is_missing_and_who_may_edit(browser, officer, colleague):
    own = text_of(browser(officer).get("/organization/"))
    assert own.count("未登録") >= 8
    assert "/members/271403/" in own
    assert PATH in own
    assert PATH not in text_of(browser(colleague).get("/organization/"))
