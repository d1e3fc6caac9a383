import datetime
import threading

import pytest
from django.db import connection
from django.test import Client

from common.outbox.models import OutgoingMail
from members.access.rate_limits import COUNTERS
from members.applications.models import Application
from members.applications.views import APPLICATIONS
from members.local_governments.models import LocalGovernment

pytestmark = pytest.mark.django_db
FORM = "/members/apply/form/?code=012025"


def submit(client, typed, url=FORM, **more):
    return client.post(url, {**typed, "stage": "submit", **more})


def test_choosing_lists_prefectures_in_code_order_and_their_municipalities(visitor, hakodate):
    page = visitor.get("/members/apply/?prefecture=01").content.decode()
    assert page.index("北海道</option>") < page.index("青森県</option>") < page.index("沖縄県</option>")
    assert '<option value="012025">函館市（はこだてし）</option>' in page


def test_search_by_reading_finds_candidates(visitor, hakodate):
    assert "北海道函館市" in visitor.get("/members/apply/?q=ハコダテ").content.decode()
    assert "当てはまる団体がありません" in visitor.get("/members/apply/?q=ないない").content.decode()


def test_choosing_costs_the_same_for_one_and_three_candidates(visitor, hakodate, django_assert_num_queries):
    visitor.get("/members/apply/?q=い&prefecture=01")
    with django_assert_num_queries(2):
        visitor.get("/members/apply/?q=市&prefecture=01")
    for n in range(2):
        LocalGovernment.objects.create(
            code=f"01999{n}", prefecture="北海道", name=f"見本{n}市", kind="city", source="t"
        )
    with django_assert_num_queries(2):
        visitor.get("/members/apply/?q=市&prefecture=01")


def test_confirmation_shows_everything_and_back_keeps_it(visitor, hakodate, typed):
    shown = visitor.post(FORM, {**typed, "stage": "confirm"})
    page = shown.content.decode()
    assert shown.status_code == 200
    for value in (*typed.values(), "北海道函館市"):
        assert value == "on" or value in page
    back = visitor.post(FORM, {**typed, "stage": "edit"}).content.decode()
    assert 'value="函館 花子"' in back
    assert not Application.objects.exists()


def test_submitting_stores_once_and_mails_one_link_and_code(visitor, hakodate, typed, last_mail):
    token = "7a1fd0c4-6f2c-4a52-9c1e-0f1f0d3f0a11"
    first, again = (
        submit(visitor, typed, idempotency_key=token),
        submit(visitor, typed, idempotency_key=token),
    )
    application = Application.objects.get()
    assert first.url == again.url == f"/members/apply/done/{application.number}/"
    assert (application.state, application.kind, application.name) == ("unverified", "membership", "函館市")
    mail, path, code = last_mail("application_submitted")
    assert mail.to == application.email
    assert mail.body.count("http") == 2  # the link, and where the code is typed
    assert path
    assert len(code) == 7
    assert application.number_shown in mail.body
    assert application.number_shown in visitor.get(first.url).content.decode()


def test_same_address_again_mails_again_and_keeps_one_application(visitor, hakodate, typed):
    submit(visitor, typed)
    submit(visitor, {**typed, "section_name": "総務課"})
    assert Application.objects.get().section_name == "総務課"
    assert OutgoingMail.objects.filter(purpose="members.application_submitted").count() == 2


def test_bad_form_says_what_to_do_and_keeps_what_was_typed(visitor, hakodate, typed):
    del typed["consent"]
    answer = submit(visitor, {**typed, "telephone": "でんわ", "email": "だれか"})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "利用規約を読み、同意する欄に印を付けてください。" in page
    assert "電話番号は「03-1234-5678」のように入力してください。" in page
    assert 'value="だれか"' in page
    assert not Application.objects.exists()


