"""Writing an inquiry: drafts, copies, templates; seen and written by nobody else."""

import datetime
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from common import japanese_calendar
from common.attachments.models import StoredFile
from common.attachments.queries import files_of
from common.audit_log.queries import entries_of
from common.outbox.models import OutgoingMail
from common.search import audiences
from common.search.actions import refresh_index_now
from common.search.queries import search_texts
from inquiries.answers.models import InquiryAnswer
from inquiries.inquiries.models import Inquiry
from members.organizations.models import Organization
from members.users.models import User
from tests.inquiries.asking import CAST, NEW, typed, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def form(due, koto):
    """What 江東区 posts into the form: `form(title="…")`."""

    def make(**more):
        return typed(due, koto.sections.first()) | more

    return make


@pytest.fixture
def draft(make_inquiry_draft, ward_officer, sakai):
    return make_inquiry_draft(ward_officer, [sakai])


@pytest.fixture
def template(make_inquiry_draft, secretariat):
    return make_template(make_inquiry_draft, secretariat)


def make_template(make_inquiry_draft, secretariat):
    template = make_inquiry_draft(secretariat, answer_due=None, title="毎年度の実績", reach="wards")
    Inquiry.objects.filter(pk=template.pk).update(is_template=True)
    template.refresh_from_db()
    return template


@pytest.mark.parametrize("who", CAST)
def test_inquiry_create_cast(browser, request, form, who):
    client = browser(request.getfixturevalue(who))
    asks = who in ("ward_officer", "minato_officer", "secretariat")
    assert client.get(NEW).status_code == (200 if asks else 403)
    # the section is 江東区's: another ward may not use it
    expected = {"ward_officer": 302, "minato_officer": 400, "secretariat": 400}.get(who, 403)
    assert client.post(NEW, form()).status_code == expected
    assert Inquiry.objects.count() == (1 if who == "ward_officer" else 0)


def test_inquiry_goes_on_to_its_questions_and_creates_once(browser, ward_officer, form):
    data = form(idempotency_key=str(uuid.uuid4()), needs_representative="on")
    client = browser(ward_officer)
    first, second = client.post(NEW, data), client.post(NEW, data)
    inquiry = Inquiry.objects.get()
    assert first.url == second.url == url(inquiry, "questions")
    assert (inquiry.state, inquiry.reach, inquiry.results_shown) == ("draft", "wards", "counts")
    assert inquiry.needs_representative
    assert entries_of(inquiry).get().verb == "inquiries.inquiry_drafted"
    assert not OutgoingMail.objects.exists()
    assert not InquiryAnswer.objects.exists()


def test_inquiry_draft_may_stop_anywhere(browser, ward_officer):
    response = browser(ward_officer).post(NEW, {"save_draft": "1", "description": "考え中"}, follow=True)
    draft = Inquiry.objects.get()
    assert response.redirect_chain == [(url(draft, "edit"), 302)]
    assert (draft.title, draft.reach, draft.results_shown) == ("", "wards", "nobody")
    assert draft.section == ward_officer.section


def test_a_closed_day_is_moved_and_said(browser, ward_officer, form):
    today = japanese_calendar.today()
    saturday = today + datetime.timedelta(days=14 + (5 - today.weekday()) % 7)
    page = (
        browser(ward_officer).post(NEW, form(answer_due=saturday.isoformat()), follow=True).content.decode()
    )
    assert Inquiry.objects.get().answer_due == japanese_calendar.add_working_days(saturday, 0) > saturday
    assert f"回答期限の{japanese_calendar.wareki(saturday)}は閉庁日のため、次の開庁日の" in page


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "祭\0り"}, "title"),
        ({"description": "あ" * 900_000}, "description"),
        ({"answer_due": ""}, "answer_due"),
        ({"answer_due": "令和9年2月29日"}, "answer_due"),
        ({"answer_due": "2026-01-05"}, "answer_due"),
        ({"answer_due": "2038-01-05"}, "answer_due"),
        ({"reach": "everybody"}, "reach"),
        ({"reach": "prefectures"}, "prefectures"),
        ({"reach": "prefectures", "prefectures": ["大坂府"]}, "prefectures"),
        ({"reach": "chosen"}, "chosen"),
        ({"reach": "chosen", "chosen": "アトランティス市"}, "chosen"),
        ({"section": "999999"}, "section"),
    ],
)
def test_inquiry_refuses_what_cannot_be_asked(browser, ward_officer, form, changed, field):
    response = browser(ward_officer).post(NEW, form(**changed))
    assert response.status_code == 400
    assert list(response.context["form"].errors) == [field]
    assert "今後の事業" in response.content.decode() or field == "description"
    assert not Inquiry.objects.exists()


