import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from common.outbox.mails import declared_mails
from common.outbox.models import OutgoingMail
from members.access.rate_limits import COUNTERS
from members.applications.actions import discard_unverified_applications, submit_application
from members.applications.models import Application
from members.applications.targets import Target
from members.mail_tokens.actions import _hash, resend_token, use_token
from members.mail_tokens.emails import TokenMail
from members.mail_tokens.models import MailToken
from members.mail_tokens.views import ENTERED_CODES
from members.users.invitations import invite_user
from tests.members.mail_table import MAILS

pytestmark = pytest.mark.django_db


def enter(client, number, code):
    return client.post("/members/proof/", {"number": number, "code": code})


def test_opening_the_link_changes_nothing_pressing_the_button_proves(
    visitor, unverified, last_mail, secretariat
):
    _, path, _ = last_mail("application_submitted")
    assert visitor.get(path).status_code == 200
    assert MailToken.objects.get().used_at is None
    assert visitor.post(path).url == "/members/proof/done/"
    unverified.refresh_from_db()
    assert (unverified.state, bool(unverified.verified_at)) == ("waiting", True)
    told = OutgoingMail.objects.get(purpose="members.application_verified")
    assert told.to == secretariat.section.mailbox
    assert f"/members/applications/{unverified.pk}/" in told.body


def test_number_and_code_typed_by_hand_verify_too(visitor, unverified, last_mail):
    code = last_mail("application_submitted")[2]
    wide = code.translate({ord(str(n)): ord("０") + n for n in range(10)})
    assert enter(visitor, unverified.number_shown, wide).url == "/members/proof/done/"
    assert Application.objects.get().is_waiting


def test_a_wrong_code_is_refused_and_counted(visitor, unverified):
    answer = enter(visitor, unverified.number, "000000")
    mail_token = MailToken.objects.get()
    assert answer.status_code == 400
    assert "受付番号または確認コードが違います" in answer.content.decode()
    assert mail_token.wrong_tries == 1
    assert enter(visitor, "99999999", "123456").status_code == 400
    assert "8桁の数字で" in enter(visitor, "12", "abc\0").content.decode()


def test_ten_wrong_tries_stop_code_and_link_until_sent_again(visitor, unverified, last_mail, wrong_codes):
    _, path, code = last_mail("application_submitted")
    wrong_codes(unverified.number, 10)
    assert "10回間違えた" in enter(visitor, unverified.number, code).content.decode()
    assert "10回間違えた" in visitor.post(path).content.decode()
    assert resend_token(number=unverified.number, email=unverified.email)
    assert enter(visitor, unverified.number, last_mail("application_submitted")[2]).status_code == 302


def test_an_expired_code_and_link_say_so(visitor, unverified, last_mail):
    _, path, code = last_mail("application_submitted")
    MailToken.objects.update(expires_at=timezone.now() - datetime.timedelta(seconds=1))
    for answer in (enter(visitor, unverified.number, code), visitor.get(path)):
        assert answer.status_code == 400
        assert "有効期限が切れています" in answer.content.decode()


def test_a_used_code_and_link_say_that_it_is_done_and_lead_on(visitor, unverified, last_mail):
    _, path, code = last_mail("application_submitted")
    visitor.post(path)
    MailToken.objects.update(expires_at=timezone.now())  # later, too
    for answer in (enter(visitor, unverified.number, code), visitor.get(path), visitor.post(path)):
        assert answer.status_code == 200
        assert "<h1>この手続きは済んでいます</h1>" in answer.text
        assert "審査の結果は、メールでお知らせします。" in answer.text
        assert 'class="button" href="/contact/"' in answer.text


TOKEN_MAILS = sorted(name for name, mail in declared_mails().items() if issubclass(mail, TokenMail))


@pytest.mark.parametrize("state", ["used", "expired"])
@pytest.mark.parametrize("purpose", TOKEN_MAILS)
def test_every_used_or_expired_link_and_code_leads_on(request, visitor, purpose, state):
    """Whatever the mail was for: what is done says so with a way on, what ran out how to get another."""
    mail_token = MAILS[purpose].make(request).about
    now, token, code = timezone.now(), "t" * 32, "123456"
    mail_token.token_hash, mail_token.code_hash = (
        _hash("token", token),
        _hash("code", mail_token.number + code),
    )
    mail_token.used_at = now if state == "used" else None
    mail_token.expires_at = now if state == "expired" else mail_token.expires_at
    mail_token.save()
    for answer in (visitor.get(f"/members/proof/{token}/"), enter(visitor, mail_token.number, code)):
        page = answer.text[answer.text.index("<h1") :]
        if state == "used":
            assert "済んでいます" in page
            assert 'class="button" href="/' in page
        else:
            assert "有効期限が切れています" in page
            assert 'href="/members/proof/resend/"' in page


