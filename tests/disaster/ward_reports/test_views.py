"""Wards report their own support; the secretariat accepts or sends back; corrections of what was accepted."""

import re

import pytest
from django.core.exceptions import PermissionDenied

from common.append_only.actions import correct
from common.audit_log.models import AuditEntry
from common.refusals import ActionRefused
from disaster.register.actions import merge_disaster, withdraw_disaster
from disaster.support_records.models import SupportRecordVersion
from disaster.ward_reports import actions
from disaster.ward_reports.models import SupportReport
from tests.mypage import pending_kinds
from tests.worker import told as told_by_mail

pytestmark = pytest.mark.django_db
DISPATCH = {"group": "staff", "recipient": "石川県七尾市", "people": "4", "basis": "heads"}


@pytest.fixture
def ward(browser, ward_officer, local_governments):
    return browser(ward_officer)


@pytest.fixture
def office(browser, secretariat):
    return browser(secretariat)


def typed(*rows, button="submit", **more) -> dict:
    cells = {f"row-{n}-{name}": text for n, row in enumerate(rows) for name, text in row.items()}
    return {**cells, button: "1", **more}


def opened(client, path) -> dict:
    form = client.get(path).context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in values.items() if value not in (None, False)}


def current() -> list[SupportRecordVersion]:
    return list(SupportRecordVersion.objects.as_recorded())


def test_rows_are_reported_and_accepted(ward, office, make_disaster, ward_officer, secretariat):
    path = f"/disaster/{make_disaster().pk}/reports/new/"
    answer = ward.post(path, typed(DISPATCH | {"job": "給水"}, DISPATCH | {"job": "清掃"}))
    assert answer.status_code == 302
    assert not current()
    mailboxes = set(secretariat.organization.sections.values_list("mailbox", flat=True))
    assert told_by_mail("disaster.reports_submitted") == mailboxes
    report = SupportReport.objects.get(job="給水")
    assert "確認を待つ区からの災害支援の報告" in office.get("/mypage/").content.decode()
    page = office.get(report.get_absolute_url()).content.decode()
    for text in ("受理して個票に記録する", "給水", "江東区", "江東区からの報告"):
        assert text in page
    office.post(f"/disaster/reports/{report.pk}/accept/", {"edition": "1"})
    (told,) = current()
    assert (told.sender, told.sender_government.code, told.giver) == ("江東区", "131083", "ward")
    assert (told.people, told.job, told.recipient_government.name) == (4, "給水", "七尾市")
    report.refresh_from_db()
    assert (report.record, report.accepted_by) == (told.record, secretariat)
    assert told_by_mail("disaster.report_accepted") == {ward_officer.section.mailbox}
    assert "受理" in ward.get("/disaster/reports/").content.decode()


@pytest.mark.parametrize("sender", ["新宿区", "131041", "東京都新宿区", "特別区（23区共同）"])
def test_refused_to_report_for_others(ward, make_disaster, sender):
    path = f"/disaster/{make_disaster().pk}/reports/new/"
    answer = ward.post(path, typed(DISPATCH | {"sender": sender}))
    assert answer.status_code == 400
    assert "自区の支援だけを報告できます" in answer.content.decode()
    block = f"支援した団体\t支援先\t人数\t人数の数え方\n{sender}\t石川県\t4\t延べ派遣者数\n"
    pasted = ward.post(path, typed(button="paste", pasted=block)).content.decode()
    assert f'value="{sender}"' in pasted
    assert not SupportReport.objects.exists()


@pytest.mark.parametrize("sender", ["江東区", "東京都江東区", "131083", ""])
def test_own_ward_by_any_of_its_names(ward, make_disaster, sender):
    path = f"/disaster/{make_disaster().pk}/reports/new/"
    assert ward.post(path, typed(DISPATCH | {"sender": sender}, button="save")).status_code == 302
    assert SupportReport.objects.get().sender == "江東区"


def test_the_action_refuses_the_facts_of_another_ward(make_disaster, make_report, ward_officer, officer):
    with pytest.raises(ActionRefused):
        make_report(sender_government_id=officer.organization.local_government_id)
    with pytest.raises(PermissionDenied):
        make_report(make_disaster("b"), by=officer)
    with pytest.raises(PermissionDenied):
        make_report(make_disaster("c", draft=True))


def test_a_disaster_that_is_not_public_is_not_found(ward, make_disaster):
    assert ward.get(f"/disaster/{make_disaster(draft=True).pk}/reports/new/").status_code == 404


def test_internal_columns_are_not_taken_from_a_ward(ward, make_disaster):
    row = DISPATCH | {"internal_note": "密", "derived": "推論", "giver": "joint"}
    ward.post(f"/disaster/{make_disaster().pk}/reports/new/", typed(row))
    report = SupportReport.objects.get()
    assert (report.internal_note, report.derived, report.giver) == ("", "", "ward")


