"""Who sees which request, what the pages show, and what they cost."""

import io
import re

import openpyxl
import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from common.attachments.queries import files_of
from common.outbox.models import OutgoingMail
from common.search import audiences
from common.search.actions import refresh_index_now
from common.search.queries import search_texts
from correspondence.closing.actions import close
from fixtures.sample import pamphlets
from members.users.models import User
from pamphlets.answers.actions import answer_pamphlet
from pamphlets.changes.actions import withdraw_pamphlet
from pamphlets.requests.models import PamphletRequest

LIST = "/board/pamphlets/"


def test_pamphlet_of_an_organisation_that_left_is_closed_to_it(browser, officer, pamphlet):
    organization = officer.organization
    organization.withdrawn_on = organization.joined_on
    organization.save()
    assert browser(officer).get(pamphlet.get_absolute_url()).status_code == 403
    assert not PamphletRequest.objects.visible_to(officer).exists()


def test_pamphlet_detail_shows_a_cell_for_each_ward(
    browser, officer, ward_officer, pamphlet, koto, ota, answer_of
):
    answer_pamphlet(answer=answer_of(pamphlet, koto), state="accepted", copies=120, by=ward_officer)
    response = browser(officer).get(pamphlet.get_absolute_url())
    cells = {cell["name"]: cell for cell in response.context["cells"]}
    assert {name: cell["word"] for name, cell in cells.items()} == {
        "港区": "回答待ち",
        "江東区": "受け入れ",
        "大田区": "依頼なし",
    }
    assert cells["江東区"]["copies"] == 120
    assert "残り 880部" in response.content.decode()


def test_pamphlet_detail_offers_the_answer_to_the_asked_ward_only(
    browser, officer, ward_officer, secretariat, pamphlet
):
    offered = "として回答する"
    page = pamphlet.get_absolute_url()
    assert offered in browser(ward_officer).get(page).content.decode()
    assert offered not in browser(officer).get(page).content.decode()
    assert offered not in browser(secretariat).get(page).content.decode()


def test_pamphlet_detail_offers_closing_to_the_asking_organisation_only(
    browser, colleague, ward_officer, pamphlet
):
    page = pamphlet.get_absolute_url()
    assert "受付を終了する" in browser(colleague).get(page).content.decode()
    assert "受付を終了する" not in browser(ward_officer).get(page).content.decode()


def test_pamphlet_detail_escapes_what_was_typed(browser, officer, koto, make_pamphlet):
    pamphlet = make_pamphlet(officer, [koto], title="<b>祭</b>", description="<script>x</script>")
    page = browser(officer).get(pamphlet.get_absolute_url()).content.decode()
    assert "<b>祭" not in page
    assert "<script>x" not in page


def test_pamphlet_list_of_a_ward_has_what_waits_on_top(
    browser, officer, ward_officer, koto, make_pamphlet, answer_of
):
    waiting = make_pamphlet(officer, [koto], title="待っている依頼")
    answered = make_pamphlet(officer, [koto], title="答えた依頼")
    withdrawn = make_pamphlet(officer, [koto], title="取り下げた依頼")
    answer_pamphlet(answer=answer_of(answered, koto), state="accepted", copies=1, by=ward_officer)
    withdraw_pamphlet(pamphlet=withdrawn, by=officer, reason="中止です。")
    response = browser(ward_officer).get(LIST)
    assert list(response.context["page"]) == [waiting, withdrawn, answered]
    assert response.context["waiting"] == 1


def test_pamphlet_list_shows_each_his_own(browser, officer, stranger, secretariat, ota_officer, pamphlet):
    def listed(user):
        return list(browser(user).get(LIST).context["page"])

    assert listed(officer) == listed(secretariat) == [pamphlet]
    assert listed(stranger) == listed(ota_officer) == []


def _queries(client, url):
    client.get(url)  # content types and the like are read once a process
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