def test_inquiry_names_its_addressees(browser, ward_officer, form, sakai, kushiro, minato):
    client = browser(ward_officer)
    client.post(NEW, form(reach="chosen", chosen="大阪府堺市\n012068\n港区\n堺市", prefectures=["北海道"]))
    inquiry = Inquiry.objects.get()
    assert set(inquiry.chosen.all()) == {sakai, kushiro, minato}
    assert inquiry.prefectures == []  # ticked, and then another reach taken
    page = client.get(url(inquiry, "edit")).content.decode()
    assert "大阪府堺市" in page
    assert "北海道（1）" in page


@pytest.mark.parametrize("what", ["edit", "questions", "confirm", "discard"])
def test_a_reader_of_the_ward_writes_nothing(browser, make_user, koto, draft, what):
    client = browser(make_user("reads@city.example", koto, role=User.Role.READER))
    assert client.get(url(draft, what)).status_code == 403
    assert client.get(NEW).status_code == 403
    assert client.get("/inquiries/drafts/").status_code == 403
    assert client.get("/inquiries/templates/").status_code == 200


def test_inquiry_edit_by_two_shows_both_texts(browser, make_user, koto, ward_officer, draft, form):
    colleague = make_user("second@city.example", koto, "江東 七子")
    browser(colleague).post(url(draft, "edit"), form(title="七子の件名", version="1", save_draft="1"))
    client = browser(ward_officer)
    response = client.post(url(draft, "edit"), form(title="四郎の件名", version="1", save_draft="1"))
    page = response.content.decode()
    assert response.status_code == 409
    assert "江東 七子さんが先に保存しました" in page
    assert "七子の件名" in page
    assert 'value="四郎の件名"' in page
    response = client.post(url(draft, "edit"), form(title="四郎の件名", version="2", save_draft="1"))
    draft.refresh_from_db()
    assert (response.status_code, draft.title, draft.version) == (302, "四郎の件名", 3)


def test_inquiry_keeps_its_attachments_and_discards_them_with_the_draft(browser, ward_officer, form):
    upload = SimpleUploadedFile("様式.csv", "項目\n".encode(), "text/csv")
    client = browser(ward_officer)
    client.post(NEW, form(files=upload, save_draft="1"))
    draft = Inquiry.objects.get()
    (kept,) = files_of(draft)
    client.post(url(draft, "edit"), form(version="1", save_draft="1", kept_files=[str(kept.pk)]))
    assert files_of(draft) == [kept]
    client.post(url(draft, "discard"))
    assert not StoredFile.objects.exists()


def test_a_copy_carries_questions_but_no_date_file_or_answer(
    browser, make_inquiry, give_answer, ward_officer, officer, sakai, kushiro
):
    inquiry = make_inquiry(ward_officer, [sakai, kushiro], results_shown="all")
    give_answer(inquiry, officer)
    Organization.objects.filter(pk=kushiro.pk).update(withdrawn_on="2026-03-31")
    token = str(uuid.uuid4())
    client = browser(ward_officer)
    urls = {client.post(url(inquiry, "copy"), {"idempotency_key": token}).url for _ in range(2)}
    copy = Inquiry.objects.drafts_of(ward_officer).get()
    assert urls == {url(copy, "edit")}
    assert (copy.title, copy.copied_from, copy.answer_due) == (inquiry.title, inquiry, None)
    assert copy.results_shown == "all"
    assert list(copy.chosen.all()) == [sakai]  # who left is not asked again
    asked = ["kind", "label", "unit", "required", "options"]
    assert list(copy.questions.values_list(*asked)) == list(inquiry.questions.values_list(*asked))
    assert not copy.answers.exists()


