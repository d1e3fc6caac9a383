"""The name of a draft is read by nobody, also where its records are told by another disaster."""

import datetime
import re

import pytest

from common.search.actions import refresh_index
from disaster.bulletins.actions import draft_bulletin, publish_bulletin
from disaster.bulletins.models import Bulletin
from disaster.bulletins.queries import shown_version
from disaster.register import actions
from disaster.support_records.models import SupportRecordVersion

pytestmark = pytest.mark.django_db
HIDDEN, PUBLIC = "未公開の作業名", "公開した地震"


@pytest.fixture
def merged(make_disaster, make_record, make_statement, secretariat, koto, sakai):
    """A draft with a dispatch, a payment and a statement, told by a public disaster."""
    draft = make_disaster("a", name=HIDDEN, draft=True, began_on=datetime.date(1999, 9, 9))
    public = make_disaster("b", name=PUBLIC)
    ward = {"giver": "ward", "sender": "江東区", "sender_government": koto.local_government}
    staff = {"kind": "staff", "people": 4, "basis": "heads", "job": "給水"}
    make_record(draft, **ward, **staff, recipient_government=sakai.local_government)
    make_record(public, **ward, **staff)
    make_statement(draft, amount_yen=5)
    actions.merge_disaster(disaster=draft, into=public, by=secretariat)
    return draft, public


def pages(draft, public, koto, sakai) -> list[str]:
    ward, body = koto.local_government.code, sakai.local_government.code
    number = "/disaster/figures/dispatch-heads/"
    return [
        *("/disaster/", f"/disaster/{public.pk}/", f"/disaster/{draft.pk}/", "/disaster/statements/"),
        *("/disaster/tables/", f"/disaster/wards/{ward}/", f"/disaster/municipalities/{body}/"),
        *(number, f"{number}?disaster={draft.pk}", f"{number}?disaster={public.pk}"),
        *(
            f"/disaster/support.{kind}{query}"
            for kind in ("csv", "json")
            for query in ("", f"?disaster={public.pk}")
        ),
        *("/search/?q=給水", "/sitemap.xml", "/", f"/members/{ward}/", f"/members/{body}/"),
    ]


def said(client, path: str) -> str:
    answer = client.get(path, follow=True)
    assert answer.status_code == 200, path
    return b"".join(answer.streaming_content).decode() if answer.streaming else answer.content.decode()


def test_no_page_and_no_file_names_the_draft(browser, visitor, ward_officer, merged, koto, sakai):
    draft, public = merged
    refresh_index(public)
    record = SupportRecordVersion.objects.filter(record__disaster=draft).get().record_id
    reports = ["/disaster/reports/", f"/disaster/records/{record}/reports/new/"]
    for client, more in ((visitor, []), (browser(ward_officer), reports)):
        for path in [*pages(draft, public, koto, sakai), *more]:
            text = said(client, path)
            assert HIDDEN not in text, path
            assert not re.search("1999-09|平成11年", text), path


def test_its_records_stand_under_the_name_of_the_public_one(visitor, merged, koto):
    _, public = merged
    records = visitor.get("/disaster/support.json").json()
    told = {"id": public.pk, "name": PUBLIC}
    assert [each["disaster"] for each in records["records"]] == [told, told]
    assert [each["disaster"] for each in records["statements"]] == [told]
    rows = visitor.get("/disaster/tables/").context["rows"]
    assert [(row["disaster"], row["sent"]) for row in rows] == [(public, 8)]
    history = visitor.get(f"/disaster/figures/dispatch-heads/?disaster={public.pk}").context["history"]
    assert "ほかの災害の統合" in history[0].reasons


def test_a_ward_finds_what_it_reports_of_it(browser, ward_officer, merged):
    record = SupportRecordVersion.objects.filter(record__disaster=merged[0]).get().record_id
    ward, path = browser(ward_officer), f"/disaster/records/{record}/reports/new/"
    form = ward.get(path).context["form"]
    typed = {name: form[name].value() or "" for name in form.fields if form[name].value() is not False}
    answer = ward.post(path, typed | {"people": "5", "reason": "information", "words": "1人増えました"})
    assert PUBLIC in ward.get(answer.url).content.decode()


def test_a_bulletin_of_what_is_a_draft_today(visitor, make_disaster, secretariat):
    hidden, public = make_disaster("a", name=HIDDEN), make_disaster("b", name=PUBLIC)
    values = {
        "number": 1,
        "title": "状況",
        "as_of": datetime.date(2024, 1, 2),
        "body": "本文",
        "figures": [],
        "reason": "",
    }
    bulletin = draft_bulletin(disaster=hidden, by=secretariat, values=values, files=[])
    publish_bulletin(bulletin=bulletin, by=secretariat, seen=shown_version([]))
    actions.withdraw_disaster(disaster=hidden, by=secretariat)
    hidden.refresh_from_db()
    actions.merge_disaster(disaster=hidden, into=public, by=secretariat)
    text = said(visitor, Bulletin.objects.get().get_absolute_url())
    assert PUBLIC in text
    assert HIDDEN not in text
