import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from common.attachments.models import StoredFile
from common.attachments.queries import files_of
from common.japanese_calendar import today
from events.participations.models import RoleState
from events.sheets.actions import ask_for_sheet, confirm_sheet, return_sheet
from events.sheets.models import ExhibitorSheet, SheetState
from tests.mypage import pending_kinds
from tests.sample_files import picture

TYPED = {"headline": "港のまち", "body": "魚と朝日のまちです。", "needs": "電源を使います。"}
DESCRIBED = {"picture_alt": "港の朝日", "picture_credit": "堺市提供", "picture_permitted": "on"}


def image(name="港.png"):
    return SimpleUploadedFile(name, picture("PNG"), content_type="image/png")


def opened(client, file) -> int:
    answer = client.get(file.get_absolute_url())
    answer.getvalue()
    return answer.status_code


@pytest.fixture
def path(event):
    return f"/events/{event.pk}/sheet/"


@pytest.fixture
def handed_in(browser, officer, path, event):
    """The sheet of 堺 with its picture."""
    answer = browser(officer).post(path, TYPED | DESCRIBED | {"picture": image()})
    assert answer.status_code == 302
    return ExhibitorSheet.objects.get(participation__event=event)


def test_from_the_form_to_the_public(browser, officer, secretariat, visitor, event, path, handed_in):
    (file,) = files_of(handed_in)
    assert (file.alt, file.rights) == ("港の朝日", "堺市提供")
    public, shown = event.get_absolute_url(), "港のまち"
    assert shown not in visitor.get(public).content.decode()
    assert opened(visitor, file) == 404
    client = browser(secretariat)
    page = f"/events/{event.pk}/sheets/{handed_in.participation_id}/"
    assert "電源を使います。" in client.get(page).content.decode()
    assert client.post(f"{page}return/", {"note": "見出しを長くしてください。"}).status_code == 302
    assert "見出しを長くしてください。" in browser(officer).get(path).content.decode()
    assert browser(officer).post(path, TYPED | DESCRIBED | {"headline": "港と古墳のまち"}).status_code == 302
    handed_in.refresh_from_db()
    assert client.post(f"{page}confirm/", {"edition": handed_in.edition}).status_code == 302
    words = visitor.get(public).content.decode()
    assert "港と古墳のまち" in words
    assert 'alt="港の朝日"' in words
    assert "電源を使います。" not in words
    assert opened(visitor, file) == 200
    assert "主催者が確認したため" in browser(officer).get(path).content.decode()


def test_a_draft_is_kept_and_a_whole_sheet_is_handed_in(browser, officer, path, event):
    client = browser(officer)
    assert client.post(path, {"headline": "港", "draft": "1"}).status_code == 302
    sheet = ExhibitorSheet.objects.get()
    assert (sheet.headline, sheet.state) == ("港", SheetState.DRAFT)
    answer = client.post(path, {"headline": "港"})
    assert answer.status_code == 400
    assert "紹介文を入力してください。" in answer.content.decode()


def test_a_sheet_that_was_sent_back_is_kept_without_being_handed_in_but_not_emptied(
    browser, officer, secretariat, path, handed_in
):
    return_sheet(participation=handed_in.participation, by=secretariat, note="見出しを長く。")
    client = browser(officer)
    answer = client.post(path, TYPED | DESCRIBED | {"body": "", "draft": "1"})
    assert answer.status_code == 400
    assert "紹介文を入力してください。" in answer.content.decode()
    assert client.post(path, TYPED | DESCRIBED | {"headline": "港と古墳", "draft": "1"}).status_code == 302
    handed_in.refresh_from_db()
    assert (handed_in.headline, handed_in.state) == ("港と古墳", SheetState.RETURNED)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"picture_alt": ""}, "写真に何が写っているか"),
        ({"picture_credit": ""}, "提供者または権利者"),
        ({"picture_permitted": ""}, "許可を得た画像だけ"),
        ({"picture_credit": "あ" * 101}, "100文字以内"),
        ({"headline": "あ" * 61}, "60文字以内"),
        ({"body": "あ\u0000"}, "使えない文字"),
    ],
)
def test_what_is_missing_is_said_and_the_picture_stays(browser, officer, path, typed, words):
    client = browser(officer)
    answer = client.post(path, TYPED | DESCRIBED | typed | {"picture": image()})
    assert answer.status_code == 400
    assert words in answer.content.decode()
    kept = answer.context["form"]["kept_picture"].value()
    assert client.post(path, TYPED | DESCRIBED | {"kept_picture": kept}).status_code == 302
    assert len(files_of(ExhibitorSheet.objects.get())) == 1


def test_a_picture_is_replaced_and_removed(browser, officer, path, handed_in):
    client = browser(officer)
    assert client.post(path, TYPED | DESCRIBED | {"picture": image("山.png")}).status_code == 302
    assert [file.name for file in files_of(handed_in)] == ["山.png"]
    assert client.post(path, TYPED | DESCRIBED | {"remove_picture": "on"}).status_code == 302
    assert files_of(handed_in) == []


