"""Saved filters (保存した条件): a person's own of each list, in their order, and later their successor's."""

import pytest
from django.db import IntegrityError, transaction

from common.refusals import ActionRefused
from members.saved_filters.actions import hand_over_saved_filters, save_filter
from members.saved_filters.models import SavedFilter

pytestmark = pytest.mark.django_db
SAVE = "/organization/filters/save/"
CALLS = {"page": "board", "name": "あ", "query": "kind=call"}


@pytest.fixture
def kept(officer):
    def keep(*names, by=officer):
        return [save_filter(by=by, page="board", name=name, query=f"q={name}") for name in names]

    return keep


def names(user) -> list[str]:
    return list(SavedFilter.objects.filter(user=user).values_list("name", flat=True))


def test_a_visitor_and_an_outsider_keep_nothing(visitor, browser, make_user, make_organization):
    assert visitor.post(SAVE, CALLS).url.startswith("/accounts/login/")
    outsider = make_user("out@city.example", make_organization("未登録市", member=False))
    assert browser(outsider).post(SAVE, CALLS).status_code == 403
    assert not SavedFilter.objects.exists()


@pytest.mark.parametrize("who", ["officer", "colleague", "reader", "stranger", "ward_officer", "secretariat"])
def test_everybody_saves_filters_of_their_own(request, browser, who):
    user = request.getfixturevalue(who)
    client = browser(user)
    response = client.post(
        SAVE, {"page": "board", "name": "観光", "query": "sort=newest&theme=tourism&kind=call&old=1&page=7"}
    )
    assert response.status_code == 302
    saved = SavedFilter.objects.get(user=user)
    assert (saved.name, saved.query) == ("観光", "kind=call&theme=tourism&sort=newest")
    page = client.get(response.url).content.decode()
    assert f'href="/board/?{saved.query.replace("&", "&amp;")}" aria-current="true"' in page
    client.post(SAVE, {"page": "board", "name": "観光", "query": saved.query})  # a double click
    assert names(user) == ["観光"]


def test_a_bad_name_is_said_and_stays(browser, officer, kept):
    kept("会議用")
    client = browser(officer)
    for name, sentence in [
        ("", "条件の名前を入力してください。"),
        ("会議用", "同じ名前の条件があります。"),
        ("長" * 31, "30文字"),
        ("\x00", "使えない文字（NUL）が含まれています。"),
    ]:
        response = client.post(SAVE, {"page": "board", "name": name, "query": "kind=call"})
        assert response.status_code == 400
        assert sentence in response.content.decode()
        assert "種類：参加募集" in response.content.decode()
    assert (
        client.post(SAVE, {"page": "board", "name": "あ", "query": "page=3"}).url == "/board/"
    )  # nothing to save
    assert names(officer) == ["会議用"]


def test_at_most_twenty(browser, officer, kept):
    kept(*(f"条件{number}" for number in range(SavedFilter.MAX_PER_LIST)))
    response = browser(officer).post(SAVE, {"page": "board", "name": "もう一つ", "query": "kind=call"})
    assert response.status_code == 400
    assert "20件まで" in response.content.decode()
    with pytest.raises(ActionRefused):
        kept("もう一つ")


def test_rename_move_and_delete(browser, officer, kept):
    first, second, third = kept("一", "二", "三")
    client = browser(officer)
    client.post(f"/organization/filters/{third.pk}/move/", {"way": "up"})
    client.post(f"/organization/filters/{first.pk}/move/", {"way": "down"})
    client.post(f"/organization/filters/{third.pk}/move/", {"way": "up"})  # at the top already
    assert names(officer) == ["三", "一", "二"]
    client.post(f"/organization/filters/{second.pk}/move/", {"way": "down"})  # at the end already
    assert names(officer) == ["三", "一", "二"]
    client.post(f"/organization/filters/{first.pk}/rename/", {"name": "壱"})
    client.post(f"/organization/filters/{third.pk}/delete/")
    assert names(officer) == ["壱", "二"]
    response = client.post(f"/organization/filters/{first.pk}/rename/", {"name": "二"})
    assert response.status_code == 400
    assert "同じ名前の条件があります。" in response.content.decode()
    assert client.post(f"/organization/filters/{first.pk}/rename/", {"name": ""}).status_code == 400
    page = client.get("/organization/filters/").content.decode()
    assert "壱" in page