def test_what_is_sent_twice_is_reported_once(ward, make_disaster):
    path = f"/disaster/{make_disaster().pk}/reports/new/"
    data = typed(DISPATCH, idempotency_key="00000000-0000-4000-8000-000000000001")
    assert [ward.post(path, data).status_code for _ in range(2)] == [302, 302]
    assert SupportReport.objects.count() == 1


def test_wrong_rows_are_refused_and_kept(ward, make_disaster):
    path = f"/disaster/{make_disaster().pk}/reports/new/"
    answer = ward.post(path, typed(DISPATCH | {"basis": "", "job": "給水"}))
    assert answer.status_code == 400
    assert "人数には数え方が必要です" in answer.content.decode()
    page = ward.post(path, typed(DISPATCH | {"job": "給水"}, button="copy", copy="0")).content.decode()
    assert page.count('value="給水"') == 2


def test_sent_back_mended_and_handed_in_again(ward, office, make_report):
    report = make_report(submit=True)
    path = f"/disaster/reports/{report.pk}/"
    assert office.post(path + "return/", {"edition": "1", "note": " "}).status_code == 400
    office.post(path + "return/", {"edition": "1", "note": "終了日を入力してください"})
    assert pending_kinds(ward) == ["差し戻された災害支援の報告", "登録内容の確認"]
    assert "終了日を入力してください" in ward.get(path + "edit/").content.decode()
    changed = opened(ward, path + "edit/") | {"people": "5", "submit": "1"}
    assert ward.post(path + "edit/", changed).status_code == 302
    report.refresh_from_db()
    assert (report.people, report.is_waiting, report.returned_note, report.edition) == (5, True, "", 2)
    office.post(path + "accept/", {"edition": "1"})  # what was read before it was mended
    assert not current()
    office.post(path + "accept/", {"edition": "2"})
    assert [told.people for told in current()] == [5]


def test_of_two_who_edit_the_second_is_told(ward, make_report):
    path = f"/disaster/reports/{make_report().pk}/edit/"
    first = opened(ward, path)
    assert ward.post(path, first | {"people": "5", "save": "1"}).status_code == 302
    answer = ward.post(path, first | {"people": "6", "save": "1"})
    assert answer.status_code == 409
    assert SupportReport.objects.get().people == 5


def test_decided_once(make_report, secretariat, ward_officer):
    report = make_report(submit=True)
    actions.accept_report(report=report, by=secretariat, edition=1)
    actions.accept_report(report=report, by=secretariat, edition=1)  # a second press
    with pytest.raises(ActionRefused, match=f"{secretariat.name}が.*受理して"):
        actions.return_report(report=report, by=secretariat, edition=1, note="x")
    with pytest.raises(ActionRefused):
        actions.withdraw_report(report=report, by=ward_officer)
    assert len(current()) == 1


def test_a_second_press_shows_the_first_result(office, make_disaster, make_report):
    accepted, returned = (make_report(make_disaster(job), submit=True) for job in "ab")
    read = {"edition": "1", "note": "終了日を入力してください"}
    for report, step, done in ((accepted, "accept", "受理しました"), (returned, "return", "差し戻しました")):
        for _ in range(2):
            answer = office.post(f"{report.get_absolute_url()}{step}/", read, follow=True)
            assert answer.status_code == 200
            assert done in answer.content.decode()
    assert len(current()) == 1
    assert SupportReport.objects.get(pk=returned.pk).edition == 1
    assert AuditEntry.objects.filter(verb="disaster.supportreport_returned").count() == 1
    for report, step, who in ((accepted, "return", "受理して"), (returned, "accept", "差し戻して")):
        answer = office.post(f"{report.get_absolute_url()}{step}/", read, follow=True)
        assert f"もう{who}います" in answer.content.decode()
    other = office.post(f"{returned.get_absolute_url()}return/", read | {"note": "別の理由"}, follow=True)
    assert "もう差し戻しています" in other.content.decode()
    assert SupportReport.objects.get(pk=returned.pk).returned_note == read["note"]


def test_warned_of_a_double_payment_and_of_a_printed_number(
    office, make_disaster, make_record, make_report, make_statement
):
    disaster = make_disaster()
    money = {"kind": "recovery", "amount_yen": 3_000_000, "recipient": "石川県", "people": None, "basis": ""}
    make_record(disaster, amount_yen=3_000_000, recipient="石川県")
    make_statement(disaster, amount_yen=3_000_000, source="江東区からの報告")
    path = make_report(disaster, submit=True, **money).get_absolute_url()
    page = office.get(path).content.decode()
    assert "二重の記録" in page
    assert "同じ公表値があります" in page
    assert office.post(path + "accept/", {"edition": "1"}).status_code == 400
    assert len(current()) == 1
    key = re.search(r'name="confirmed" value="(\w+)"', page)[1]
    assert office.post(path + "accept/", {"edition": "1", "confirmed": key}).status_code == 302
    assert len(current()) == 2