@pytest.mark.parametrize("poison", ["\0", "あ" * 1_000_000, "改\n行", "\u202e"])
@pytest.mark.parametrize(
    "field", ["section_name", "applicant_name", "email", "mailbox", "address", "telephone"]
)
def test_poisoned_text_is_refused_without_an_error_page(visitor, hakodate, typed, field, poison):
    assert submit(visitor, {**typed, field: typed[field] + poison}).status_code in (400, 413)
    assert not Application.objects.exists()


@pytest.mark.parametrize(
    "query", ["code=999999", "code=12", "code=%00", "code=１２３４５６", "organization=x", ""]
)
def test_unknown_code_is_refused(visitor, hakodate, query):
    answer = visitor.get(f"/members/apply/form/?{query}")
    assert answer.status_code == 400
    assert "選" in answer.content.decode()


def test_abolished_code_is_refused(visitor, hakodate, typed):
    LocalGovernment.objects.update(abolished_on=datetime.date(2026, 4, 1))
    answer = submit(visitor, typed)
    assert answer.status_code == 400
    assert "北海道函館市は廃止されています" in answer.content.decode()
    assert "函館市" not in visitor.get("/members/apply/?q=はこだて").content.decode()


def test_a_member_is_offered_an_account_instead(visitor, sakai, typed):
    url = "/members/apply/form/?code=271403"
    page = visitor.get(url).content.decode()
    assert "すでに会員です" in page
    assert "code=271403&amp;join=1" in page
    assert submit(visitor, typed, url).status_code == 400
    assert submit(visitor, typed, url + "&join=1").status_code == 302
    application = Application.objects.get()
    assert (application.kind, application.organization) == ("account", sakai)


def test_a_body_that_waits_is_refused(visitor, waiting, typed):
    page = visitor.get(FORM).content.decode()
    assert "受け付け済みです" in page
    assert submit(visitor, typed).status_code == 400


def test_a_body_without_code_names_itself(visitor, typed):
    body = {**typed, "prefecture": "青森県", "name": "見本県町村会", "name_kana": "ミホンケンチョウソンカイ"}
    url = "/members/apply/form/?body=1"
    assert submit(visitor, typed, url).status_code == 400
    assert submit(visitor, body, url).status_code == 302
    application = Application.objects.get()
    assert (application.full_name, application.name_kana) == ("見本県町村会", "みほんけんちょうそんかい")


def test_a_body_that_is_a_member_or_waits_cannot_name_itself_again(
    visitor, typed, make_organization, make_waiting
):
    make_organization("見本協議会", kind="association", prefecture="青森県")
    make_waiting(1)
    url = "/members/apply/form/?body=1"
    body = {**typed, "prefecture": "青森県", "name_kana": "みほん"}
    for name in ("見本協議会", "見本 協議會"):
        assert "はすでに会員です" in submit(visitor, {**body, "name": name}, url).content.decode()
    open_one = submit(visitor, {**body, "name": "見本町村会0"}, url)
    assert "見本町村会0の申請はすでに受け付けています" in open_one.content.decode()


def test_an_address_with_an_account_is_told_by_mail_only(visitor, hakodate, typed, stranger):
    answer = submit(visitor, {**typed, "email": "Stranger@city.example"})
    page = visitor.get(answer.url).content.decode()
    assert answer.status_code == 302
    assert "申請を受け付けました" in page
    assert "すでに登録" not in page
    assert not Application.objects.exists()
    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.purpose) == ("stranger@city.example", "members.account_exists")


def test_too_many_applications_get_429(visitor, hakodate, typed, monkeypatch):
    COUNTERS.clear()
    monkeypatch.setattr(APPLICATIONS, "by_key", "2/h")
    answers = [submit(visitor, typed).status_code for _ in range(3)]
    assert answers == [302, 302, 429]


@pytest.mark.django_db(transaction=True)
def test_a_double_click_makes_one_application(hakodate, typed):
    token, answers = "7a1fd0c4-6f2c-4a52-9c1e-0f1f0d3f0a12", []

    def press():
        try:
            answers.append(submit(Client(), typed, idempotency_key=token).url)
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 3
    assert len(set(answers)) == 1
    assert Application.objects.count() == 1
    assert OutgoingMail.objects.count() == 1
