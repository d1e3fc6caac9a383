"""What a ward takes: set by its own officers, read by everybody before a request is sent."""

import datetime
import io
import uuid

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.db.models import ProtectedError
from django.utils import timezone

from common.audit_log.queries import entries_of
from pamphlets.answers.models import AnswerPlace
from pamphlets.requests.models import PamphletRequest
from pamphlets.ward_rules import fits
from pamphlets.ward_rules.actions import close_ward_place, save_ward_place, save_ward_rule
from pamphlets.ward_rules.models import WardClosure, WardPlace, WardRule

LIST = "/board/pamphlets/wards/"
RULES = "/board/pamphlets/rules/"
MANY = "/board/pamphlets/answer/"
TYPED = {
    "limit": "５００",
    "cannot_take": "営利目的のもの",
    "delivery_to": "地域振興課",
    "delivery_address": "東京都江東区見本1-1",
    "delivery_hours": "開庁日の9時から17時まで",
    "note": "",
}
PLACE = {"name": "区役所1階", "capacity": "２００", "address": "", "hours": "", "note": ""}
CLOSURE = {"starts_on": "令和9年3月1日", "ends_on": "2027/3/14", "reason": "庁舎の移転"}
DAY = datetime.date(2027, 3, 5)


@pytest.fixture(autouse=True)
def _before_the_closure(time_machine):
    time_machine.move_to("2026-11-25T10:00+09:00")


def once(**values):
    return {"idempotency_key": str(uuid.uuid4()), **values}


@pytest.fixture
def place(ward_officer, koto):
    values = {**PLACE, "capacity": 200, "takes_deliveries": False}
    return save_ward_place(ward=koto, by=ward_officer, values=values)


@pytest.fixture
def rule(ward_officer, koto):
    return save_ward_rule(ward=koto, by=ward_officer, values={**TYPED, "limit": 500})


def test_ward_rule_is_set_once_and_read_by_all_members(browser, ward_officer, stranger, koto):
    response = browser(ward_officer).post(RULES, TYPED)
    assert response.url == f"{LIST}{koto.pk}/"
    assert WardRule.objects.get().limit == 500
    entry = entries_of(koto).first()
    assert entry.verb == "pamphlets.ward_rule_saved"
    assert entry.facts["changes"]["1件あたりの上限（部）"] == [None, 500]
    page = browser(stranger).get(f"{LIST}{koto.pk}/").content.decode()
    for words in ("500部", "営利目的のもの", "地域振興課", "東京都江東区見本1-1"):
        assert words in page
    assert "受入条件を変更する" not in page
    assert "500部" in browser(stranger).get(LIST).content.decode()


def test_what_a_ward_has_not_said_is_shown_as_unsaid(browser, officer, minato):
    assert "未登録" in browser(officer).get(LIST).content.decode()
    assert "まだ登録されていません" in browser(officer).get(f"{LIST}{minato.pk}/").content.decode()


def test_a_ward_does_not_touch_the_places_of_another(browser, minato_officer, place):
    client = browser(minato_officer)
    assert client.post(f"{RULES}places/{place.pk}/", once(**PLACE)).status_code == 404
    assert client.post(f"{RULES}places/{place.pk}/close/").status_code == 404
    with pytest.raises(PermissionDenied):
        close_ward_place(place=place, by=minato_officer)
    assert WardPlace.objects.open().get() == place


@pytest.mark.parametrize(
    ("path", "changed", "field", "sentence"),
    [
        (RULES, {**TYPED, "limit": "0"}, "limit", "1以上"),
        (RULES, {**TYPED, "limit": "百"}, "limit", "数字で入力してください"),
        (RULES, {**TYPED, "cannot_take": "あ" * 1001}, "cannot_take", "1,000文字以内"),
        (RULES, {**TYPED, "note": "\x00"}, "note", "NUL"),
        (f"{RULES}places/", {**PLACE, "name": ""}, "name", "入力"),
        (
            f"{RULES}places/",
            {**PLACE, "takes_deliveries": "on"},
            "address",
            "直接届けてもらう場所の住所を入力してください。",
        ),
        (f"{RULES}closures/", {**CLOSURE, "ends_on": "2027/2/28"}, "ends_on", "始まりの日以後"),
        (f"{RULES}closures/", {**CLOSURE, "starts_on": "2027/2/29"}, "starts_on", ""),
    ],
)
def test_ward_rule_forms_refuse_and_keep_what_was_typed(
    browser, ward_officer, path, changed, field, sentence
):
    response = browser(ward_officer).post(path, once(**changed))
    assert response.status_code == 400
    assert sentence in "".join(response.context["form"].errors[field])
    assert not WardRule.objects.exists()


def test_a_place_stands_once_and_is_closed_not_deleted(browser, ward_officer, koto, place):
    client = browser(ward_officer)
    token = once(**PLACE)
    again = client.post(f"{RULES}places/", token)
    assert again.status_code == 400
    assert "「区役所1階」は既に登録されています" in again.content.decode()
    client.post(f"{RULES}places/{place.pk}/close/")
    client.post(f"{RULES}places/{place.pk}/close/")  # a double click
    place.refresh_from_db()
    assert (place.closed_by, WardPlace.objects.open().count()) == (ward_officer, 0)
    token = once(**PLACE)
    assert client.post(f"{RULES}places/", token).status_code == 302
    assert client.post(f"{RULES}places/", token).status_code == 302
    assert WardPlace.objects.open().count() == 1


