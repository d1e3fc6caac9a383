"""Asking an application back (差戻し) and the applicant's correction."""

import datetime
import threading

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from members import actions, tasks
from members.models import Application, ApplicationReturn, MailProof, Organization, User
from members.targets import Target
from office import calendar
from office.models import Entry, Mail

pytestmark = pytest.mark.django_db
REMARK = "担当課の共通アドレスを入力してください。"


@pytest.fixture
def returned(secretariat, waiting):
    return actions.return_application(application=waiting, by=secretariat, remark=REMARK)


@pytest.fixture
def correcting(visitor, returned, last_mail):
    """A browser in which the link of the mail was pressed."""
    assert visitor.post(last_mail("application_returned")[1]).url == "/members/apply/correct/"
    return visitor


@pytest.fixture
def corrected(typed):
    """What the applicant types into the form that came back."""
    del typed["consent"]
    return {**typed, "mailbox": "kyotsu@city.hakodate.hokkaido.jp", "stage": "submit"}


def url(application, verb=""):
    return f"/members/applications/{application.pk}/{verb}"


@pytest.mark.parametrize("verb", ["return/", "resend/"])
def test_who_asks_back(
    visitor, browser, officer, colleague, reader, stranger, ward_officer, secretariat, waiting, verb
):
    path = url(waiting, verb)
    assert visitor.post(path, {"remark": REMARK}).status_code == 302
    for person in (officer, colleague, reader, stranger, ward_officer):
        assert browser(person).post(path, {"remark": REMARK}).status_code == 404
    assert browser(secretariat).get(path).status_code == 405
    waiting.refresh_from_db()
    assert waiting.is_waiting


def test_asking_back_needs_a_remark_that_goes_into_the_mail(browser, secretariat, waiting):
    client = browser(secretariat)
    assert client.post(url(waiting, "return/"), {"remark": " "}).status_code == 400
    assert client.post(url(waiting, "return/"), {"remark": "x" * 1001}).status_code == 400
    assert client.post(url(waiting, "return/"), {"remark": REMARK}).url == url(waiting)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.returned_by) == ("returned", secretariat)
    mail = Mail.objects.get(purpose="members.application_returned")
    assert (mail.to, REMARK in mail.body, mail.body.count("http")) == (waiting.email, True, 1)
    page = client.get(url(waiting)).content.decode()
    assert REMARK in page
    assert "修正を待っています" in page
    assert 'value="承認' not in page
    assert Entry.objects.filter(verb="members.application_returned", by=secretariat).exists()
    assert "差戻し中" in client.get("/members/applications/?state=returned").content.decode()


def test_a_returned_one_is_not_approved_but_may_be_declined(
    browser, secretariat, returned, last_mail, visitor
):
    client = browser(secretariat)
    page = client.post(url(returned, "approve/"), follow=True).content.decode()
    assert "修正が届いてから審査してください" in page
    page = client.post(url(returned, "return/"), {"remark": "もう一度"}, follow=True).content.decode()
    assert "修正が届いてから審査してください" in page
    assert ApplicationReturn.objects.count() == 1
    client.post(url(returned, "decline/"), {"reason": "修正が届かないため"})
    returned.refresh_from_db()
    assert (returned.state, returned.returned_at) == ("declined", None)
    answer = visitor.post(last_mail("application_returned")[1])
    assert answer.status_code == 400
    assert "審査が終わっています" in answer.content.decode()


def test_opening_the_link_changes_nothing_the_code_opens_too(visitor, returned, last_mail):
    _, path, code = last_mail("application_returned")
    assert "申請の修正へ進む" in visitor.get(path).content.decode()
    number = MailProof.objects.get(purpose="revision").number
    answer = visitor.post("/members/proof/", {"number": number, "code": code})
    assert answer.url == "/members/apply/correct/"
    assert MailProof.objects.get(purpose="revision").used_at is None
    page = visitor.get("/members/apply/correct/").content.decode()
    assert REMARK in page
    assert 'value="函館 花子"' in page