@pytest.mark.parametrize("who", ["officer", "ward_officer", "secretariat"])
def test_pamphlet_list_costs_the_same_for_1_and_3_rows(browser, request, officer, koto, make_pamphlet, who):
    client = browser(request.getfixturevalue(who))
    make_pamphlet(officer, [koto])
    one = _queries(client, LIST)
    make_pamphlet(officer, [koto])
    make_pamphlet(officer, [koto])
    three = _queries(client, LIST)
    assert one == three == LIST_QUERIES[who]


@pytest.mark.parametrize("who", ["officer", "ward_officer", "secretariat"])
def test_pamphlet_detail_costs_the_same_for_1_and_3_answers(
    browser, request, officer, koto, minato, ota, make_pamphlet, ward_officer, minato_officer, ota_officer,
    answer_of, who,
):  # fmt: skip
    client = browser(request.getfixturevalue(who))
    one = make_pamphlet(officer, [koto])
    three = make_pamphlet(officer, [koto, minato, ota])
    for pamphlet, people in ((one, [ward_officer]), (three, [ward_officer, minato_officer, ota_officer])):
        for person in people:
            answer = answer_of(pamphlet, person.organization)
            answer_pamphlet(answer=answer, state="accepted", copies=1, by=person)
    # whom no mail reaches; may they still withdraw it: have copies left
    expected = DETAIL_QUERIES + (who != "ward_officer") + (who == "officer")
    assert _queries(client, one.get_absolute_url()) == expected
    assert _queries(client, three.get_absolute_url()) == expected


LIST_QUERIES = {"officer": 6, "ward_officer": 6, "secretariat": 5}
DETAIL_QUERIES = 10


