"""A correction with its reason, a withdrawal, two at once, and the history without internal notes."""

import datetime

import pytest

from common.audit_log.models import AuditEntry
from disaster.statements.models import StatementVersion
from disaster.support_records.models import SupportRecordVersion
from members.local_governments.models import LocalGovernment

pytestmark = pytest.mark.django_db
SECRET = "電話で聞いた未発表の話"


@pytest.fixture
def office(browser, secretariat):
    return browser(secretariat)


@pytest.fixture
def payment(make_disaster, make_record):
    return make_record(make_disaster(), amount_yen=3_000_000, recipient="石川県", internal_note=SECRET)


def opened(client, path) -> dict:
    form = client.get(path).context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in values.items() if value not in (None, False)}


def correct(client, record, **typed):
    path = f"/disaster/records/{record.pk}/correct/"
    return client.post(path, opened(client, path) | typed)


def now(record) -> SupportRecordVersion:
    return SupportRecordVersion.objects.get(record=record, superseded_at__isnull=True)


def test_a_correction_keeps_what_was_said_before(office, payment, secretariat):
    answer = correct(
        office, payment.record, amount_yen="5000000", reason="transcription", words="桁を読み違えました"
    )
    assert answer.status_code == 302
    assert now(payment.record).amount_yen == 5_000_000
    assert now(payment.record).giver == "joint"
    page = office.get(answer.url).content.decode()
    for text in ("第2版", "転記の訂正", "桁を読み違えました", "3,000,000", "5,000,000", secretariat.name):
        assert text in page
    assert SECRET not in page


@pytest.mark.parametrize("typed", [{"reason": "", "words": "桁"}, {"reason": "information", "words": " "}])
def test_refused_without_a_reason_and_words(office, payment, typed):
    answer = correct(office, payment.record, amount_yen="5000000", **typed)
    assert answer.status_code == 400
    assert 'value="5000000"' in answer.content.decode()
    assert now(payment.record).number == 1


def test_refused_without_a_change(office, payment):
    answer = correct(office, payment.record, reason="information", words="確かめました")
    assert "変わったところがありません" in answer.content.decode()


def test_withdrawn_with_its_past(office, payment):
    answer = correct(office, payment.record, reason="withdrawal", words="二重の記録でした")
    assert now(payment.record).is_withdrawn
    assert "取下げ" in office.get(answer.url).content.decode()
    assert not SupportRecordVersion.objects.as_recorded().exists()


def test_a_withdrawn_record_stands_again_with_a_reason(office, payment, make_record):
    answer = correct(office, payment.record, reason="withdrawal", words="二重の記録でした")
    path = f"/disaster/records/{payment.record_id}/restore/"
    assert path in office.get(answer.url).content.decode()
    assert path in office.get(f"/disaster/{payment.record.disaster_id}/records/").content.decode()
    assert office.get(f"/disaster/records/{payment.record_id}/correct/").url == path
    assert "理由を入力" in office.post(path, {"words": " "}).content.decode()
    assert office.post(path, opened(office, path) | {"words": "2回目の支援金でした"}).status_code == 302
    assert (now(payment.record).number, now(payment.record).amount_yen) == (3, 3_000_000)
    page = office.get(answer.url).content.decode()
    for text in ("第3版 取下げの取消し", "2回目の支援金でした"):
        assert text in page
    assert AuditEntry.objects.filter(verb="disaster.supportrecord_restored").count() == 1
    again = office.post(path, {"words": "もう一度", "number": "3"})
    assert "取り下げられていません" in again.content.decode()
    stale = office.post(path, {"words": "もう一度", "number": "2"})
    assert stale.status_code == 400
    assert "ほかの人が先に" in stale.content.decode()


def test_refused_to_stand_again_beside_the_same(office, payment, make_record):
    correct(office, payment.record, reason="withdrawal", words="二重の記録でした")
    twin = make_record(payment.record.disaster, amount_yen=3_000_000, recipient="石川県")
    answer = office.post(f"/disaster/records/{payment.record_id}/restore/", {"words": "戻す", "number": "2"})
    assert f"同じ内容の{twin.record}がもうあります" in answer.content.decode()
    assert now(payment.record).is_withdrawn


def test_a_statement_stands_again(office, make_disaster, make_statement):
    told = make_statement(make_disaster(), amount_yen=5)
    path = f"/disaster/statements/{told.record_id}/"
    withdrawn = {"reason": "withdrawal", "words": "別の災害でした"}
    office.post(path + "correct/", opened(office, path + "correct/") | withdrawn)
    assert not StatementVersion.objects.as_recorded().exists()
    assert office.post(path + "restore/", {"words": "同じ災害でした", "number": "2"}).status_code == 302
    assert StatementVersion.objects.as_recorded().get().amount_yen == 5


