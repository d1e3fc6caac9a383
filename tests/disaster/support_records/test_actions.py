"""Who records while others merge, publish or correct: nobody waits for somebody who waits for them."""

import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from common.audit_log.queries import entries_of
from common.refusals import ActionRefused, StaleVersion
from common.search.actions import REFRESH_TASK
from common.search.models import IndexedText
from disaster.bulletins import actions as bulletins
from disaster.bulletins.panels import bulletin_context
from disaster.register import actions as register
from disaster.statements.actions import record_statements
from disaster.statements.rules import Doubts
from disaster.support_records.actions import correct_support, record_support, restore_support
from disaster.support_records.models import SupportRecord, SupportRecordVersion
from disaster.ward_reports.actions import accept_report
from tests.worker import told

pytestmark = pytest.mark.django_db
FACTS = {"kind": "recovery", "giver": "joint", "sender": "特別区（23区共同）", "source": "試験の出典"}
WHY = {"reason": "information", "words": "区の発表の数に改めました"}
RECORDING = re.compile(r"pg_advisory_xact_lock\(hashtext")
LOCKING = re.compile(
    r'FROM "disaster_disaster".* FOR (NO KEY )?UPDATE|^UPDATE "disaster_disaster"|^INSERT INTO "disaster_'
)


def record(secretariat, disaster, **_):
    record_support(model=SupportRecordVersion, disaster=disaster, facts=[FACTS], by=secretariat)


def state(secretariat, disaster, **_):
    record_statements(disaster=disaster, rows=[(FACTS, False)], by=secretariat)


def correct(secretariat, version, **_):
    correct_support(version=version, facts={"amount_yen": 7}, by=secretariat, **WHY)


def restore(secretariat, version, **_):
    why = {"reason": "withdrawal", "words": "二重の記録でした"}
    withdrawn = correct_support(version=version, facts={}, by=secretariat, **why)
    restore_support(version=withdrawn, words="別の支援でした", by=secretariat)


def accept(secretariat, report, **_):
    accept_report(report=report, by=secretariat, edition=report.edition)


def merge(secretariat, disaster, other, **_):
    register.merge_disaster(disaster=disaster, into=other, by=secretariat)


def undo_merge(secretariat, merged, **_):
    register.undo_merge(disaster=merged, words="別の日の地震でした", by=secretariat)


def withdraw(secretariat, disaster, **_):
    register.withdraw_disaster(disaster=disaster, by=secretariat)


def publish(secretariat, draft, **_):
    register.publish_disaster(disaster=draft, by=secretariat)


def publish_bulletin(secretariat, bulletin, **_):
    seen = bulletin_context(bulletin, secretariat)["seen"]
    bulletins.publish_bulletin(bulletin=bulletin, by=secretariat, seen=seen)


ACTS = [record, state, correct, restore, accept, merge, undo_merge, withdraw, publish, publish_bulletin]


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.__name__)
def test_the_lock_of_recording_comes_before_every_row(
    act, secretariat, make_disaster, make_record, make_report
):
    disaster, other, merged = (make_disaster(key) for key in ("one", "two", "three"))
    register.merge_disaster(disaster=merged, into=other, by=secretariat)
    values = {"number": 1, "title": "状況", "as_of": datetime.date(2024, 3, 1), "body": "本文"}
    rows = {
        "disaster": disaster,
        "other": other,
        "merged": merged,
        "draft": make_disaster("four", draft=True),
        "version": make_record(disaster, amount_yen=5),
        "report": make_report(disaster, submit=True),
        "bulletin": bulletins.draft_bulletin(disaster=disaster, by=secretariat, values=values, files=[]),
    }
    with CaptureQueriesContext(connection) as queries:
        act(secretariat, **rows)
    said = [query["sql"] for query in queries if "disaster_supportreport" not in query["sql"]]
    first_lock = next(place for place, sql in enumerate(said) if RECORDING.search(sql))
    assert [sql for sql in said[:first_lock] if LOCKING.search(sql)] == []
    assert [sql for sql in said[first_lock:] if LOCKING.search(sql)]


def test_search_finds_what_was_corrected_after_a_merge(secretariat, make_disaster, make_record):
    disaster, whole = make_disaster("one"), make_disaster("two")
    version = make_record(disaster, job="窓口の応援")
    register.merge_disaster(disaster=disaster, into=whole, by=secretariat)
    told(job=REFRESH_TASK)
    correct_support(version=version, facts={"job": "罹災証明書の発行"}, by=secretariat, **WHY)
    told(job=REFRESH_TASK)
    assert "罹災証明書の発行" in IndexedText.objects.get(title=whole.name).body
    whole.refresh_from_db()
    assert whole.changed_at >= SupportRecordVersion.objects.latest("recorded_at").recorded_at


def test_the_same_payment_is_asked_about_after_a_merge(secretariat, make_disaster, make_record):
    disaster, whole = make_disaster("one"), make_disaster("two")
    version = make_record(disaster, amount_yen=5_000_000, recipient="石川県")
    register.merge_disaster(disaster=disaster, into=whole, by=secretariat)
    (asked,) = Doubts(SupportRecord, whole).about(version.facts)
    assert "二重の記録" in asked
    withdrawn = correct_support(
        version=version, facts={}, reason="withdrawal", words="二重でした", by=secretariat
    )
    make_record(whole, amount_yen=5_000_000, recipient="石川県")
    with pytest.raises(ActionRefused, match="二重になる"):
        restore_support(version=withdrawn, words="別の支援でした", by=secretariat)


@pytest.mark.parametrize("reason", ["information", "withdrawal"])
def test_a_second_click_corrects_nothing_again(secretariat, make_disaster, make_record, reason):
    version = make_record(make_disaster(), amount_yen=5)
    facts = {"amount_yen": 7} if reason == "information" else {}
    why = {"reason": reason, "words": "区の発表によります", "by": secretariat}
    once = correct_support(version=version, facts=facts, **why)
    assert correct_support(version=version, facts=facts, **why) == once
    assert version.record.versions.count() == 2
    assert len(entries_of(version.record)) == 1
    with pytest.raises(StaleVersion):
        correct_support(version=version, facts={"amount_yen": 8}, **why)
