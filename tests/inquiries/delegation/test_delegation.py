"""Inside the asked organisation: who writes the answer, the representative's word, and who is told."""

import pytest

from common.audit_log.models import AuditEntry
from common.outbox.models import OutgoingMail
from common.refusals import StaleVersion
from correspondence.delegation.models import key_of
from inquiries.answers.actions import answer_inquiry
from members.users.models import User
from tests.inquiries.answers.answering import note, path_of, told, typed, typed_none
from tests.threads import in_threads
from tests.worker import write_mails

pytestmark = pytest.mark.django_db


def words(response):
    return response.content.decode()


def delegate(client, inquiry, to, known="", note=""):
    data = {"delegate-assignee": key_of(to), "delegate-note": note, "delegate-known": known}
    return client.post(path_of(inquiry, "answer/delegate/"), data)


def test_the_chosen_one_is_told_and_passes_it_on(browser, inquiry, answer, officer, colleague):
    delegate(browser(officer), inquiry, colleague, note="観光課の実績も確かめてください。")
    assert told("answer_delegated") == {colleague.email}
    mail = OutgoingMail.objects.get(purpose="inquiries.answer_delegated")
    for said in ("観光課の実績も確かめてください。", inquiry.title, f"/inquiries/{inquiry.pk}/", "照会 第"):
        assert said in mail.body
    page = words(browser(colleague).get(inquiry.get_absolute_url()))
    assert "担当 堺 次郎" in page
    assert "観光課の実績も確かめてください。" in page
    assert "担当 堺 次郎" in words(browser(officer).get("/inquiries/"))
    assert inquiry.title in words(browser(colleague).get("/inquiries/?own=mine"))
    assert inquiry.title not in words(browser(officer).get("/inquiries/?own=mine"))
    assert delegate(browser(colleague), inquiry, officer, known=key_of(colleague)).status_code == 302
    assert told("answer_delegated") == {colleague.email, officer.email}
    assert [step.kind for step in answer.steps.all()] == ["delegated", "delegated"]


def test_how_it_is_shared_inside_is_nobody_elses(
    browser, inquiry, officer, colleague, ward_officer, secretariat
):
    delegate(browser(officer), inquiry, colleague, note="内部の連絡")
    for person in (ward_officer, secretariat):
        page = words(browser(person).get(inquiry.get_absolute_url()))
        assert "内部の連絡" not in page
        assert "堺 次郎" not in page


def test_who_chooses_themselves_is_told_nothing(browser, inquiry, officer):
    delegate(browser(officer), inquiry, officer)
    assert told("answer_delegated") == set()


def test_only_those_who_act_for_the_organisation_can_be_chosen(
    browser, inquiry, answer, officer, reader, stranger
):
    for person in (reader, stranger):
        response = delegate(browser(officer), inquiry, person, note="残る文")
        assert response.status_code == 400
        assert "「代表担当者」か「担当」の人から選んでください" in words(response)
        assert "残る文" in words(response)
    answer.refresh_from_db()
    assert answer.delegated_to is None


def test_a_colleague_chose_first(browser, inquiry, answer, officer, colleague):
    delegate(browser(colleague), inquiry, colleague)
    response = delegate(browser(officer), inquiry, officer)
    assert response.status_code == 409
    assert "堺 次郎さんが先に堺 次郎さんを担当にしました" in words(response)
    assert delegate(browser(officer), inquiry, colleague).status_code == 302  # the same: nothing happens
    assert answer.steps.count() == 1
    assert delegate(browser(officer), inquiry, officer, known=key_of(colleague)).status_code == 302


def test_one_who_left_is_said_to_be_gone(browser, inquiry, officer, colleague):
    delegate(browser(officer), inquiry, colleague)
    User.objects.filter(pk=colleague.pk).update(is_active=False)
    assert "いまは担当できません" in words(browser(officer).get(inquiry.get_absolute_url()))
    assert told("answer_delegated") == set()


def test_after_closing_nobody_is_chosen(browser, inquiry, officer, colleague, ward_officer, make_closed):
    make_closed(inquiry, ward_officer)
    response = delegate(browser(officer), inquiry, colleague, note="残る文")
    assert response.status_code == 403
    assert "残る文" in words(response)


