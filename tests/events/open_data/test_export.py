import csv
import datetime
import io

import pytest

from events.events.models import Event
from events.facts import seed_data
from events.headcounts.models import Headcount

pytestmark = pytest.mark.django_db
CHANGES_WITH_TIME = {"公開日", "更新日", "地方公共団体名"}


def fetched(client, query=""):
    return b"".join(client.get(f"/events/open-data.csv{query}").streaming_content)


def rows(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


@pytest.fixture
def various(make_event, ward_officer):
    owner = ward_officer.section.organization
    event = make_event(
        "=1+1の催し",
        owner=owner,
        open_data_code="131083",
        open_data_number="007",
        ends_on=datetime.date(2025, 11, 9),
        starts_at=datetime.time(9),
        ends_at=datetime.time(17, 30),
        venue="東京区政会館",
        room="1階エントランスホール",
        host="特別区長会・特別区協議会",
        fee="無料",
        summary="一段目\n二段目",
        note="備考の一行目\n二行目",
        contact_phone="03-1234-5678 内線12",
    )
    event.headcounts.create(basis=Headcount.Basis.CAPACITY, number=50)
    make_event(
        "大人だけ有料", owner=owner, fee="大人500円、小人無料", holding="cancelled", body="内容" * 3000
    )
    make_event("月だけ", starts_on=datetime.date(2025, 12, 1), date_precision="month", fee="1,000円")
    make_event("オンライン", attendance_mode="online", online_url="https://meet.example.com/1", fee="1000円")
    moved = {"holding": "rescheduled", "former_starts_on": datetime.date(2025, 10, 1)}
    make_event("日が変わった催し", **moved)


@pytest.mark.parametrize("load", [True, False])
def test_what_is_written_out_comes_in_unchanged(
    visitor, hand_in, secretariat, various, local_governments, load
):
    if load:
        seed_data.load_seed_data()
    found = hand_in(secretariat, fetched(visitor))
    count = Event.objects.count()
    assert found.counts == {"wrong": 0, "new": 0, "changed": 0, "same": count}, [
        line for line in found.report if line["state"] != "same"
    ]
    assert found.unknown == []


def test_what_came_in_goes_out_as_it_was(visitor, hand_in, carry_out, secretariat, various):
    wanted = [row for row in rows(fetched(visitor)) if row["全国地方公共団体コード"]]
    for number, row in enumerate(wanted):
        row["ID"] = f"n{number}"
    written = io.StringIO()
    writer = csv.DictWriter(written, wanted[0])
    writer.writeheader()
    writer.writerows(wanted)
    Event.objects.all().delete()
    found = carry_out(hand_in(secretariat, written.getvalue().encode()))
    assert (found.counts["new"], found.counts["wrong"]) == (len(wanted), 0), found.report
    Event.objects.update(state="published", published_at="2026-11-01T00:00Z")
    again = sorted(rows(fetched(visitor)), key=lambda row: row["ID"])
    for before, after in zip(wanted, again, strict=True):
        for title in set(before) - CHANGES_WITH_TIME:
            assert after[title] == before[title], title


def test_the_file_holds_what_is_public_and_the_filter(visitor, make_event):
    make_event("公開の展示", venue="東京区政会館", online_url="https://meet.example.com/1")
    make_event("公開の講演", kind="lecture")
    make_event("下書き", draft=True)
    content = fetched(visitor).decode()
    assert "下書き" not in content
    assert "meet.example.com" not in content
    assert {row["イベント名"] for row in rows(fetched(visitor))} == {"公開の展示", "公開の講演"}
    assert [row["カテゴリー"] for row in rows(fetched(visitor, "?kind=lecture"))] == ["講演会"]


def test_the_queries_are_the_same_for_one_and_three(visitor, make_event, django_assert_num_queries):
    for number in range(3):
        make_event(f"催し{number}", venue=f"会場{number}", host="主催")
        if number in (0, 2):
            with django_assert_num_queries(3):
                fetched(visitor)
