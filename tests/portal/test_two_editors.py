"""Two who edit one row at once, in /admin/ and on the pages: the second is told, nobody wins silently."""

import pytest
from django.contrib.admin.sites import site
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from board.drafts.actions import draft_topic
from board.publication.actions import publish_topic
from board.subscriptions.models import Watch
from board.topics.models import Topic
from common.admin_mixins import ReadOnlyMixin
from common.attachments.actions import attach_files, store_upload
from common.attachments.queries import files_of
from common.refusals import StaleVersion
from common.search.models import Synonym
from common.versions import EditedForm, version_of
from events.events.models import Event
from events.headcounts.models import Headcount
from events.series.models import EventSeries
from members.metrics.models import Metric
from members.sections.actions import change_section
from members.sections.forms import SectionForm
from members.sections.models import Section
from news.announcements.models import Announcement
from pamphlets.ward_rules.models import WardPlace
from tests import sample_files
from tests.board.conftest import VALUES

pytestmark = pytest.mark.django_db
TOLD = "ほかの人が先に保存しました"


def opened(client, path) -> dict:
    """What the form on the page would post if nobody typed anything."""
    context = client.get(path).context
    forms = [context["adminform"].form] if "adminform" in context else [context["form"]]
    for one in context.get("inline_admin_formsets", []):
        forms += [one.formset.management_form, *one.formset.forms]
    fields = [form[name] for form in forms for name in form.fields]
    values = {field.html_name: field.value() for field in fields if not field.html_name.endswith("files")}
    kept = {field.html_name: field.value() or [] for field in fields if field.name == "kept_files"}
    return {name: value for name, value in values.items() if value is not None and value is not False} | kept


def text_of(response) -> str:
    return response.content.decode()


def two_editors(clients, path, *, also=None, **changes):
    """Both open the page; the first saves, then the second; then the second once more, and wins."""
    first, second = clients
    (name, (one, other)), = changes.items()  # fmt: skip
    read = [opened(client, path) | (also or {}) for client in clients]
    assert first.post(path, read[0] | {name: one}).status_code == 302
    answer = second.post(path, read[1] | {name: other})
    assert answer.status_code in (200, 409), answer.status_code
    page = text_of(answer)
    assert TOLD in page
    assert str(other) in page  # what was typed is still there
    return answer


def again(clients, path, answer, **typed):
    """The second looked at it and saves once more."""
    context = answer.context
    form = context["adminform"].form if "adminform" in context else context["form"]
    version = {form[name].html_name: form[name].value() for name in ["version"]}
    data = opened(clients[1], path) | version | typed
    assert clients[1].post(path, data).status_code == 302


@pytest.fixture
def two(browser, make_user, secretariat):
    colleague = make_user("sec2@city.example", secretariat.organization, "事務 九子")
    return browser(secretariat), browser(colleague)


def change_page(row):
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def rows():
    return {
        "title": [Event.objects.create(kind="other", title="元の名", starts_on="2026-01-09", source="x")],
        "name": [EventSeries.objects.create(name="元")],
    }


@pytest.mark.parametrize("name", ["title", "name"])
def test_in_admin(two, name):
    (row,) = rows()[name]
    path = change_page(row)
    answer = two_editors(two, path, **{name: ("一人目", "二人目")})
    assert "一人目" in text_of(answer)
    row.refresh_from_db()
    assert getattr(row, name) == "一人目"
    again(two, path, answer, **{name: "二人目"})
    row.refresh_from_db()
    assert getattr(row, name) == "二人目"


def test_an_organisation_a_section_and_a_person_in_admin(two, officer, colleague):
    for row, name in ((officer.organization, "name_kana"), (officer.section, "address"), (colleague, "name")):
        answer = two_editors(two, change_page(row), **{name: ("いち", "に")})
        row.refresh_from_db()
        assert getattr(row, name) == "いち"
        again(two, change_page(row), answer, **{name: "に"})
        row.refresh_from_db()
        assert getattr(row, name) == "に"


def test_a_row_inside_the_form_of_another(two):
    (event,) = rows()["title"]
    Headcount.objects.create(event=event, basis="people", number=10)
    path = change_page(event)
    two_editors(two, path, **{"headcounts-0-number": (20, 30)})
    assert event.headcounts.get().number == 20


