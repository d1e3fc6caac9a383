import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from common import text


def test_clean_drops_what_is_not_let_in():
    assert text.clean("a\x00b\u202ec\ud800d\x07e\ufeff") == "abcde"


def test_clean_composes_and_unifies_newlines():
    assert text.clean("\nか\u3099 \r\nい\r\u2028う\n\n") == "が\nい\n\nう"


def test_clean_keeps_the_indent_of_a_paragraph():
    assert text.clean("　拝啓\n") == "　拝啓"


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("a\x00", "NUL"),
        ("\ud83d", "壊れた"),
        ("文字�け", "文字化け"),
        ("a\u202eb", "並び"),
        ("a\x1bb", "制御文字"),
        ("普通の文", ""),
    ],
)
def test_refusal_names_the_kind(typed, named):
    found = text.refusal(typed)
    assert named in found
    assert bool(found) is bool(named)


def test_one_line():
    assert text.one_line(" a\r\nb\t\u3000c ") == "a b c"


@pytest.mark.parametrize(
    ("typed", "n", "short"),
    [
        ("みじかい", 10, "みじかい"),
        ("ちょうど", 4, "ちょうど"),
        ("一二三四五", 4, "一二三…"),
        ("一行目\n二行目", 20, "一行目 二行目"),
        (
            "辻\U000e0100辻\U000e0100辻\U000e0100",
            4,
            "辻\U000e0100…",
        ),  # a variant selector stays with its character
    ],
)
def test_excerpt(typed, n, short):
    assert text.excerpt(typed, n) == short


@given(st.text(max_size=300), st.integers(2, 50))
def test_excerpt_is_never_longer(typed, n):
    assert len(text.excerpt(typed, n)) <= n


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        ("一\n二\n\n三", "<p>一<br>二</p>\n<p>三</p>"),
        ("・りんご\n・みかん\n以上", "<ul><li>りんご</li><li>みかん</li></ul>\n<p>以上</p>"),
        ("- a\n- b", "<ul><li>a</li><li>b</li></ul>"),
        ("1. a\n2. b", '<ol><li value="1">a</li><li value="2">b</li></ol>'),
        ("-5度", "<p>-5度</p>"),
        ("1.5倍", "<p>1.5倍</p>"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("", ""),
        (" \n ", ""),
        ("> 一\n> 二\n\n三", "<blockquote><p>一<br>二</p></blockquote>\n<p>三</p>"),
        ("> 一\n>\n> ・二\n三", "<blockquote><p>一</p>\n<ul><li>二</li></ul></blockquote>\n<p>三</p>"),
        ("> > 一\n> 二", "<blockquote><blockquote><p>一</p></blockquote>\n<p>二</p></blockquote>"),
        (">> 一", "<blockquote><blockquote><p>一</p></blockquote></blockquote>"),
        (
            "> > > 一",
            "<blockquote><blockquote><p>&gt; 一</p></blockquote></blockquote>",
        ),
        ("> <b>", "<blockquote><p>&lt;b&gt;</p></blockquote>"),
        (">5人、>= 3\n＞＞江東区様", "<p>&gt;5人、&gt;= 3<br>＞＞江東区様</p>"),
        (">", ""),
    ],
)
def test_render_body(typed, html):
    assert text.render_body(typed) == html


REL = 'rel="nofollow noopener noreferrer"'


@pytest.mark.parametrize(
    ("typed", "href", "shown"),
    [
        ("https://example.jp/a?b=1&c=2", "https://example.jp/a?b=1&amp;c=2", "https://example.jp/a?b=1&amp;c=2"),
        ("詳しくはhttps://example.jp/をご覧ください。", "https://example.jp/", "https://example.jp/"),
        ("(https://example.jp/a_(b))", "https://example.jp/a_(b)", "https://example.jp/a_(b)"),
        ("https://example.jp.", "https://example.jp", "https://example.jp"),
        ("kikaku@city.example.jpまで", "mailto:kikaku@city.example.jp", "kikaku@city.example.jp"),
        ("mailto:a@example.jp", "mailto:a@example.jp", "mailto:a@example.jp"),
        ("tel:03-1234-5678", "tel:03-1234-5678", "tel:03-1234-5678"),
    ],
)  # fmt: skip
def test_render_body_links(typed, href, shown):
    assert f'<a href="{href}" {REL}>{shown}</a>' in text.render_body(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "javascript:alert(1)", "data:text/html,x", "ftp://example.jp/", "http://", "https://bank.example@evil.example/",
        "http://[::1", "vbscript:x", "file:///etc/passwd",
    ],
)  # fmt: skip
def test_render_body_links_nothing_else(typed):
    assert "<a " not in text.render_body(typed).replace('<a href="mailto:', "")


