"""A disaster written on one form, published, and merged into another."""

import datetime

import pytest

from common.audit_log.models import AuditEntry
from disaster.disaster_page.search import describe
from disaster.disasters.models import Disaster, DisasterMark

pytestmark = pytest.mark.django_db
NEW = {"name": "見本の大雨", "date_precision": "day", "began_on": "令和2年7月4日", "source": "気象庁"}


@pytest.fixture
def office(browser, secretariat):
    return browser(secretariat)


def opened(client, path) -> dict:
    form = client.get(path).context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in values.items() if value not in (None, False, [])}


def test_all_of_a_disaster_on_one_form(office, local_governments):
    more = {
        "kind": "rain",
        "areas": "熊本県人吉市\n434418",
        "severe": "on",
        "severe_on": "令和2年8月28日",
        "ended_on": "2021-03-31",
    }
    answer = office.post("/disaster/new/", NEW | more)
    disaster = Disaster.objects.get()
    assert answer.url == f"/disaster/{disaster.pk}/records/new/"
    assert not disaster.is_published
    assert [area.local_government.name for area in disaster.affected_areas.all()] == ["人吉市", "御船町"]
    mark = DisasterMark.objects.get()
    assert (mark.kind, mark.marked_on, mark.source) == ("severe", datetime.date(2020, 8, 28), "気象庁")
    assert disaster.key
    assert "key" not in office.get("/disaster/new/").context["form"].fields
    assert AuditEntry.objects.filter(verb="disaster.disaster_created").count() == 1


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"ended_on": "2020-07-03"}, "発生日以後"),
        ({"began_on": ""}, "発生日を入力してください"),
        ({"date_precision": "unknown"}, "発生日を空欄に"),
        ({"areas": "架空県架空市"}, "都道府県から入力"),
        ({"severe_on": "2020-08-28"}, "区分に印を付けて"),
        ({"source": ""}, "出典を入力してください。"),
        ({"name": ""}, "名称を入力してください。"),
    ],
)
def test_what_does_not_fit_is_said_on_the_form(office, typed, sentence):
    answer = office.post("/disaster/new/", NEW | typed)
    assert answer.status_code == 400
    assert sentence in answer.content.decode()
    assert not Disaster.objects.exists()


def test_published_edited_and_withdrawn(office, client, make_disaster):
    disaster = make_disaster(draft=True)
    office.post(f"/disaster/{disaster.pk}/publish/")
    assert client.get(f"/disaster/{disaster.pk}/").status_code == 200
    path = f"/disaster/{disaster.pk}/edit/"
    assert office.post(path, opened(office, path) | {"name": "令和の地震"}).status_code == 302
    assert "令和の地震" in client.get(f"/disaster/{disaster.pk}/").content.decode()
    office.post(f"/disaster/{disaster.pk}/withdraw/")
    assert client.get(f"/disaster/{disaster.pk}/").status_code == 404


def test_two_who_edit_one_disaster(office, browser, make_user, secretariat, make_disaster, local_governments):
    second = browser(make_user("sec2@city.example", secretariat.organization, "事務 九子"))
    path = f"/disaster/{make_disaster().pk}/edit/"
    typed = [opened(client, path) for client in (office, second)]
    assert office.post(path, typed[0] | {"areas": "石川県七尾市"}).status_code == 302
    answer = second.post(path, typed[1] | {"areas": "石川県輪島市"})
    assert answer.status_code == 409
    assert "石川県七尾市" in answer.content.decode()
    again = typed[1] | {"areas": "石川県輪島市", "version": answer.context["form"]["version"].value()}
    again["words"] = "隣の市の誤りでした"
    assert second.post(path, again).status_code == 302


def merge(client, disaster, into):
    return client.post(f"/disaster/{disaster.pk}/merge/", {"into": into.pk, "sure": "on"})


def test_the_old_address_leads_on_and_records_are_told_together(office, client, make_disaster, make_record):
    old, new, newest = (make_disaster(key) for key in ("one", "two", "three"))
    make_record(old, recipient="最初の支援先")
    before = old.changed_at
    assert merge(office, old, new).status_code == 302
    assert merge(office, new, newest).status_code == 302
    old.refresh_from_db()
    assert old.merged_at > before
    answer = client.get(f"/disaster/{old.pk}/", follow=True)
    assert answer.redirect_chain == [(f"/disaster/{new.pk}/", 302), (f"/disaster/{newest.pk}/", 302)]
    assert "最初の支援先" in answer.content.decode()
    assert set(Disaster.objects.told_by(newest)) == {old, new, newest}
    assert set(Disaster.objects.told_by(newest, old.merged_at)) == {newest}
    assert "最初の支援先" in describe(newest).body
    assert old.records.get()


def test_the_second_press_of_a_merge_shows_the_first_result(office, make_disaster):
    old, new, other = (make_disaster(key, name=f"災害{key}") for key in ("one", "two", "three"))
    merge(office, old, new)
    for into in (new, other):
        answer = merge(office, old, into)
        assert answer.url == f"/disaster/{new.pk}/records/"
    assert "「災害one」は「災害two」に統合されています" in office.get(answer.url).text


def test_a_merge_is_refused_where_an_address_would_lead_nowhere(office, make_disaster):
    public, draft = make_disaster("one"), make_disaster("two", draft=True)
    assert "先に公開してください" in merge(office, public, draft).content.decode()
    assert merge(office, draft, draft).status_code == 400
    unsure = office.post(f"/disaster/{draft.pk}/merge/", {"into": public.pk})
    assert "同じ災害であることを確かめて" in unsure.content.decode()
    assert not Disaster.objects.filter(merged_into__isnull=False).exists()


def test_nothing_more_is_written_of_a_merged_disaster(office, make_disaster):
    old, new = make_disaster("one"), make_disaster("two")
    merge(office, old, new)
    for name in ("edit/", "merge/", "records/new/", "statements/new/"):
        assert office.get(f"/disaster/{old.pk}/{name}").status_code == 404
