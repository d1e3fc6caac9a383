"""A merge undone, and what the site said while it stood; publication likewise has its past."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from common.audit_log.models import AuditEntry
from common.refusals import ActionRefused
from disaster.disaster_page.search import describe
from disaster.disasters.models import DisasterPeriod
from disaster.figures.definitions import figure
from disaster.figures.scopes import Scope
from disaster.figures.values import compute
from disaster.register import actions
from disaster.support_records.moments import Moments, end_of
from tests.threads import in_threads

pytestmark = pytest.mark.django_db
WORDS = "別の日の地震でした"


@pytest.fixture
def office(browser, secretariat):
    return browser(secretariat)


@pytest.fixture
def days(make_disaster, make_record, secretariat, time_machine):
    """On 1 March two disasters, on the 3rd one merged into a third by two steps, on the 5th undone."""
    time_machine.move_to("2026-03-01T12:00+09:00")
    old, new, newest = (make_disaster(key, name=f"災害{key}") for key in ("one", "two", "three"))
    make_record(old, amount_yen=5)
    make_record(new, amount_yen=30)
    make_record(newest, amount_yen=200)
    time_machine.move_to("2026-03-03T12:00+09:00")
    for source, target in ((old, new), (new, newest)):
        actions.merge_disaster(disaster=source, into=target, by=secretariat)
    time_machine.move_to("2026-03-05T12:00+09:00")
    actions.undo_merge(disaster=old, words=WORDS, by=secretariat)
    time_machine.move_to("2026-03-07T12:00+09:00")
    return old, new, newest


def money(disaster, day=None):
    recorded = end_of(datetime.date(2026, 3, day)) if day else None
    scope = Scope(disaster=disaster.pk) if disaster else Scope()
    return [each.value for each in compute([figure("recovery-joint")], scope, Moments(recorded=recorded))]


def test_what_was_said_while_it_stood_stays(visitor, days):
    old, new, newest = days
    assert [money(newest, day) for day in (1, 3, 5, None)] == [[200], [235], [230], [230]]
    assert [money(old, day) for day in (1, 5, None)] == [[5], [5], [5]]
    assert [money(None, day) for day in (1, 3, 5, None)] == [[235], [235], [235], [235]]

    def listed(query):
        return {row.pk for row in visitor.get(f"/disaster/?{query}").context["page"].rows}

    assert listed("recorded=2026-03-01") == {old.pk, new.pk, newest.pk}
    assert listed("recorded=2026-03-03") == {newest.pk}
    assert listed("") == listed("recorded=2026-03-05") == {old.pk, newest.pk}
    assert listed("recorded=2026-03-03&type=money") == {newest.pk}
    assert listed("recorded=2026-03-01&sender=特別区（23区共同）") == {old.pk, new.pk, newest.pk}
    answer = visitor.get(f"{old.get_absolute_url()}?recorded=2026-03-03")
    assert answer["Location"] == f"{newest.get_absolute_url()}?recorded=2026-03-03"
    for address in (old.get_absolute_url(), f"{new.get_absolute_url()}?recorded=2026-03-01"):
        assert visitor.get(address).status_code == 200
    csv = [
        len(visitor.get(f"/disaster/support.csv?disaster={newest.pk}{day}").getvalue().splitlines())
        for day in ("&recorded=2026-03-01", "&recorded=2026-03-03", "")
    ]
    assert csv == [2, 4, 3]


def test_the_list_adds_what_was_merged_by_several_steps(visitor, days):
    _, _, newest = days
    for query, total in (("", 230), ("?recorded=2026-03-03", 235)):
        entries = [
            entry for year in visitor.get(f"/disaster/{query}").context["years"] for entry in year.entries
        ]
        [entry] = [each for each in entries if each.disaster == newest]
        assert [each.value for each in entry.figures] == [total]


def test_the_history_of_a_number_tells_merge_and_undoing(visitor, days):
    _, _, newest = days
    history = visitor.get(f"/disaster/figures/recovery-joint/?disaster={newest.pk}").context["history"]
    assert [(each.value, each.reasons) for each in history] == [
        (230, (f"「災害one」の統合の取消し：{WORDS}",)),
        (235, ("「災害two」の統合",)),
        (200, ("新規1件",)),
    ]
    early = f"/disaster/figures/recovery-joint/?disaster={newest.pk}&recorded=2026-03-02"
    assert [each.value for each in visitor.get(early).context["history"]] == [200]


def test_undone_on_its_page_with_a_reason(office, days, secretariat):
    _, new, newest = days
    path = f"/disaster/{new.pk}/merge/undo/"
    assert newest.name in office.get(path).content.decode()
    assert path in office.get(f"/disaster/{newest.pk}/records/").content.decode()
    assert path in office.get(f"/disaster/{new.pk}/records/").content.decode()
    assert "理由を入力" in office.post(path, {"words": " "}).content.decode()
    answer = office.post(path, {"words": "別の災害でした"})
    assert answer.url == f"/disaster/{new.pk}/records/"
    assert money(newest) == [200]
    assert money(new) == [30]
    assert describe(new) is not None
    trace = AuditEntry.objects.get(verb="disaster.merge_undone", object_id=str(new.pk))
    assert (trace.by, trace.facts["words"]) == (secretariat, "別の災害でした")
    assert "別の災害でした" in office.get(f"/disaster/{newest.pk}/records/").content.decode()
    assert office.post(path, {"words": "別の災害でした"}).url == answer.url  # a second press
    assert AuditEntry.objects.filter(verb="disaster.merge_undone", object_id=str(new.pk)).count() == 1
    again = office.post(path, {"words": "もう一度"})
    assert again.status_code == 400
    assert "統合されていません" in again.content.decode()


def test_merged_again_after_it_was_undone(days, secretariat):
    old, _, newest = days
    actions.merge_disaster(disaster=old, into=newest, by=secretariat)
    assert money(newest) == [235]
    actions.undo_merge(disaster=old, words=WORDS, by=secretariat)
    assert DisasterPeriod.objects.filter(disaster=old).count() == 2


def test_only_the_secretariat_undoes(days, officer):
    _, new, _ = days
    with pytest.raises(PermissionDenied):
        actions.undo_merge(disaster=new, words=WORDS, by=officer)
    with pytest.raises(PermissionDenied):
        actions.withdraw_disaster(disaster=new, by=officer)
    with pytest.raises(PermissionDenied):
        actions.publish_disaster(disaster=new, by=officer)


def test_a_past_period_is_never_changed(days):
    periods = DisasterPeriod.objects.all()
    for write in (lambda: periods.update(words="x"), lambda: periods._raw_delete("default")):
        with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
            write()


@pytest.mark.parametrize(
    ("facts", "constraint"),
    [
        ({"superseded_at": datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)}, "superseded_later"),
        ({"words": " "}, "undone_with_reason"),
        ({"into_itself": True}, "not_its_own"),
    ],
)
def test_the_database_refuses_what_cannot_be(make_disaster, facts, constraint):
    disaster, other = make_disaster("a"), make_disaster("b")
    start = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    row = {"disaster": disaster, "recorded_at": start, "superseded_at": start + datetime.timedelta(1)}
    row |= {"merged_into": disaster if facts.pop("into_itself", False) else other, "words": WORDS} | facts
    with pytest.raises(IntegrityError, match=f"disasterperiod_{constraint}"), transaction.atomic():
        DisasterPeriod.objects.create(**row)


@pytest.mark.slow
def test_of_two_who_undo_at_once_one_does(committed, make_disaster, secretariat):
    old, new = make_disaster("one"), make_disaster("two")
    actions.merge_disaster(disaster=old, into=new, by=secretariat)

    def press():
        try:
            actions.undo_merge(disaster=old, words=WORDS, by=secretariat)
        except ActionRefused:
            return "told"

    in_threads(press, press)
    assert DisasterPeriod.objects.count() == 1


# --- publication ------------------------------------------------------------------------------------------


@pytest.fixture
def hidden_between(office, make_disaster, make_record, time_machine):
    """Public on 1 March, hidden on the 3rd, public again on the 5th; recorded on the 1st before that."""
    time_machine.move_to("2026-03-01T09:00+09:00")
    disaster = make_disaster(draft=True)
    make_record(disaster, amount_yen=5)
    time_machine.move_to("2026-03-02T12:00+09:00")
    for day, step in ((2, "publish"), (3, "withdraw"), (5, "publish")):
        time_machine.move_to(f"2026-03-0{day}T12:00+09:00")
        assert office.post(f"/disaster/{disaster.pk}/{step}/").status_code == 302
    time_machine.move_to("2026-03-07T12:00+09:00")
    return disaster


@pytest.mark.parametrize(
    ("day", "told"), [(1, False), (2, True), (3, False), (4, False), (5, True), (7, True)]
)
def test_on_a_day_without_publication_the_site_said_nothing(visitor, hidden_between, day, told):
    query = f"?recorded=2026-03-0{day}"
    page = visitor.get(hidden_between.get_absolute_url() + query)
    assert page.status_code == 200
    assert ("このサイトはこの災害を載せていませんでした" in page.content.decode()) != told
    assert len(visitor.get(f"/disaster/{query}").context["page"].rows) == told
    assert (hidden_between.name in visitor.get(f"/disaster/support.csv{query}").getvalue().decode()) == told
    found = visitor.get(f"/disaster/support.json{query}").json()
    assert len(found["records"]) == told
    assert any(each["key"] == "recovery-joint" and each["value"] for each in found["figures"]) == told
    assert money(hidden_between, day) == ([5] if told else [None])
    assert money(None, day) == ([5] if told else [None])


def test_a_history_tells_when_it_was_public(visitor, hidden_between):
    for scope in (f"?disaster={hidden_between.pk}", ""):
        history = visitor.get(f"/disaster/figures/recovery-joint/{scope}").context["history"]
        name = hidden_between.name
        assert [(each.value, each.reasons) for each in history] == [
            (5, (f"「{name}」の公開",)),
            (None, (f"「{name}」の公開の取下げ",)),
            (5, (f"「{name}」の公開",)),
        ]


def test_what_is_hidden_today_is_hidden_for_every_day(visitor, office, hidden_between):
    office.post(f"/disaster/{hidden_between.pk}/withdraw/")
    for query in ("", "?recorded=2026-03-02"):
        assert visitor.get(hidden_between.get_absolute_url() + query).status_code == 404
        assert hidden_between.name not in visitor.get(f"/disaster/{query}").content.decode()
        assert hidden_between.name not in visitor.get(f"/disaster/support.csv{query}").getvalue().decode()
    address = f"/disaster/figures/recovery-joint/?disaster={hidden_between.pk}"
    assert not visitor.get(address).context["history"]


def test_the_records_of_a_draft_are_told_where_it_was_merged(
    visitor, make_disaster, make_record, secretariat
):
    draft, public = make_disaster("a", draft=True), make_disaster("b")
    make_record(draft, amount_yen=5)
    actions.merge_disaster(disaster=draft, into=public, by=secretariat)
    assert money(None) == money(public) == [5]
    assert len(visitor.get("/disaster/support.csv").getvalue().splitlines()) == 2
    assert visitor.get(draft.get_absolute_url()).url == public.get_absolute_url()
    before = f"{draft.get_absolute_url()}?recorded=2020-01-01"
    assert visitor.get(before).url == public.get_absolute_url()
    actions.withdraw_disaster(disaster=public, by=secretariat)
    assert money(None) == [None]
    assert len(visitor.get("/disaster/support.csv").getvalue().splitlines()) == 1
    assert visitor.get(draft.get_absolute_url()).status_code == 404
