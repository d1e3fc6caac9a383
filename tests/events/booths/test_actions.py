import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from common.audit_log.queries import entries_of
from common.refusals import ActionRefused, NothingToDo
from events.booths import actions
from events.booths.actions import assign_booth, copy_booths, make_booths
from events.booths.models import BoothAssignment
from events.booths.queries import booths_by_body, placed_booths
from events.participations.models import Role, RoleState
from tests.threads import in_threads

FIRST, LAST = datetime.date(2025, 11, 8), datetime.date(2025, 11, 9)


@pytest.fixture
def fair(make_event):
    return make_event("魅力発信イベント", starts_on=FIRST, ends_on=LAST)


@pytest.fixture
def booths(fair, secretariat):
    return make_booths(event=fair, prefix="A-", first=1, last=3, by=secretariat)


@pytest.fixture
def ours(fair):
    return fair.participations.create(name="甲")


@pytest.fixture
def theirs(fair):
    return fair.participations.create(name="乙")


def test_booths_are_made_from_a_pattern_and_a_second_time_changes_nothing(fair, secretariat):
    make_booths(event=fair, prefix="A-", first=1, last=20, by=secretariat)
    assert make_booths(event=fair, prefix="A-", first=1, last=20, by=secretariat) == []
    assert [one.booth.code for one in placed_booths(fair)] == [f"A-{number}" for number in range(1, 21)]
    assert [entry.verb for entry in entries_of(fair)] == ["events.booths_made"]


@pytest.mark.parametrize(("first", "last"), [(2, 1), (0, 3), (1, 1001)])
def test_impossible_numbers_make_no_booth(fair, secretariat, first, last):
    with pytest.raises(ActionRefused):
        make_booths(event=fair, prefix="A-", first=first, last=last, by=secretariat)
    assert not fair.booths.exists()


def test_a_booth_is_held_by_one_body_a_day_and_all_days_or_none_are_given(booths, ours, theirs, secretariat):
    one, two, _ = booths
    for booth in (one, two):  # a body with two booths
        assign_booth(booth=booth, participation=ours, days=[FIRST], by=secretariat)
    assign_booth(booth=one, participation=ours, days=[FIRST], by=secretariat)  # pressed twice
    with pytest.raises(ActionRefused, match=r"令和7年11月8日\(土\)にはもう甲"):
        assign_booth(booth=one, participation=theirs, days=[FIRST, LAST], by=secretariat)
    assert list(one.assignments.values_list("day", "participation__name")) == [(FIRST, "甲")]
    assign_booth(booth=one, participation=theirs, days=[LAST], by=secretariat)
    with pytest.raises(IntegrityError, match="booth_once_a_day"), transaction.atomic():
        BoothAssignment.objects.create(booth=one, participation=theirs, day=FIRST)


def test_a_body_moves_to_another_booth_on_some_of_its_days(booths, ours, theirs, secretariat):
    one, two, three = booths
    assign_booth(booth=one, participation=ours, days=[FIRST, LAST], by=secretariat)
    assign_booth(booth=three, participation=theirs, days=[LAST], by=secretariat)
    with pytest.raises(ActionRefused, match="ブースA-3は、令和7年11月9日"):
        assign_booth(booth=three, participation=ours, days=[LAST], source=one, by=secretariat)
    assert one.assignments.count() == 2
    assign_booth(booth=two, participation=ours, days=[LAST], source=one, by=secretariat)
    assert list(one.assignments.values_list("day", flat=True)) == [FIRST]
    assert booths_by_body(placed_booths(one.event))[ours.pk] == ["A-1（R7.11.8(土)）", "A-2（R7.11.9(日)）"]
    actions.release_booth(booth=one, participation=ours, by=secretariat)
    with pytest.raises(NothingToDo, match="割り当てられていません"):
        actions.release_booth(booth=one, participation=ours, by=secretariat)
    assert not one.assignments.exists()