def test_of_two_at_once_the_second_is_told_what_stands_now(office, browser, make_user, secretariat, payment):
    second = browser(make_user("sec2@city.example", secretariat.organization, "事務 九子"))
    path = f"/disaster/records/{payment.record_id}/correct/"
    typed = [opened(client, path) for client in (office, second)]
    said = {"reason": "information", "words": "新しい発表"}
    assert office.post(path, typed[0] | said | {"amount_yen": "5000000"}).status_code == 302
    answer = second.post(path, typed[1] | said | {"amount_yen": "7000000"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "ほかの人が先に訂正しました" in page
    assert "5,000,000" in page
    assert 'value="7000000"' in page
    assert now(payment.record).amount_yen == 5_000_000
    again = typed[1] | said | {"amount_yen": "7000000", "number": "2"}
    assert second.post(path, again).status_code == 302


def test_of_two_who_correct_a_statement_the_second_keeps_what_they_typed(
    office, make_disaster, make_statement
):
    told = make_statement(make_disaster(), amount_yen=5_000_000)
    path = f"/disaster/statements/{told.record_id}/correct/"
    first, second = (opened(office, path) | {"reason": "transcription"} for _ in range(2))
    assert office.post(path, first | {"amount_yen": "6000000", "words": "読み違い"}).status_code == 302
    answer = office.post(path, second | {"amount_yen": "7000000", "words": "2ページの数"})
    assert answer.status_code == 409
    for text in ("ほかの人が先に訂正しました", "6,000,000", 'value="7000000"', "2ページの数"):
        assert text in answer.text
    assert StatementVersion.objects.as_recorded().get().amount_yen == 6_000_000


def test_a_correction_to_a_body_that_did_not_exist_on_that_day_is_refused(
    office, make_disaster, make_record, sakai
):
    LocalGovernment.objects.filter(pk=sakai.local_government.pk).update(
        established_on=datetime.date(2024, 4, 1)
    )
    told = make_record(make_disaster(), amount_yen=3_000_000, as_of=datetime.date(2024, 3, 31))
    said = {
        "reason": "information",
        "words": "支援先の発表",
        "recipient_government": sakai.local_government.code,
    }
    answer = correct(office, told.record, **said)
    assert answer.status_code == 400
    assert "令和6年3月31日には、この名称またはコードの自治体はありません" in answer.text
    assert "支援先の発表" in answer.text
    assert now(told.record).number == 1


def test_a_large_amount_is_typed_again_when_it_changes(office, payment):
    said = {"reason": "information", "words": "新しい発表", "amount_yen": "200000000"}
    assert correct(office, payment.record, **said).status_code == 400
    assert correct(office, payment.record, **said, amount_again="200,000,000").status_code == 302
    unchanged = {"reason": "information", "words": "備考", "note": "第2回"}
    assert correct(office, payment.record, **unchanged).status_code == 302


def test_a_statement_with_its_parts_on_one_form(office, make_disaster):
    disaster = make_disaster()
    rows = [("7201", "none", ""), ("11", "on_duty", "on"), ("7190", "ended", "on"), ("0", "planned", "on")]
    typed = {"source": "特別区長会", "as_of": "2024-10-01"}
    for number, (people, state, part) in enumerate(rows):
        row = {"kind": "staff", "sender": "特別区", "people": people, "basis": "any_stay", "state": state}
        row |= (
            {"is_part": part, "place_in_source": "2ページの表"}
            if part
            else {"place_in_source": "2ページの表"}
        )
        typed |= {f"row-{number}-{name}": text for name, text in row.items()}
    answer = office.post(f"/disaster/{disaster.pk}/statements/new/", typed)
    assert answer.status_code == 302
    whole, *parts = StatementVersion.objects.order_by("record")
    assert [part.part_of_id for part in parts] == [whole.record_id] * 3
    assert whole.people == sum(part.people for part in parts)
    assert {told.place_in_source for told in (whole, *parts)} == {"2ページの表"}
    path = f"/disaster/statements/{whole.record_id}/correct/"
    changed = {"reason": "information", "words": "追加の発表", "place_in_source": "3ページの表"}
    answer = office.post(path, opened(office, path) | changed)
    assert "3ページの表" in office.get(answer.url).content.decode()


def test_asked_where_a_statement_repeats_a_record(office, make_disaster, make_record):
    disaster = make_disaster()
    make_record(disaster, kind="staff", people=4, basis="heads", source="区")
    row = {"row-0-kind": "staff", "row-0-sender": "新宿区", "row-0-people": "4", "row-0-basis": "heads"}
    answer = office.post(f"/disaster/{disaster.pk}/statements/new/", row | {"source": "区"})
    assert "同じ個票があります" in answer.content.decode()


@pytest.mark.parametrize(
    "typed",
    [{"reason": "information", "amount_yen": "5000000"}, {"reason": "withdrawal"}],
    ids=["new", "withdrawn"],
)
def test_the_second_click_leads_to_the_history_too(office, payment, typed):
    path = f"/disaster/records/{payment.record_id}/correct/"
    sent = opened(office, path) | {"words": "区の発表の数に改めました"} | typed
    for _ in range(2):
        assert office.post(path, sent).url == f"/disaster/records/{payment.record_id}/"
    assert payment.record.versions.count() == 2
    if typed["reason"] == "withdrawal":
        path, sent = (
            f"/disaster/records/{payment.record_id}/restore/",
            {"words": "別の支援でした", "number": "2"},
        )
        for _ in range(2):
            assert office.post(path, sent).url == f"/disaster/records/{payment.record_id}/"
        assert payment.record.versions.count() == 3
