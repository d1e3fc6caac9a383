"""What the applicant does with an application that was asked back (差戻し)."""

import datetime
import threading

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from common import refusals
from common.audit_log.models import AuditEntry
from common.outbox.models import OutgoingMail
from members.application_queue.actions import approve_application
from members.application_returns.actions import resubmit_application, return_application
from members.application_returns.models import ApplicationReturn
from members.applications.actions import decline_application
from members.applications.models import Application
from members.mail_tokens.actions import resend_token
from members.mail_tokens.models import MailToken
from members.organizations.models import Organization
from tests.members.conftest import REMARK

pytestmark = pytest.mark.django_db


def url(application, verb=""):
    return f"/members/applications/{application.pk}/{verb}"


def test_opening_the_link_changes_nothing_the_code_opens_too(visitor, returned, last_mail):
    _, path, code = last_mail("application_returned")
    assert "申請の修正へ進む" in visitor.get(path).content.decode()
    number = MailToken.objects.get(purpose="revision").number
    answer = visitor.post("/members/proof/", {"number": number, "code": code})
    assert answer.url == "/members/apply/correct/"
    assert MailToken.objects.get(purpose="revision").used_at is None
    page = visitor.get("/members/apply/correct/").content.decode()
    assert REMARK in page
    assert 'value="函館 花子"' in page


def test_the_form_is_closed_without_the_right_link(visitor, returned, waiting):
    assert visitor.get("/members/apply/correct/").url == "/members/proof/"
    assert visitor.post("/members/apply/correct/", {"stage": "submit"}).url == "/members/proof/"


def test_the_corrected_form_goes_back_into_the_queue(
    correcting_browser, corrected, returned, browser, secretariat
):
    with time_machine.travel(timezone.now() + datetime.timedelta(days=7), tick=False):
        page = correcting_browser.post("/members/apply/correct/", {**corrected, "stage": "confirm"})
        assert "kyotsu@city.hakodate.hokkaido.jp" in page.content.decode()
        back = correcting_browser.post("/members/apply/correct/", {**corrected, "stage": "edit"})
        assert 'value="kyotsu@city.hakodate.hokkaido.jp"' in back.content.decode()
        answer = correcting_browser.post("/members/apply/correct/", {**corrected, "answer": "直しました。"})
        assert answer.url == "/members/apply/correct/done/"
        assert correcting_browser.get(answer.url).status_code == 200
        first = returned.created_at
        returned.refresh_from_db()
        assert (returned.state, returned.returned_by, returned.waiting_days) == ("waiting", None, 0)
        assert returned.created_at == first
        page = browser(secretariat).get(url(returned)).content.decode()
    asked = ApplicationReturn.objects.get()
    assert asked.changes == {
        "担当課の共通アドレス": ["kikaku@city.hakodate.hokkaido.jp", "kyotsu@city.hakodate.hokkaido.jp"]
    }
    assert "直しました。" in page
    assert "修正前" in page
    told = OutgoingMail.objects.filter(purpose="members.application_verified", to=secretariat.section.mailbox)
    assert told.count() == 2
    assert "修正が届きました" in told.order_by("-id").first().subject
    assert AuditEntry.objects.filter(verb="members.application_resubmitted").exists()


def test_a_double_click_gives_the_first_result_and_the_link_is_used_up(
    correcting_browser, corrected, returned, last_mail, visitor
):
    path = last_mail("application_returned")[1]
    once = {**corrected, "idempotency_key": "7c9e6679-7425-40de-944b-e07fc1f90ae7"}
    answers = [correcting_browser.post("/members/apply/correct/", once) for _ in range(2)]
    assert {answer.url for answer in answers} == {"/members/apply/correct/done/"}
    assert ApplicationReturn.objects.filter(answered_at__isnull=False).count() == 1
    assert "すでに使われています" in visitor.post(path).content.decode()
    again = correcting_browser.post("/members/apply/correct/", corrected)  # another form, the same link
    assert (again.status_code, "すでに届いているか" in again.content.decode()) == (400, True)
    assert correcting_browser.get("/members/apply/correct/").url == "/members/proof/"