def test_the_form_is_closed_without_the_right_link(visitor, returned, waiting):
    assert visitor.get("/members/apply/correct/").url == "/members/proof/"
    assert visitor.post("/members/apply/correct/", {"stage": "submit"}).url == "/members/proof/"


def test_the_corrected_form_goes_back_into_the_queue(correcting, corrected, returned, browser, secretariat):
    with time_machine.travel(timezone.now() + datetime.timedelta(days=7), tick=False):
        page = correcting.post("/members/apply/correct/", {**corrected, "stage": "confirm"})
        assert "kyotsu@city.hakodate.hokkaido.jp" in page.content.decode()
        back = correcting.post("/members/apply/correct/", {**corrected, "stage": "edit"})
        assert 'value="kyotsu@city.hakodate.hokkaido.jp"' in back.content.decode()
        answer = correcting.post("/members/apply/correct/", {**corrected, "answer": "直しました。"})
        assert answer.url == "/members/apply/correct/done/"
        assert correcting.get(answer.url).status_code == 200
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
    told = Mail.objects.filter(purpose="members.application_proven", to=secretariat.section.mailbox)
    assert told.count() == 2
    assert "修正が届きました" in told.order_by("-id").first().subject
    assert Entry.objects.filter(verb="members.application_resubmitted").exists()


def test_a_double_click_gives_the_first_result_and_the_link_is_used_up(
    correcting, corrected, returned, last_mail, visitor
):
    path = last_mail("application_returned")[1]
    once = {**corrected, "once": "7c9e6679-7425-40de-944b-e07fc1f90ae7"}
    answers = [correcting.post("/members/apply/correct/", once) for _ in range(2)]
    assert {answer.url for answer in answers} == {"/members/apply/correct/done/"}
    assert ApplicationReturn.objects.filter(answered_at__isnull=False).count() == 1
    assert "すでに使われています" in visitor.post(path).content.decode()
    again = correcting.post("/members/apply/correct/", corrected)  # another form, the same link
    assert (again.status_code, "すでに届いているか" in again.content.decode()) == (400, True)
    assert correcting.get("/members/apply/correct/").url == "/members/proof/"


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
def test_a_bad_form_comes_back_with_what_was_typed(correcting, corrected, returned, bad):
    answer = correcting.post("/members/apply/correct/", {**corrected, **bad})
    assert answer.status_code == 400
    assert REMARK in answer.content.decode()
    assert 'value="040-8666"' in answer.content.decode() or "postal_code" in bad
    returned.refresh_from_db()
    assert returned.is_returned


def test_the_body_cannot_be_changed(correcting, corrected, returned, sakai):
    other = {"local_government": sakai.local_government_id, "name": "堺市", "prefecture": "大阪府"}
    correcting.post("/members/apply/correct/?code=271403", {**corrected, **other})
    returned.refresh_from_db()
    assert (returned.full_name, returned.is_waiting) == ("北海道函館市", True)


def test_a_new_address_has_to_prove_itself(correcting, corrected, returned, last_mail, browser, secretariat):
    new = {**corrected, "email": "new@city.hakodate.hokkaido.jp"}
    answer = correcting.post("/members/apply/correct/", new)
    assert answer.url == f"/members/apply/correct/mail/{returned.number}/"
    assert "修正を受け付けました" in correcting.get(answer.url).content.decode()
    returned.refresh_from_db()
    assert (returned.is_returned, returned.email) == (True, "hanako@city.hakodate.hokkaido.jp")
    assert "アドレスの確認待ち" in browser(secretariat).get(url(returned)).content.decode()
    assert 'value="new@city' in correcting.get("/members/apply/correct/").content.decode()
    mail, path, _ = last_mail("application_submitted")
    assert mail.to == new["email"]
    assert correcting.post(path).url == "/members/proof/done/"
    returned.refresh_from_db()
    assert (returned.is_waiting, returned.email) == (True, new["email"])
    changes = ApplicationReturn.objects.get().changes
    assert changes["本人のメールアドレス"] == ["hanako@city.hakodate.hokkaido.jp", new["email"]]


