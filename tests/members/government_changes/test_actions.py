"""Local governments merge, take a new name or status; the members among them follow."""

import datetime

import pytest
import time_machine

from common import japanese_calendar, refusals
from common.audit_log.models import AuditEntry
from common.outbox.models import OutgoingMail
from members.government_changes import dry_run
from members.government_changes.actions import (
    cancel_government_change,
    carry_out_government_change,
    register_government_change,
)
from members.government_changes.models import GovernmentChange, Succession
from members.government_changes.tasks import after_government_change, carry_out_due_government_change
from members.local_governments.codes import check_digit, is_code
from members.local_governments.models import FormerName, LocalGovernment
from members.organizations.models import Organization
from tests.government_cast import body, change, code, rename
from tests.government_cast import facts as change_facts
from tests.threads import in_threads
from tests.worker import by_clock

pytestmark = pytest.mark.django_db


def test_check_digits():
    assert is_code("271403")
    assert not is_code("271404")
    assert not is_code("27140")
    assert not is_code("２７１４０３")
    assert check_digit("01000") == "6"


def test_two_members_merge_into_a_new_city(kou, otsu, make_user, secretariat, today, event):
    people = [make_user("kou@city.example", kou), make_user("otsu@city.example", otsu)]
    done = change(
        "merger_new",
        [kou.local_government, otsu.local_government],
        secretariat,
        today,
        survivor=kou,
    )
    assert (done.state, done.done_by) == ("done", secretariat)
    city = LocalGovernment.objects.get(name="丁市")
    assert (city.code, city.established_on, city.prefecture_kana) == (code("01901"), today, "ほっかいどう")
    old = LocalGovernment.objects.filter(name__in=["甲町", "乙村"])
    assert {row.abolished_on for row in old} == {today}
    assert {row.present for row in old} == {city}
    kou.refresh_from_db()
    otsu.refresh_from_db()
    assert (kou.local_government, kou.full_name, kou.name_kana) == (city, "北海道丁市", "ていし")
    assert (otsu.merged_into, otsu.withdrawn_on, otsu.is_member) == (kou, today, False)
    assert {person.section.organization for person in people if not person.refresh_from_db()} == {kou}
    assert sorted(kou.sections.values_list("name", flat=True)) == ["企画課", "企画課（旧乙村）"]
    yesterday = today - datetime.timedelta(days=1)
    assert set(FormerName.objects.values_list("name", "until")) == {("甲町", yesterday), ("乙村", yesterday)}
    assert str(event.participations.get()) == "北海道甲町"
    assert AuditEntry.objects.filter(verb="members.organization_followed", by=secretariat).exists()


def test_the_old_names_and_readings_find_the_body_of_today(kou, otsu, secretariat, today, visitor):
    change("merger_new", [kou.local_government, otsu.local_government], secretariat, today, survivor=kou)
    for words in ("甲町", "こうちょう", "北海道乙村", "オツムラ"):
        found = LocalGovernment.objects.current().search(words)
        assert [row.name for row in found] == ["丁市"], words
        assert found[0].found_as in ("甲町", "乙村")
        assert "丁市" in visitor.get("/members/", {"q": words}).content.decode()
    page = visitor.get("/members/apply/", {"q": "甲町"}).content.decode()
    assert "北海道丁市" in page
    assert "旧甲町" in page
    assert "旧甲町" not in visitor.get("/members/apply/", {"q": "丁市"}).content.decode()


def test_old_addresses_lead_to_the_survivor(kou, otsu, secretariat, today, visitor, browser):
    change("merger_new", [kou.local_government, otsu.local_government], secretariat, today, survivor=kou)
    new = f"/members/{code('01901')}/"
    for client in (visitor, browser(secretariat)):
        for old in (code("01801"), code("01802"), str(otsu.pk), str(kou.pk)):
            answer = client.get(f"/members/{old}/")
            assert (answer.status_code, answer.url) == (302, new), old
    page = visitor.get(new).content.decode()
    assert "北海道乙村" in page
    assert visitor.get(f"/members/apply/form/?code={code('01801')}&join=1").status_code == 200


def test_a_body_that_is_no_member_merges_with_a_member(kou, secretariat, today):
    other = body("乙村", "01802", "village")
    done = change("merger_new", [kou.local_government, other], secretariat, today)
    kou.refresh_from_db()
    assert kou.full_name == "北海道丁市"
    assert not done.merges.exists()


@pytest.mark.usefixtures("no_cast")
def test_bodies_without_any_member_merge(secretariat, today):
    rows = [body("甲町", "01801"), body("乙村", "01802", "village")]
    done = change("merger_new", rows, secretariat, today)
    assert done.moved == {"organization": None}
    assert LocalGovernment.objects.current().get().name == "丁市"


