"""A change of local governments tried out; the facts loaded after it."""

import pytest

from common.audit_log.models import AuditEntry
from common.outbox.models import OutgoingMail
from members.government_changes import dry_run
from members.government_changes.models import GovernmentChange
from members.local_governments.models import FormerName, LocalGovernment
from members.mergers.models import OrganizationMerge
from members.organizations import seed_data
from members.organizations.models import Organization
from members.sections.models import Section
from tests.government_cast import DAY, change
from tests.government_cast import facts as change_facts

pytestmark = pytest.mark.django_db


def snapshot():
    return {
        model: list(model.objects.order_by("pk").values())
        for model in (LocalGovernment, Organization, Section, OrganizationMerge, GovernmentChange, FormerName)
    }


def test_a_dry_run_changes_nothing(kou, otsu, secretariat, today):
    before = snapshot(), OutgoingMail.objects.count(), AuditEntry.objects.count()
    report = dry_run.dry_run_new_change(
        facts=change_facts("merger_new", DAY, survivor=kou),
        predecessors=[kou.local_government, otsu.local_government],
        by=secretariat,
    )
    assert (snapshot(), OutgoingMail.objects.count(), AuditEntry.objects.count()) == before
    assert [name for name, _ in report["merges"][0]["rows"]] == ["担当部署"]
    assert report["merges"][0]["section_names"] == [["企画課", "企画課（旧乙村）"]]


def test_loading_the_facts_again_undoes_nothing(secretariat, today):
    seed_data.load_seed_data()
    old = LocalGovernment.objects.get(code="012068")
    towns = list(LocalGovernment.objects.filter(prefecture="北海道", kind="town").order_by("code")[:2])
    change("rename", [old], secretariat, today, code="012068", name="新市", name_kana="しんし")
    change("merger_new", towns, secretariat, today)
    ward = LocalGovernment.objects.get(code="131083")
    change(
        "rename",
        [ward],
        secretariat,
        today,
        code="131083",
        name="新江東区",
        name_kana="しんこうとうく",
        body_kind="special_ward",
    )
    before = snapshot()
    assert sum(seed_data.load_seed_data().values()) == 0
    assert snapshot() == before
    assert Organization.objects.special_wards().count() == 23