def test_the_mail_to_a_new_address_is_sent_again_to_the_new_one(correcting, corrected, returned):
    new = {**corrected, "email": "new@city.hakodate.hokkaido.jp"}
    correcting.post("/members/apply/correct/", new)
    assert not actions.resend_proof(number=returned.number, email=returned.email)
    assert actions.resend_proof(number=returned.number, email=new["email"])
    assert Mail.objects.filter(purpose="members.application_submitted", to=new["email"]).count() == 2


def test_going_back_to_the_old_address_ends_the_proof_of_the_new(correcting, corrected, returned, last_mail):
    correcting.post("/members/apply/correct/", {**corrected, "email": "new@city.hakodate.hokkaido.jp"})
    path = last_mail("application_submitted")[1]
    assert correcting.post("/members/apply/correct/", corrected).url == "/members/apply/correct/done/"
    assert correcting.post(path).status_code == 400
    returned.refresh_from_db()
    assert returned.email == corrected["email"]


def test_a_new_address_proven_after_the_decline_changes_nothing(
    correcting, corrected, returned, last_mail, secretariat
):
    correcting.post("/members/apply/correct/", {**corrected, "email": "new@city.hakodate.hokkaido.jp"})
    actions.decline_application(application=returned, by=secretariat, reason="期限が過ぎたため")
    answer = correcting.post(last_mail("application_submitted")[1])
    assert (answer.status_code, "審査は終わっています" in answer.content.decode()) == (400, True)


def test_an_address_that_logs_in_is_told_by_mail_only(correcting, corrected, returned, officer):
    answer = correcting.post("/members/apply/correct/", {**corrected, "email": officer.email})
    assert answer.url == f"/members/apply/correct/mail/{returned.number}/"
    assert Mail.objects.get(purpose="members.account_exists").to == officer.email
    assert not MailProof.objects.filter(email=officer.email).exists()


def test_remarks_of_all_rounds_are_seen_by_both(
    correcting, corrected, returned, secretariat, last_mail, browser
):
    correcting.post("/members/apply/correct/", corrected)
    actions.return_application(application=returned, by=secretariat, remark="電話番号を確かめてください。")
    correcting.post(last_mail("application_returned")[1])
    for page in (
        correcting.get("/members/apply/correct/").content.decode(),
        browser(secretariat).get(url(returned)).content.decode(),
        browser(secretariat).get(url(returned, "print/")).content.decode(),
    ):
        assert REMARK in page
        assert "電話番号を確かめてください。" in page


def test_a_body_that_was_asked_back_is_taken(visitor, returned, hakodate, fields, typed, last_mail):
    assert "受け付け済み" in visitor.get("/members/apply/form/?code=012025").content.decode()
    actions.submit_application(target=Target(hakodate), fields={**fields, "email": "other@city.example"})
    assert visitor.post(last_mail("application_submitted")[1]).status_code == 400


def test_a_body_without_code_may_mend_its_name(visitor, secretariat, make_waiting, last_mail, typed):
    make_waiting(2)
    first, second = Application.objects.order_by("id")
    actions.return_application(application=first, by=secretariat, remark="正式な名称にしてください。")
    visitor.post(last_mail("application_returned")[1])
    form = {**typed, "email": first.email, "prefecture": "青森県", "name_kana": "みほん", "stage": "submit"}
    taken = visitor.post("/members/apply/correct/", {**form, "name": second.name})
    assert (taken.status_code, "すでに受け付けています" in taken.content.decode()) == (400, True)
    assert visitor.post("/members/apply/correct/", {**form, "name": "青森県見本町村会"}).status_code == 302
    first.refresh_from_db()
    assert (first.name, first.is_waiting) == ("青森県見本町村会", True)


def test_only_an_own_application_is_asked_back(secretariat, officer, sakai, fields):
    target = Target(sakai.local_government, sakai, joining=True)
    named = {**fields, "prefecture": "大阪府", "name": "堺市", "email": "more@city.sakai.example"}
    actions.submit_application(target=target, fields=named)
    joining = Application.objects.get()
    actions.prove_application(proof=MailProof.objects.get(subject_application=joining))
    with pytest.raises(actions.Refused, match="この操作はできません"):
        actions.return_application(application=joining, by=secretariat, remark=REMARK)
    with pytest.raises(actions.Refused):
        actions.return_application(application=joining, by=officer, remark=REMARK)


