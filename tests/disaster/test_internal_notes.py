"""What is kept for the secretariat is in no page, file, feed or search of anybody else, on no day."""

import io
import zipfile

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import timezone

from common import japanese_calendar
from common.append_only.actions import correct, withdraw
from common.search.actions import refresh_index_now
from disaster.disasters.models import Disaster
from disaster.figures.definitions import figure, standing_figures
from disaster.figures.models import SumDifference
from disaster.figures.scopes import ALL
from disaster.printed_figures.actions import print_figure, settle_printed_figure
from disaster.statements.models import StatementVersion
from disaster.support_records.models import SupportRecordVersion
from disaster.support_records.moments import NOW
from disaster.ward_reports.actions import return_report
from disaster.ward_reports.models import SupportReport
from tests.public_addresses import PUBLIC

pytestmark = pytest.mark.django_db
WORD = "ナイショ"
WITH_NOTE = {SupportRecordVersion, StatementVersion, SupportReport}
ADDRESSES = [
    *("/", "/members/", "/news/feed.xml", "/events/feed.xml", "/sitemap.xml", "/sitemap/"),
    f"/search/?q={WORD}",
    *(reverse("disaster:figure", args=[each.key]) for each in standing_figures()),
]


@pytest.fixture
def planted(
    make_disaster, make_record, make_statement, make_report, secretariat, minato_officer, koto, sakai
) -> Disaster:
    """The word stands in all that only the secretariat reads, of versions that stand and that do not."""
    disaster = make_disaster()
    ward = {"giver": "ward", "sender": "江東区", "sender_government": koto.local_government}
    bodies = ward | {"recipient": "堺市", "recipient_government": sakai.local_government}
    why = {"reason": "information", "words": "追加の発表", "by": secretariat}
    for number in range(2):
        version = make_record(disaster, amount_yen=5 + number, internal_note=WORD, **bodies)
        version = correct(version, {"amount_yen": 9 + number, "internal_note": WORD * 2}, **why)
    withdraw(version, words="二重の記録", by=secretariat)
    said = make_statement(disaster, amount_yen=7, internal_note=WORD)
    correct(said, {"amount_yen": 8}, **why)
    for by in (None, minato_officer):
        report = make_report(disaster, submit=True, **({"by": by} if by else {}))
        SupportReport.objects.filter(pk=report.pk).update(internal_note=WORD)
    return_report(report=report, edition=1, note=WORD, by=secretariat)  # to 港区, which reads it
    printed = print_figure(
        *(figure("recovery-ward"), ALL, NOW),
        by=secretariat,
        medium="assembly",
        medium_words=WORD,
        printed_on=japanese_calendar.today(),
    )
    settle_printed_figure(printed, words=WORD, by=secretariat)
    SumDifference.objects.create(disaster=disaster, found_at=timezone.now(), lines=[WORD])
    refresh_index_now(disaster)
    return disaster


def shown(client, address, query) -> str:
    """What a reader gets; of a workbook its parts, unpacked."""
    answer = client.get(f"{address}{'&' if '?' in address else '?'}{query}", follow=True)
    content = answer.getvalue()
    if "spreadsheetml" in answer.headers.get("Content-Type", ""):
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            content = b"".join(book.read(name) for name in book.namelist())
    text = content.decode()
    return text.replace(f"q={WORD}", "").replace(f'value="{WORD}"', "").replace(f"「{WORD}」", "")


def public_addresses(disaster, koto, sakai) -> list[str]:
    """All of the room that open without login."""
    arguments = {
        "bulletin-detail": [disaster.pk, 1],
        "disaster-detail": [disaster.pk],
        "figure": ["records"],
        "ward-support": [koto.local_government.code],
        "municipality-support": [sakai.local_government.code],
    }
    names = sorted(name.partition(":")[2] for name in PUBLIC if name.startswith("disaster:"))
    return [reverse(f"disaster:{name}", args=arguments.get(name, [])) for name in names]


def test_every_model_with_an_internal_note_is_planted(planted):
    models = apps.get_app_config("disaster").get_models()
    assert {each for each in models if hasattr(each, "internal_note")} == WITH_NOTE
    assert all(each.objects.filter(internal_note__contains=WORD).exists() for each in WITH_NOTE)


@pytest.mark.parametrize("reader", ["visitor", "ward", "municipality"])
def test_nobody_else_reads_it(planted, reader, visitor, browser, ward_officer, officer, koto, sakai):
    clients = {"visitor": visitor, "ward": browser(ward_officer), "municipality": browser(officer)}
    client, today = clients[reader], japanese_calendar.today().isoformat()
    members = [koto.get_absolute_url(), sakai.get_absolute_url()]
    addresses = [*ADDRESSES, *members, *public_addresses(planted, koto, sakai)]
    addresses += [f"/disaster/figures/recovery-ward/?disaster={planted.pk}"]
    record = planted.records.first()
    if reader != "visitor":
        addresses += ["/mypage/", "/board/", f"/disaster/records/{record.pk}/"]
        addresses += [f"/disaster/reports/{report.pk}/" for report in planted.reports.all()]
        addresses += ["/disaster/reports/", f"/disaster/records/{record.pk}/reports/new/"]
        addresses += ["/disaster/figures/printed/", "/disaster/figures/differences/"]
    for query in ("", f"recorded={today}", f"on={today}"):
        for address in addresses:
            assert WORD not in shown(client, address, query), f"{address} {query}"


def test_the_secretariat_reads_it_where_it_corrects(planted, browser, secretariat):
    record = planted.records.first()
    assert WORD in browser(secretariat).get(f"/disaster/records/{record.pk}/correct/").text