@pytest.mark.parametrize("who", CAST)
def test_templates_are_the_secretariats_and_all_wards_start_from_them(browser, request, template, form, who):
    client = browser(request.getfixturevalue(who))
    ward = who in ("ward_officer", "minato_officer")
    sees = ward or who == "secretariat"
    assert client.get("/inquiries/templates/").status_code == (200 if sees else 403)
    assert client.get(url(template, "confirm")).status_code == (200 if sees else 404)
    writes = 200 if who == "secretariat" else 403 if ward else 404
    for what in ("edit", "questions", "discard"):
        assert client.get(url(template, what)).status_code == writes
    assert client.post(url(template, "send")).status_code == (403 if sees else 404)
    assert client.post(url(template, "copy")).status_code == (302 if sees else 404)
    assert client.get("/inquiries/templates/new/").status_code == (200 if who == "secretariat" else 403)
    assert client.post(url(template, "discard")).status_code == (302 if who == "secretariat" else writes)


def test_a_template_has_neither_date_nor_section_of_its_own(browser, secretariat, form, due):
    client = browser(secretariat)
    page = client.get("/inquiries/templates/new/").content.decode()
    assert 'name="answer_due"' not in page
    assert 'name="files"' not in page
    data = {"title": "ひな形", "description": "毎年度", "reach": "chosen", "results_shown": "all"}
    response = client.post("/inquiries/templates/new/", data | {"answer_due": due.isoformat()})
    template = Inquiry.objects.get()
    assert response.url == url(template, "questions")
    assert (template.is_template, template.answer_due) == (True, None)
    assert "ひな形" in client.get("/inquiries/templates/").content.decode()
    assert "ひな形" not in client.get("/inquiries/drafts/").content.decode().split("<main")[1].split("<ul")[0]


@pytest.mark.parametrize("who", CAST)
def test_a_draft_of_the_secretariat_becomes_a_template_and_stays(
    browser, request, make_inquiry_draft, secretariat, who
):
    draft = make_inquiry_draft(secretariat, reach="wards")
    client, token = browser(request.getfixturevalue(who)), str(uuid.uuid4())
    statuses = {
        client.post(url(draft, "make-template"), {"idempotency_key": token}).status_code for _ in range(2)
    }
    assert statuses == {302 if who == "secretariat" else 404}
    assert Inquiry.objects.templates().count() == (1 if who == "secretariat" else 0)
    draft.refresh_from_db()
    assert (draft.is_template, draft.answer_due is None) == (False, False)


def test_a_draft_is_on_no_page_of_others(browser, draft, officer, minato_officer, secretariat):
    refresh_index_now(draft)
    for user in (officer, minato_officer, secretariat):
        client = browser(user)
        assert client.get(url(draft)).status_code == 404
        assert draft.title not in client.get("/inquiries/").content.decode()
        assert not search_texts("自治体間連携", audiences=audiences.audiences_of(user)).rows


@pytest.mark.parametrize("page", ["/inquiries/drafts/", "/inquiries/templates/", NEW])
def test_lists_cost_the_same_for_one_row_and_three(
    browser, ward_officer, secretariat, make_inquiry_draft, make_inquiry, koto, sakai, page
):
    client = browser(ward_officer)
    counts = []
    for more in (1, 2):
        for _ in range(more):
            make_inquiry_draft(ward_officer, [sakai])
            make_template(make_inquiry_draft, secretariat)
            make_inquiry(ward_officer, [sakai])
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(page).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 12


def test_the_buttons_of_an_inquiry_that_was_sent_do_not_share_a_token(
    browser, make_inquiry, secretariat, sakai
):
    """Copied, gone back, and made a template: both, not the first one shown twice."""
    inquiry = make_inquiry(secretariat, [sakai])
    client = browser(secretariat)
    context = client.get(url(inquiry)).context
    client.post(url(inquiry, "copy"), {"idempotency_key": context["copy_token"]})
    client.post(url(inquiry, "make-template"), {"idempotency_key": context["template_token"]})
    assert Inquiry.objects.drafts_of(secretariat).count() == Inquiry.objects.templates().count() == 1