def test_a_file_that_the_first_added_stays(two, secretariat):
    (event,) = rows()["title"]
    path, (first, second) = change_page(event), two
    read = opened(second, path)
    upload = SimpleUploadedFile("追加.pdf", sample_files.pdf())
    assert first.post(path, opened(first, path) | {"files": upload}).status_code == 302
    answer = second.post(path, read | {"title": "二人目"})
    assert TOLD in text_of(answer)
    assert "追加.pdf" in text_of(answer)
    assert [file.name for file in files_of(event)] == ["追加.pdf"]


def test_the_same_form_pressed_twice_is_one_change(two):
    (event,) = rows()["title"]
    path = change_page(event)
    data = opened(two[0], path) | {"title": "新しい名"}
    assert [two[0].post(path, data).status_code for _ in range(2)] == [302, 302]


def test_another_field_that_changed_meanwhile_is_told_too(two):
    """Whoever saves an old page would put the other field back."""
    (event,) = rows()["title"]
    path, (first, second) = change_page(event), two
    read = [opened(client, path) for client in two]
    first.post(path, read[0] | {"room": "新しい会場"})
    answer = second.post(path, read[1] | {"title": "二人目"})
    assert "会場内の場所「新しい会場」" in text_of(answer)
    event.refresh_from_db()
    assert (event.title, event.room) == ("元の名", "新しい会場")


def test_every_form_of_admin_says_what_it_was_made_from(rf, secretariat):
    """Of every list where an officer of the secretariat writes, and of the rows inside."""
    request = rf.get("/")
    request.user = secretariat
    forms = {}
    for model, one in site._registry.items():
        writes = one.has_add_permission(request) or one.has_change_permission(request)
        if writes and set(one.get_form(request).base_fields):
            inside = [inline.form for inline in one.inlines if not issubclass(inline, ReadOnlyMixin)]
            forms[model._meta.label] = [one.form, *inside]
    assert {"events.Event", "members.Section", "events.EventSeries"} <= set(forms)
    assert [
        name for name, them in forms.items() if not all(issubclass(form, EditedForm) for form in them)
    ] == []


def test_on_the_pages_of_an_organisation(browser, officer, secretariat, colleague):
    clients = browser(officer), browser(secretariat)
    pages = [
        (officer.section, f"/organization/sections/{officer.section_id}/edit/", "address"),
        (officer.organization, f"/organization/edit/?organization={officer.organization.pk}", "seek"),
    ]
    for row, path, name in pages:
        reason = {"reason": "電話で確認"}  # of the secretariat, for its record
        answer = two_editors(clients, path, also=reason, **{name: ("一人目の内容", "二人目の内容")})
        assert answer.status_code == 409
        assert "「一人目の内容」" in text_of(answer)
        row.refresh_from_db()
        assert getattr(row, name) == "一人目の内容"
        again(clients, path, answer, **{name: "二人目の内容"}, **reason)
        row.refresh_from_db()
        assert getattr(row, name) == "二人目の内容"


def test_a_synonym_and_a_published_figure_on_their_pages(two):
    figure = Metric.objects.create(name="members", as_of="2026-01-01", value=1, source="x")
    synonym = Synonym.objects.create(term="海老", means="えび")
    for row, path, name in (
        (figure, f"/members/metrics/{figure.pk}/", "qualifier"),
        (synonym, f"/members/search-words/synonyms/{synonym.pk}/", "means"),
    ):
        answer = two_editors(two, path, **{name: ("一人目", "二人目")})
        again(two, path, answer, **{name: "二人目"})
        row.refresh_from_db()
        assert getattr(row, name) == "二人目"


def test_a_notice_on_its_page(two):
    notice = Announcement.objects.create(title="件名", body="元")
    path = f"/news/{notice.pk}/edit/"
    answer = two_editors(two, path, body=("一人目の内容", "二人目の内容"))
    assert "「一人目の内容」" in text_of(answer)
    again(two, path, answer, body="二人目の内容")
    notice.refresh_from_db()
    assert notice.body == "二人目の内容"


def test_a_person_on_their_page(browser, officer, secretariat, colleague, sakai):
    tourism = Section.objects.create(organization=sakai, name="観光課", mailbox="kanko@city.example")
    path = f"/organization/people/{colleague.pk}/"
    first, second = browser(officer), browser(secretariat)
    read = [opened(client, path) for client in (first, second)]
    change = reverse("organization:person-change", args=[colleague.pk])
    assert first.post(change, read[0] | {"section": tourism.pk}).status_code == 302
    answer = second.post(change, read[1] | {"role": "reader"})
    assert answer.status_code == 409
    assert "担当部署「観光課」" in text_of(answer)
    colleague.refresh_from_db()
    assert (colleague.section, colleague.role) == (tourism, "officer")


