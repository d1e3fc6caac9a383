"""A change of local governments tried out, and taken back."""

import pytest

from common import refusals
from common.audit_log.models import AuditEntry
from common.outbox.models import OutgoingMail
from common.publication.models import PublicationState
from events.events.models import Event, Participation
from members.government_changes import dry_run, reverts
from members.government_changes.models import GovernmentChange
from members.local_governments.models import FormerName, LocalGovernment
from members.mergers.models import OrganizationMerge
from members.organizations import seed_data
from members.organizations.models import Organization
from members.sections.models import Section
from tests.government_cast import DAY, change
from tests.government_cast import facts as change_facts

pytestmark = pytest.mark.django_db


def rename(kou, by, day, name="新甲町"):
    old = kou.local_government
    return change("rename", [old], by, day, code=old.code, name=name, name_kana="しん", body_kind="town")


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
    assert dict(report["merges"][0]["counts"]) == {"担当部署": 1}
    assert report["merges"][0]["section_names"] == [("企画課", "企画課(旧乙村)")]


def test_taking_back_gives_everything_back(kou, otsu, secretariat, today, event):
    rows = [kou.local_government, otsu.local_government]
    before = snapshot()
    done = change("merger_new", rows, secretariat, today, survivor=kou)
    found = dry_run.dry_run_revert(done, secretariat)
    assert found["merges"][0]["left"] == []
    reverts.revert_government_change(change=done, by=secretariat)
    after = snapshot()
    assert after[Organization] == before[Organization]
    assert after[Section] == before[Section]
    assert after[FormerName] == []
    city = LocalGovernment.objects.get(name="丁市")
    assert city.abolished_on == today
    assert [row for row in after[LocalGovernment] if row["id"] != city.pk] == before[LocalGovernment]
    assert str(event.participations.get()) == "北海道甲町"
    assert change("merger_new", rows, secretariat, today, survivor=otsu).is_done  # and again, the other way


def test_taking_back_keeps_what_was_changed_since(kou, otsu, secretariat, today):
    done = change(
        "merger_new", [kou.local_government, otsu.local_government], secretariat, today, survivor=kou
    )
    moved = Section.objects.get(name="企画課(旧乙村)")
    Section.objects.filter(pk=moved.pk).update(name="支所")
    Organization.objects.filter(pk=kou.pk).update(name_kana="なおしたよみ")
    reverts.revert_government_change(change=done, by=secretariat)
    done.refresh_from_db()
    assert done.moved["left"] == ["読み"]
    kou.refresh_from_db()
    assert (kou.name, kou.name_kana) == ("甲町", "なおしたよみ")
    assert otsu.sections.get().name == "支所"


def test_rows_about_the_new_body_return_with_a_single_one(kou, secretariat, today, event):
    done = rename(kou, secretariat, today)
    new = LocalGovernment.objects.get(name="新甲町")
    other = Event.objects.create(
        kind=Event.Kind.EXHIBITION,
        title="その後",
        date_precision="unknown",
        state=PublicationState.DRAFT,
        source="t",
    )
    Participation.objects.create(event=other, local_government=new)
    reverts.revert_government_change(change=done, by=secretariat)
    assert str(other.participations.get()) == "北海道甲町"
    new.refresh_from_db()
    assert new.present == kou.local_government


def test_a_change_under_a_later_one_is_not_taken_back(kou, secretariat, today):
    first = rename(kou, secretariat, today)
    kou = Organization.objects.get(pk=kou.pk)
    second = rename(kou, secretariat, today, "新新甲町")
    with pytest.raises(refusals.ActionRefused, match="その後の変更"):
        reverts.revert_government_change(change=first, by=secretariat)
    reverts.revert_government_change(change=second, by=secretariat)
    reverts.revert_government_change(change=first, by=secretariat)
    kou.refresh_from_db()
    assert kou.name == "甲町"
    with pytest.raises(refusals.ActionRefused, match="取り消せません"):
        reverts.revert_government_change(change=first, by=secretariat)


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
