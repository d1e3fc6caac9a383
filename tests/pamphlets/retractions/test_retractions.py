"""A line of a request's history is taken back; what the secretariat purges is nowhere."""

import pytest
from django.core.exceptions import PermissionDenied

from common.audit_log.models import AuditEntry
from common.outbox.models import OutgoingMail
from common.search.actions import refresh_index_now
from correspondence.retractions.actions import purge_answer, purge_request, retract_step
from pamphlets.answer_changes.actions import propose_change
from pamphlets.answers.actions import answer_pamphlet
from pamphlets.changes.actions import change_pamphlet
from pamphlets.ward_questions.actions import ask_back, reply_question
from pamphlets.ward_questions.models import WardQuestion
from tests.leftovers import tables_with
from tests.pamphlets.changes.test_changes import values_of
from tests.worker import told, write_mails

SECRET, REASON = "堺市見本町0-0-0 秘田密子", "個人の住所が書かれていたため"


@pytest.fixture
def spilled(make_pamphlet, officer, ward_officer, koto):
    """A request and an answer, both with the secret in texts that were changed since."""
    pamphlet = make_pamphlet(officer, [koto], title=SECRET, description=SECRET)
    told()
    ask_back(answer=pamphlet.answers.get(), by=ward_officer, text=SECRET)
    reply_question(question=WardQuestion.objects.get(), reply=SECRET, by=officer)
    answer_pamphlet(answer=pamphlet.answers.get(), state="partial", copies=10, remark=SECRET, by=ward_officer)
    pamphlet.refresh_from_db()
    values = values_of(pamphlet, description="住所を消しました。")
    facts = {"version": pamphlet.version, "values": values, "files": [], "note": SECRET}
    change_pamphlet(pamphlet=pamphlet, by=officer, **facts)
    propose_change(answer=pamphlet.answers.get(), copies=20, places=None, reason=SECRET, by=ward_officer)
    pamphlet.refresh_from_db()
    told()
    refresh_index_now(pamphlet)
    return pamphlet


def test_a_line_taken_back_shows_only_when_by_whom_and_why(
    browser, spilled, officer, ward_officer, secretariat
):
    step = spilled.steps.get(kind="changed")
    with pytest.raises(PermissionDenied):
        retract_step(step=step, by=ward_officer, reason=REASON)
    page = browser(officer).get(spilled.get_absolute_url()).content.decode()
    assert f"/steps/{step.pk}/retract/" in page
    path = f"/board/pamphlets/{spilled.pk}/steps/{step.pk}/retract/"
    assert browser(officer).post(path, {"reason": REASON}).status_code == 302
    for person in (officer, ward_officer, secretariat):
        text = browser(person).get(spilled.get_absolute_url()).content.decode()
        assert SECRET not in text[text.index("依頼の経過（") :].split("</details>")[0]
        assert f"理由：{REASON}" in text
    write_mails("pamphlets.step_retracted")
    mails = OutgoingMail.objects.filter(purpose="pamphlets.step_retracted")
    assert ward_officer.section.mailbox in set(mails.values_list("to", flat=True))
    assert all(REASON in mail.body and SECRET not in mail.subject + mail.body for mail in mails)


def test_what_is_purged_is_nowhere(browser, spilled, officer, ward_officer, secretariat):
    client, answer = browser(secretariat), spilled.answers.get()
    for by in (officer, ward_officer):
        with pytest.raises(PermissionDenied):
            purge_request(item=spilled, by=by, reason=REASON)
        with pytest.raises(PermissionDenied):
            purge_answer(answer=answer, by=by, reason=REASON)
    base = f"/board/pamphlets/{spilled.pk}"
    page = client.get(spilled.get_absolute_url()).content.decode()
    for path in (f"{base}/purge/", f"{base}/answers/{answer.pk}/purge/"):
        assert path in page
        assert client.post(path, {"reason": REASON}).status_code == 302
    told()
    assert tables_with(SECRET) == []
    for person in (officer, ward_officer, secretariat):
        text = browser(person).get(spilled.get_absolute_url()).content.decode()
        assert "完全な削除" in text
    verbs = ["pamphlets.pamphletrequest_purged", "pamphlets.wardanswer_purged"]
    assert AuditEntry.objects.filter(verb__in=verbs, facts={"reason": REASON}).count() == 2


@pytest.mark.parametrize("what", ["request", "answer"])
def test_a_purge_sent_again_adds_nothing_but_what_is_written_later_can_be_purged(
    browser, spilled, secretariat, what
):
    client, answer = browser(secretariat), spilled.answers.get()
    row, field, part = spilled, "title", ""
    if what == "answer":
        row, field, part = answer, "remark", f"answers/{answer.pk}/"
    path = f"/board/pamphlets/{spilled.pk}/{part}purge/"
    for purges in (1, 2):
        type(row).objects.filter(pk=row.pk).update(**{field: SECRET})
        key = client.get(path).context["form"]["idempotency_key"].value()
        for _ in range(2):
            sent = client.post(path, {"reason": REASON, "idempotency_key": key})
            assert sent.url == spilled.get_absolute_url()
        assert spilled.steps.filter(kind="purged").count() == purges
        row.refresh_from_db()
        assert SECRET not in getattr(row, field)
