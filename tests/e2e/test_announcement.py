"""The secretariat publishes a notice: two pages from its desk, and everybody reads it."""

import pytest

from members.organizations import seed_data
from members.organizations.models import Organization
from members.sections.models import Section
from members.users.models import User
from news.announcements.models import Announcement
from tests.conftest import PASSWORD

pytestmark = pytest.mark.e2e


@pytest.fixture
def office(site):
    seed_data.load_seed_data()
    body = Organization.objects.get(name="特別区長会事務局")
    section = Section.objects.create(organization=body, name="企画課", mailbox="desk@tokyo.example")
    return User.objects.create_user("jimu@tokyo.example", PASSWORD, name="事務 五子", section=section)


def test_a_notice_is_public_after_two_pages(person, office):
    secretary, visitor = person("secretariat"), person("visitor")
    secretary.log_in(office.email)
    secretary.open("/members/desk/")
    secretary.press("お知らせを書く")
    secretary.field("件名").fill("サイトの停止のお知らせ")
    secretary.field("本文").fill("12月1日の夜に停止します。")
    secretary.press("保存して見え方を確かめる")
    assert "12月1日の夜に停止します。" in secretary.text()
    secretary.press("いま公開する")
    row = Announcement.objects.get()
    assert "12月1日の夜に停止します。" in visitor.open(row.get_absolute_url()).locator("main").inner_text()
    secretary.press("内容を編集する")
    secretary.open("/news/register/")
    secretary.press("サイトの停止のお知らせ")
    secretary.press("掲載を終える")
    visitor.open("/news/")
    assert "停止のお知らせ" not in visitor.text()