def test_two_who_write_at_once_and_the_second_is_told(browser, officer, colleague, path):
    read = browser(officer).get(path).context["form"]["version"].value()
    assert browser(officer).post(path, TYPED | {"headline": "一人目", "version": read}).status_code == 302
    second = browser(colleague).post(path, TYPED | {"headline": "二人目", "version": read})
    assert second.status_code == 409
    assert "見出し「一人目」" in second.content.decode()
    assert ExhibitorSheet.objects.get().headline == "一人目"


def test_after_the_deadline_what_was_typed_stays(browser, officer, path, set_due, event, secretariat):
    set_due(-1)
    answer = browser(officer).post(path, TYPED)
    assert answer.status_code == 400
    words = answer.content.decode()
    assert "提出も変更もできません。必要なときは、特別区長会事務局（電話 03-5210-9747）" in words
    assert "魚と朝日のまちです。" in words
    page = f"/events/{event.pk}/sheets/{event.participations.get().pk}/"
    answer = browser(secretariat).post(f"{page}deadline/", {"due_on": "2020-01-01"})
    assert answer.status_code == 400
    assert "今日以後の日" in answer.content.decode()
    later = {"due_on": (today() + datetime.timedelta(days=5)).isoformat()}
    assert "変えました" in browser(secretariat).post(f"{page}deadline/", later, follow=True).text
    again = browser(secretariat).post(f"{page}deadline/", later, follow=True).text
    assert "の提出期限は、もう" in again
    assert "メールで知らせます" not in again


def test_what_waits_stands_on_my_page_and_in_one_list(browser, officer, secretariat, path, taking_part):
    ask_for_sheet(participation=taking_part)
    client = browser(officer)
    assert "提出を待つ紹介シート" in pending_kinds(client)
    assert path in client.get("/events/sheets/").content.decode()
    client.post(path, TYPED)
    assert "提出を待つ紹介シート" not in pending_kinds(client)
    desk = browser(secretariat)
    words = desk.get(f"/events/{taking_part.event_id}/desk/").content.decode()
    assert "<p>提出1</p>" in words
    assert "確認を待つ紹介シート" in desk.get("/mypage/").content.decode()
    listed = f"/events/{taking_part.event_id}/participations/?sheet=submitted"
    assert listed in desk.get("/events/sheets/").content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_sheets_costs_as_many_queries_for_three(
    browser, officer, make_call, number, django_assert_num_queries
):
    for _ in range(number):
        call = make_call(sheet_due_on=today(), event=None)
        part = call.event.participations.create(organization=officer.organization)
        ExhibitorSheet.objects.create(participation=part)
    client = browser(officer)
    client.get("/events/sheets/")
    with django_assert_num_queries(4):
        client.get("/events/sheets/")


@pytest.mark.parametrize("why", ["bare", "gave up", "unpublished"])
def test_what_is_not_whole_shows_nowhere(visitor, secretariat, event, handed_in, why):
    part = handed_in.participation
    confirm_sheet(participation=part, by=secretariat, edition=handed_in.edition)
    (file,) = files_of(handed_in)
    assert opened(visitor, file) == 200
    if why == "bare":
        StoredFile.objects.filter(pk=file.pk).update(rights="")
    elif why == "gave up":
        part.roles.update(state=RoleState.WITHDRAWN, decided_at=None, decided_by=None)
    else:
        type(event).objects.filter(pk=event.pk).update(state="draft", published_at=None)
    assert opened(visitor, file) == 404
    assert not ExhibitorSheet.objects.public().exists()


def test_taken_back_it_leaves_the_page_of_the_event(visitor, secretariat, event, handed_in):
    part = handed_in.participation
    confirm_sheet(participation=part, by=secretariat, edition=handed_in.edition)
    assert "港のまち" in visitor.get(event.get_absolute_url()).content.decode()
    return_sheet(participation=part, by=secretariat, note="写真を替えてください。")
    assert "港のまち" not in visitor.get(event.get_absolute_url()).content.decode()


@pytest.mark.parametrize("number", [1, 3, 372])
def test_as_many_queries_for_many_bodies_as_for_one(
    visitor, event, add_body, secretariat, number, django_assert_num_queries
):
    for each in range(number):
        facts = {"state": "confirmed", "submitted_at": event.created_at, "submitted_by_name": "x"}
        facts |= {"confirmed_at": event.created_at, "confirmed_by": secretariat, "headline": f"まち{each}"}
        ExhibitorSheet.objects.create(participation=add_body(f"団体{each:02}"), body="紹介", **facts)
    public = event.get_absolute_url()
    visitor.get(f"{public}?body=x")
    with django_assert_num_queries(5):
        words = visitor.get(f"{public}?body=y").content.decode()
    assert words.count('class="introduction"') == min(number, 12)
    whole = visitor.get(f"{public}introductions/?page=1").content.decode()
    assert whole.count('class="introduction"') == min(number, 24)
    assert ("372団体すべての紹介を見る" in words) == (number == 372)
