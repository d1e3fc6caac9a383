"""The directory and the page of a member as a visitor and as a representative meet them."""

import re

import pytest

from members.organizations.models import Organization
from members.reviews.models import Review

pytestmark = pytest.mark.e2e


@pytest.fixture
def members(site, sakai, kushiro, koto):
    Organization.objects.filter(pk=kushiro.pk).update(themes_offer=["tourism"], introduction="湿原のまち")


def test_a_visitor_finds_a_member_on_the_map_and_by_theme(person, members):
    visitor = person("visitor")
    page = visitor.open("/members/")
    visitor.follow(page.get_by_role("link", name=re.compile(r"^北海道 1\s*団体$")))
    assert "釧路市" in visitor.text()
    assert "堺市" not in visitor.text()
    page = visitor.open("/members/?view=detail")
    visitor.field("テーマ").select_option("観光")
    visitor.press("絞り込む")
    assert "湿原のまち" in visitor.text()
    visitor.press("釧路市")
    assert page.get_by_role("heading", level=1).inner_text() == "北海道釧路市"
    visitor.follow(page.get_by_role("link", name=re.compile("観光$")))
    assert "want=offer" in page.url


def test_a_representative_puts_up_a_picture_and_the_secretariat_sees_it(
    person, members, officer, secretariat, sample_picture
):
    representative = person("officer")
    representative.log_in(officer.email)
    page = representative.open("/organization/edit/")
    representative.field("写真またはキャラクターの画像").set_input_files(sample_picture)
    representative.field("紹介文").fill("古墳のまち")
    representative.press("団体の紹介を保存する")
    assert "写真に何が写っているかを入力してください" in representative.text()
    # the browser notes the form's own answer 400 on its console
    representative.troubles[:] = [t for t in representative.troubles if "400 (Bad Request)" not in t]
    assert page.get_by_role("img", name=re.compile("まだ保存されていません")).count() == 1
    representative.field("写真の説明").fill("会場の全景")
    representative.field("写真の権利表記").fill("提供 堺市")
    page.get_by_label(re.compile("公開する許可を得ています")).check()
    representative.press("団体の紹介を保存する")
    assert "古墳のまち" in representative.text()
    assert page.get_by_role("img", name="会場の全景").evaluate("image => image.naturalWidth") == 640

    secretary = person("secretariat")
    secretary.log_in(secretariat.email)
    secretary.open("/members/changes/")
    assert "古墳のまち" in secretary.text()
    secretary.press("確認しました")
    assert not Review.objects.waiting().exists()