def test_a_member_that_left_is_not_brought_back_by_a_merger(kou, otsu, secretariat, today):
    Organization.objects.filter(pk=otsu.pk).update(withdrawn_on=datetime.date(2024, 3, 31))
    done = change("merger_new", [kou.local_government, otsu.local_government], secretariat, today)
    otsu.refresh_from_db()
    assert (otsu.merged_into, otsu.sections.count()) == (None, 1)
    assert dry_run.report_of_change(done)["not_members"] == [otsu]


def test_two_members_need_a_word_who_goes_on(kou, otsu, secretariat, today):
    with pytest.raises(refusals.ActionRefused, match="引き継ぐ会員"):
        change("merger_new", [kou.local_government, otsu.local_government], secretariat, today)
    assert not GovernmentChange.objects.exists()


def test_a_town_is_taken_in_by_a_city_that_is_a_member(kou, make_member, secretariat, today):
    city = make_member("丙市", "01803", "city")
    change("merger_into", [kou.local_government], secretariat, today, absorbing=city.local_government)
    kou.refresh_from_db()
    assert kou.merged_into == city
    city.local_government.refresh_from_db()
    assert city.local_government.is_in_force
    assert city.local_government.former_names.get().name == "甲町"


def test_a_city_that_is_no_member_takes_the_members_place(kou, secretariat, today):
    city = body("丙市", "01803", "city")
    change("merger_into", [kou.local_government], secretariat, today, absorbing=city)
    kou.refresh_from_db()
    assert (kou.local_government, kou.full_name, kou.is_member) == (city, "北海道丙市", True)


def test_a_city_that_had_left_comes_back_with_the_town_it_takes_in(kou, make_member, secretariat, today):
    city = make_member("丙市", "01803", "city")
    Organization.objects.filter(pk=city.pk).update(withdrawn_on=datetime.date(2024, 3, 31))
    change("merger_into", [kou.local_government], secretariat, today, absorbing=city.local_government)
    city.refresh_from_db()
    kou.refresh_from_db()
    assert city.is_member
    assert kou.merged_into == city


def test_a_new_name_keeps_the_code_and_the_name_of_the_past(kou, secretariat, today, event, visitor):
    rename(kou, secretariat, today)
    kou = Organization.objects.get(pk=kou.pk)
    assert (kou.full_name, kou.slug) == ("北海道新甲町", code("01801"))
    assert LocalGovernment.objects.filter(code=code("01801")).count() == 2
    assert LocalGovernment.objects.current().get(code=code("01801")).name == "新甲町"
    assert str(event.participations.get()) == "北海道甲町"
    answer = visitor.get(f"/members/{code('01801')}/")
    assert answer.status_code == 200
    assert "北海道甲町" in answer.content.decode()


def test_a_town_becomes_a_city_with_a_new_code(kou, secretariat, today, visitor):
    change("city_status", [kou.local_government], secretariat, today, name="甲市", name_kana="こうし")
    kou = Organization.objects.get(pk=kou.pk)
    assert (kou.full_name, kou.slug, kou.local_government.kind) == ("北海道甲市", code("01901"), "city")
    assert visitor.get(f"/members/{code('01801')}/").url == kou.get_absolute_url()
    assert LocalGovernment.objects.search("こうちょう").filter(abolished_on=None).get().name == "甲市"


def test_names_go_on_over_several_changes(kou, secretariat, today):
    rename(kou, secretariat, today)
    kou = Organization.objects.get(pk=kou.pk)
    FormerName.objects.create(
        local_government=kou.local_government, prefecture="北海道", name="大昔村", source="t"
    )
    rename(kou, secretariat, today, "新新甲町")
    for words in ("甲町", "新甲町", "大昔村"):
        assert "新新甲町" in [row.name for row in LocalGovernment.objects.current().search(words)], words
    first = LocalGovernment.objects.get(name="甲町")
    assert first.present.name == "新新甲町"


@pytest.mark.parametrize("day", [datetime.date(2028, 2, 29), datetime.date(2028, 4, 1)])
def test_a_planned_change_happens_on_its_day_in_japan(kou, secretariat, day):
    with time_machine.travel("2027-12-01 10:00:00+09:00", tick=False):
        planned = rename(kou, secretariat, day)
    assert (planned.state, Succession.objects.get().successor) == ("planned", None)
    with time_machine.travel(f"{day - datetime.timedelta(days=1)} 23:59:00+09:00", tick=False):
        assert by_clock(carry_out_due_government_change) == 0
        with pytest.raises(refusals.ActionRefused, match="施行日になるまで"):
            carry_out_government_change(change=planned, by=secretariat)
    with time_machine.travel(f"{day} 00:05:00+09:00", tick=False):
        assert by_clock(carry_out_due_government_change) == 1
        assert by_clock(carry_out_due_government_change) == 0
    planned.refresh_from_db()
    assert (planned.state, planned.done_by) == ("done", secretariat)
    old = LocalGovernment.objects.get(name="甲町")
    assert (old.abolished_on, LocalGovernment.objects.get(name="新甲町").established_on) == (day, day)
    assert old.was_in_force_on(day - datetime.timedelta(days=1))
    assert not old.was_in_force_on(day)