def propose(client, inquiry, answer, **changed):
    return client.post(path_of(inquiry), typed(answer, propose="1", **changed))


def give_back(client, inquiry, why="人数を確かめてください。"):
    return client.post(path_of(inquiry, "answer/return/"), {"return-note": why})


def test_a_representative_answers_what_a_colleague_wrote(browser, confirmed, officer, colleague, sakai):
    answer = confirmed.answers.get()
    page = words(browser(colleague).get(path_of(confirmed)))
    assert "代表担当者の確認を求める" in page
    assert "として回答する" not in page
    assert browser(colleague).post(path_of(confirmed), typed(answer)).status_code == 403
    response = propose(browser(colleague), confirmed, answer, **{"q6-files": [note()]})
    assert response.status_code == 302
    answer.refresh_from_db()
    assert (answer.is_owed, answer.proposed_by, answer.drafted_by) == (True, colleague, colleague)
    assert told("answer_proposed") == {officer.email}
    body = OutgoingMail.objects.get(purpose="inquiries.answer_proposed").body
    assert "毎年、交流の催しを開いています。" in body
    assert "要領.txt" in body
    page = words(browser(officer).get(confirmed.get_absolute_url()))
    for said in ("代表担当者の確認を求めました", "毎年、交流の催しを開いています。", "案を確かめて回答する"):
        assert said in page
    assert "checked" in words(browser(officer).get(path_of(confirmed)))
    assert browser(officer).post(path_of(confirmed), typed(answer, q2="5")).status_code == 302
    answer.refresh_from_db()
    assert (answer.state, answer.answered_by, answer.proposed_at) == ("answered", officer, None)
    assert told("answer_given") == {officer.email, sakai.sections.get().mailbox}


def test_a_proposal_must_be_whole_and_is_made_once(browser, confirmed, colleague, officer):
    answer = confirmed.answers.get()
    assert propose(browser(colleague), confirmed, answer, q1="").status_code == 400
    data = typed(answer, propose="1")
    for _ in range(2):
        assert browser(colleague).post(path_of(confirmed), data).status_code == 302
    assert answer.steps.filter(kind="proposed").count() == 1


def test_a_proposal_may_still_be_improved(browser, confirmed, colleague, officer):
    answer = confirmed.answers.get()
    propose(browser(colleague), confirmed, answer)
    answer.refresh_from_db()
    better = typed(answer, q1="書き足しました。", save_draft="1")
    response = browser(colleague).post(path_of(confirmed), better, follow=True)
    assert "下書きを保存しました" in words(response)
    page = words(browser(officer).get(confirmed.get_absolute_url()))
    assert "書き足しました。" in page
    assert "代表担当者の確認を求めました" in page


def test_nothing_there_is_proposed_too(browser, confirmed, colleague, officer):
    answer = confirmed.answers.get()
    data = typed_none(answer, propose="1")
    assert browser(colleague).post(path_of(confirmed, "answer/none/"), data).status_code == 302
    told("answer_proposed")
    assert "「該当なし」として" in OutgoingMail.objects.get(purpose="inquiries.answer_proposed").body
    page = words(browser(officer).get(confirmed.get_absolute_url()))
    assert "（「該当なし」として）" in page
    assert "制度がありません。" in page
    data = typed_none(confirmed.answers.get())
    assert browser(officer).post(path_of(confirmed, "answer/none/"), data).status_code == 302
    assert confirmed.answers.get().state == "none"


def test_a_draft_outlives_a_proposal_that_nothing_is_there(browser, confirmed, colleague, officer):
    answer = confirmed.answers.get()
    draft = typed(answer, q1="書きかけです。", save_draft="1")
    assert browser(colleague).post(path_of(confirmed), draft).status_code == 302
    data = typed_none(confirmed.answers.get(), propose="1")
    assert browser(colleague).post(path_of(confirmed, "answer/none/"), data).status_code == 302
    assert give_back(browser(officer), confirmed).status_code == 302
    assert "書きかけです。" in browser(colleague).get(path_of(confirmed)).text
    data = typed_none(confirmed.answers.get())
    assert browser(officer).post(path_of(confirmed, "answer/none/"), data).status_code == 302
    assert not confirmed.answers.get().values.exists()