@pytest.mark.parametrize(
    "bad",
    [
        {"email": "だれ"},
        {"section_name": "\0"},
        {"applicant_name": "花" * 1_000_000},
        {"postal_code": "1"},
        {"answer": "x" * 1001},
    ],
)
def test_a_bad_form_comes_back_with_what_was_typed(correcting_browser, corrected, returned, bad):
    answer = correcting_browser.post("/members/apply/correct/", {**corrected, **bad})
    assert answer.status_code == 400
    assert REMARK in answer.content.decode()
    assert 'value="040-8666"' in answer.content.decode() or "postal_code" in bad
    returned.refresh_from_db()
    assert returned.is_returned


def test_the_body_cannot_be_changed(correcting_browser, corrected, returned, sakai):
    other = {"local_government": sakai.local_government_id, "name": "堺市", "prefecture": "大阪府"}
    correcting_browser.post("/members/apply/correct/?code=271403", {**corrected, **other})
    returned.refresh_from_db()
    assert (returned.full_name, returned.is_waiting) == ("北海道函館市", True)


def test_a_new_address_has_to_prove_itself(
    correcting_browser, corrected, returned, last_mail, browser, secretariat
):
    new = {**corrected, "email": "new@city.hakodate.hokkaido.jp"}
    answer = correcting_browser.post("/members/apply/correct/", new)
    assert answer.url == f"/members/apply/correct/mail/{returned.number}/"
    assert "修正を受け付けました" in correcting_browser.get(answer.url).content.decode()
    returned.refresh_from_db()
    assert (returned.is_returned, returned.email) == (True, "hanako@city.hakodate.hokkaido.jp")
    assert "アドレスの確認待ち" in browser(secretariat).get(url(returned)).content.decode()
    assert 'value="new@city' in correcting_browser.get("/members/apply/correct/").content.decode()
    mail, path, _ = last_mail("application_submitted")
    assert mail.to == new["email"]
    assert correcting_browser.post(path).url == "/members/proof/done/"
    returned.refresh_from_db()
    assert (returned.is_waiting, returned.email) == (True, new["email"])
    changes = ApplicationReturn.objects.get().changes
    assert changes["本人のメールアドレス"] == ["hanako@city.hakodate.hokkaido.jp", new["email"]]


def test_the_mail_to_a_new_address_is_sent_again_to_the_new_one(correcting_browser, corrected, returned):
    new = {**corrected, "email": "new@city.hakodate.hokkaido.jp"}
    correcting_browser.post("/members/apply/correct/", new)
    assert not resend_token(number=returned.number, email=returned.email)
    assert resend_token(number=returned.number, email=new["email"])
    assert OutgoingMail.objects.filter(purpose="members.application_submitted", to=new["email"]).count() == 2


def test_going_back_to_the_old_address_ends_the_mail_token_of_the_new(
    correcting_browser, corrected, returned, last_mail
):
    correcting_browser.post(
        "/members/apply/correct/", {**corrected, "email": "new@city.hakodate.hokkaido.jp"}
    )
    path = last_mail("application_submitted")[1]
    assert correcting_browser.post("/members/apply/correct/", corrected).url == "/members/apply/correct/done/"
    assert not MailToken.objects.filter(email="new@city.hakodate.hokkaido.jp").exists()
    assert correcting_browser.post(path).status_code == 400
    returned.refresh_from_db()
    assert returned.email == corrected["email"]


def test_verifying_one_address_does_not_verify_the_next(correcting_browser, corrected, returned, last_mail):
    """After five mails no new one goes out, and the old link is still about the address before."""
    correcting_browser.post(
        "/members/apply/correct/", {**corrected, "email": "one@city.hakodate.hokkaido.jp"}
    )
    MailToken.objects.filter(purpose="application").update(sendings=5)
    correcting_browser.post(
        "/members/apply/correct/", {**corrected, "email": "two@city.hakodate.hokkaido.jp"}
    )
    answer = correcting_browser.post(last_mail("application_submitted")[1])
    assert (answer.status_code, "別の内容に変わっています" in answer.content.decode()) == (400, True)
    returned.refresh_from_db()
    assert (returned.is_returned, returned.email) == (True, "hanako@city.hakodate.hokkaido.jp")


def test_a_new_address_proven_after_the_decline_changes_nothing(
    correcting_browser, corrected, returned, last_mail, secretariat
):
    correcting_browser.post(
        "/members/apply/correct/", {**corrected, "email": "new@city.hakodate.hokkaido.jp"}
    )
    decline_application(application=returned, by=secretariat, reason="期限が過ぎたため")
    answer = correcting_browser.post(last_mail("application_submitted")[1])
    assert (answer.status_code, "審査は終わっています" in answer.content.decode()) == (400, True)


