import datetime
import io

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from common.japanese_calendar import today
from events.booths.actions import assign_booth, make_booths
from events.participations.models import Role, RoleState
from members.government_changes.models import GovernmentChange, Succession
from members.local_governments.models import LocalGovernment
from tests.government_cast import body

ACCEPTED, WAITING = RoleState.ACCEPTED, RoleState.WAITING


@pytest.fixture
def event(make_event):
    return make_event("魅力発信イベント")


@pytest.fixture
def add(event, secretariat):
    """Make a town that takes part in these roles."""

    def made(number: int, **roles):
        facts = {
            "name": f"見本{number}町",
            "name_kana": "みほんちょう",
            "prefecture": "沖縄県",
            "kind": "town",
        }
        town, _ = LocalGovernment.objects.get_or_create(code=f"47{number:03}0", defaults=facts)
        part = event.participations.create(local_government=town, came_by="application")
        for role, state in roles.items():
            decided = state in (ACCEPTED, WAITING)
            by = {"decided_at": event.created_at, "decided_by": secretariat} if decided else {}
            part.roles.create(role=role, state=state, **by)
        return part

    return made


@pytest.fixture
def client(browser, secretariat):
    return browser(secretariat)


def path(event, name="participation-list"):
    return reverse(f"events:{name}", args=[event.pk])


def names(response):
    return [line.part.full_name for line in response.context["lines"]]


@pytest.fixture
def three(event, add, secretariat):
    one = add(901, booth=ACCEPTED, panel=ACCEPTED)
    add(902, booth=WAITING, panel=ACCEPTED)
    add(903, panel="invited")
    (booth,) = make_booths(event=event, prefix="A-", first=1, last=1, by=secretariat)
    assign_booth(booth=booth, participation=one, days=[event.starts_on], by=secretariat)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", [901, 902, 903]),
        ("role=booth", [901, 902]),
        ("role=booth&state=waiting", [902]),
        ("state=accepted", [901, 902]),
        ("role=panel&state=waiting", []),
        ("booth=yes", [901]),
        ("booth=no", [902, 903]),
        ("prefecture=北海道", []),
        ("prefecture=沖縄県", [901, 902, 903]),
        ("q=見本903", [903]),
        ("q=ミホンチョウ", [901, 902, 903]),
        ("q=A-1", [901]),
        ("role=x&state=y&booth=z&prefecture=w", [901, 902, 903]),
    ],
)
def test_the_list_is_narrowed_by_its_address(client, event, three, query, found):
    assert names(client.get(f"{path(event)}?{query}")) == [f"沖縄県見本{number}町" for number in found]


def test_counts_lead_to_those_that_stand_so(client, event, three):
    page = client.get(path(event)).content.decode()
    assert '<a href="?role=panel&amp;state=accepted">決定2</a>' in page
    assert '<a href="?role=booth&amp;state=waiting">空き待ち1</a>' in page
    assert "ステージ" not in page.split("<thead>")[1].split("</thead>")[0]


def test_the_sheet_has_the_same_rows_and_no_formula(client, event, add, three):
    part = event.participations.create(name="=1+1", contact_phone="+81-3", came_by="application")
    part.roles.create(role=Role.PANEL, state=RoleState.APPLIED)
    answer = client.get(f"{path(event, 'participation-sheet')}?role=panel")
    rows = list(load_workbook(io.BytesIO(answer.getvalue())).active.iter_rows())
    assert [cell.value for cell in rows[0]][:7] == [
        *("団体コード", "都道府県", "団体", "経緯", "パネル", "ブース", "ブース番号"),
    ]
    values = [[cell.value for cell in row][:7] for row in rows[1:]]
    assert values[0] == ["479010", "沖縄県", "沖縄県見本901町", "申込", "決定", "決定", "A-1"]
    assert values[3][2] == "=1+1"
    assert all(cell.data_type != "f" for row in rows for cell in row)


def test_the_desk_says_how_they_stand(client, event, three):
    page = client.get(f"/events/{event.pk}/desk/").content.decode()
    for words in ("3団体", "パネル：招待中1、決定2", "ブース：空き待ち1、決定1", "1ブース、割当て済み1"):
        assert words in page


def test_a_body_abolished_before_the_day_is_noticed_with_who_follows(client, event, three, secretariat):
    day = event.starts_on - datetime.timedelta(days=7)
    follower = body("丁市", "01901", kind="city", established_on=day)
    one, two, _ = LocalGovernment.objects.filter(pk__in=event.participations.values("local_government"))
    LocalGovernment.objects.filter(pk__in=[one.pk, two.pk]).update(abolished_on=day)
    merger = {"kind": "merger_into", "absorbing": follower, "effective_on": day, "source": "試験"}
    done = {"state": "done", "done_at": timezone.now(), "done_by": secretariat, "created_by": secretariat}
    done = GovernmentChange.objects.create(**merger, **done)
    Succession.objects.create(change=done, predecessor=one, successor=follower)
    event.participations.get(local_government=two).roles.update(
        state="withdrawn", decided_at=None, decided_by=None
    )
    desk = client.get(f"/events/{event.pk}/desk/").content.decode()
    assert "開催日に存在しない団体が1団体あります" in desk
    assert f'href="{path(event)}?there=no"' in desk
    answer = client.get(f"{path(event)}?there=no")
    assert names(answer) == ["沖縄県見本901町"]
    for words in ("この日には存在しない団体です", "後の団体：北海道丁市"):
        assert words in answer.content.decode()
    sheet = load_workbook(io.BytesIO(client.get(path(event, "participation-sheet")).getvalue())).active
    assert [row[-1].value for row in sheet.iter_rows(min_row=2)] == ["北海道丁市", None, None]


def test_a_body_that_is_to_merge_before_the_day_is_noticed(client, add, secretariat, make_event):
    event = make_event("来年の展示", starts_on=today() + datetime.timedelta(days=90))
    into = {"kind": "merger_new", "name": "新市", "code": "012343", "body_kind": "city", "source": "試験"}
    for number, days in ((901, 60), (902, 120), (903, 60)):
        part = event.participations.create(local_government=add(number).local_government)
        day = today() + datetime.timedelta(days=days)
        change = GovernmentChange.objects.create(effective_on=day, created_by=secretariat, **into)
        Succession.objects.create(change=change, predecessor=part.local_government)
    part.roles.create(role=Role.PANEL, state=RoleState.WITHDRAWN)  # 903 is not coming
    assert "別の団体になる予定の団体が1団体あります" in client.get(f"/events/{event.pk}/desk/").text
    page = client.get(path(event)).text
    assert "開催日までに合併などの予定がある団体" in page
    assert page.count("に北海道新市になる予定です") == 1
    assert names(client.get(f"{path(event)}?there=planned")) == ["沖縄県見本901町"]
    sheet = load_workbook(io.BytesIO(client.get(path(event, "participation-sheet")).getvalue())).active
    assert "北海道新市になる予定" in next(sheet.iter_rows(min_row=2))[-1].value
    off = {"state": "cancelled", "cancelled_at": timezone.now(), "cancelled_by": secretariat}
    GovernmentChange.objects.update(**off)
    assert "になる予定の団体" not in client.get(f"/events/{event.pk}/desk/").text


@pytest.mark.parametrize("number", [1, 3])
def test_as_many_queries_for_one_body_as_for_three(client, event, add, number, django_assert_num_queries):
    for each in range(number):
        add(901 + each, booth=ACCEPTED, panel=WAITING)
    client.get(path(event))
    with django_assert_num_queries(11):
        client.get(path(event))
