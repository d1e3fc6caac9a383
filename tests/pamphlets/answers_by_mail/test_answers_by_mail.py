"""A section answers from its mailbox: the mail's link or number and code, for this one request only."""

import unicodedata

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from common.attachments.actions import attach_files, store_upload
from common.audit_log.models import AuditEntry
from common.outbox.models import OutgoingMail
from common.refusals import ActionRefused
from correspondence.answers.actions import Respondent
from correspondence.closing.actions import close
from members.mail_tokens.actions import issue_token, resend_token
from members.mail_tokens.models import MailToken
from members.organizations.models import Organization
from members.sections.models import Section
from members.users.invitations import INVITATION_PURPOSE
from pamphlets.answers.actions import answer_pamphlet
from pamphlets.answers.models import AnswerLink
from pamphlets.answers_by_mail.actions import answer_by_mail
from pamphlets.changes.actions import withdraw_pamphlet
from pamphlets.sending.emails import PamphletSent
from pamphlets.ward_questions.actions import ask_back, reply_question
from pamphlets.ward_questions.models import WardQuestion
from tests.correspondence import mail_links
from tests.pamphlets.asking import ask
from tests.threads import in_threads
from tests.worker import write_mails

ACCEPT = {"do": "answer", "decision": "accepted", "copies": "３００", "answered_name": "江東 文子"}


@pytest.fixture
def asked(pamphlet):
    """堺市's request to 江東区 and 港区, mailed."""
    write_mails("pamphlets.pamphlet_sent")
    return pamphlet


@pytest.fixture
def mailbox(ward_officer):
    return ward_officer.section.mailbox


def letter_to(address, purpose="pamphlets.pamphlet_sent"):
    return mail_links.letter_to(address, purpose)


def opened(client, address):
    """The page behind the mail's link."""
    link, number, _ = letter_to(address)
    page = f"/board/pamphlets/by-mail/{number}/"
    assert client.get(link).url == page
    return page


def test_every_mailbox_has_a_link_of_its_own_and_officers_have_none(asked, koto, mailbox, ward_officer):
    second = Section.objects.create(organization=koto, name="広報課", mailbox="koho@koto.example")
    again = ask(asked.author, [koto], description="冬の案内")
    write_mails("pamphlets.pamphlet_sent")
    assert letter_to(mailbox)[0] != letter_to(second.mailbox)[0]
    officers = OutgoingMail.objects.get(to=ward_officer.email, body__contains="冬の案内").body
    assert "受付番号" not in officers
    assert again.get_absolute_url() in officers


def test_the_job_run_again_leaves_the_link_good(visitor, asked, mailbox):
    before = letter_to(mailbox)
    write_mails("pamphlets.pamphlet_sent")
    assert letter_to(mailbox) == before
    assert visitor.get(opened(visitor, mailbox)).status_code == 200


def test_opening_changes_nothing_and_shows_the_request(visitor, asked, koto, mailbox, sample, answer_of):
    attach_files([store_upload(sample(), by=asked.author)], to=asked)
    response = visitor.get(opened(visitor, mailbox))
    text = response.content.decode()
    for part in ("秋の観光パンフレット", "大阪府堺市", "秋の祭りの案内です。", "見本.pdf", "残り 1,000部"):
        assert part in text
    assert "港区" not in text
    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert answer_of(asked, koto).is_owed
    assert not MailToken.objects.filter(used_at__isnull=False).exists()


def test_one_press_answers_in_the_sections_name(visitor, asked, koto, mailbox, ward_officer, answer_of):
    page = opened(visitor, mailbox)
    assert visitor.post(page, ACCEPT).url == page
    answer = answer_of(asked, koto)
    assert (answer.state, answer.copies, answer.answered_by) == ("accepted", 300, None)
    assert (answer.answered_by_name, answer.answered_section) == ("江東 文子", ward_officer.section)
    asked.refresh_from_db()
    assert asked.copies_accepted == 300
    entry = AuditEntry.objects.get(verb="pamphlets.pamphlet_answered")
    assert (entry.by, entry.facts["name"], entry.facts["section"]) == (
        None,
        "江東 文子",
        answer.answered_section.name,
    )
    write_mails()
    assert "江東 文子" in OutgoingMail.objects.filter(purpose="pamphlets.pamphlet_answered").first().body
    assert "300部" in OutgoingMail.objects.get(purpose="pamphlets.pamphlet_answer_copy", to=mailbox).body