def test_an_expired_link_is_renewed_by_the_page(visitor, returned, last_mail):
    path = last_mail("application_returned")[1]
    number = MailProof.objects.get(purpose="revision").number
    with time_machine.travel(timezone.now() + datetime.timedelta(days=31)):
        assert "有効期限が切れています" in visitor.post(path).content.decode()
        visitor.post("/members/proof/resend/", {"number": number, "email": returned.email})
        assert visitor.post(path).status_code == 400
        assert visitor.post(last_mail("application_returned")[1]).url == "/members/apply/correct/"


def test_a_link_that_expires_while_the_form_is_open_is_refused(correcting, corrected, returned):
    MailProof.objects.filter(purpose="revision").update(expires_at=timezone.now())
    answer = correcting.post("/members/apply/correct/", corrected)
    assert (answer.status_code, "有効期限が切れています" in answer.content.decode()) == (400, True)


def test_a_code_guessed_ten_times_stops(visitor, returned, last_mail, wrong_codes):
    proof, (_, path, code) = MailProof.objects.get(purpose="revision"), last_mail("application_returned")
    wrong_codes(proof.number, 10)
    assert visitor.post(path).status_code == 400
    answer = visitor.post("/members/proof/", {"number": proof.number, "code": code})
    assert "10回間違えた" in answer.content.decode()


def test_the_silent_are_reminded_once_on_a_working_day_and_shown(browser, secretariat, returned, last_mail):
    day = calendar.add_working_days(calendar.today(), 10)
    assert actions.remind_returned_applications(day=day - datetime.timedelta(days=1)) == 0
    assert actions.remind_returned_applications(day=day) == 1
    assert actions.remind_returned_applications(day=day) == 0
    mail, path, _ = last_mail("application_return_reminded")
    assert (mail.to, REMARK in mail.body, bool(path)) == (returned.email, True, True)
    saturday = next(
        day + datetime.timedelta(n)
        for n in range(1, 9)
        if not calendar.is_working_day(day + datetime.timedelta(n))
    )
    ApplicationReturn.objects.update(reminded_at=None)
    assert actions.remind_returned_applications(day=saturday) == 0
    assert tasks.remind_returned_applications(0) == 0
    client = browser(secretariat)
    silent = "/members/applications/?state=returned&silent=1"
    assert returned.full_name not in client.get(silent).content.decode()
    Application.objects.update(returned_at=timezone.now() - datetime.timedelta(days=30))
    page = client.get(silent).content.decode()
    assert returned.full_name in page
    assert "30日以上 返答なし" in page
    assert "30日以上、修正が届いていません" in client.get(url(returned)).content.decode()


def test_the_secretariat_sends_the_mail_again(browser, secretariat, returned, unproven):
    client = browser(secretariat)
    assert "送り直しました" in client.post(url(returned, "resend/"), follow=True).content.decode()
    assert Mail.objects.filter(purpose="members.application_returned").count() == 2
    actions.decline_application(application=returned, by=secretariat, reason="終わり")
    page = client.post(url(returned, "resend/"), follow=True).content.decode()
    assert "メールを待っていません" in page


def test_the_admin_asks_back_and_sends_again(browser, secretariat, waiting):
    client = browser(secretariat)

    def act(action, **more):
        typed = {"action": action, "_selected_action": [waiting.pk], **more}
        return client.post("/admin/members/application/", typed, follow=True).content.decode()

    assert "指摘を入力してから" in act("ask_back", reason=" ")
    assert "申請を差し戻しました" in act("ask_back", reason=REMARK)
    assert "案内を送り直しました" in act("resend")
    assert "修正が届いてから" in act("approve")
    waiting.refresh_from_db()
    assert waiting.is_returned


