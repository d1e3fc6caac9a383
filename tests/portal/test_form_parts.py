"""Forms in parts: every field stands in one, and what does not count is neither shown nor read."""

import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import get_resolver

from board.topics.kind_forms import FORMS
from board.topics.models import Topic
from common.forms import ConditionalFieldsMixin, PartsMixin
from tests.board.helpers import POSTS
from tests.portal.test_creating_forms import every_form

STYLES = Path(__file__).parents[2] / "static/css/forms.css"
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("who", "path"),
    [
        *(("officer", f"/board/new/{kind}/") for kind in (*FORMS, "pamphlet")),
        ("ward_officer", "/inquiries/new/"),
    ],
)
def test_every_field_stands_in_a_part(browser, request, who, path):
    form = browser(request.getfixturevalue(who)).get(path).context["form"]
    shown = [field.name for _, fields in form.parts for field in fields]
    assert sorted(shown) == sorted(field.name for field in form.visible_fields())


def test_no_field_of_a_form_in_parts_is_left_out():
    assert get_resolver().url_patterns  # all of them are loaded
    left_out = {}
    for form in every_form(PartsMixin):
        groups = getattr(form, "groups", ())
        if isinstance(groups, property) or not hasattr(form, "base_fields"):  # of posts: asked above
            continue
        named = {name for _, names in groups for name in names.split()}
        shown = {name for name, field in form.base_fields.items() if not field.widget.is_hidden}
        if named and (missing := shown - named):
            left_out[form.__qualname__] = missing
    assert left_out == {}


def test_every_condition_has_its_line_in_the_styles():
    assert get_resolver().url_patterns  # all of them are loaded
    styles = STYLES.read_text()
    conditions = set()
    for form in every_form(ConditionalFieldsMixin):
        conditions |= set(form.counts_if.values())
    assert len(conditions) >= 4
    for other, value in conditions:
        rule = rf'\[name="{other}"\]\[value="{value}"\]:not\(:checked\)\) \[data-if="{other}={value}"\]'
        assert re.search(rule, styles), (other, value)


@pytest.mark.parametrize(
    ("who", "path", "typed", "sentence"),
    [
        (
            "officer",
            "/board/new/proposal/",
            POSTS["proposal"] | {"audience": "all", "audience_organizations": "どこにもない町"},
            "「公開する団体」は、公開範囲が「選んだ団体のみ」のときだけ使うため、保存していません。",
        ),
        (
            "officer",
            "/board/new/pamphlet/",
            {"title": "秋の案内", "reach": "all", "wards": ["0"], "save_draft": "1"},
            "「選ぶ区」は、依頼する区が「区を選ぶ」のときだけ使うため、保存していません。",
        ),
        (
            "ward_officer",
            "/inquiries/new/",
            {"title": "照会", "reach": "wards", "prefectures": ["青森県"], "save_draft": "1"},
            "「選ぶ都道府県」は、照会先が「都道府県で選ぶ」のときだけ使うため、保存していません。",
        ),
    ],
)
def test_what_does_not_count_is_not_read_and_that_is_said(browser, request, who, path, typed, sentence):
    client = browser(request.getfixturevalue(who))
    response = client.post(path, typed)
    assert response.status_code == 302
    assert sentence in client.get(response.url).content.decode()


def test_what_does_not_count_stays_in_a_form_that_comes_back(browser, officer):
    typed = {"title": "", "audience": "all", "audience_organizations": "大阪府堺市"}
    page = browser(officer).post("/board/new/proposal/", typed)
    assert page.status_code == 400
    assert "audience_organizations" not in page.context["form"].errors
    assert "大阪府堺市</textarea>" in page.content.decode()


@pytest.mark.parametrize(("named", "good"), [("offer", True), ("seek", True), ("", False)])
def test_a_proposal_offers_or_seeks(browser, officer, named, good):
    typed = POSTS["proposal"] | {"offer": "", "seek": ""} | ({named: "会場"} if named else {})
    response = browser(officer).post("/board/new/proposal/", typed)
    assert (response.status_code == 302) == good
    if not good:
        assert list(response.context["form"].errors) == ["offer"]
        return
    topic = Topic.objects.get()
    response = browser(officer).get(f"/board/topics/{topic.pk}/preview/")
    assert ("提供できること" in response.content.decode()) == (named == "offer")


def test_a_promotion_needs_an_address_or_a_file(browser, officer):
    client, typed = browser(officer), POSTS["promotion"] | {"link": ""}
    response = client.post("/board/new/promotion/", typed)
    assert list(response.context["form"].errors) == ["link"]
    assert (
        client.post(
            "/board/new/promotion/", typed | {"files": [SimpleUploadedFile("広報.txt", b"news")]}
        ).status_code
        == 302
    )