def test_what_was_given_back_says_why_and_who_proposed_is_told(browser, confirmed, officer, colleague):
    answer = confirmed.answers.get()
    propose(browser(colleague), confirmed, answer)
    assert give_back(browser(officer), confirmed, "").status_code == 400
    assert give_back(browser(officer), confirmed).status_code == 302
    assert told("answer_returned") == {colleague.email}
    assert "人数を確かめてください。" in OutgoingMail.objects.get(purpose="inquiries.answer_returned").body
    page = words(browser(colleague).get(confirmed.get_absolute_url()))
    assert "代表担当者から差し戻されています" in page
    second = give_back(browser(officer), confirmed)
    assert second.status_code == 409
    assert "先にほかの担当者が操作しました" in words(second)
    answer.refresh_from_db()
    propose(browser(colleague), confirmed, answer)
    page = words(browser(colleague).get(confirmed.get_absolute_url()))
    assert "代表担当者から差し戻されています" not in page


def test_without_a_representative_nobody_is_asked_in_vain(browser, confirmed, officer, colleague):
    User.objects.filter(pk=officer.pk).update(role=User.Role.OFFICER)
    response = propose(browser(colleague), confirmed, confirmed.answers.get())
    assert response.status_code == 400
    assert "確認できる代表担当者がいません" in words(response)
    assert "毎年、交流の催しを開いています。" in words(response)


def test_only_the_representative_corrects_what_he_answered(browser, confirmed, officer, colleague):
    answer = confirmed.answers.get()
    browser(officer).post(path_of(confirmed), typed(answer))
    page = words(browser(colleague).get(confirmed.get_absolute_url()))
    assert "訂正できるのは、団体の代表担当者だけです" in page
    answer.refresh_from_db()
    assert browser(colleague).post(path_of(confirmed), typed(answer, q1="直し")).status_code == 403
    response = propose(browser(colleague), confirmed, answer, q1="直し")
    assert response.status_code == 400
    assert "先に堺 花子さんが回答しました" in words(response)


def test_the_receipt_has_the_values_and_is_sent_for_each_correction(
    browser, inquiry, answer, colleague, sakai
):
    client = browser(colleague)
    client.post(path_of(inquiry), typed(answer, q2="1200", **{"q6-files": [note()]}, remark="備考です。"))
    mailbox = sakai.sections.get().mailbox
    assert told("answer_given") == {colleague.email, mailbox}
    mail = OutgoingMail.objects.filter(purpose="inquiries.answer_given").first()
    for said in (
        "1,200人",
        "続ける",
        "要領.txt",
        "備考です。",
        "（記入なし）",
        f"照会 第{inquiry.pk}号",
        "堺 次郎",
    ):
        assert said in mail.body
    answer.refresh_from_db()
    client.post(path_of(inquiry), typed(answer, q2="1300"))
    write_mails()
    assert OutgoingMail.objects.filter(subject__startswith="照会への回答を訂正しました").count() == 2


def test_every_deed_has_its_line_in_the_register(browser, confirmed, officer, colleague):
    answer = confirmed.answers.get()
    delegate(browser(officer), confirmed, colleague)
    propose(browser(colleague), confirmed, answer)
    give_back(browser(officer), confirmed)
    verbs = set(AuditEntry.objects.filter(object_id=str(confirmed.pk)).values_list("verb", flat=True))
    assert {"inquiries.answer_delegated", "inquiries.answer_proposed", "inquiries.answer_returned"} <= verbs


@pytest.mark.django_db(transaction=True)
def test_two_officers_at_once_leave_one_answer(make_inquiry, ward_officer, officer, colleague, sakai):
    inquiry = make_inquiry(ward_officer, [sakai])
    answer = inquiry.answers.get()
    questions = list(inquiry.questions.current())

    def press(by):
        def job():
            values = dict.fromkeys(questions) | {questions[0]: by.name, questions[2]: "続ける"}
            try:
                answer_inquiry(answer=answer, by=by, version=1, state="answered", values=values)
            except StaleVersion:
                return "overtaken"
            return "answered"

        return job

    assert sorted(in_threads(press(officer), press(colleague))) == ["answered", "overtaken"]
    answer.refresh_from_db()
    assert answer.values.get(question=questions[0]).text == answer.answered_by_name
    assert answer.steps.filter(kind="answered").count() == 1