def test_only_accepted_bodies_of_the_same_event_on_its_days_get_a_booth(
    fair, booths, ours, make_event, secretariat
):
    asked = fair.participations.create(name="丙", came_by="invitation")
    asked.roles.create(role=Role.BOOTH, state=RoleState.INVITED)
    elsewhere = make_event("別の催し").participations.create(name="丁")
    for body in (asked, elsewhere):
        with pytest.raises(ActionRefused, match="決定した団体"):
            assign_booth(booth=booths[0], participation=body, days=[FIRST], by=secretariat)
    for days in ([], [datetime.date(2025, 11, 10)]):
        with pytest.raises(ActionRefused, match="開催期間"):
            assign_booth(booth=booths[0], participation=ours, days=days, by=secretariat)
    assert not BoothAssignment.objects.exists()


@pytest.mark.parametrize("keeps_panel", [False, True])
@pytest.mark.parametrize("state", [RoleState.WITHDRAWN, RoleState.DECLINED])
def test_whoever_gives_up_the_booth_has_it_no_longer(fair, booths, theirs, secretariat, state, keeps_panel):
    decided = {"decided_at": fair.created_at, "decided_by": secretariat}
    body = fair.participations.create(name="甲", came_by="application")
    role = body.roles.create(role=Role.BOOTH, state=RoleState.ACCEPTED, **decided)
    if keeps_panel:
        body.roles.create(role=Role.PANEL, state=RoleState.ACCEPTED, **decided)
    assign_booth(booth=booths[0], participation=body, days=[FIRST, LAST], by=secretariat)
    role.state, role.reason = state, "人員の都合"
    role.decided_at, role.decided_by = decided.values() if state == RoleState.DECLINED else (None, None)
    role.save()
    assert booths_by_body(placed_booths(fair)) == {}
    assign_booth(booth=booths[0], participation=theirs, days=[LAST], by=secretariat)
    assert booths_by_body(placed_booths(fair)) == {theirs.pk: ["A-1（R7.11.9(日)）"]}


def test_free_booths_go_to_bodies_without_one_in_order(fair, booths, ours, theirs, secretariat):
    assign_booth(booth=booths[0], participation=theirs, days=[FIRST], by=secretariat)
    assert actions.fill_booths(event=fair, by=secretariat) == 1
    assert booths_by_body(placed_booths(fair))[ours.pk] == ["A-2"]
    assert actions.fill_booths(event=fair, by=secretariat) == 0


def test_a_booth_that_somebody_has_is_not_deleted(booths, ours, secretariat):
    assign_booth(booth=booths[0], participation=ours, days=[FIRST], by=secretariat)
    with pytest.raises(ActionRefused, match="甲に割り当て"):
        actions.delete_booth(booth=booths[0], by=secretariat)
    for _ in range(2):
        actions.delete_booth(booth=booths[1], by=secretariat)
    assert list(booths[0].event.booths.values_list("code", flat=True)) == ["A-1", "A-3"]


def test_only_who_edits_the_event_gives_booths(fair, booths, ours, officer):
    with pytest.raises(PermissionDenied):
        assign_booth(booth=booths[0], participation=ours, days=[FIRST], by=officer)


@pytest.mark.django_db(transaction=True)
def test_two_who_give_the_same_booth_at_once(fair, booths, ours, theirs, secretariat):
    def give(body):
        try:
            assign_booth(booth=booths[0], participation=body, days=[FIRST, LAST], by=secretariat)
        except ActionRefused as refusal:
            return str(refusal)
        return ""

    told = in_threads(lambda: give(ours), lambda: give(theirs))
    assert sorted(map(bool, told)) == [False, True]
    assert BoothAssignment.objects.values("participation").distinct().count() == 1
    assert BoothAssignment.objects.count() == 2


def test_booths_are_copied_once_without_who_had_them(fair, make_event, secretariat, ours):
    (booth,) = make_booths(event=fair, prefix="A-", first=1, last=1, size="3m×3m", by=secretariat)
    assign_booth(booth=booth, participation=ours, days=[FIRST], by=secretariat)
    following = make_event("翌年")
    assert copy_booths(fair, following) == 1
    assert copy_booths(fair, following) == 0
    copied = following.booths.get()
    assert (copied.code, copied.size, copied.assignments.count()) == ("A-1", "3m×3m", 0)
