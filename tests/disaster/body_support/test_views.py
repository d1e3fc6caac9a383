import datetime
import re

import pytest

from disaster.body_support import panels
from disaster.register.actions import merge_disaster


@pytest.fixture
def helped(make_disaster, make_record, koto, sakai):
    """江東区 sent four people to 堺市."""
    return make_record(
        make_disaster(),
        kind="staff",
        people=4,
        basis="heads",
        giver="ward",
        sender="江東区",
        sender_government=koto.local_government,
        recipient="大阪府堺市",
        recipient_government=sakai.local_government,
    )


def test_a_ward_and_who_it_helped_have_a_page_each(visitor, helped, koto, sakai):
    gave = visitor.get(f"/disaster/wards/{koto.local_government.code}/")
    got = visitor.get(f"/disaster/municipalities/{sakai.local_government.code}/")
    assert "東京都江東区が行った災害支援" in gave.content.decode()
    assert "大阪府堺市が受けた災害支援" in got.content.decode()
    for response in (gave, got):
        assert [each.value for each in response.context["figures"] if each.unit == "人"] == [4]
    assert "職員を派遣した区の数" not in gave.content.decode()  # it is one
    assert "支援した自治体の数" not in got.content.decode()


def test_the_page_of_a_member_leads_to_it_and_back(visitor, helped, koto, sakai):
    page = visitor.get(sakai.get_absolute_url()).content.decode()
    address = f"/disaster/municipalities/{sakai.local_government.code}/"
    assert address in page
    assert sakai.get_absolute_url() in visitor.get(address).content.decode()
    assert (
        f"/disaster/wards/{koto.local_government.code}/"
        in visitor.get(koto.get_absolute_url()).content.decode()
    )


def test_the_page_of_a_member_names_the_newest_disasters(
    visitor, make_disaster, make_record, helped, sakai, secretariat
):
    for year in range(2011, 2018):
        disaster = make_disaster(str(year), name=f"{year}年の見本の大雨", began_on=datetime.date(year, 7, 1))
        for _ in range(2):  # a disaster is named once
            make_record(disaster, recipient_government=sakai.local_government)
    merged = make_disaster("twice", name="二重に登録した災害", began_on=datetime.date(2025, 7, 1))
    make_record(merged, recipient_government=sakai.local_government)
    merge_disaster(disaster=merged, into=helped.record.disaster, by=secretariat)
    page = visitor.get(sakai.get_absolute_url()).content.decode().partition('id="body-support"')[2]
    page = page.partition("</section>")[0]
    years = re.findall(r"(\d{4})年の見本の大雨", page)
    assert years == ["2017", "2016", "2015", "2014"]
    assert helped.record.disaster.name in page
    assert "ほかの災害を含め" in page
    assert "二重に登録した災害" not in page
    assert len(panels._told(number=sakai.local_government.pk)) == panels.SHOWN + 1  # not all of them


def test_a_body_that_no_public_record_names_has_no_page(visitor, make_disaster, make_record, koto, sakai):
    make_record(make_disaster(draft=True), recipient_government=sakai.local_government)
    for code in (sakai.local_government.code, "999999", "x"):
        assert visitor.get(f"/disaster/municipalities/{code}/").status_code == 404
    assert "支援を受けた災害" not in visitor.get(sakai.get_absolute_url()).content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow(visitor, make_record, helped, koto, django_assert_num_queries, number):
    for _ in range(number - 1):
        facts = {"giver": "ward", "sender": "江東区", "sender_government": koto.local_government}
        make_record(helped.record.disaster, **facts)
    with django_assert_num_queries(8):
        visitor.get(f"/disaster/wards/{koto.local_government.code}/")


def test_a_day_without_a_record_is_a_sentence(visitor, helped, koto, sakai):
    for page in (f"wards/{koto.local_government.code}", f"municipalities/{sakai.local_government.code}"):
        for query in ("recorded=2020-01-01", "on=1999-01-01"):
            shown = visitor.get(f"/disaster/{page}/?{query}")
            assert shown.status_code == 200
        assert "この団体の名前がありません" in visitor.get(f"/disaster/{page}/?recorded=2020-01-01").text
    assert visitor.get("/disaster/wards/131016/?recorded=2020-01-01").status_code == 404