def test_an_address_that_logs_in_is_told_by_mail_only(correcting_browser, corrected, returned, officer):
    answer = correcting_browser.post("/members/apply/correct/", {**corrected, "email": officer.email})
    assert answer.url == f"/members/apply/correct/mail/{returned.number}/"
    assert OutgoingMail.objects.get(purpose="members.account_exists").to == officer.email
    assert not MailToken.objects.filter(email=officer.email).exists()


def test_remarks_of_all_rounds_are_seen_by_both(
    correcting_browser, corrected, returned, secretariat, last_mail, browser
):
    correcting_browser.post("/members/apply/correct/", corrected)
    return_application(application=returned, by=secretariat, remark="電話番号を確かめてください。")
    correcting_browser.post(last_mail("application_returned")[1])
    for page in (
        correcting_browser.get("/members/apply/correct/").content.decode(),
        browser(secretariat).get(url(returned)).content.decode(),
        browser(secretariat).get(url(returned, "print/")).content.decode(),
    ):
        assert REMARK in page
        assert "電話番号を確かめてください。" in page


def test_a_body_without_code_may_mend_its_name(visitor, secretariat, make_waiting, last_mail, typed):
    make_waiting(2)
    first, second = Application.objects.order_by("id")
    return_application(application=first, by=secretariat, remark="正式な名称にしてください。")
    visitor.post(last_mail("application_returned")[1])
    form = {**typed, "email": first.email, "prefecture": "青森県", "name_kana": "みほん", "stage": "submit"}
    taken = visitor.post("/members/apply/correct/", {**form, "name": second.name})
    assert (taken.status_code, "すでに受け付けています" in taken.content.decode()) == (400, True)
    assert visitor.post("/members/apply/correct/", {**form, "name": "青森県見本町村会"}).status_code == 302
    first.refresh_from_db()
    assert (first.name, first.is_waiting) == ("青森県見本町村会", True)


def test_an_expired_link_is_renewed_by_the_page(visitor, returned, last_mail):
    path = last_mail("application_returned")[1]
    number = MailToken.objects.get(purpose="revision").number
    with time_machine.travel(timezone.now() + datetime.timedelta(days=31)):
        assert "有効期限が切れています" in visitor.post(path).content.decode()
        visitor.post("/members/proof/resend/", {"number": number, "email": returned.email})
        assert visitor.post(path).status_code == 400
        assert visitor.post(last_mail("application_returned")[1]).url == "/members/apply/correct/"


def test_a_link_that_expires_while_the_form_is_open_is_refused(correcting_browser, corrected, returned):
    MailToken.objects.filter(purpose="revision").update(expires_at=timezone.now())
    answer = correcting_browser.post("/members/apply/correct/", corrected)
    assert (answer.status_code, "有効期限が切れています" in answer.content.decode()) == (400, True)


def test_a_code_guessed_ten_times_stops(visitor, returned, last_mail, wrong_codes):
    mail_token, (_, path, code) = MailToken.objects.get(purpose="revision"), last_mail("application_returned")
    wrong_codes(mail_token.number, 10)
    assert visitor.post(path).status_code == 400
    answer = visitor.post("/members/proof/", {"number": mail_token.number, "code": code})
    assert "10回間違えた" in answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_sent_twice_at_once_counts_once(returned, fields):
    mail_token, outcomes = MailToken.objects.get(purpose="revision"), []
    own = {name: fields[name] for name in fields if name not in ("prefecture", "name", "name_kana")}

    def press():
        try:
            resubmit_application(mail_token=mail_token, fields={**own, "telephone": "0138-21-1111"})
            outcomes.append("done")
        except refusals.ActionRefused as refusal:
            outcomes.append(str(refusal))
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes.count("done") == 1, outcomes
    assert AuditEntry.objects.filter(verb="members.application_resubmitted").count() == 1


def test_approval_after_a_correction(correcting_browser, corrected, returned, secretariat):
    correcting_browser.post("/members/apply/correct/", corrected)
    approve_application(application=returned, by=secretariat)
    organization = Organization.objects.get(local_government__code="012025")
    assert organization.sections.get().mailbox == corrected["mailbox"]
    assert OutgoingMail.objects.get(purpose="members.application_approved").to == corrected["mailbox"]