def test_a_planned_change_is_called_off(kou, secretariat):
    planned = rename(kou, secretariat, japanese_calendar.today() + datetime.timedelta(days=9))
    with pytest.raises(refusals.ActionRefused, match="予定された変更"):
        rename(kou, secretariat, japanese_calendar.today() + datetime.timedelta(days=9), "別町")
    cancel_government_change(change=planned, by=secretariat)
    with pytest.raises(refusals.ActionRefused, match="取りやめ"):
        carry_out_government_change(change=planned, by=secretariat)
    assert rename(kou, secretariat, japanese_calendar.today()).is_done


def test_what_cannot_be_done_on_its_day_is_told_once(kou, secretariat):
    planned = rename(kou, secretariat, japanese_calendar.today() + datetime.timedelta(days=9))
    body("新甲町", "01809")
    with time_machine.travel(datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=10)):
        assert by_clock(carry_out_due_government_change) == 0
        assert by_clock(carry_out_due_government_change) == 0
    planned.refresh_from_db()
    assert planned.is_planned
    assert "新甲町という団体がすでにあります" in planned.trouble
    mail = OutgoingMail.objects.get(purpose="members.government_stopped")
    assert planned.trouble in mail.body
    kou.refresh_from_db()
    assert kou.name == "甲町"


@pytest.mark.parametrize(
    ("kind", "more", "why"),
    [
        ("merger_new", {}, "二つ以上"),
        ("rename", {"code": code("01805")}, "が使っています"),
        ("rename", {"name": "丙町"}, "すでにあります"),
        ("city_status", {"effective_on": datetime.date(2026, 3, 1)}, "設置日より前"),
    ],
)
def test_refusals(secretariat, kind, more, why):
    old = body("甲町", "01801", established_on=datetime.date(2026, 4, 1))
    body("丙町", "01805")
    with pytest.raises(refusals.ActionRefused, match=why):
        register_government_change(
            facts={**change_facts(kind, japanese_calendar.today()), **more},
            predecessors=[old],
            by=secretariat,
        )
    assert not GovernmentChange.objects.exists()


def test_wards_and_abolished_bodies_do_not_merge(koto, kou, secretariat, today):
    with pytest.raises(refusals.ActionRefused, match="対象になりません"):
        change("merger_new", [kou.local_government, koto.local_government], secretariat, today)
    gone = body("廃町", "01807", abolished_on=datetime.date(2020, 4, 1))
    with pytest.raises(refusals.ActionRefused, match="すでに廃止"):
        change("merger_new", [kou.local_government, gone], secretariat, today)


def test_members_and_search_are_told_by_the_worker(kou, otsu, make_user, secretariat, today):
    from common.search.queries import search_texts

    make_user("otsu@city.example", otsu)
    done = change(
        "merger_new", [kou.local_government, otsu.local_government], secretariat, today, survivor=kou
    )
    for _ in range(2):
        after_government_change(change_id=done.pk, by_clock=True)
    mails = OutgoingMail.objects.filter(purpose="members.government_changed")
    assert set(mails.values_list("to", flat=True)) == {
        f"section{kou.pk}@city.example",
        f"section{otsu.pk}@city.example",
    }
    assert mails.count() == 2
    assert all(mail.body.count("http") == 1 for mail in mails)
    assert OutgoingMail.objects.filter(purpose="members.government_done").count() == 1
    found = search_texts("乙村", audiences=["public"])
    assert [row.title for row in found.rows] == ["北海道丁市"]


@pytest.mark.django_db(transaction=True)
def test_two_secretaries_at_once_one_wins(secretariat, kou):
    planned = rename(kou, secretariat, japanese_calendar.today() + datetime.timedelta(days=2))

    def press(action):
        def pressed():
            try:
                action(change=GovernmentChange.objects.get(pk=planned.pk), by=secretariat)
                return "done"
            except refusals.ActionRefused as refusal:
                return str(refusal)

        return pressed

    with time_machine.travel(datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=3)):
        outcomes = in_threads(press(carry_out_government_change), press(cancel_government_change))
    assert outcomes.count("done") == 1
    planned.refresh_from_db()
    assert (planned.state == "done") == (outcomes[0] == "done")
    assert LocalGovernment.objects.filter(name="新甲町").count() == (outcomes[0] == "done")


@pytest.mark.django_db(transaction=True)
def test_the_same_change_registered_twice_at_once_is_there_once(secretariat, kou):
    def register():
        try:
            rename(kou, secretariat, japanese_calendar.today())
            return "done"
        except refusals.ActionRefused as refusal:
            return str(refusal)

    outcomes = in_threads(register, register)
    assert outcomes.count("done") == 1
    assert GovernmentChange.objects.count() == 1