def test_a_place_is_changed_and_a_closure_removed(browser, ward_officer, koto, place):
    client = browser(ward_officer)
    client.post(f"{RULES}places/{place.pk}/", once(**PLACE) | {"capacity": "９０"})
    place.refresh_from_db()
    assert place.capacity == 90
    client.post(f"{RULES}closures/", once(**CLOSURE))
    closure = WardClosure.objects.get()
    assert (closure.starts_on, closure.ends_on) == (datetime.date(2027, 3, 1), datetime.date(2027, 3, 14))
    assert "庁舎の移転" in client.get(f"{LIST}{koto.pk}/").content.decode()
    client.post(f"{RULES}closures/{closure.pk}/remove/")
    assert not WardClosure.objects.exists()


@pytest.mark.parametrize(
    ("facts", "word", "reason"),
    [
        ({}, fits.FITS, ""),
        ({"minimum_per_ward": 500}, fits.FITS, ""),
        ({"minimum_per_ward": 501}, fits.NOT, "上限の500部"),
        ({"deliver_by": DAY}, fits.NOT, "受け取れません（庁舎の移転）"),
        ({"deliver_by": datetime.date(2027, 3, 15), "period_from": DAY}, fits.FITS, ""),
        ({"period_from": DAY}, fits.NOT, "令和9年3月1日"),
    ],
)
def test_ward_fit_tells_before_a_request_is_sent(ward_officer, koto, minato, rule, facts, word, reason):
    WardClosure.objects.create(
        ward=koto,
        starts_on=datetime.date(2027, 3, 1),
        ends_on=datetime.date(2027, 3, 14),
        reason="庁舎の移転",
    )
    found = fits.fits(PamphletRequest(copies_available=1000, **facts), [koto, minato])
    assert found[koto.pk].word == word
    assert reason in "".join(found[koto.pk].reasons)
    assert found[minato.pk].word == fits.UNKNOWN
    assert fits.fit_function_of(koto)(PamphletRequest(**facts)) == found[koto.pk]


def test_ward_rules_as_a_sheet(browser, officer, rule, place):
    response = browser(officer).get("/board/pamphlets/wards.xlsx")
    rows = list(openpyxl.load_workbook(io.BytesIO(response.getvalue())).active.iter_rows(values_only=True))
    response.close()
    assert rows[1][:6] == ("131083", "江東区", 500, 1, 200, "営利目的のもの")


@pytest.mark.parametrize("path", [LIST, "detail"])
def test_ward_rule_pages_cost_the_same_for_1_and_3(
    browser, officer, ward_officer, koto, minato, ota, rule, place, django_assert_num_queries, path
):
    path = f"{LIST}{koto.pk}/" if path == "detail" else path
    client = browser(officer)
    client.get(path)
    with django_assert_num_queries(5 if path == LIST else 6):
        client.get(path)
    for n in range(2):
        values = {**PLACE, "name": f"図書館{n}", "capacity": None, "takes_deliveries": False}
        save_ward_place(ward=koto, by=ward_officer, values=values)
        WardClosure.objects.create(ward=koto, starts_on=DAY, ends_on=DAY)
    with django_assert_num_queries(5 if path == LIST else 6):
        client.get(path)


@pytest.mark.parametrize(
    ("model", "changed", "name"),
    [
        (WardRule, {"limit": 0}, "wardrule_limit_positive"),
        (WardPlace, {"capacity": 0}, "wardplace_capacity_positive"),
        (WardPlace, {"takes_deliveries": True}, "wardplace_delivery_with_address"),
        (WardPlace, {"closed_at": timezone.now()}, "wardplace_closed_whole"),
        (WardClosure, {"ends_on": datetime.date(2020, 1, 1)}, "wardclosure_in_order"),
    ],
)
def test_ward_rule_constraints(koto, rule, place, model, changed, name):
    WardClosure.objects.create(ward=koto, starts_on=DAY, ends_on=DAY)
    with pytest.raises(IntegrityError, match=name):
        model.objects.filter().update(**changed)


def test_a_place_with_copies_sent_to_it_cannot_be_lost(ward_officer, koto, place, pamphlet, answer_of):
    AnswerPlace.objects.create(answer=answer_of(pamphlet, koto), place=place, place_name=place.name, copies=1)
    with pytest.raises(ProtectedError):
        place.delete()
    with pytest.raises(IntegrityError, match="answerplace_copies_positive"):
        AnswerPlace.objects.update(copies=0)


@pytest.fixture
def roomy(make_pamphlet, officer, koto):
    """A request that has more than 900 copies left."""
    return make_pamphlet(officer, [koto], copies_available=5_000, minimum_per_ward=None)


def test_more_than_the_ward_takes_is_asked_once_more(browser, ward_officer, koto, rule, place, roomy):
    client, url = browser(ward_officer), f"{roomy.get_absolute_url()}answer/"
    typed = {"decision": "accepted", "copies": "900", "places": "", "remark": ""}
    asked = client.post(url, typed)
    assert asked.status_code == 400
    assert "区の上限の500部を超えています。" in asked.content.decode()
    assert 'name="over_limit"' in asked.content.decode()
    assert 'name="over_limit"' not in client.get(roomy.get_absolute_url()).content.decode()
    racks = client.post(url, {**typed, "copies": "300", f"place_{place.pk}": "300"})
    assert "置ける200部を超えています。" in racks.content.decode()
    assert client.post(url, {**typed, "over_limit": "on"}).status_code == 302
    assert roomy.answers.get(organization=koto).copies == 900


def test_the_page_for_many_requests_asks_too(browser, ward_officer, koto, rule, roomy):
    client, answer = browser(ward_officer), roomy.answers.get(organization=koto)
    typed = {f"a{answer.pk}-decision": "accepted", f"a{answer.pk}-copies": "900"}
    asked = client.post(MANY, typed).content.decode()
    assert "区の上限の500部を超えています。" in asked
    assert client.post(MANY, {**typed, f"a{answer.pk}-over_limit": "on"}).status_code == 302
    answer.refresh_from_db()
    assert answer.copies == 900
