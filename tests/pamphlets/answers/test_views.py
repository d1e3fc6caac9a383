import threading

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from common.audit_log.queries import entries_of
from common.outbox.models import OutgoingMail
from correspondence.closing.actions import close
from members.organizations.models import Organization
from pamphlets.answers import actions
from pamphlets.answers.actions import answer_pamphlet
from tests.worker import write_mails


def url(pamphlet):
    return f"/board/pamphlets/{pamphlet.pk}/answer/"


ACCEPT = {"decision": "accepted", "copies": "３００", "places": "5", "remark": "区役所と図書館に置きます。"}
DECLINE = {"decision": "declined", "copies": "", "places": "", "remark": "置き場所がありません。"}


def test_pamphlet_answer_accepts_copies(browser, ward_officer, pamphlet, koto, answer_of):
    response = browser(ward_officer).post(url(pamphlet), ACCEPT)
    answer = answer_of(pamphlet, koto)
    pamphlet.refresh_from_db()
    assert response.status_code == 302
    assert response.url == pamphlet.get_absolute_url()
    assert (answer.state, answer.copies, answer.places) == ("accepted", 300, 5)
    assert (answer.answered_by, answer.answered_by_name) == (ward_officer, "江東 四郎")
    assert (pamphlet.copies_accepted, pamphlet.copies_left) == (300, 700)
    assert entries_of(pamphlet).first().verb == "pamphlets.pamphlet_answered"


def test_pamphlet_answer_declines_with_reason(browser, ward_officer, pamphlet, koto, answer_of):
    browser(ward_officer).post(url(pamphlet), DECLINE | {"copies": "200"})
    answer = answer_of(pamphlet, koto)
    pamphlet.refresh_from_db()
    assert (answer.state, answer.copies, answer.remark) == ("declined", None, "置き場所がありません。")
    assert pamphlet.copies_accepted == 0


def test_pamphlet_answered_is_mailed_to_section_and_author(
    browser, ward_officer, officer, colleague, pamphlet
):
    browser(ward_officer).post(url(pamphlet), ACCEPT)
    write_mails()
    mails = OutgoingMail.objects.filter(purpose="pamphlets.pamphlet_answered")
    assert {mail.to for mail in mails} == {officer.email, officer.section.mailbox}
    for part in ("江東区", "300部", "5か所", "残り 700部", "区役所と図書館に置きます。"):
        assert part in mails[0].body


def test_pamphlet_answered_is_not_mailed_to_an_author_who_moved(
    browser, ward_officer, officer, kushiro, pamphlet
):
    officer.section = kushiro.sections.get()
    officer.save()
    browser(ward_officer).post(url(pamphlet), ACCEPT)
    write_mails()
    assert [mail.to for mail in OutgoingMail.objects.filter(purpose="pamphlets.pamphlet_answered")] == [
        pamphlet.section.mailbox
    ]


def test_pamphlet_answer_speaks_for_the_own_ward_only(browser, ward_officer, pamphlet, minato, answer_of):
    browser(ward_officer).post(url(pamphlet), ACCEPT | {"ward": minato.pk, "answer": minato.pk})
    assert answer_of(pamphlet, minato).is_owed


def test_pamphlet_answer_action_refuses_another_ward(pamphlet, minato_officer, koto, answer_of):
    with pytest.raises(PermissionDenied):
        answer_pamphlet(answer=answer_of(pamphlet, koto), state="accepted", copies=1, by=minato_officer)


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"decision": ""}, "decision", "受け入れるか辞退するかを選んでください。"),
        ({"copies": ""}, "copies", "受け入れる部数を入力してください。"),
        ({"copies": "0"}, "copies", "1以上"),
        ({"copies": "-3"}, "copies", "1以上"),
        ({"copies": "百"}, "copies", "数字で入力してください"),
        ({"copies": "49"}, "copies", "最少部数の50部以上で入力してください。"),
        ({"copies": "1001"}, "copies", "残りは1,000部です。1,000部以下で入力してください。"),
        ({"decision": "declined", "remark": ""}, "remark", "辞退の理由を入力してください。"),
        ({"decision": "declined", "remark": "あ" * 501}, "remark", "500文字以内"),
    ],
)
def test_pamphlet_answer_refusals(
    browser, officer, ward_officer, make_pamphlet, koto, answer_of, changed, field, sentence
):
    pamphlet = make_pamphlet(officer, [koto], minimum_per_ward=50)
    response = browser(ward_officer).post(url(pamphlet), ACCEPT | changed)
    page = response.content.decode()
    assert response.status_code == 400
    assert sentence in "".join(response.context["answer_form"].errors[field])
    assert sentence in page
    assert changed.get("remark", "区役所と図書館に置きます。") in page  # what was typed stays
    assert answer_of(pamphlet, koto).is_owed


