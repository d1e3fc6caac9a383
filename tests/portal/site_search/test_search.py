"""Site search as each kind of person."""

import pytest

from common.search.actions import refresh_index_now


@pytest.fixture
def texts(sakai):
    """One public text and one for members, both about 防災."""
    refresh_index_now(sakai)
    return sakai


def test_search_finds_a_member_by_its_reading(visitor, texts):
    for q in ("さかい", "サカイ", "堺市", "ｻｶｲ"):
        assert "/members/271403/" in visitor.get("/search/", {"q": q}).content.decode(), q


@pytest.mark.parametrize(
    "q",
    [
        "",
        " ",
        "\x00",
        "%",
        "'",
        "あ" * 5000,
        "\ud800".encode("utf-8", "surrogatepass"),
        "第9999999999999999999号",
    ],
)
def test_search_survives_any_words(q, visitor, browser, officer, texts):
    assert visitor.get("/search/", {"q": q}).status_code == 200
    assert browser(officer).get("/search/", {"q": q}).status_code == 200


@pytest.mark.parametrize("page", ["0", "-1", "x", "99999999999999999999", "２"])
def test_search_survives_any_page(page, visitor, texts):
    assert visitor.get("/search/", {"q": "さかい", "page": page}).status_code == 200


def test_search_says_what_to_do_when_nothing_is_found(visitor, texts):
    assert "見つかりませんでした" in visitor.get("/search/", {"q": "鯨汁"}).content.decode()
