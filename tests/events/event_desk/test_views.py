import datetime
import re
from html import unescape
from pathlib import Path

from django.conf import settings

from common.attachments.actions import attach_files, store_upload
from common.japanese_calendar import today
from events.calls.models import ExhibitorCall
from events.editing.actions import save_event
from events.event_desk.queries import changes_after_publication, recently_changed_events
from events.events.models import Event
from events.programmes.actions import save_part
from events.publication.actions import publish_event, submit_event
from events.sheets.actions import ask_for_sheet
from events.venues.models import Venue
from tests.sample_files import picture, upload


def test_each_line_of_the_check_list_leads_to_its_field(browser, secretariat, make_event):
    """Whatever is missing is a field of the form, or the page of the pictures."""
    Venue.objects.create(name="東京区政会館")  # without one there is nothing to choose from
    event = make_event("未定", draft=True, starts_on=None, date_precision="unknown")
    attach_files([store_upload(upload("会場.png", picture("PNG")), by=secretariat)], to=event)
    client = browser(secretariat)
    desk = client.get(f"/events/{event.pk}/desk/").content.decode()
    form = client.get(f"/events/{event.pk}/edit/").content.decode()
    fields = re.findall(rf'href="/events/{event.pk}/edit/#([^"]+)"', desk)
    assert len(fields) == 6
    assert [field for field in fields if f'id="{field}"' not in form] == []
    assert f'href="/events/{event.pk}/files/"' in desk


def edited(event, by, **values):
    names = [field.name for field in Event._meta.concrete_fields if field.editable and field.name != "owner"]
    saved = {name: getattr(event, name) for name in names if name not in ("id", "state")}
    rows = {"hosts": [], "rules": {}, "special_days": [], "bodies": None, "files": [], "new_venue": {}}
    return save_event(event=event, by=by, values=saved | values, new_series="", **rows)


def test_the_secretariat_reads_what_an_organisation_changed_after_publication(
    browser, officer, secretariat, make_event
):
    event = make_event("前の題", draft=True, owner=officer.organization)
    edited(event, officer, title="公開前の題", body="あ" * 400 + "終わり")
    publish_event(event=event, by=secretariat)
    event.refresh_from_db()
    edited(event, secretariat, fee="事務局が直した料金")
    event.refresh_from_db()
    assert not changes_after_publication(event)
    assert not recently_changed_events()
    edited(event, officer, title="公開後の題", kind="lecture", body="あ" * 400 + "後ろだけ違う")
    part = {"title": "講演", "day": None, "opens": None, "closes": None, "room": "", "body": ""}
    save_part(event=event, part=None, by=officer, values=part, speakers=[], files=[])
    desk, own = f"/events/{event.pk}/desk/", "/events/own/"
    client = browser(secretariat)
    page = unescape(client.get(desk).text)
    listed = page.partition("公開後の変更")[2].partition("<h2")[0]
    assert "<del>公開前の題</del> → <ins>公開後の題</ins>" in listed
    assert "<del>全国連携展示</del> → <ins>講演会</ins>" in listed
    assert "後ろだけ違う" in listed
    assert "プログラムの編集「講演」" in listed
    assert "前の題</del>" not in listed.replace("公開前の題", "")
    assert "事務局が直した料金" not in listed
    assert f'href="{desk}#later-changes"' in client.get(own).text
    for other in (browser(officer).get(desk), browser(officer).get(own)):
        assert "公開後" not in unescape(other.text).replace("公開後の題", "")


def test_what_the_organiser_has_to_do_stands_on_top_once(browser, secretariat, officer, make_call, apply):
    call = make_call()
    apply(call, officer, "booth")
    ExhibitorCall.objects.update(apply_until=today() - datetime.timedelta(days=1))
    page = unescape(browser(secretariat).get(f"/events/{call.event_id}/desk/").text)
    top, _, below = page.partition('<h2 id="call">')
    assert "決定を待つ申込が1件あります。" in top
    assert "決定を待つ申込" not in below
    assert "申込期限を延ばしてください" in below
    assert "主催者に連絡してください" not in page  # that is said to bodies


def test_who_may_only_read_is_led_to_no_page_that_refuses_them(
    browser, make_user, officer, make_event, make_call, apply, decide
):
    reader = make_user("reader@city.example", officer.organization, role="reader")
    make_event("公開した展示", owner=officer.organization)
    make_event("下書きの展示", draft=True, owner=officer.organization)
    part = apply(make_call(sheet_due_on=today() + datetime.timedelta(days=30)), officer, "panel")
    decide(part, "accepted")
    ask_for_sheet(participation=part)
    client = browser(reader)
    for address in ("/events/", "/events/own/", "/events/sheets/", "/events/calls/"):
        page = client.get(address).text.partition("<main")[2].partition("</main>")[0]
        links = set(re.findall(r'href="(/events/[0-9][^"#?]*)', page))
        assert links, address
        assert {link for link in links if client.get(link).status_code != 200} == set()