def test_in_a_ward(browser, ward_officer, make_user):
    clients = (
        browser(ward_officer),
        browser(make_user("w2@city.example", ward_officer.organization, "江東 二子")),
    )
    ward = ward_officer.organization
    path = reverse("pamphlets:ward-rule-edit")
    two_editors(clients, path, note=("一人目", "二人目"))
    place = WardPlace.objects.create(ward=ward, name="区役所")
    path = reverse("pamphlets:ward-place-edit", args=[place.pk])
    two_editors(clients, path, hours=("一人目", "二人目"))
    place.refresh_from_db()
    assert place.hours == "一人目"


def test_descriptions_of_files(two, secretariat):
    (event,) = rows()["title"]
    picture = store_upload(SimpleUploadedFile("a.jpg", sample_files.picture()), by=secretariat)
    attach_files([picture], to=event)
    path = f"/admin/events/event/{event.pk}/files/"
    two_editors(two, path, **{f"alt_{picture.pk.hex}": ("一人目", "二人目")})
    picture.refresh_from_db()
    assert picture.alt == "一人目"


def test_the_link_of_a_post(browser, officer, colleague):
    topic = draft_topic(by=officer, kind="promotion", values=VALUES["promotion"])
    path = reverse("board:link-edit", args=[topic.pk])
    two_editors((browser(officer), browser(colleague)), path, title=("一人目", "二人目"))
    assert topic.link_card.title == "一人目"


def test_who_may_read_a_post_and_who_works_on_it(browser, officer, colleague, kushiro, koto):
    topic = publish_topic(topic=draft_topic(by=officer, kind="notice", values=VALUES["notice"]), by=officer)
    first, second = browser(officer), browser(colleague)
    path = reverse("board:topic-audience", args=[topic.pk])
    read = [opened(client, path) | {"audience": "chosen"} for client in (first, second)]
    assert first.post(path, read[0] | {"audience_organizations": "北海道釧路市"}).status_code == 302
    answer = second.post(path, read[1] | {"audience_organizations": "江東区"})
    assert TOLD in text_of(answer)
    assert "北海道釧路市" in text_of(answer)
    assert list(Topic.objects.get(pk=topic.pk).audience_organizations.all()) == [kushiro]
    path = reverse("board:topic-assign", args=[topic.pk])
    assigned = opened(first, path) | {"assignee": colleague.pk, "note": "元"}
    assert first.post(path, assigned).status_code == 302
    read = [opened(client, path) for client in (first, second)]
    assert first.post(path, read[0] | {"note": "一人目"}).status_code == 302
    answer = second.post(path, read[1] | {"note": "二人目"})
    assert answer.status_code == 409
    assert topic.assignments.get().note == "一人目"
    form = answer.context["form"]
    again = read[1] | {name: form[name].value() for name in ("version", "seen", "note")}
    assert second.post(path, again).status_code == 302
    assert topic.assignments.get().note == "二人目"


def test_what_the_mailbox_of_a_section_is_told(browser, officer, colleague):
    clients = browser(officer), browser(colleague)
    whose = officer.section_id
    clients[0].post(reverse("board:watch-edit", args=[whose, "base"]), {"level": "all"})
    row = next(row for row in Watch.objects.filter(section=whose) if row.is_base)
    path = reverse("board:watch-edit", args=[whose, row.pk])
    answer = two_editors(clients, path, level=("new", "ours"))
    assert "届くもの「新しい投稿と、自分たちへの返信」" in text_of(answer)
    again(clients, path, answer, level="ours")


def test_ones_own_name_in_two_browsers(browser, officer):
    two_editors((browser(officer), browser(officer)), "/organization/me/", name=("一人目", "二人目"))


def test_contacts_answered_from_a_mailbox_are_compared_too(officer, browser):
    section, read = officer.section, version_of(officer.section, SectionForm.columns)
    now = {name: getattr(section, name) for name in SectionForm.columns}
    change_section(section=section, fields=now | {"address": "一人目"}, by=officer, version=read)
    with pytest.raises(StaleVersion):
        change_section(section=section, fields=now | {"address": "二人目"}, by=None, version=read)
