import datetime

import pytest

from events.participations.models import Participation
from members.government_changes.actions import register_government_change
from tests.government_cast import body, facts


def link(event):
    return f'href="{event.get_absolute_url()}"'


def test_the_page_of_a_body_lists_its_events(visitor, browser, secretariat, make_event, sakai, kushiro):
    took_part, stood_behind, other = make_event("展示"), make_event("共催の催し"), make_event("ほかの催し")
    draft = make_event("下書き", draft=True)
    for event in (took_part, draft):
        Participation.objects.create(event=event, local_government=sakai.local_government)
    stood_behind.hosts.create(name="堺市", role="co_host", organization=sakai)
    Participation.objects.create(event=other, local_government=kushiro.local_government)
    page = visitor.get(sakai.get_absolute_url()).text
    assert link(took_part) in page
    assert link(stood_behind) in page
    assert link(other) not in page
    assert link(draft) not in page
    client = browser(secretariat)
    assert link(draft) in client.get(sakai.get_absolute_url()).text
    assert link(took_part) in client.get(sakai.local_government.get_absolute_url()).text


def test_a_body_without_events_has_no_heading_for_them(visitor, db, sakai):
    assert "イベント・展示</h2>" not in visitor.get(sakai.get_absolute_url()).text


def test_what_a_merged_body_took_part_in_is_told_of_its_successor(visitor, make_event, kushiro, secretariat):
    ended, event = body("甲町", "01902"), make_event()
    Participation.objects.create(event=event, local_government=ended)
    change = facts("merger_into", datetime.date(2026, 1, 1), absorbing=kushiro.local_government)
    register_government_change(facts=change, predecessors=[ended], by=secretariat)
    assert link(event) in visitor.get(kushiro.get_absolute_url()).text


@pytest.mark.parametrize(("number", "more"), [(1, False), (3, False), (11, True)])
def test_queries_do_not_grow(visitor, make_event, sakai, django_assert_num_queries, number, more):
    for n in range(number):
        event = make_event(f"催し{n}")
        Participation.objects.create(event=event, local_government=sakai.local_government)
    with django_assert_num_queries(8):  # support in disasters: one; NEWS that names the body: three
        page = visitor.get(sakai.get_absolute_url()).text
    assert "催し" in page
    assert ("すべてのイベント・展示を見る" in page) == more
