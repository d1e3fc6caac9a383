"""「すべて」「解除」 and the regions, wherever bodies are chosen: nothing is made, nothing typed is lost."""

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import get_resolver

from board.topics.models import Topic
from common.forms import PresetsMixin
from events.participations.models import Participation
from inquiries.inquiries.models import Inquiry
from members.local_governments.prefectures import NAMES, REGIONS
from members.organizations.forms import OrganizationsField
from members.organizations.models import Organization
from pamphlets.requests.models import PamphletRequest
from tests.board.helpers import POSTS
from tests.portal.test_creating_forms import every_form

pytestmark = pytest.mark.django_db
MADE = (Topic, PamphletRequest, Inquiry, Participation)


def chooses_bodies(field) -> bool:
    """By boxes to tick, or one a line."""
    if isinstance(field, OrganizationsField):
        return True
    if not isinstance(field.widget, forms.CheckboxSelectMultiple):
        return False
    if isinstance(field, forms.ModelChoiceField):
        return getattr(field.queryset, "model", None) is Organization
    return {value for value, _ in field.choices} >= set(NAMES)


def test_every_form_that_chooses_bodies_has_the_buttons():
    assert get_resolver().url_patterns  # all of them are loaded
    found = 0
    for form in (form for form in every_form() if not form.__module__.startswith("tests.")):
        for name, field in getattr(form, "base_fields", {}).items():
            if chooses_bodies(field):
                found += 1
                assert field.presets, f"{form.__name__}.{name}"
                assert issubclass(form, PresetsMixin), form.__name__
    assert found >= 6


def test_regions_are_all_prefectures_in_their_order():
    assert [name for names in REGIONS.values() for name in names] == NAMES


@pytest.mark.parametrize(
    ("who", "path", "field", "key", "chosen"),
    [
        ("officer", "/board/new/proposal/", "wards", "all", ["江東区", "港区"]),
        ("officer", "/board/new/proposal/", "wards", "none", []),
        ("officer", "/board/new/proposal/", "audience_organizations", "北海道", ["北海道釧路市"]),
        ("officer", "/board/new/pamphlet/", "wards", "all", ["江東区", "港区"]),
        ("officer", "/board/new/pamphlet/", "wards", "none", []),
        ("ward_officer", "/inquiries/new/", "prefectures", "東北", REGIONS["東北"]),
        ("ward_officer", "/inquiries/new/", "prefectures", "none", []),
        ("ward_officer", "/inquiries/new/", "chosen", "近畿", ["大阪府堺市"]),
        ("ward_officer", "/inquiries/new/", "chosen", "23区", ["江東区", "港区"]),
    ],
)
def test_a_button_fills_the_choice_in_and_keeps_the_rest(
    browser, request, minato, sakai, kushiro, who, path, field, key, chosen
):
    typed = POSTS["proposal"] | {"title": "途中の件名", "description": "途中の内容", "body": ""}
    upload = SimpleUploadedFile("資料.txt", "資料".encode())
    posted = {**typed, field: [], "files": [upload], "preset": f"{field}:{key}"}
    response = browser(request.getfixturevalue(who)).post(path, posted)
    form = response.context["form"]
    assert (response.status_code, dict(form.errors)) == (200, {})
    assert not any(model.objects.exists() for model in MADE)
    assert ticked(form[field]) == sorted(chosen)
    page = response.content.decode()
    assert 'value="途中の件名"' in page
    assert "資料.txt" in page
    assert page.count(" autofocus") == 1


def ticked(field) -> list[str]:
    value = field.value()
    if isinstance(field.field, OrganizationsField):
        return sorted(" ".join(value).split() if isinstance(value, list) else value.split())
    names = {str(key): label for key, label in field.field.choices}
    return sorted(names[key].split("（")[0] for key in value)


def test_a_button_adds_to_what_is_chosen(browser, ward_officer):
    posted = {"prefectures": ["沖縄県"], "preset": "prefectures:四国"}
    form = browser(ward_officer).post("/inquiries/new/", posted).context["form"]
    assert form["prefectures"].value() == ["沖縄県", *REGIONS["四国"]]


def test_lines_of_a_button_can_be_read(sakai, kushiro, koto, minato):
    field = OrganizationsField(label="団体")
    for key in REGIONS:
        lines = field.filled(key, ["大阪府堺市"])[0]
        assert sakai in field.clean(lines)
    assert set(field.clean(field.filled("23区", [])[0])) == {koto, minato}
    assert field.filled("解除", ["大阪府堺市"]) == []


def test_an_unknown_button_is_no_button(browser, officer):
    for preset in ("title:all", "nothing", "wards"):
        response = browser(officer).post("/board/new/proposal/", {"preset": preset})
        assert response.status_code == 400
    form = browser(officer).post("/board/new/proposal/", {"preset": "wards:東北"}).context["form"]
    assert form["wards"].value() == []


def test_a_file_that_cannot_be_taken_is_named(browser, officer):
    bad = SimpleUploadedFile("悪い.exe", b"MZ\x90")
    response = browser(officer).post("/board/new/proposal/", {"files": [bad], "preset": "wards:all"})
    assert list(response.context["form"].errors) == ["files"]
    assert "悪い.exe" in response.content.decode()