def test_a_used_link_shows_what_was_answered(visitor, asked, mailbox):
    page = opened(visitor, mailbox)
    visitor.post(page, ACCEPT)
    text = Client().get(letter_to(mailbox)[0], follow=True).content.decode()
    assert "回答をいただきました" in text
    assert "300部" in text
    assert visitor.post(page, ACCEPT).url == page  # the same press again
    other = visitor.post(page, {**ACCEPT, "decision": "declined", "remark": "棚なし"})
    assert other.status_code == 400
    assert "今回の操作は記録していません" in other.content.decode()
    assert AuditEntry.objects.filter(verb="pamphlets.pamphlet_answered").count() == 1


def test_number_and_code_lead_to_the_same_page(visitor, asked, mailbox):
    _, number, code = letter_to(mailbox)
    page = visitor.post("/members/proof/", {"number": number, "code": code}).url
    assert page == f"/board/pamphlets/by-mail/{number}/"
    assert visitor.get(page).status_code == 200


def test_the_code_of_another_number_opens_nothing(visitor, asked, mailbox, minato_officer, minato):
    number, code = letter_to(mailbox)[1], letter_to(minato.sections.get().mailbox)[2]
    assert visitor.post("/members/proof/", {"number": number, "code": code}).status_code == 400
    assert visitor.get(f"/board/pamphlets/by-mail/{number}/").url == "/members/proof/"


def test_ten_wrong_codes_stop_it_and_a_new_mail_starts_afresh(visitor, asked, mailbox):
    link, number, code = letter_to(mailbox)
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    for _ in range(10):
        visitor.post("/members/proof/", {"number": number, "code": wrong})
    right = visitor.post("/members/proof/", {"number": number, "code": code})
    assert "10回間違えた" in right.content.decode()
    assert "10回間違えた" in visitor.get(link, follow=True).content.decode()
    visitor.post("/members/proof/resend/", {"number": number, "email": mailbox})
    assert OutgoingMail.objects.filter(to=mailbox, subject__contains="再送").count() == 1
    assert letter_to(mailbox)[0] != link
    assert visitor.get(opened(visitor, mailbox)).status_code == 200


def test_what_the_site_sends_by_itself_leaves_five_mails_to_people(asked, mailbox):
    mail_token = MailToken.objects.get(purpose=AnswerLink.PURPOSE, email=mailbox)
    assert mail_token.sendings == 0
    for _ in range(5):
        assert resend_token(number=mail_token.number, email=mailbox)
    assert not resend_token(number=mail_token.number, email=mailbox)


def test_nothing_is_sent_again_to_another_address_nor_after_the_answer(visitor, asked, mailbox):
    number = letter_to(mailbox)[1]
    visitor.post("/members/proof/resend/", {"number": number, "email": "x@evil.example"})
    visitor.post(opened(visitor, mailbox), ACCEPT)
    visitor.post("/members/proof/resend/", {"number": number, "email": mailbox})
    assert not OutgoingMail.objects.filter(subject__contains="再送").exists()


def test_a_bad_form_keeps_what_was_typed(visitor, asked, koto, mailbox, answer_of):
    page = opened(visitor, mailbox)
    response = visitor.post(
        page, {**ACCEPT, "copies": "5000", "remark": "窓口に置きます", "answered_name": ""}
    )
    text = response.content.decode()
    assert response.status_code == 400
    assert "窓口に置きます" in text
    assert "氏名を入力してください" in text
    over = visitor.post(page, {**ACCEPT, "copies": "5000"})
    assert over.status_code == 400
    assert "残りは1,000部です。" in over.content.decode()
    for bad in ("-1", "abc", "\x00", "9" * 1_000):
        assert visitor.post(page, {**ACCEPT, "copies": bad}).status_code == 400
    assert visitor.post(page, {}).status_code == 400
    assert answer_of(asked, koto).is_owed