def test_warned_of_the_same_report_twice(office, make_disaster, make_report):
    disaster = make_disaster()
    for _ in range(2):
        report = make_report(disaster, submit=True, period_start="2024-02-01")
    assert "二重の報告" in office.get(report.get_absolute_url()).content.decode()


@pytest.fixture
def accepted(make_report, secretariat):
    report = make_report(submit=True)
    return actions.accept_report(report=report, by=secretariat, edition=1).record


def now(record) -> SupportRecordVersion:
    return record.versions.get(superseded_at__isnull=True)


def test_a_correction_is_proposed_and_accepted(ward, office, accepted, secretariat):
    correct(now(accepted), {"internal_note": "密"}, reason="information", words="メモ", by=secretariat)
    path = f"/disaster/records/{accepted.pk}/reports/new/"
    typed = opened(ward, path)
    assert ward.post(path, typed | {"people": "6"}).status_code == 400  # neither reason nor words
    said = {"reason": "information", "words": "2人が加わりました"}
    answer = ward.post(path, typed | said | {"people": "6"})
    assert answer.status_code == 302
    assert now(accepted).people == 4
    page = office.get(answer.url).content.decode()
    assert "2人が加わりました" in page
    assert "密" not in page
    office.post(answer.url + "accept/", {"edition": "1"})
    told = now(accepted)
    assert (told.number, told.people, told.words) == (3, 6, "2人が加わりました")
    assert told.internal_note == "密"


def test_a_withdrawal_can_be_proposed(ward, office, accepted):
    path = f"/disaster/records/{accepted.pk}/reports/new/"
    said = {"reason": "withdrawal", "words": "派遣を中止しました"}
    office.post(ward.post(path, opened(ward, path) | said).url + "accept/", {"edition": "1"})
    assert now(accepted).is_withdrawn


def test_a_correction_of_what_was_corrected_meanwhile_is_refused(ward, office, accepted, secretariat):
    path = f"/disaster/records/{accepted.pk}/reports/new/"
    said = {"reason": "information", "words": "加わりました", "people": "6"}
    url = ward.post(path, opened(ward, path) | said).url
    correct(now(accepted), {"people": 9}, reason="information", words="区の電話", by=secretariat)
    page = office.post(url + "accept/", {"edition": "1"}, follow=True).content.decode()
    assert "報告のあとに、この個票が訂正されました" in page
    assert now(accepted).people == 9


def test_no_correction_of_the_record_of_another(ward, make_disaster, make_record):
    record = make_record(make_disaster()).record
    assert ward.get(f"/disaster/records/{record.pk}/reports/new/").status_code == 403


def test_another_ward_does_not_find_it(browser, minato_officer, make_report):
    other = browser(minato_officer)
    report = make_report(submit=True)
    assert other.get(report.get_absolute_url()).status_code == 404
    assert "七尾市" not in other.get("/disaster/reports/").content.decode()


def test_a_merged_disaster_gets_its_record_where_it_is_told(make_disaster, make_report, secretariat):
    old, new = make_disaster("a"), make_disaster("b")
    report = make_report(old, submit=True)
    old.merged_into, old.merged_by, old.merged_at = new, secretariat, report.submitted_at
    old.save()
    record = actions.accept_report(report=report, by=secretariat, edition=1).record
    assert record.disaster == new


def test_a_report_on_a_disaster_hidden_and_then_merged_stays_with_its_ward(
    ward, office, make_disaster, make_report, secretariat
):
    old, new = make_disaster("a"), make_disaster("b")
    report = make_report(old, submit=True)
    actions.return_report(report=report, by=secretariat, edition=1, note="人数を確かめてください")
    withdraw_disaster(disaster=old, by=secretariat)
    assert old.name not in ward.get("/disaster/reports/").content.decode()
    assert "差し戻された災害支援の報告" not in pending_kinds(ward)
    merge_disaster(disaster=old, into=new, by=secretariat)
    assert old.name in ward.get("/disaster/reports/").content.decode()
    assert ward.get(report.get_absolute_url()).status_code == 200
    assert "差し戻された災害支援の報告" in pending_kinds(ward)


@pytest.mark.parametrize("number", [1, 3])
def test_queries_of_the_list_do_not_grow(
    ward, office, make_disaster, make_report, make_record, django_assert_num_queries, number, koto
):
    ward.get("/mypage/")
    for index in range(number):
        disaster = make_disaster(f"d{index}")
        make_report(disaster, submit=True)
        own = {"giver": "ward", "sender": "江東区", "sender_government": koto.local_government}
        make_record(disaster, **own)
    with django_assert_num_queries(7):
        ward.get("/disaster/reports/")
    with django_assert_num_queries(4):
        office.get("/disaster/reports/")