def test_a_broken_link_says_so(visitor, unverified, last_mail):
    path = last_mail("application_submitted")[1]
    answer = visitor.get(path[:-4] + "/")
    assert answer.status_code == 400
    assert "途中で切れていないか" in answer.content.decode()


def test_two_applications_of_one_body_the_second_verification_is_refused(
    visitor, waiting, hakodate, fields, last_mail
):
    submit_application(target=Target(hakodate), fields={**fields, "email": "other@city.example"})
    answer = visitor.post(last_mail("application_submitted")[1])
    assert answer.status_code == 400
    assert "すでに受け付けています" in answer.content.decode()
    assert Application.objects.get(email="other@city.example").state == "unverified"


def test_sending_again_replaces_the_code_and_answers_the_same_to_all(visitor, unverified, last_mail):
    old = last_mail("application_submitted")[2]
    right = visitor.post("/members/proof/resend/", {"number": unverified.number, "email": unverified.email})
    wrong = visitor.post(
        "/members/proof/resend/", {"number": unverified.number, "email": "nobody@city.example"}
    )
    assert right.url == wrong.url == "/members/proof/"
    assert OutgoingMail.objects.count() == 2
    assert enter(visitor, unverified.number, old).status_code == 400
    assert enter(visitor, unverified.number, last_mail("application_submitted")[2]).status_code == 302


def test_sending_again_ends_after_five_mails(unverified):
    sent = [resend_token(number=unverified.number, email=unverified.email) for _ in range(6)]
    assert sent == [True] * 4 + [False] * 2


def test_too_many_tries_get_429(visitor, unverified, monkeypatch):
    COUNTERS.clear()
    monkeypatch.setattr(ENTERED_CODES, "by_network", "1/h")
    assert [enter(visitor, unverified.number, "000000").status_code for _ in range(2)] == [400, 429]


def test_invitation_by_code_sets_a_password_and_logs_in(visitor, invited, last_mail):
    assert enter(visitor, invited.number, last_mail("user_invited")[2]).url == "/members/proof/password/"
    assert visitor.get("/members/proof/password/").status_code == 200
    weak = visitor.post("/members/proof/password/", {"password1": "12345", "password2": "12345"})
    assert weak.status_code == 400
    assert "10" in weak.content.decode()
    other = visitor.post(
        "/members/proof/password/", {"password1": "matsu-take-ume-8", "password2": "matsu-take-ume-9"}
    )
    assert "一致しません" in other.content.decode()
    good = {"password1": "matsu-take-ume-8", "password2": "matsu-take-ume-8"}
    assert visitor.post("/members/proof/password/", good).url == "/mypage/"
    assert visitor.get("/organization/").status_code == 200
    invited.subject.refresh_from_db()
    assert invited.subject.check_password("matsu-take-ume-8")
    assert visitor.get("/members/proof/password/").url == "/members/proof/"


def test_the_password_page_is_closed_without_a_right_code(visitor, invited):
    assert visitor.get("/members/proof/password/").url == "/members/proof/"
    assert visitor.post("/members/proof/password/", {"password1": "x"}).url == "/members/proof/"


def test_unverified_applications_are_dropped_after_a_month(unverified):
    assert discard_unverified_applications() == 0
    Application.objects.update(created_at=timezone.now() - datetime.timedelta(days=31))
    assert discard_unverified_applications() == 1


def test_a_subject_has_one_mail_token_for_a_purpose(unverified):
    mail_token = MailToken.objects.get()
    mail_token.pk, mail_token.number, mail_token.token_hash = None, "00000000", "x"
    with pytest.raises(IntegrityError), transaction.atomic():
        mail_token.save()


def test_a_mail_token_goes_with_its_subject(unverified):
    unverified.delete()
    assert not MailToken.objects.exists()


def test_a_used_mail_token_is_replaced_not_used_again(invited):
    use_token(invited)
    renewed = invite_user(user=invited.subject)
    assert renewed.number != invited.number
    assert MailToken.objects.get() == renewed
    assert not renewed.used_at


def test_invitation_ends_with_the_account(visitor, invited, last_mail):
    code = last_mail("user_invited")[2]
    assert enter(visitor, invited.number, code).url == "/members/proof/password/"
    invited.subject.is_active = False
    invited.subject.save()
    good = {"password1": "matsu-take-ume-8", "password2": "matsu-take-ume-8"}
    refused = visitor.post("/members/proof/password/", good)
    assert (refused.status_code, "登録は終了しています" in refused.content.decode()) == (400, True)
    assert enter(visitor, invited.number, code).status_code == 400
    invited.subject.refresh_from_db()
    assert not invited.subject.has_usable_password()
