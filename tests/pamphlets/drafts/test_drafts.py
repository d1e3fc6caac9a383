"""Drafts of a request: saved leniently, continued by colleagues, copied, thrown away, seen by nobody else."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from common.attachments.queries import files_of
from common.audit_log.queries import entries_of
from common.outbox.models import OutgoingMail
from common.refusals import ActionRefused
from common.search import audiences
from common.search.actions import refresh_index_now
from common.search.queries import search_texts
from correspondence.drafts.actions import discard_draft
from correspondence.sending.actions import submit
from pamphlets.answers.models import WardAnswer
from pamphlets.changes import actions
from pamphlets.drafts.actions import draft_pamphlet
from pamphlets.requests.models import PamphletRequest
from pamphlets.steps.models import PamphletStep
from pamphlets.ward_rules.models import WardRule
from tests.threads import in_threads

NEW = "/board/new/pamphlet/"
DRAFTS = "/board/pamphlets/drafts/"
EVERYBODY = ["officer", "colleague", "reader", "stranger", "ward_officer", "secretariat"]


def url(pamphlet, what):
    return f"/board/pamphlets/{pamphlet.pk}/{what}/"


def test_pamphlet_draft_may_stop_anywhere(browser, officer, koto):
    response = browser(officer).post(NEW, {"save_draft": "1", "size": "A4 三つ折り"}, follow=True)
    draft = PamphletRequest.objects.get()
    assert response.redirect_chain == [(url(draft, "edit"), 302)]
    assert "下書きを保存しました" in response.content.decode()
    assert (draft.state, draft.title, draft.section, draft.all_wards) == ("draft", "", officer.section, True)
    assert draft.answers_shown == "all"
    assert not WardAnswer.objects.exists()
    assert not OutgoingMail.objects.exists()
    assert entries_of(draft).get().verb == "pamphlets.pamphlet_drafted"


def test_pamphlet_draft_keeps_what_was_typed(browser, officer, koto, minato, typed):
    browser(officer).post(NEW, typed(save_draft="1", reach="some", wards=[minato.pk], answers_shown="names"))
    draft = PamphletRequest.objects.get()
    page = browser(officer).get(url(draft, "edit"))
    initial = page.context["form"].initial
    assert (initial["reach"], initial["wards"], initial["answers_shown"]) == ("some", [minato.pk], "names")
    assert (initial["grams"], initial["copies_available"], initial["version"]) == (20, 1000, 1)
    assert "見本.pdf" in page.content.decode()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"title": "祭\0り"}, "title"),
        ({"description": "あ" * 1_000_000}, "description"),
        ({"answer_due": "いつか"}, "answer_due"),
        ({"copies_available": "1000001"}, "copies_available"),
        ({"copies_available": "10", "minimum_per_ward": "11"}, "minimum_per_ward"),
        ({"period_from": "令和12年3月2日", "period_until": "令和12年3月1日"}, "period_until"),
        ({"answer_due": "令和9年2月29日"}, "answer_due"),
        ({"reach": "some", "wards": ["999999"]}, "wards"),
    ],
)
def test_pamphlet_draft_refuses_what_cannot_be_read(browser, officer, koto, typed, changed, field):
    response = browser(officer).post(NEW, typed(save_draft="1", **changed))
    assert response.status_code == 400
    assert list(response.context["form"].errors) == [field]
    assert not PamphletRequest.objects.exists()


def test_pamphlet_draft_wants_wards_not_other_organisations(browser, officer, koto, kushiro, typed):
    data = typed(save_draft="1", reach="some", wards=[koto.pk, kushiro.pk])
    assert list(browser(officer).post(NEW, data).context["form"].errors) == ["wards"]


def test_pamphlet_draft_is_on_no_page_of_others(browser, draft, stranger, ward_officer, secretariat, officer):
    refresh_index_now(draft)
    for user in (stranger, ward_officer, secretariat):
        client = browser(user)
        assert client.get(draft.get_absolute_url()).status_code == 404
        assert draft.title not in client.get("/board/pamphlets/").content.decode()
        assert not search_texts("観光パンフレット", audiences=audiences.audiences_of(user)).rows
        assert client.get("/search/", {"q": draft.number_name}).status_code == 200
    (sample,) = files_of(draft)
    assert browser(secretariat).get(sample.get_absolute_url()).status_code == 404
    assert browser(officer).get(draft.get_absolute_url()).url == url(draft, "confirm")


def test_pamphlet_draft_is_not_in_the_admin(browser, secretariat, draft, pamphlet, approval):
    client = browser(secretariat)
    assert client.get(f"/admin/pamphlets/pamphletrequest/{draft.pk}/change/").status_code == 302  # not found
    page = client.get(f"/admin/pamphlets/pamphletrequest/{pamphlet.pk}/change/").content.decode()
    assert "依頼の経過" in page
    assert "堺市" in client.get("/admin/pamphlets/approvalrule/").content.decode()


def test_pamphlet_draft_saved_by_two_keeps_both_texts(browser, officer, colleague, draft, typed):
    browser(colleague).post(url(draft, "edit"), typed(title="次郎の件名", version="1", save_draft="1"))
    client = browser(officer)
    response = client.post(url(draft, "edit"), typed(title="花子の件名", version="1", save_draft="1"))
    page = response.content.decode()
    assert response.status_code == 409
    assert "堺 次郎さんが先に保存しました" in page
    assert "花子の件名" in page
    assert "次郎の件名" in page
    again = response.context["form"].data
    client.post(url(draft, "edit"), typed(title="花子の件名", version=again["version"], save_draft="1"))
    draft.refresh_from_db()
    assert (draft.title, draft.version) == ("花子の件名", 3)


def test_pamphlet_draft_without_version_is_overtaken_not_an_error(browser, officer, draft, typed):
    changed = typed(title="新しい件名", save_draft="1")
    assert browser(officer).post(url(draft, "edit"), changed).status_code == 409


@pytest.mark.parametrize("who", EVERYBODY)
def test_pamphlet_drafts_cast(browser, request, draft, who):
    response = browser(request.getfixturevalue(who)).get(DRAFTS)
    expected = {"ward_officer": 403, "secretariat": 403, "reader": 403}.get(who, 200)
    assert response.status_code == expected
    if expected == 200:
        assert list(response.context["page"]) == ([draft] if who != "stranger" else [])


def test_pamphlet_drafts_cost_the_same_for_1_and_3(browser, officer, draft, make_draft):
    client = browser(officer)

    def queries():
        client.get(DRAFTS)
        with CaptureQueriesContext(connection) as seen:
            client.get(DRAFTS)
        return len(seen)

    one = queries()
    make_draft(officer)
    make_draft(officer)
    assert one == queries() == 4


@pytest.mark.parametrize("reach", ["all", "some"])
def test_pamphlet_confirm_costs_the_same_for_2_and_4_wards(
    browser, officer, make_draft, koto, minato, ota, make_organization, reach
):
    def queries(wards):
        where = url(make_draft(officer, reach=reach, wards=[ward.pk for ward in wards]), "confirm")
        client = browser(officer)
        client.get(where)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(where).status_code == 200
        return len(seen)

    two = queries([koto, minato])
    more = make_organization("見本区", code="139001", kind="special_ward")
    assert queries([koto, minato, ota, more]) == two == CONFIRM_QUERIES[reach]


CONFIRM_QUERIES = {"all": 11, "some": 13}


def test_pamphlet_list_leads_to_the_drafts_and_shows_none(browser, colleague, draft):
    page = browser(colleague).get("/board/pamphlets/").content.decode()
    assert "下書き（1件）" in page
    assert draft.title not in page
    assert DRAFTS in browser(colleague).get("/board/drafts/").content.decode()


def test_pamphlet_copy_takes_words_and_wards_but_no_dates(browser, officer, make_pamphlet, koto, minato):
    earlier = make_pamphlet(officer, [koto], grams=30, answers_shown="nobody")
    client, token = browser(officer), str(uuid.uuid4())
    first = client.post(url(earlier, "copy"), {"idempotency_key": token})
    assert client.post(url(earlier, "copy"), {"idempotency_key": token}).url == first.url
    copy = PamphletRequest.objects.get(state="draft")
    assert first.url == url(copy, "edit")
    assert (copy.title, copy.grams, copy.answers_shown) == (earlier.title, 30, "nobody")
    assert (copy.answer_due, copy.all_wards, list(copy.wards.all())) == (None, False, [koto])
    assert not files_of(copy)
    assert f"{earlier.pk}/copy/" in client.get(NEW).content.decode()


def test_pamphlet_confirm_says_what_is_missing(browser, officer, koto):
    draft = draft_pamphlet(by=officer, values={"title": "", "all_wards": False})
    page = browser(officer).get(url(draft, "confirm"))
    names = {name for name, _, _ in page.context["problems"]}
    assert names == {"title", "description", "copies_available", "wards", "answer_due", "files"}
    assert "依頼を出す</button>" not in page.content.decode()
    response = browser(officer).post(url(draft, "submit"), {"version": 1})
    assert response.url == url(draft, "confirm")
    assert not WardAnswer.objects.exists()


def test_pamphlet_confirm_shows_what_the_wards_rules_say(browser, officer, draft, koto):
    WardRule.objects.create(ward=koto, limit=100, cannot_take="営利のもの")
    PamphletRequest.objects.filter(pk=draft.pk).update(minimum_per_ward=200)
    page = browser(officer).get(url(draft, "confirm"))
    assert page.context["misfits"] == 1
    for part in ("条件に合わない", "上限の100部を超えています", "営利のもの", "条件の登録なし"):
        assert part in page.content.decode()


def test_pamphlet_submit_twice_asks_once(browser, officer, draft):
    client = browser(officer)
    client.post(url(draft, "submit"), {"version": 1})
    second = client.post(url(draft, "submit"), {"version": 1})
    assert second.url == draft.get_absolute_url()
    assert WardAnswer.objects.count() == 2
    assert PamphletStep.objects.get().kind == "sent"
    for what in ("edit", "confirm", "discard"):
        assert client.get(url(draft, what)).url == draft.get_absolute_url()


def test_pamphlet_submit_refuses_a_text_that_nobody_looked_at(browser, officer, colleague, draft, typed):
    browser(colleague).post(url(draft, "edit"), typed(title="変わった件名", version="1", save_draft="1"))
    response = browser(officer).post(url(draft, "submit"), {"version": 1}, follow=True)
    assert "堺 次郎さんがこの下書きを保存しました" in response.content.decode()
    assert "変わった件名" in response.content.decode()
    assert not WardAnswer.objects.exists()


def test_pamphlet_submit_costs_the_same_for_2_and_23_wards(
    officer, make_draft, make_organization, koto, minato
):
    def queries():
        draft = make_draft(officer)
        with CaptureQueriesContext(connection) as seen:
            submit(item=draft, by=officer, version=1)
        return len(seen)

    two = queries()
    for number in range(21):
        make_organization(f"見本{number}区", code=f"1390{number:02}", kind="special_ward")
    assert queries() == two <= 20
    assert WardAnswer.objects.count() == 2 + 23


@pytest.mark.parametrize("version", ["", "x", "\0", "9" * 5000])
def test_pamphlet_submit_takes_no_spoilt_version(browser, officer, draft, version):
    assert browser(officer).post(url(draft, "submit"), {"version": version}).status_code == 302
    assert not WardAnswer.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_pamphlet_submit_by_two_at_once_asks_once(draft, officer, colleague):
    in_threads(
        lambda: submit(item=draft, by=officer, version=1),
        lambda: submit(item=draft, by=colleague, version=1),
    )
    assert WardAnswer.objects.count() == 2
    assert PamphletStep.objects.filter(kind="sent").count() == 1


@pytest.mark.django_db(transaction=True)
def test_pamphlet_submit_and_discard_at_once_leave_one_of_both(draft, officer, colleague):
    def refusable(action, **more):
        try:
            return action(**more)
        except ActionRefused as refusal:
            return str(refusal)

    in_threads(
        lambda: refusable(submit, item=draft, by=officer, version=1),
        lambda: refusable(discard_draft, item=draft, by=colleague),
    )
    assert PamphletRequest.objects.filter(state="open").count() == WardAnswer.objects.count() / 2


def test_pamphlet_withdraw_is_refused_once_copies_have_left(browser, officer, pamphlet, monkeypatch):
    monkeypatch.setattr(actions, "has_left", lambda pamphlet: True)  # deliveries are another part's rows
    response = browser(officer).post(url(pamphlet, "withdraw"), {"reason": "中止です。"})
    pamphlet.refresh_from_db()
    assert response.status_code == 400
    assert "既にパンフレットを発送した区がある" in response.content.decode()
    assert pamphlet.is_open
