"""What is not public is in no output of the room, for nobody and for members, on no day."""

import datetime
import re

import pytest

from common import japanese_calendar
from common.search.actions import refresh_index_now
from disaster.bulletins.actions import draft_bulletin
from disaster.disasters.models import Disaster
from disaster.register.actions import merge_disaster, withdraw_disaster
from disaster.support_records.actions import correct_support
from tests import government_cast

pytestmark = pytest.mark.django_db
WORD = "ヒミツ"
CARD = re.compile(r'<section class="results__body".*?</section>', re.DOTALL)
ADDRESSES = [
    *(
        "/",
        "/disaster/",
        "/disaster/tables/",
        "/disaster/statements/",
        "/disaster/support.csv",
        "/disaster/support.json",
        "/sitemap.xml",
    ),
    *("/disaster/figures/records/", "/disaster/figures/goods/", "/disaster/figures/recovery-joint/"),
    *("/disaster/figures/helped-governments/", "/disaster/figures/dispatch-wards/"),
    f"/search/?q={WORD}",
]


@pytest.fixture
def hidden_ward(db):
    return government_cast.body(f"{WORD}区", "13198", kind="special_ward")


@pytest.fixture
def hidden(make_disaster, make_record, make_statement, secretariat, hidden_ward):
    """A draft, one that was public, one merged into that; each with records, a statement and a bulletin."""
    disasters = [
        make_disaster("draft", draft=True, name=f"{WORD}一"),
        make_disaster("hidden", name=f"{WORD}二"),
        make_disaster("merged", name=f"{WORD}三"),
    ]
    values = {"number": 1, "title": WORD, "as_of": datetime.date(2024, 3, 1), "body": WORD, "figures": []}
    why = {"reason": "information", "words": WORD, "by": secretariat}
    for disaster in disasters:
        version = make_record(disaster, amount_yen=5, sender=f"{WORD}区", recipient=WORD, note=WORD)
        correct_support(version=version, facts={"amount_yen": 6}, **why)
        gave = {"giver": "ward", "sender": f"{WORD}区", "sender_government": hidden_ward}
        make_record(disaster, kind="goods", item=f"{WORD}布", quantity=3, unit="枚", **gave)
        make_statement(disaster, amount_yen=7, sender=WORD, coverage=WORD)
        draft_bulletin(disaster=disaster, by=secretariat, values=values, files=[])
    merge_disaster(disaster=disasters[2], into=disasters[1], by=secretariat)
    withdraw_disaster(disaster=disasters[1], by=secretariat)
    for disaster in disasters:
        refresh_index_now(disaster)
    return disasters


@pytest.mark.parametrize("query", ["", "recorded=today", "on=2024-02-01"])
def test_it_is_in_no_output(
    visitor, browser, officer, ward_officer, make_disaster, make_record, hidden, query
):
    for disaster in hidden:
        make_record(make_disaster(f"after-{disaster.pk}", parent=disaster), amount_yen=8)
    query = query.replace("today", japanese_calendar.today().isoformat())
    for client in (visitor, browser(officer), browser(ward_officer)):
        for address in ADDRESSES:
            mark = "&" if "?" in address else "?"
            shown = client.get(f"{address}{mark}{query}").getvalue().decode()
            shown = CARD.sub("", shown)  # that a body exists is no secret
            found = shown.replace(f"q={WORD}", "").replace(f'value="{WORD}"', "").replace(f"「{WORD}」", "")
            assert WORD not in found, address
        for following in Disaster.objects.filter(parent__in=hidden):
            assert WORD not in client.get(f"{following.get_absolute_url()}?{query}").text
        for disaster in hidden:
            for address in ("", "bulletins/1/"):
                answer = client.get(f"{disaster.get_absolute_url()}{address}?{query}", follow=True)
                assert answer.status_code == 404
            for narrowed in (
                "figures/recovery-joint/",
                "figures/goods/",
                "figures/helped-governments/",
                "support.csv",
            ):
                shown = client.get(f"/disaster/{narrowed}?disaster={disaster.pk}&{query}").getvalue().decode()
                assert WORD not in shown, narrowed
