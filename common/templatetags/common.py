"""Dates, sizes and numbers in templates; `japanese_calendar` and `formats` say how they are written."""

import datetime
import re

from django import template
from django.conf import settings
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from common import formats, japanese_calendar
from common.forms import error_with_name, fresh_field, fresh_form
from common.text import plain_prose

register = template.Library()

register.filter("wareki_short", japanese_calendar.wareki_short)
register.filter("wareki_time", japanese_calendar.wareki_time)
register.filter("fiscal_year", japanese_calendar.fiscal_year_name)
register.filter("filesize_ja", formats.filesize_ja)
register.filter("kind_ja", formats.kind_ja)
register.filter("number_ja", formats.number_ja)
register.filter("with_name", error_with_name)
register.filter(fresh_form)
register.filter(fresh_field)

_DATE = re.compile(  # or a tag, in which nothing is changed
    r"<[^>]*>|(?:(?:明治|大正|昭和|平成|令和)(?:元|\d+)年)?\d+月\d+日(?:\([日月火水木金土]\))?(?:から|まで|時点|現在|発行)?"
    r"|（(?:あと)?\d+開庁日(?:超過)?）"
)
_DATE_OF_SOURCE = re.compile(r"<[^>]*>| ?\((\d{4}-\d\d-\d\d)\)")


@register.filter
def wareki(value, precision="day"):
    """令和7年11月8日(土); the argument is a precision: {{ date|wareki:event.precision }}."""
    return japanese_calendar.wareki(value or None, precision)


@register.filter
def whole_dates(value) -> SafeString:
    """Words in which no line breaks inside a date: `{{ event.period|whole_dates }}`."""
    return mark_safe(_DATE.sub(_whole_date, conditional_escape(value)))


def _whole_date(found: re.Match) -> str:
    return found[0] if found[0][0] == "<" else f'<span class="date">{found[0]}</span>'


@register.filter
def source_ja(value) -> SafeString:
    """A source with its day as people read it: NEWS vol.13 (2026-03-30) ends with （令和8年3月30日）."""
    return mark_safe(_DATE_OF_SOURCE.sub(_day_of_source, conditional_escape(value)))


def _day_of_source(found: re.Match) -> str:
    try:
        day = datetime.date.fromisoformat(found[1] or "")
    except ValueError:  # a tag, or typed by hand: no such day
        return found[0]
    return f"（{japanese_calendar.wareki(day, weekday=False)}）"


@register.filter
def page_addresses(text: str) -> str:
    """What `render_prose` would show, for a mail: links to pages of this site with their whole address."""
    return plain_prose(text, settings.SITE_URL)


@register.filter
def hidden_inputs(form):
    """What was typed, as hidden inputs of the page that looks it over: `{{ form|hidden_inputs }}`.

    `as_hidden` would name help texts (aria-describedby) that this page does not show.
    """
    inputs = (field.field.hidden_widget().render(field.html_name, field.value()) for field in form)
    return format_html_join("", "{}", ((each,) for each in inputs))


@register.simple_tag
def options(choices, chosen) -> SafeString:
    """`{% options filter.states filter.state %}`: pairs of value and label, or bare labels."""
    return formats.select_options(tuple(choices), chosen)


@register.simple_tag
def include_once(template, **shown) -> SafeString:
    """`{% include_once "portal/footer.html" %}`: as `include … only`, drawn once for all pages."""
    return SafeString(f"{formats.render_once(template, **shown)}\n")


@register.simple_tag(takes_context=True)
def again(context, name) -> str:
    """`{% again "title" %}`: what the page says in this block, once more at another place."""
    return context.render_context[BLOCK_CONTEXT_KEY].get_block(name).render(context)


@register.simple_block_tag
def table(content, caption, *columns, kind="table--stack", shown=False) -> SafeString:
    """`{% table "取込みの一覧" "日時" "新規|number" %} rows {% endtable %}`: a table that scrolls by itself.

    Behind a title may stand its class; `shown`: the caption is read by everybody.
    """
    titles = (title.partition("|") for title in columns)
    heads = ((mark_safe(f' class="{look}"') if look else "", title) for title, _, look in titles)
    return format_html(
        '<div class="table-wrap" tabindex="0" role="group" aria-label="横にスクロールできる表">'
        '<table class="table {}"><caption{}>{}</caption><thead><tr>{}</tr></thead>'
        "<tbody>{}</tbody></table></div>",
        kind,
        "" if shown else mark_safe(' class="visually-hidden"'),
        caption,
        format_html_join("", '<th scope="col"{}>{}</th>', heads),
        content,
    )


@register.simple_tag
def desks():
    """The secretariat's desks with their telephone numbers."""
    return settings.DESKS


@register.simple_tag(takes_context=True)
def page_query(context, number):
    """`?…&page=3`: the query of the page that is asked for, with another page number.

    As `{% querystring page=3 %}`, but the rest is encoded once for all links of a page.
    """
    request = context["request"]
    rest = getattr(request, "_query_but_page", None)
    if rest is None:
        query = request.GET.copy()
        query.pop("page", None)
        rest = request._query_but_page = f"?{query.urlencode()}&" if query else "?"
    return f"{rest}page={number}"