def test_the_queue_filters_and_walks(browser, secretariat, make_waiting, returned):
    make_waiting(3)
    client = browser(secretariat)
    assert "見本町村会" not in client.get("/members/applications/?kind=account").content.decode()
    for nonsense in ("?state=x&kind=y", "?silent=1", "?state=%00", "?page=99999999999"):
        assert client.get(f"/members/applications/{nonsense}").status_code == 200
    first, second, third = Application.objects.waiting()
    page = client.get(url(second)).content.decode()
    assert f'rel="prev" href="{url(first)}"' in page
    assert f'rel="next" href="{url(third)}"' in page
    assert "2件目 / 3件" in page


@pytest.mark.parametrize("verb", ["", "print/"])
def test_detail_and_print_cost_the_same_for_one_and_three(
    browser, secretariat, waiting, make_waiting, make_user, sakai, django_assert_max_num_queries, verb
):
    client, name = browser(secretariat), waiting.applicant_name

    def queries():
        client.get(url(waiting, verb))
        with django_assert_max_num_queries(12) as counted:
            assert client.get(url(waiting, verb)).status_code == 200
        return len(counted)

    make_user("one@city.example", sakai, name)
    one = queries()
    make_user("two@city.example", sakai, name)
    make_user("three@city.example", sakai, name)
    make_waiting(3)
    assert queries() == one


@pytest.mark.django_db(transaction=True)
def test_asked_back_and_approved_at_once_one_wins(secretariat, make_user, secretariat_body, waiting):
    other, outcomes = make_user("second@city.example", secretariat_body, "事務 六郎"), []

    def press(action, **more):
        try:
            action(application=Application.objects.get(pk=waiting.pk), **more)
            outcomes.append("done")
        except actions.Refused as refusal:
            outcomes.append(str(refusal))
        finally:
            connection.close()

    threads = [
        threading.Thread(target=press, args=[actions.approve_application], kwargs={"by": secretariat}),
        threading.Thread(
            target=press, args=[actions.return_application], kwargs={"by": other, "remark": REMARK}
        ),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes.count("done") == 1, outcomes
    waiting.refresh_from_db()
    assert waiting.returns.exists() == waiting.is_returned
    assert User.objects.filter(email=waiting.email).exists() == (waiting.state == "approved")


@pytest.mark.django_db(transaction=True)
def test_sent_twice_at_once_counts_once(returned, fields):
    proof, outcomes = MailProof.objects.get(purpose="revision"), []
    own = {name: fields[name] for name in fields if name not in ("prefecture", "name", "name_kana")}

    def press():
        try:
            actions.resubmit_application(proof=proof, fields={**own, "telephone": "0138-21-1111"})
            outcomes.append("done")
        except actions.Refused as refusal:
            outcomes.append(str(refusal))
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes.count("done") == 1, outcomes
    assert Entry.objects.filter(verb="members.application_resubmitted").count() == 1


@pytest.mark.parametrize(
    "change",
    [
        {"state": "returned"},
        {"returned_at": datetime.datetime(2026, 4, 1, tzinfo=datetime.UTC)},
    ],
)
def test_half_returns_are_refused_by_the_database(waiting, change):
    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.filter(pk=waiting.pk).update(**change)


@pytest.mark.parametrize("change", [{"remark": ""}, {"changes": {"a": ["b", "c"]}}])
def test_half_rounds_are_refused_by_the_database(returned, change):
    with pytest.raises(IntegrityError), transaction.atomic():
        ApplicationReturn.objects.update(**change)


def test_one_open_round_an_application(returned, secretariat):
    with pytest.raises(IntegrityError), transaction.atomic():
        ApplicationReturn.objects.create(application=returned, remark="二つ目", returned_by=secretariat)


def test_approval_after_a_correction(correcting, corrected, returned, secretariat):
    correcting.post("/members/apply/correct/", corrected)
    actions.approve_application(application=returned, by=secretariat)
    organization = Organization.objects.get(local_government__code="012025")
    assert organization.sections.get().mailbox == corrected["mailbox"]
    assert Mail.objects.get(purpose="members.application_approved").to == corrected["mailbox"]