def test_render_body_breaks_out_of_no_attribute():
    html = text.render_body("https://example.jp/\"onmouseover='alert(1)'<b> 'https://example.jp/'x'")
    assert "<b>" not in html
    assert not re.search(r"<a [^>]*onmouseover=", html.replace("&#x27;", "").replace("&quot;", ""))


@given(st.text(alphabet=st.sampled_from("<>\"'&https://a.jp@:tel0-9mailto()[]\n・-1. 　あ"), max_size=120))
@example("> <b>\n>> https://a.jp\n> > > x")
def test_render_body_makes_only_its_own_tags(typed):
    html = text.render_body(typed)
    rest = re.sub(
        r"</?(?:p|ul|ol|li|br|a|blockquote)"
        r'(?: value="\d+"| href="(?:https?|mailto|tel):[^"<>]*" rel="[a-z ]+")?>',
        "",
        html,
    )
    assert "<" not in rest
    assert ">" not in rest


def test_quotes_nest_no_deeper_than_twice_however_many_marks_there_are():
    html = text.render_body(">" * 5_000 + " x\n" + "> " * 5_000 + "y")
    assert html.count("<blockquote>") == html.count("</blockquote>") == 2


def test_quoted_is_bounded_and_one_level_deep():
    assert text.quoted("> 前の話\n返事です。", lines=5, characters=100) == "> > 前の話\n> 返事です。"
    assert text.quoted("> > 昔\n> 前\n返事", lines=5, characters=100) == "> > 前\n> 返事"
    assert text.quoted("一\n二\n三", lines=2, characters=100) == "> 一\n> 二\n> （以下略）"
    assert text.quoted("あ" * 50, lines=2, characters=10) == f"> {'あ' * 10}\n> （以下略）"
    assert text.quoted("あ" * 10, lines=2, characters=10) == f"> {'あ' * 10}"
    assert text.quoted("一\n\n二", lines=9, characters=99) == "> 一\n>\n> 二"


def test_without_quotes():
    assert text.without_quotes("> 引用\n>\n返事\n>> もっと\n>5人") == "返事\n>5人"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("[申請](/members/apply/)へ", '<p><a href="/members/apply/">申請</a>へ</p>'),
        ("［申請］（/members/apply/）へ", '<p><a href="/members/apply/">申請</a>へ</p>'),
        ("[<b>](/a/?q=1&p=2#x)", '<p><a href="/a/?q=1&amp;p=2#x">&lt;b&gt;</a></p>'),
        *[
            (wrong, f"<p>{wrong}</p>")
            for wrong in (
                "[外](//evil.example/)",
                "[外](/\\evil.example/)",
                "[外](javascript:alert)",
                "[外](/members/ apply/)",
                "[](/a/)",
                "[外] (/a/)",
            )
        ],
    ],
)
def test_prose_links_to_pages_of_this_site_alone(typed, shown):
    assert text.render_prose(typed) == shown


def test_prose_leaves_an_address_whole_that_has_become_a_link():
    typed = "https://site.example/[a](/b/) [c](/d/)"
    address, page = re.findall(r'<a href="([^"]+)"', text.render_prose(typed))
    assert (address, page) == ("https://site.example/[a](/b/)", "/d/")
    assert text.render_prose(typed).count("</a>") == 2


def test_prose_in_mails_and_in_search():
    typed = "[申請](/members/apply/)してください。"
    assert text.plain_prose(typed) == "申請してください。"
    assert text.plain_prose(typed, "https://site.example") == (
        "申請（https://site.example/members/apply/）してください。"
    )