def test_asking_back_keeps_the_link_and_the_reply_brings_a_new_one(
    visitor, asked, koto, mailbox, officer, answer_of
):
    page = opened(visitor, mailbox)
    sent = {"do": "question", "text": "箱の大きさは？", "asked_name": "江東 文子"}
    assert visitor.post(page, sent).url == page
    question = WardQuestion.objects.get()
    assert (answer_of(asked, koto).state, question.asked_by, question.asked_by_name) == (
        "asked",
        None,
        "江東 文子",
    )
    assert "箱の大きさは" in visitor.get(page).content.decode()
    reply_question(question=question, reply="30センチです。", by=officer)
    write_mails("pamphlets.pamphlet_question_replied")
    link = letter_to(mailbox, "pamphlets.pamphlet_question_replied")[0]
    assert "30センチです。" in visitor.get(link, follow=True).content.decode()
    assert visitor.post(page, ACCEPT).status_code == 302
    assert answer_of(asked, koto).copies == 300


def test_an_officers_answer_is_shown_to_the_mailbox(visitor, asked, koto, mailbox, ward_officer, answer_of):
    page = opened(visitor, mailbox)
    answer_pamphlet(answer=answer_of(asked, koto), state="declined", remark="棚なし", by=ward_officer)
    text = visitor.get(page).content.decode()
    assert "棚なし" in text
    assert "江東 四郎" in text


@pytest.mark.parametrize(
    ("happens", "words"),
    [
        ("closed", "受付を終えました"),
        ("withdrawn", "中止です"),
        ("moved", "共通アドレスが変わった"),
        ("new", "変わったばかり"),
        ("dissolved", "いまは登録されていません"),
    ],
)
def test_plain_words_where_the_mail_leads_nowhere(
    visitor, asked, mailbox, officer, ward_officer, happens, words
):
    page = opened(visitor, mailbox)
    section = ward_officer.section
    if happens == "closed":
        close(item=asked, by=officer, although_silent=True)
    elif happens == "withdrawn":
        withdraw_pamphlet(pamphlet=asked, by=officer, reason="中止です")
    elif happens == "moved":
        Section.objects.filter(pk=section.pk).update(mailbox="new@koto.example")
    elif happens == "new":
        change = {"mailbox_before": "old@koto.example", "mailbox_changed_at": timezone.now()}
        Section.objects.filter(pk=section.pk).update(**change)
    else:
        Section.objects.filter(pk=section.pk).update(closed_at=asked.created_at, closed_by=ward_officer)
    for response in (visitor.get(page), visitor.post(page, ACCEPT)):
        assert response.status_code == 400
        assert words in response.content.decode()
    assert not asked.answers.filter(state="accepted").exists()


def test_the_link_of_one_request_answers_no_other(asked, make_pamphlet, officer, koto, mailbox, answer_of):
    other = make_pamphlet(officer, [koto], title="別の依頼")
    client = Client()
    page = opened(client, mailbox)
    client.post(f"{other.get_absolute_url()}answer/", ACCEPT)
    assert answer_of(other, koto).is_owed
    client.post(page, ACCEPT)
    assert (answer_of(asked, koto).copies, answer_of(other, koto).copies) == (300, None)


def test_a_proof_of_another_purpose_is_refused(asked, ward_officer):
    mail_token, *_ = issue_token(purpose=INVITATION_PURPOSE, subject=ward_officer, email="a@b.example")
    with pytest.raises(ActionRefused):
        answer_by_mail(mail_token=mail_token, name="x", state="accepted", copies=1)