def test_pamphlet_xlsx_has_a_row_for_each_asked_ward(
    browser, officer, ward_officer, pamphlet, koto, answer_of
):
    answer = answer_of(pamphlet, koto)
    answer_pamphlet(answer=answer, state="accepted", copies=120, remark="=1+1", by=ward_officer)
    response = browser(officer).get(f"{pamphlet.get_absolute_url()}answers.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(response.getvalue()))
    response.close()
    header, minato_row, koto_row = list(book.active.iter_rows(values_only=True))
    assert header[:4] == ("団体コード", "区", "状態", "部数")
    assert minato_row[:4] == ("131032", "港区", "回答待ち", None)
    assert koto_row[:4] == ("131083", "江東区", "受け入れ", 120)
    assert book.active["G3"].data_type == "s"  # a remark that looks like a formula stays text


def _found_by(user, q):
    return [row.title for row in search_texts(q, audiences=audiences.audiences_of(user)).rows]


def test_pamphlet_is_found_by_its_parties_only(
    pamphlet, officer, ward_officer, ota_officer, stranger, secretariat
):
    refresh_index_now(pamphlet)
    for user in (officer, ward_officer, secretariat):
        assert _found_by(user, "観光パンフレット") == [pamphlet.title]
    for user in (ota_officer, stranger):
        assert _found_by(user, "観光パンフレット") == []


def test_pamphlet_is_not_found_once_withdrawn(pamphlet, officer):
    refresh_index_now(pamphlet)
    withdraw_pamphlet(pamphlet=pamphlet, by=officer, reason="中止です。")
    refresh_index_now(pamphlet)
    assert _found_by(officer, "観光パンフレット") == []


def test_pamphlet_in_admin(browser, secretariat, officer, pamphlet):
    client = browser(secretariat)
    assert "秋の観光" in client.get("/admin/pamphlets/pamphletrequest/?q=堺").content.decode()
    assert client.get(f"/admin/pamphlets/pamphletrequest/{pamphlet.pk}/change/").status_code == 200
    assert client.get("/admin/pamphlets/wardanswer/?state__exact=waiting").status_code == 200
    assert (
        client.post(f"/admin/pamphlets/pamphletrequest/{pamphlet.pk}/delete/", {"post": "yes"}).status_code
        == 403
    )
    assert browser(officer).get("/admin/pamphlets/pamphletrequest/").status_code == 302


def test_pamphlet_detail_counts_the_working_days_of_silence(browser, officer, koto, make_pamphlet):
    with time_machine.travel("2026-05-01 10:00:00+09:00", tick=False):  # a Friday before four closed days
        pamphlet = make_pamphlet(officer, [koto])
    with time_machine.travel("2026-05-08 10:00:00+09:00", tick=False):
        (cell,) = browser(officer).get(pamphlet.get_absolute_url()).context["cells"]
    assert cell["days"] == "依頼から2開庁日"


def test_pamphlet_detail_says_which_wards_never_answered(browser, officer, pamphlet):
    close(item=pamphlet, by=officer, although_silent=True)
    response = browser(officer).get(pamphlet.get_absolute_url())
    assert [cell["word"] for cell in response.context["cells"]] == ["回答なし", "回答なし"]


def test_pamphlet_samples_are_marked_and_written_once(
    make_user, make_organization, sakai, kushiro, koto, minato
):
    accounts = {"officer": sakai, "stranger": kushiro, "ward": koto, "ward2": minato}
    for name, organization in accounts.items():
        make_user(f"{name}@demo.example", organization)
    assert (pamphlets.load(), pamphlets.load()) == (6, 0)
    assert all(
        title.startswith("【見本】") for title in PamphletRequest.objects.values_list("title", flat=True)
    )
    for pamphlet in PamphletRequest.objects.all():
        taken = pamphlet.answers.filter(state="accepted").values_list("copies", flat=True)
        assert pamphlet.copies_accepted == sum(taken)
        assert len(files_of(pamphlet)) == 1
    assert not OutgoingMail.objects.exists()


@pytest.mark.parametrize("typed", ["{number}", "配布依頼第{pk}号", " 配布依頼　第{pk}号 "])
def test_pamphlet_is_opened_by_the_number_of_its_mail(browser, pamphlet, ward_officer, stranger, typed):
    q = typed.format(number=pamphlet.number_name, pk=pamphlet.pk)
    assert browser(ward_officer).get("/search/", {"q": q}).url == pamphlet.get_absolute_url()
    assert browser(stranger).get("/search/", {"q": q}).status_code == 200  # finds nothing, is led nowhere


def test_pamphlet_list_leads_from_page_to_page(browser, officer, koto, make_pamphlet):
    made = [make_pamphlet(officer, [koto]) for _ in range(21)]
    client = browser(officer)
    first = client.get(LIST)
    assert '<a href="?page=2" rel="next">次へ</a>' in first.content.decode()
    second = client.get(f"{LIST}?page=2")
    assert list(second.context["page"]) == [made[0]]
    assert '<a href="?page=1" rel="prev">前へ</a>' in second.content.decode()


def test_a_ward_reads_at_the_top_what_it_may_do(browser, pamphlet, koto, ward_officer, officer, make_user):
    """An officer is led to the answer; a reader (閲覧) of the ward reads who answers."""
    page = pamphlet.get_absolute_url()
    reader = make_user("reader@koto.example", koto, role=User.Role.READER)
    assert 'href="#answer"' in browser(ward_officer).get(page).text
    seen = browser(reader).get(page).text
    assert "回答できるのは、区の代表担当者と担当の方です。" in seen
    assert 'href="#answer"' not in seen
    assert "回答できるのは" not in browser(officer).get(page).text
    close(item=pamphlet, by=officer, although_silent=True)
    assert "回答できるのは" not in browser(reader).get(page).text


@pytest.mark.parametrize(
    ("who", "label"), [("officer", "配布を依頼する"), ("ward_officer", "まとめて回答する")]
)
def test_the_list_has_one_main_action(browser, request, pamphlet, who, label):
    html = browser(request.getfixturevalue(who)).get("/board/pamphlets/").text
    acts = html.split('class="list-head__acts')[1].split("</div>")[0]
    buttons = re.findall(r'class="button"[^>]*>([^<]+)<', acts)
    assert buttons == [label]
