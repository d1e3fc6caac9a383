"""What the database refuses of a report, and two who decide at once."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from common.refusals import ActionRefused
from disaster.support_records.models import SupportRecord, SupportRecordVersion
from disaster.ward_reports import actions
from disaster.ward_reports.models import SupportReport
from tests.threads import in_threads

NOW = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    ("facts", "constraint"),
    [
        ({"submitted_at": NOW}, "submitted_whole"),
        ({"returned_at": NOW, "returned_by": 1}, "returned_whole"),
        ({"returned_note": "x"}, "returned_whole"),
        ({"accepted_at": NOW, "accepted_by": 1, "submitted_at": NOW, "submitted_by": 1}, "accepted_whole"),
        ({"withdrawn_at": NOW}, "withdrawn_whole"),
        ({"correction_reason": "information", "correction_words": "x"}, "corrects_whole"),
        ({"accepted_at": NOW, "accepted_by": 1, "record": 1}, "accepted_of_submitted"),
        (
            {
                "returned_at": NOW,
                "returned_by": 1,
                "returned_note": "x",
                "submitted_at": NOW,
                "submitted_by": 1,
            },
            "returned_or_submitted",
        ),
        ({"people": None}, "basis_whole"),
        ({"sender_government": None}, "ward_named"),
    ],
)
def test_the_database_refuses_what_cannot_be(make_report, ward_officer, facts, constraint):
    report = make_report()
    keys = {"accepted_by", "returned_by", "submitted_by"} & facts.keys()
    facts = facts | dict.fromkeys(keys, ward_officer)
    if "record" in facts:
        facts |= {"record": SupportRecord.objects.create(disaster=report.disaster)}
    with pytest.raises(IntegrityError, match=f"supportreport_{constraint}"), transaction.atomic():
        SupportReport.objects.filter(pk=report.pk).update(**facts)


@pytest.mark.slow
def test_of_two_who_accept_at_once_one_records(committed, make_report, secretariat):
    report = make_report(submit=True)

    def press():
        try:
            actions.accept_report(report=report, by=secretariat, edition=1)
        except ActionRefused:
            return "told"

    in_threads(press, press)
    assert SupportRecordVersion.objects.count() == 1
