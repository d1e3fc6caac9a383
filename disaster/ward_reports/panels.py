"""What a report would have recorded, and what to look at before it is accepted."""

from common.versions import read_version
from disaster.disasters.models import Disaster
from disaster.disasters.queries import keys_told_beside, named_by_page, page_of
from disaster.entry.panels import changes
from disaster.statements.rules import Doubts
from disaster.support_records.models import SupportRecord, SupportRecordVersion
from disaster.support_records.rules import repeated_act
from disaster.ward_reports.models import SupportReport

TWICE = "同じ支援の報告がもう1件、確認を待っています。二重の報告ではありませんか。"


def told_by(report: SupportReport) -> list[tuple[str, str, str]]:
    """(label, what the record says, what it would say); of a new record what it would say."""
    return changes(report.corrects, report)


def warnings(report: SupportReport) -> list[str]:
    """Sentences to have read before it is accepted."""
    disaster = page_of(report.disaster)
    record = report.corrects.record if report.corrects else None
    asked = Doubts(SupportRecord, disaster).about(report.facts, but=record)
    act = repeated_act(report.facts)
    beside = keys_told_beside(report.disaster)
    others = SupportReport.objects.waiting().filter(disaster__in=beside, corrects=None)
    acts = [repeated_act(other.facts) for other in others.exclude(pk=report.pk)]
    if act is not None and act in acts and not report.corrects:
        asked.append(TWICE)
    return asked


def warnings_key(asked: list[str]) -> str:
    """What a tick confirms: these sentences and no others."""
    return read_version({"questions": asked}) if asked else ""


def open_disasters(user) -> list[Disaster]:
    """What a ward can report on."""
    return list(Disaster.objects.visible_to(user).standing().newest_first()[:200])


def own_records(user) -> list[SupportRecordVersion]:
    """What stands as given by the user's ward, newest record first: it can be corrected by a report."""
    told = SupportRecordVersion.objects.visible_to(user).as_recorded().with_names()
    own = told.filter(giver="ward", sender_government=user.organization.local_government_id)
    return named_by_page(own.order_by("-record")[:200])
