"""What everybody reads of members: filters by theme, the map, each one's page, what never stands there."""

import re

import pytest

from common.search.actions import refresh_index_now
from members.local_governments.prefectures import NAMES
from members.metrics.models import Metric
from members.organizations.models import Organization

pytestmark = pytest.mark.django_db
SECRET = {
    "name": "秘密 太郎",
    "email": "himitsu@person.example",
    "mailbox": "himitsu@section.example",
    "telephone": "03-9999-1234",
    "address": "秘密町1番",
}


@pytest.fixture
def wishes(sakai, kushiro, koto):
    for organization, offer, seek in (
        (sakai, ["culture", "tourism"], ["education"]),
        (kushiro, ["tourism"], ["culture"]),
        (koto, [], []),
    ):
        organization.themes_offer, organization.themes_seek = offer, seek
        organization.introduction = f"{organization.name}の蒸気機関車"
        organization.save()
        refresh_index_now(organization)


@pytest.fixture
def make_members(db):
    def make(count):
        Organization.objects.all().delete()
        Organization.objects.bulk_create(
            Organization(
                kind="association",
                prefecture=NAMES[number % 47],
                name=f"見本町村会{number}",
                joined_on="2024-04-01",
                introduction="紹介" * 200,
                themes_offer=["tourism"],
            )
            for number in range(count)
        )

    return make


def page_of(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def names_in(page):
    return set(re.findall(r'<a href="/members/\d+/">([^<]+)</a>', page))


@pytest.mark.parametrize("view", ["", "&view=detail"])
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("theme=culture", {"堺市", "釧路市"}),
        ("theme=culture&want=offer", {"堺市"}),
        ("theme=culture&want=seek", {"釧路市"}),
        ("theme=tourism&prefecture=01", {"釧路市"}),
        ("theme=sports", set()),
        ("theme=weapons&want=x", {"堺市", "釧路市", "江東区"}),
        ("q=蒸気", {"堺市", "釧路市", "江東区"}),
        ("q=蒸気&kind=special_ward", {"江東区"}),
        ("q=教育", {"堺市"}),
        ("q=さかい", {"堺市"}),
    ],
)
def test_filters_by_theme_and_by_text(visitor, wishes, query, found, view):
    assert names_in(page_of(visitor, f"/members/?{query}{view}")) == found


def test_the_map_counts_what_the_other_filters_leave(visitor, wishes):
    page = page_of(visitor, "/members/?theme=tourism&want=offer")
    numbers = dict(re.findall(r'tile--(\d\d) .*?tile__number">([\d,]+)', page))
    assert (numbers["01"], numbers["13"], numbers["27"], numbers["47"]) == ("1", "0", "1", "0")
    assert "/members/?theme=tourism&amp;want=offer&amp;prefecture=27" in page
    assert "テーマ「観光（提供できる）」に当てはまる会員の数です" in page
    chosen = page_of(visitor, "/members/?prefecture=27")
    assert re.search(r'tile--27 [^>]*><a [^>]*aria-current="true"', chosen)
    assert "<strong>3団体</strong>" in chosen  # all members, whichever prefecture is chosen


def test_members_partners_and_agreements_are_told_apart(visitor, sakai):
    """What this list counts, and what the number that was published counts."""
    assert "公表している会員数" not in page_of(visitor, "/members/")
    said = {"qualifier": "390を超える自治体・団体", "source": "NEWS 13号"}
    Metric.objects.create(name="members", as_of="2026-03-30", value=390, **said)
    page = page_of(visitor, "/members/")
    assert re.search(r'<strong>\d+団体</strong>を載せています（<span class="date">令和', page)
    assert (
        '「390を超える自治体・団体」（<span class="date">令和8年3月30日(月)時点</span>、出典 NEWS 13号）'
        in page
    )
    assert "別の数です" in page