@pytest.mark.parametrize("verb", ["rename", "move", "delete"])
def test_nobody_touches_those_of_another(browser, officer, colleague, secretariat, stranger, kept, verb):
    saved = kept("私の")[0]
    for other in (colleague, secretariat, stranger):
        response = browser(other).post(
            f"/organization/filters/{saved.pk}/{verb}/", {"name": "x", "way": "up"}
        )
        assert response.status_code == 404
    assert browser(officer).get(f"/organization/filters/{saved.pk}/{verb}/").status_code == 405
    assert names(officer) == ["私の"]


def test_a_filter_of_an_older_portal_still_opens(browser, officer):
    saved = SavedFilter.objects.create(page="board", user=officer, name="古い", query="kind=gone&colour=red")
    client = browser(officer)
    assert client.get(saved.get_absolute_url()).status_code == 200
    assert "条件なし" in client.get("/organization/filters/").content.decode()


def test_they_pass_on_behind_those_of_the_successor(officer, colleague, kept):
    kept("会議用", "観光")
    save_filter(by=colleague, page="board", name="会議用", query="kind=call")
    save_filter(by=colleague, page="board", name="同じ条件", query="q=観光")
    hand_over_saved_filters(leaving=officer, successor=colleague, is_new=False)
    hand_over_saved_filters(leaving=officer, successor=colleague, is_new=False)  # twice is once
    assert names(colleague) == ["会議用", "同じ条件", "会議用（2）"]
    assert names(officer) == ["会議用", "観光"]


def test_no_more_pass_on_than_there_is_room(officer, colleague, kept):
    kept(*(f"条件{number}" for number in range(SavedFilter.MAX_PER_LIST)))
    kept("私の", by=colleague)
    hand_over_saved_filters(leaving=officer, successor=colleague, is_new=False)
    assert len(names(colleague)) == SavedFilter.MAX_PER_LIST
    assert names(colleague)[0] == "私の"


def test_constraints(officer, kept):
    kept("会議用")
    with pytest.raises(IntegrityError, match="savedfilter_name_once"), transaction.atomic():
        SavedFilter.objects.create(page="board", user=officer, name="会議用", query="q=x")
    for values in ({"name": "", "query": "q=x"}, {"name": "x", "query": ""}):
        with pytest.raises(IntegrityError, match="savedfilter_whole"), transaction.atomic():
            SavedFilter.objects.create(page="board", user=officer, **values)


LISTS = [
    (
        "pamphlets",
        "/board/pamphlets/",
        "q=秋&state=open&colour=red",
        "q=%E7%A7%8B&state=open",
        "依頼の状態：受付中",
    ),
    ("inquiries", "/inquiries/", "own=owed&state=none", "own=owed", "自分の団体：まだ回答していない"),
    ("members", "/members/", "prefecture=27&page=3", "prefecture=27", "都道府県「大阪府」"),
]


@pytest.mark.parametrize(("page", "path", "typed", "query", "words"), LISTS)
def test_every_list_shows_its_own_chips(browser, officer, colleague, page, path, typed, query, words):
    client = browser(officer)
    assert "この条件を保存する" in client.get(f"{path}?{typed}").content.decode()
    response = client.post(SAVE, {"page": page, "name": "いつもの", "query": typed})
    assert response.url == f"{path}?{query}"
    shown = client.get(response.url).content.decode()
    assert (
        f'<a class="chip" href="{path}?{query.replace("&", "&amp;")}" aria-current="true">いつもの</a>'
        in shown
    )
    assert words in client.get("/organization/filters/").content.decode()
    assert "いつもの" not in client.get("/board/").content.decode()
    assert "いつもの" not in browser(colleague).get(path).content.decode()
    client.post(SAVE, {"page": "board", "name": "いつもの", "query": "kind=call"})  # a name of each list
    assert names(officer) == ["いつもの", "いつもの"]


def test_an_unknown_list_is_not_found(browser, officer):
    for page in ("", "news", "\x00"):
        assert browser(officer).post(SAVE, {"page": page, "name": "a", "query": "q=a"}).status_code == 404


def test_the_former_address_leads_here(browser, officer):
    assert browser(officer).get("/board/filters/").url == "/organization/filters/"


def test_visitors_see_the_directory_without_them(visitor):
    assert "この条件を保存する" not in visitor.get("/members/?prefecture=27").content.decode()
