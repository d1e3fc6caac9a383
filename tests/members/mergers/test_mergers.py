"""Two registrations of one body become one."""

import pytest
from django.db import IntegrityError, transaction

from common import japanese_calendar, refusals
from common.audit_log.models import AuditEntry
from common.search.queries import search_texts
from members.confirmation_answers.actions import confirm_organization
from members.confirmations.models import Confirmation
from members.mergers.actions import merge_organizations
from members.mergers.models import OrganizationMerge
from members.mergers.tasks import after_merge
from members.organizations.models import Organization
from members.sections.models import Section
from members.users.models import User
from tests.threads import in_threads

pytestmark = pytest.mark.django_db


@pytest.fixture
def twin(make_organization):
    """堺市 once more, registered by hand without its code."""
    return make_organization("堺市役所", kind="association", prefecture="大阪府")


@pytest.fixture
def twin_officer(make_user, twin):
    return make_user("twin@city.example", twin, "堺 双子")


def url(survivor, absorbed, chosen=True):
    tail = f"&survivor={survivor.pk}" if chosen else ""
    return f"/members/merges/new/?organizations={absorbed.pk},{survivor.pk}{tail}"


def test_from_the_admins_list_to_the_merge(browser, secretariat, sakai, twin, twin_officer, officer, visitor):
    client = browser(secretariat)
    admin = "/admin/members/organization/"
    chosen = {"action": "merge_duplicates", "_selected_action": [sakai.pk]}
    assert "ちょうど二つ" in client.post(admin, chosen, follow=True).content.decode()
    answer = client.post(admin, {**chosen, "_selected_action": [sakai.pk, twin.pk]})
    assert f"organizations={sakai.pk},{twin.pk}" in answer.url
    assert client.get(answer.url).content.decode().count("この登録を残す") == 2
    trial = client.get(url(sakai, twin)).content.decode()
    assert "企画課（旧堺市役所）" in trial
    assert twin_officer.name in trial
    assert not OrganizationMerge.objects.exists()
    done = client.post(url(sakai, twin))
    merged = OrganizationMerge.objects.get()
    assert done.url == merged.get_absolute_url()
    assert client.post(url(sakai, twin)).url == done.url  # pressed twice
    assert OrganizationMerge.objects.count() == 1
    twin.refresh_from_db()
    assert (twin.merged_into, twin.withdrawn_on) == (sakai, japanese_calendar.today())
    twin_officer.refresh_from_db()
    assert twin_officer.is_member
    assert browser(twin_officer).get("/board/").status_code == 200
    assert visitor.get(f"/members/{twin.pk}/").url == "/members/271403/"
    assert AuditEntry.objects.filter(verb="members.organization_merged").count() == 1


def test_the_record_of_a_merge_names_what_went_over(browser, secretariat, sakai, twin, twin_officer):
    section = twin.sections.get()
    merged = merge_organizations(survivor=sakai, absorbed=twin, by=secretariat)
    Section.objects.filter(pk=section.pk).update(name="その後の名前")
    User.objects.filter(pk=twin_officer.pk).update(name="その後の氏名")
    page = browser(secretariat).get(merged.get_absolute_url()).content.decode()
    for words in ("企画課（旧堺市役所）", "堺 双子", f"<td>{section.pk}</td>", "A4"):
        assert words in page, words
    assert "その後の" not in page


def test_refusals(secretariat, secretariat_body, sakai, kushiro, koto, twin):
    Organization.objects.filter(pk=kushiro.pk).update(withdrawn_on=japanese_calendar.today())
    kushiro.refresh_from_db()
    for survivor, absorbed, why in (
        (sakai, sakai, "同じ団体"),
        (sakai, koto, "特別区と事務局"),
        (secretariat_body, twin, "特別区と事務局"),
        (twin, sakai, "団体コードのある方"),
        (kushiro, twin, "会員ではありません"),
    ):
        with pytest.raises(refusals.ActionRefused, match=why):
            merge_organizations(survivor=survivor, absorbed=absorbed, by=secretariat)
    merge_organizations(survivor=sakai, absorbed=twin, by=secretariat)
    with pytest.raises(refusals.ActionRefused, match="すでにほかの会員に統合"):
        merge_organizations(survivor=koto, absorbed=twin, by=secretariat)
    assert OrganizationMerge.objects.count() == 1


def test_a_refusal_is_said_on_the_page(browser, secretariat, sakai, koto):
    answer = browser(secretariat).get(url(sakai, koto))
    assert answer.status_code == 400
    assert "特別区と事務局" in answer.content.decode()