def test_a_body_without_prefecture_is_listed_and_said_to_be_off_the_map(visitor, make_organization):
    make_organization("見本協議会", kind="association", kana="みほん")
    page = page_of(visitor, "/members/")
    assert "所在地が登録されていない1団体は、地図に含まれません" in page
    assert "見本協議会" in page


@pytest.mark.parametrize("path", ["/members/", "/members/?view=detail", "/members/271403/"])
def test_no_person_mail_or_telephone_is_public(visitor, browser, stranger, sakai, make_user, path):
    sakai.sections.update(
        name="秘密課", mailbox=SECRET["mailbox"], telephone=SECRET["telephone"], address=SECRET["address"]
    )
    make_user(SECRET["email"], sakai, SECRET["name"])
    page = page_of(visitor, path)
    assert [secret for secret in (*SECRET.values(), "秘密課") if secret in page] == []
    assert "mailto:" not in page.replace("himitsu", "")
    if path.endswith("271403/"):  # it is there for members: the test above can fail
        assert SECRET["telephone"] in page_of(browser(stranger), path)
        assert SECRET["name"] not in page_of(browser(stranger), path)


@pytest.mark.usefixtures("no_cast")
@pytest.mark.parametrize(("path", "queries"), [("/members/", 3), ("/members/?view=detail", 3)])
def test_the_list_costs_the_same_for_three_and_three_hundred(
    visitor, make_members, django_assert_num_queries, path, queries
):
    for count in (3, 300):
        make_members(count)
        with django_assert_num_queries(queries):
            page = page_of(visitor, path)
        assert len(page.encode()) < 80_000


def test_what_is_missing_is_said(visitor, sakai):
    page = page_of(visitor, "/members/271403/")
    assert "紹介文はまだ登録されていません" in page
    assert "連携のテーマ" not in page
    assert "portrait" not in page
    assert "協定と、連携している区" not in page


def test_words_of_a_member_are_escaped(visitor, sakai):
    Organization.objects.filter(pk=sakai.pk).update(
        introduction="<script>1</script>", offer="<b>x</b>", head_title="<i>", head_message="<u>\n\n<s>"
    )
    for path in ("/members/271403/", "/members/?view=detail"):
        page = page_of(visitor, path)
        for tag in ("<script>1", "<b>x", "<i>", "<u>", "<s>"):
            assert tag not in page


def test_agreements_and_wards_are_told_where_public_papers_tell_them(visitor, sakai, kushiro, koto):
    page = page_of(visitor, kushiro.get_absolute_url())
    assert "協定と、連携している区" in page
    assert "北海道くしろのふれあい祭り" in page
    assert 'href="/members/131181/"' in page
    assert "すべてではありません" in page
    assert "協定と、連携している区" not in page_of(visitor, sakai.get_absolute_url())


def test_a_member_of_an_agreement_region_names_its_association(visitor, make_organization):
    town = make_organization("当別町", code="013030", prefecture="北海道", kind="municipality")
    assert "北海道町村会が特別区長会と広域連携協定を結んでいます" in page_of(visitor, town.get_absolute_url())


def test_a_ward_names_those_it_works_with(visitor, make_organization):
    ward = make_organization("荒川区", code="131181", prefecture="東京都", kind="special_ward")
    page = page_of(visitor, ward.get_absolute_url())
    assert "連携している自治体" in page
    assert "北海道釧路市" in page


def test_its_place_in_the_country_is_drawn(visitor, sakai):
    page = page_of(visitor, sakai.get_absolute_url())
    assert "大阪府の位置" in page
    assert page.count('class="square4"') == 1


def test_buttons_for_its_own_people_are_folded(visitor, browser, officer, stranger, sakai):
    for client in (visitor, browser(officer)):
        page = page_of(client, sakai.get_absolute_url())
        assert page.index("この団体の担当者の方へ") > page.index("基本の情報")
    assert "この団体の担当者の方へ" not in page_of(browser(stranger), sakai.get_absolute_url())