def test_no_panel_of_the_desk_asks_what_another_knows(
    browser, secretariat, officer, make_call, apply, django_assert_max_num_queries
):
    call = make_call(sheet_due_on=today() + datetime.timedelta(days=30))
    apply(call, officer, "booth")
    client, address = browser(secretariat), f"/events/{call.event_id}/desk/"
    client.get(address)
    with django_assert_max_num_queries(50) as queries:
        client.get(address)
    asked = [query["sql"] for query in queries if query["sql"].startswith("SELECT")]
    assert {sql for sql in asked if asked.count(sql) > 1} == set()
    by_role = [sql for sql in asked if "GROUP BY" in sql and '"events_participationrole"."role"' in sql]
    assert len(by_role) == 1


def test_every_page_of_the_room_stands_under_the_list_of_events():
    """But those that a mail leads to; and none is narrower than its neighbours."""
    files = Path(settings.BASE_DIR, "templates/events").rglob("*.html")
    pages = [file.read_text() for file in files if not file.parent.name.endswith("_answers")]
    crumbs = [re.search(r"{% block breadcrumb %}(.*?){% endblock", page, re.S) for page in pages]
    first = [re.match(r"\s*<li[^>]*>(?:<a[^>]*>)?([^<]*)", found[1])[1] for found in crumbs if found]
    assert len(first) > 20
    assert set(first) == {"イベント・展示"}
    assert not [page for page in pages if "work page--narrow" in page]


def _standing(client, event) -> str:
    answer = client.get(f"/events/{event.pk}/desk/")
    words = answer.context["standing"].words
    assert words in answer.text.partition('id="waiting"')[0].partition('id="next"')[0]
    return words


def test_the_desk_says_first_how_it_stands_and_what_is_next(browser, secretariat, officer, make_event):
    desk, own = browser(secretariat), browser(officer)
    event = make_event(
        "秋の催し", draft=True, owner=officer.organization, starts_on=None, date_precision="unknown"
    )
    assert _standing(own, event) == "下書きです。次は、開催日の入力です。"
    Event.objects.filter(pk=event.pk).update(
        starts_on=today() + datetime.timedelta(days=12), date_precision="day"
    )
    assert _standing(own, event) == "下書きです。次は、事務局への提出です。"
    submit_event(event=event, by=officer)
    assert _standing(own, event) == "事務局の承認を待っています。"
    assert _standing(desk, event) == "提出されています。次は、公開か差戻しです。"
    publish_event(event=event, by=secretariat)
    assert _standing(own, event) == "公開しています。開催まであと12日です。"
    Event.objects.filter(pk=event.pk).update(starts_on=datetime.date(2025, 11, 8))
    assert _standing(own, event) == "公開しています。開催は終わりました。次は、開催報告です。"
    Event.objects.filter(pk=event.pk).update(holding="postponed")
    assert _standing(own, event) == "延期として公開しています。"


def test_what_is_over_and_had_no_call_asks_for_its_report_alone(browser, officer, make_event):
    event = make_event(owner=officer.organization)
    page = browser(officer).get(f"/events/{event.pk}/desk/").text
    headings = re.findall(r'<h2 id="(\w+)"', page)
    assert headings == ["report", "participations", "booths", "checks"]
    assert "公開を取り下げる" not in page  # the secretariat's
    menu = page.partition("acts-menu")[2].partition("</details>")[0]
    for words in ("プログラムを編集する", "中止・延期・日程変更", "この内容で次の回をつくる"):
        assert words in menu


def test_the_share_of_sheets_stands_beside_it(browser, secretariat, make_call, apply, decide, officer):
    call = make_call(sheet_due_on=today() + datetime.timedelta(days=20))
    decide(apply(call, officer, "booth"), "accepted")
    assert "紹介シートは、0/1団体が提出しています。" in _standing(browser(secretariat), call.event)


def test_the_desk_costs_the_same_for_one_and_three_bodies(
    browser, secretariat, make_call, make_organization, make_user, apply, django_assert_num_queries
):
    call = make_call(sheet_due_on=today() + datetime.timedelta(days=30))
    client, address = browser(secretariat), f"/events/{call.event_id}/desk/"

    def one_more(name, code):
        body = make_organization(name, code=code, prefecture="北海道")
        apply(call, make_user(f"{code}@city.example", body), "booth")

    one_more("函館市", "012025")
    client.get(address)
    with django_assert_num_queries(13):
        client.get(address)
    one_more("小樽市", "012033")
    one_more("旭川市", "012041")
    with django_assert_num_queries(13):
        page = client.get(address).content.decode()
    assert "決定を待つ申込が3件あります。" in page