@pytest.mark.parametrize("query", ["", "1", "1,1", "1,99999999", "x,y", "1,2,3", "999999999999,1", "１,２"])
def test_absurd_pairs_are_not_found(browser, secretariat, query):
    assert browser(secretariat).get(f"/members/merges/new/?organizations={query}").status_code == 404


def test_history_stays_where_it_was(secretariat, sakai, twin, twin_officer):
    confirm_organization(organization=twin, by=twin_officer)
    merged = merge_organizations(survivor=sakai, absorbed=twin, by=secretariat)
    assert Confirmation.objects.get().organization == twin
    assert set(merged.moved["rows"]) == {"members.Section.organization"}


def test_long_names_of_sections_stay_within_their_column(secretariat, sakai, twin):
    Section.objects.filter(organization__in=[sakai, twin]).update(name="課" * 80)
    Organization.objects.filter(pk=twin.pk).update(name="長" * 60)
    twin.refresh_from_db()
    merge_organizations(survivor=sakai, absorbed=twin, by=secretariat)
    assert sorted(len(name) for name in sakai.sections.values_list("name", flat=True)) == [80, 80]


def test_who_went_over_twice_is_found_at_the_last(secretariat, sakai, twin, make_organization):
    third = make_organization("堺市企画部", kind="association", prefecture="大阪府")
    merge_organizations(survivor=twin, absorbed=third, by=secretariat)
    merge_organizations(survivor=sakai, absorbed=twin, by=secretariat)
    third.refresh_from_db()
    assert third.present == sakai
    assert [each.sections.count() for each in (sakai, twin, third)] == [3, 0, 0]


def test_the_old_name_finds_the_survivor(secretariat, sakai, twin):
    merged = merge_organizations(survivor=sakai, absorbed=twin, by=secretariat)
    after_merge(merged.pk)
    assert [row.title for row in search_texts("堺市役所", audiences=["public"]).rows] == ["大阪府堺市"]


def test_a_trial_tells_of_people_who_had_no_access(browser, secretariat, sakai, twin, twin_officer):
    Organization.objects.filter(pk=twin.pk).update(withdrawn_on=japanese_calendar.today())
    page = browser(secretariat).get(url(sakai, twin)).content.decode()
    assert "会員としてログインできるようになります" in page


def test_lists_cost_the_same_for_one_and_three(
    browser, secretariat, sakai, make_organization, django_assert_num_queries
):
    client = browser(secretariat)

    def more(number):
        for n in range(number):
            have = Organization.objects.count()
            other = make_organization(f"重複{have}{n}", kind="association", prefecture="大阪府")
            merge_organizations(survivor=sakai, absorbed=other, by=secretariat)

    more(1)
    client.get("/members/merges/")
    with django_assert_num_queries(4):
        client.get("/members/merges/")
    more(2)
    with django_assert_num_queries(4):
        assert client.get("/members/merges/").content.decode().count("→") == 3


@pytest.mark.django_db(transaction=True)
def test_merged_twice_at_once_is_merged_once(secretariat, sakai, twin):
    def merge():
        try:
            merge_organizations(survivor=sakai, absorbed=twin, by=secretariat)
            return "done"
        except refusals.ActionRefused as refusal:
            return str(refusal)

    outcomes = in_threads(merge, merge)
    assert sorted(outcome == "done" for outcome in outcomes) == [False, True]
    assert OrganizationMerge.objects.count() == 1


def test_constraints(secretariat, sakai, twin):
    merged = merge_organizations(survivor=sakai, absorbed=twin, by=secretariat)
    rows = OrganizationMerge.objects.filter(pk=merged.pk)
    for broken in (
        lambda: rows.update(survivor=twin),
        lambda: OrganizationMerge.objects.create(survivor=sakai, absorbed=twin, merged_by=secretariat),
        lambda: Organization.objects.filter(pk=twin.pk).update(withdrawn_on=None),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            broken()


def test_what_was_being_written_during_the_merge_goes_over_too(secretariat, sakai, twin):
    merged = merge_organizations(survivor=sakai, absorbed=twin, by=secretariat)
    late = Section.objects.create(organization=twin, name="後から", mailbox="late@city.example")
    for _ in range(2):
        after_merge(merged.pk)
    late.refresh_from_db()
    assert late.organization == sakai
    merged.refresh_from_db()
    assert merged.moved["rows"]["members.Section.organization"].count(late.pk) == 1
    assert late.name in merged.moved["sections"]


def test_who_goes_over_ends_as_a_member(secretariat, sakai, twin):
    merge_organizations(survivor=sakai, absorbed=twin, by=secretariat)
    twin.refresh_from_db()
    period = twin.memberships.get()
    assert period.withdrawn_on == twin.withdrawn_on
    assert period.reason == "大阪府堺市への統合"
