import datetime

import pytest
from django.template import Context, Template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from common import japanese_calendar
from common.attachments.models import StoredFile
from common.formats import format_row, render_once, row_url
from common.templatetags import common

MOMENT = datetime.datetime(2025, 11, 8, 5, 5, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    ("source", "value", "shown"),
    [
        ("{{ value|wareki }}", datetime.date(2025, 11, 8), "令和7年11月8日(土)"),
        ("{{ value|wareki:'month' }}", datetime.date(2025, 11, 8), "令和7年11月"),
        ("{{ value|wareki }}", None, "日付不詳"),
        ("{{ value|wareki }}", "", "日付不詳"),
        ("{{ value|wareki_short }}", datetime.date(2025, 11, 8), "R7.11.8(土)"),
        ("{{ value|wareki_short }}", MOMENT, "R7.11.8(土)"),
        ("{{ value|wareki_short }}", None, "日付不詳"),
        ("{{ value|wareki_time }}", MOMENT, "令和7年11月8日(土) 14:05"),
        ("{{ value|wareki_time }}", datetime.date(2025, 11, 8), "令和7年11月8日(土)"),
        ("{{ value|wareki_time }}", None, "日付不詳"),
        ("{{ value|fiscal_year }}", 2025, "令和7年度 (2025)"),
        ("{{ value|fiscal_year }}", datetime.date(2026, 3, 31), "令和7年度 (2025)"),
        ("{{ value|fiscal_year }}", None, "年度不詳"),
        ("{{ value|filesize_ja }}", 0, "0バイト"),
        ("{{ value|filesize_ja }}", 1023, "1023バイト"),
        ("{{ value|filesize_ja }}", 1025, "2 KB"),
        ("{{ value|filesize_ja }}", 1024 * 1024 * 3 // 2, "1.5 MB"),
        ("{{ value|kind_ja }}", "application/pdf", "PDF"),
        ("{{ value|kind_ja }}", StoredFile(kind="image/png"), "画像"),
        ("{{ value|kind_ja }}", "application/x-unknown", "ファイル"),
        ("{{ value|number_ja }}", 1234567, "1,234,567"),
        ("{{ value|number_ja }}", 0, "0"),
        ("{{ value|number_ja }}", None, "不明"),
    ],
)
def test_filters(source, value, shown):
    assert Template("{% load common %}" + source).render(Context({"value": value})) == shown


def test_dates_are_formatted_once():
    japanese_calendar._wareki.cache_clear()
    for _ in range(5):
        common.wareki(datetime.date(2025, 11, 8))
    assert japanese_calendar._wareki.cache_info().hits == 4


@pytest.mark.parametrize("name", ["board:topic-detail", "board:reply-report", "inquiries:inquiry-detail"])
def test_an_address_of_a_row_is_that_of_the_url_map(name):
    assert [row_url(name, pk) for pk in (1, 98765)] == [reverse(name, args=[pk]) for pk in (1, 98765)]


@pytest.mark.parametrize("value", ["<b>&\"'", mark_safe("<b>"), 7, None, gettext_lazy("<i>"), ""])
def test_a_row_is_escaped_as_by_django(value):
    for pattern in ("<p>{}</p>{word}", "{word}{word}"):
        shown = format_row(pattern, value, word=value)
        assert shown == format_html(pattern, value, word=value)
        assert hasattr(shown, "__html__")


def test_options_of_a_select_are_drawn_with_the_chosen_one():
    source = Template("{% load common %}{% options choices chosen %}")
    pairs, names = [("a", "<あ>"), (2, "に")], ["大阪府", "東京都"]
    shown = source.render(Context({"choices": pairs, "chosen": 2}))
    assert shown == '<option value="a">&lt;あ&gt;</option><option value="2" selected>に</option>'
    shown = source.render(Context({"choices": names, "chosen": "東京都"}))
    assert shown == "<option>大阪府</option><option selected>東京都</option>"


def test_what_is_drawn_once_shows_each_value_that_changes():
    """The beginning of a row of the results of an inquiry, each of its values changed."""
    template = "inquiries/results/_result_beginning.html"
    values = {"url": "/1/", "name": "<釧路市>", "earlier_name": "旧市", "code": "012068", "tone": "key"}
    values |= {"state": "回答済", "relayed_via": "電話", "answered": "R7.11.8(土)"}
    values |= dict.fromkeys(("has_no_contact", "is_of_earlier_questions", "is_late"), False)
    drawn = {render_once(template, **values)}
    assert "&lt;釧路市&gt;" in next(iter(drawn))
    for name, value in values.items():
        drawn.add(render_once(template, **{**values, name: True if value is False else f"{value}2"}))
    assert len(drawn) == len(values) + 1
    safe = render_once(template, **{**values, "name": mark_safe("<釧路市>")})
    assert "><釧路市><" in safe


def test_a_table_scrolls_by_itself_and_escapes_what_is_given():
    source = '{% load common %}{% table title "日時" "件数|number" %}<tr></tr>{% endtable %}'
    html = Template(source).render(Context({"title": "<b>一覧"}))
    assert '<caption class="visually-hidden">&lt;b&gt;一覧</caption>' in html
    assert '<th scope="col">日時</th><th scope="col" class="number">件数</th>' in html
    assert 'class="table-wrap" tabindex="0"' in html
    assert "<tbody><tr></tr></tbody>" in html


def test_no_line_breaks_inside_a_date():
    page = common.whole_dates("令和8年12月13日(日)から令和9年1月1日(金)まで、<b>6月</b>")
    assert page == (
        '<span class="date">令和8年12月13日(日)から</span><span class="date">令和9年1月1日(金)まで</span>、'
        "&lt;b&gt;6月&lt;/b&gt;"
    )
    link = mark_safe('<a href="/令和7年3月1日.pdf">x</a>')
    assert common.whole_dates(link) == common.source_ja(link) == link
    assert common.whole_dates("本日（4開庁日超過）") == '本日<span class="date">（4開庁日超過）</span>'
    assert common.whole_dates("12月26日(土)") == '<span class="date">12月26日(土)</span>'


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("全国連携NEWS vol.13 (2026-03-30)", "全国連携NEWS vol.13（令和8年3月30日）"),
        ("報告 (2026-13-30)", "報告 (2026-13-30)"),
        ("<i>(2026-02-29)", "&lt;i&gt;(2026-02-29)"),
    ],
)
def test_the_day_of_a_source_is_said_in_the_japanese_calendar(source, shown):
    assert common.source_ja(source) == shown
