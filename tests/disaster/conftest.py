import datetime

import pytest
from django.utils import timezone

from common.append_only.actions import record_new, say_anew
from common.publication.models import PublicationState
from disaster.disasters.models import Disaster
from disaster.statements.models import Statement, StatementVersion
from disaster.support_records.models import SupportRecord, SupportRecordVersion
from disaster.ward_reports.actions import make_reports

GIVEN = {"kind": "recovery", "giver": "joint", "sender": "特別区（23区共同）", "source": "試験の出典"}


@pytest.fixture
def make_disaster(db):
    """Make a disaster, public unless `draft=True`."""

    def make(key="noto", *, draft=False, **fields):
        fields.setdefault("name", f"見本の地震 {key}")
        fields.setdefault("began_on", datetime.date(2024, 1, 1))
        public = {} if draft else {"state": PublicationState.PUBLISHED, "published_at": timezone.now()}
        return Disaster.objects.create(key=key, source="試験", **fields, **public)

    return make


@pytest.fixture
def make_record(db):
    """The first version of a new record; a payment of the 23 wards unless other facts are given."""

    def make(disaster, *, key="", **facts):
        record = SupportRecord.objects.create(disaster=disaster, key=key)
        (version,) = record_new(SupportRecordVersion, [(record, GIVEN | facts)], by=None)
        return version

    return make


@pytest.fixture
def make_statement(db):
    """The first version of a new statement."""

    def make(disaster, **facts):
        statement = Statement.objects.create(disaster=disaster)
        (version,) = record_new(StatementVersion, [(statement, GIVEN | facts)], by=None)
        return version

    return make


@pytest.fixture
def strike(db):
    """Say that a disaster struck these bodies, and no others."""

    def say(disaster, *bodies, **why):
        wanted = {body: {"source": "試験"} for body in bodies}
        say_anew(disaster.affected_areas, wanted, key="local_government", by=None, disaster=disaster, **why)

    return say


@pytest.fixture
def give(make_record):
    """A record of each type: money, staff, goods, other."""

    def make(disaster, government=None, **more):
        more = {"recipient_government": government, **more}
        return [
            make_record(disaster, **more),
            make_record(disaster, kind="staff", length="short", people=4, basis="heads", **more),
            make_record(disaster, kind="goods", content="毛布25,633枚", **more),
            make_record(disaster, kind="waste", content="処理依頼量33,000トン", **more),
        ]

    return make


@pytest.fixture
def make_report(make_disaster, ward_officer):
    """A report of the ward of the cast: a dispatch of four unless other facts are given."""

    def make(disaster=None, *, submit=False, by=ward_officer, **facts):
        ward = by.organization.local_government
        told = {"kind": "staff", "giver": "ward", "sender": ward.name, "sender_government_id": ward.pk}
        told |= {"people": 4, "basis": "heads", "recipient": "石川県七尾市", "source": "江東区からの報告"}
        disaster = disaster or make_disaster()
        (report,) = make_reports(disaster=disaster, facts=[told | facts], by=by, submit=submit)
        return report

    return make