def test_samples_open_only_where_the_mail_was_opened(
    visitor, asked, make_pamphlet, officer, koto, mailbox, sample
):
    own, others = (store_upload(sample(), by=officer) for _ in range(2))
    attach_files([own], to=asked)
    attach_files([others], to=make_pamphlet(officer, [koto]))
    page = opened(visitor, mailbox)
    response = visitor.get(f"{page}files/{own.pk}/")
    assert response.status_code == 200
    assert b"".join(response.streaming_content).startswith(b"%PDF")
    assert visitor.get(f"{page}files/{others.pk}/").status_code == 404
    assert Client().get(f"{page}files/{own.pk}/").status_code == 404
    withdraw_pamphlet(pamphlet=asked, by=officer, reason="中止です")
    assert visitor.get(f"{page}files/{own.pk}/").status_code == 404


def test_an_expired_mail_is_sent_again_on_wish(visitor, asked, mailbox):
    link = letter_to(mailbox)[0]
    with time_machine.travel(MailToken.objects.get(email=mailbox).expires_at, tick=False):
        text = visitor.get(link, follow=True).content.decode()
    assert "有効期限が切れています" in text


def test_an_officer_of_the_ward_goes_on_with_his_login(browser, asked, ward_officer, stranger, mailbox):
    link = letter_to(mailbox)[0]
    assert browser(ward_officer).get(link, follow=True).redirect_chain[-1][0] == asked.get_absolute_url()
    assert "江東区として回答する" in browser(stranger).get(link, follow=True).content.decode()


def test_two_sections_at_once_are_one_answer(committed, asked, koto, mailbox, answer_of):
    """`committed` first: real commits for the threads."""
    second = Section.objects.create(organization=koto, name="広報課", mailbox="koho@koto.example")
    PamphletSent(asked).write()
    found = [MailToken.objects.get(email=address) for address in (mailbox, second.mailbox)]

    def press(mail_token):
        try:
            return answer_by_mail(mail_token=mail_token, name="江東", state="accepted", copies=300).copies
        except Exception as refusal:
            return type(refusal).__name__

    results = in_threads(*(lambda mail_token=mail_token: press(mail_token) for mail_token in found))
    assert sorted(map(str, results)) == ["300", "TokenUsed"]
    asked.refresh_from_db()
    assert asked.copies_accepted == 300


def test_a_letter_is_one_for_each_section(asked, ward_officer):
    letter = AnswerLink.objects.filter(section=ward_officer.section).get()
    with pytest.raises(ValidationError, match="既にあります"):
        AnswerLink(answer=letter.answer, section=letter.section).validate_constraints()
    with pytest.raises(IntegrityError), transaction.atomic():
        AnswerLink.objects.create(answer=letter.answer, section=letter.section)


def test_the_mails_of_five_wards_cost_as_much_as_those_of_one(
    make_organization, make_user, make_pamphlet, officer
):
    wards = [
        make_organization(f"第{n}区", code=f"1319{n:02d}", kind=Organization.Kind.SPECIAL_WARD)
        for n in range(5)
    ]
    for n, ward in enumerate(wards):
        make_user(f"w{n}@ward.example", ward, "区 太郎")
    counts = []
    for asked in (wards[:1], wards[:1], wards):
        pamphlet = make_pamphlet(officer, asked)
        with CaptureQueriesContext(connection) as queries:
            PamphletSent(pamphlet).write()
        counts.append(len(queries))
    assert counts[1] == counts[2] <= 20


def test_the_mails_stay_within_76_columns(asked, mailbox, officer, koto, answer_of):
    """Lines of our own words, where a title or an address does not make them longer."""
    question = ask_back(
        answer=answer_of(asked, koto), text="箱は？", respondent=Respondent(koto.sections.get(), "江東 文子")
    )
    reply_question(question=question, reply="30cm", by=officer)
    write_mails("pamphlets.pamphlet_question_replied")
    visitor = Client()
    link = letter_to(mailbox, "pamphlets.pamphlet_question_replied")[0]
    visitor.post(visitor.get(link).url, ACCEPT)
    write_mails("pamphlets.pamphlet_answer_copy")
    bodies = OutgoingMail.objects.filter(to=mailbox).values_list("body", flat=True)
    assert len(bodies) == 3
    for line in "\n".join(bodies).splitlines():
        wide = sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in line)
        assert wide <= 76 or "http" in line, line
