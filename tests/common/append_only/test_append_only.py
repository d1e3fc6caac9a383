"""What was recorded stays, whatever is corrected later; tried with the records of support."""

import datetime
from functools import partial

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from common.append_only import triggers
from common.append_only.actions import correct, record_new, withdraw
from common.append_only.models import Reason
from common.refusals import ActionRefused, StaleVersion
from disaster.disasters.models import Disaster
from disaster.support_records.models import SupportRecord, SupportRecordVersion
from tests.threads import in_threads

GIVEN = {"kind": "recovery", "sender": "特別区", "source": "試験"}


@pytest.fixture
def version(db):
    disaster = Disaster.objects.create(name="見本", source="試験", date_precision="unknown")
    record = SupportRecord.objects.create(disaster=disaster)
    return record_new(SupportRecordVersion, [(record, GIVEN | {"amount_yen": 10})], by=None)[0]


def amount(moment=None):
    return [row.amount_yen for row in SupportRecordVersion.objects.as_recorded(moment)]


def test_a_correction_keeps_what_was_said_before(version):
    before = timezone.now()
    following = correct(version, {"amount_yen": 12}, reason="transcription", words="桁の誤り", by=None)
    assert amount() == [12]
    assert amount(before) == [10]
    assert amount(version.recorded_at - datetime.timedelta(microseconds=1)) == []
    assert (following.number, following.reason, following.words) == (2, "transcription", "桁の誤り")


def test_what_is_withdrawn_stays_readable_for_its_days(version):
    withdraw(version, words="別の災害の記録でした。", by=None)
    assert amount() == []
    assert amount(version.recorded_at) == [10]
    gone = SupportRecordVersion.objects.get(number=2)
    with pytest.raises(ActionRefused, match="取り下げられています"):
        correct(gone, {"amount_yen": 3}, reason="information", words="戻す", by=None)
    correct(gone, {"amount_yen": 3}, reason="information", words="戻す", by=None, again=True)
    assert amount() == [3]


@pytest.mark.parametrize(
    ("facts", "reason", "words", "said"),
    [
        ({"amount_yen": 12}, "", "桁の誤り", "理由と説明"),
        ({"amount_yen": 12}, "new", "桁の誤り", "理由と説明"),
        ({"amount_yen": 12}, "transcription", " 　", "理由と説明"),
        ({"amount_yen": 10}, "transcription", "桁の誤り", "変わったところがありません"),
    ],
)
def test_a_correction_needs_a_reason_and_a_change(version, facts, reason, words, said):
    with pytest.raises(ActionRefused, match=said):
        correct(version, facts, reason=reason, words=words, by=None)
    assert SupportRecordVersion.objects.count() == 1


def test_the_second_of_two_who_correct_is_told(version):
    first = correct(version, {"amount_yen": 12}, reason="transcription", words="桁の誤り", by=None)
    with pytest.raises(StaleVersion) as told:
        correct(version, {"amount_yen": 13}, reason="transcription", words="桁の誤り", by=None)
    assert told.value.row == first
    assert amount() == [12]


def test_of_many_who_correct_at_once_one_does_and_the_others_are_told(committed, version):
    def press(number):
        try:
            facts = {"amount_yen": number}
            return correct(version, facts, reason="information", words="同時", by=None).amount_yen
        except StaleVersion as stale:
            return stale.row.amount_yen

    first, *others = in_threads(*(partial(press, number) for number in (20, 21, 22, 23)))
    assert first in (20, 21, 22, 23)
    assert others == [first] * 3
    assert SupportRecordVersion.objects.filter(record=version.record_id).count() == 2


def test_the_database_itself_keeps_each_version(version):
    versions = SupportRecordVersion.objects.filter(pk=version.pk)
    for write in (
        lambda: versions.update(amount_yen=11),
        lambda: versions.update(superseded_at=timezone.now(), words="x"),
        lambda: versions._raw_delete("default"),
        lambda: connection.cursor().execute("DELETE FROM disaster_supportrecordversion"),
    ):
        with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
            write()
    correct(version, {"amount_yen": 12}, reason="transcription", words="桁の誤り", by=None)
    for when in (None, timezone.now() + datetime.timedelta(1)):
        with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
            versions.update(superseded_at=when)


def test_each_table_of_versions_has_its_trigger(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'append_only'")
        assert sorted(name for (name,) in cursor.fetchall()) == triggers.tables()
    assert "disaster_supportrecordversion" in triggers.tables()


def test_only_one_version_is_current_and_each_number_is_once(version):
    row = GIVEN | {"record": version.record, "reason": "information", "words": "x"}
    later = version.recorded_at + datetime.timedelta(1)
    for number, end, name in ((2, None, "one_current"), (1, later + datetime.timedelta(1), "number_once")):
        facts = row | ({"reason": "new", "words": ""} if number == 1 else {})
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            SupportRecordVersion.objects.create(number=number, recorded_at=later, superseded_at=end, **facts)


acts = st.lists(
    st.tuples(
        st.integers(0, 3),  # which record
        st.sampled_from(["correct", "withdraw"]),
        st.integers(1, 4),  # the amount
        st.sampled_from([-3600, 0, 1, 3600]),  # seconds that the clock of the server moves
    ),
    max_size=12,
)


@given(acts=acts)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_past_state_is_what_a_naive_replay_says(db, monkeypatch, acts):
    """Also where the clock of the server goes back."""
    clock = datetime.datetime(2026, 3, 1, tzinfo=datetime.UTC)
    monkeypatch.setattr(timezone, "now", lambda: clock)
    with transaction.atomic():
        disaster = Disaster.objects.create(name="見本", source="試験", date_precision="unknown")
        records = [SupportRecord.objects.create(disaster=disaster) for _ in range(4)]
        current = dict(
            enumerate(record_new(SupportRecordVersion, [(row, GIVEN) for row in records], by=None))
        )
        said = dict.fromkeys(range(4))
        replay = [(current[0].recorded_at, dict(said))]
        for which, act, yen, seconds in acts:
            clock += datetime.timedelta(seconds=seconds)
            try:
                if act == "withdraw":
                    current[which] = withdraw(current[which], words="試験", by=None)
                    del said[which]
                else:
                    facts = {"amount_yen": yen}
                    current[which] = correct(
                        current[which], facts, reason=Reason.INFORMATION, words="試験", by=None, again=True
                    )
                    said[which] = yen
            except ActionRefused:
                continue
            replay.append((current[which].recorded_at, dict(said)))
        for moment, expected in replay:
            found = SupportRecordVersion.objects.as_recorded(moment).filter(record__in=records)
            assert dict(found.values_list("record", "amount_yen")) == {
                records[which].pk: yen for which, yen in expected.items()
            }
        assert [moment for moment, _ in replay] == sorted({moment for moment, _ in replay})
        transaction.set_rollback(True)