def test_pamphlet_answer_twice_is_once(browser, ward_officer, pamphlet):
    client = browser(ward_officer)
    client.post(url(pamphlet), ACCEPT)
    again = client.post(url(pamphlet), ACCEPT)
    pamphlet.refresh_from_db()
    assert again.status_code == 302
    assert pamphlet.copies_accepted == 300
    write_mails()
    assert OutgoingMail.objects.filter(purpose="pamphlets.pamphlet_answered").count() == 2


def test_pamphlet_answer_of_a_colleague_stands(browser, ward_officer, make_user, koto, pamphlet, answer_of):
    browser(ward_officer).post(url(pamphlet), ACCEPT)
    other = make_user("ward2@city.example", koto, "江東 八子")
    response = browser(other).post(url(pamphlet), DECLINE)
    assert response.status_code == 400
    assert "既に江東 四郎が回答しています（受け入れ）" in response.content.decode()
    assert answer_of(pamphlet, koto).copies == 300


def test_pamphlet_answer_after_the_close_is_refused(
    browser, officer, ward_officer, pamphlet, koto, answer_of
):
    close(item=pamphlet, by=officer, although_silent=True)
    response = browser(ward_officer).post(url(pamphlet), ACCEPT)
    assert response.status_code == 400
    assert "回答の受付を終えました（終了）" in response.content.decode()
    assert answer_of(pamphlet, koto).is_owed


def test_pamphlet_answer_keeps_what_the_loser_typed(
    browser, officer, ward_officer, minato_officer, make_pamphlet, koto, minato, answer_of
):
    pamphlet = make_pamphlet(officer, [koto, minato], copies_available=350)
    browser(minato_officer).post(url(pamphlet), ACCEPT)
    page = browser(ward_officer).post(url(pamphlet), ACCEPT).content.decode()
    assert "残りは50部です。50部以下で入力してください。" in page
    assert "区役所と図書館に置きます。" in page
    assert answer_of(pamphlet, koto).is_owed


@pytest.mark.django_db(transaction=True)
def test_pamphlet_answers_at_once_never_oversell(
    officer, make_organization, make_user, make_pamphlet, answer_of
):
    wards = [
        make_organization(f"見本{n}区", code=f"13{n:04}", kind=Organization.Kind.SPECIAL_WARD)
        for n in range(12)
    ]
    officers = [make_user(f"ward{n}@city.example", ward) for n, ward in enumerate(wards)]
    pamphlet = make_pamphlet(officer, wards, copies_available=100)
    answers = [answer_of(pamphlet, ward) for ward in wards]
    start, outcomes = threading.Barrier(12), []

    def accept(answer, person):
        try:
            start.wait()
            answer_pamphlet(answer=answer, state="accepted", copies=20, by=person)
            outcomes.append("taken")
        except ValidationError as refusal:
            outcomes.extend(refusal.messages)
        finally:
            connection.close()

    threads = [threading.Thread(target=accept, args=pair) for pair in zip(answers, officers, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    pamphlet.refresh_from_db()
    assert outcomes.count("taken") == 5
    assert outcomes.count(actions.NOTHING_LEFT) == 7
    assert pamphlet.copies_left == 0
    assert sum(pamphlet.answers.filter(state="accepted").values_list("copies", flat=True)) == 100
