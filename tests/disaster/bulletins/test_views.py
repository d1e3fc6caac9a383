"""支援状況 第n報: written, looked through, published with its numbers, corrected by a further one."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from common.append_only.actions import correct
from common.attachments.queries import files_of
from common.audit_log.models import AuditEntry
from common.search.actions import REFRESH_TASK, refresh_index_now
from disaster.bulletins.actions import draft_bulletin
from disaster.bulletins.models import Bulletin
from disaster.bulletins.search import describe
from disaster.disasters.models import Disaster
from disaster.printed_figures.models import PrintedFigure
from disaster.register.actions import merge_disaster, undo_merge
from tests import sample_files
from tests.worker import told

pytestmark = pytest.mark.django_db
NEW = {"number": "1", "title": "復興支援金の状況", "as_of": "令和6年3月1日", "body": "支援を続けています。"}


@pytest.fixture
def office(browser, secretariat):
    return browser(secretariat)


@pytest.fixture
def helped(make_disaster, make_record):
    """A disaster with money that is known and a donation that is not."""
    disaster = make_disaster()
    make_record(disaster, amount_yen=30_000_000, is_partial=True, coverage="表の8行だけ")
    make_record(disaster, kind="donation", amount_yen=None)
    return disaster


def write(client, disaster, query="", **typed):
    return client.post(f"/disaster/{disaster.pk}/bulletins/new/{query}", NEW | typed)


def publish(client, bulletin):
    seen = client.get(bulletin.get_absolute_url()).context.get("seen", "")
    return client.post(f"{bulletin.get_absolute_url()}publish/", {"seen": seen}, follow=True)


@pytest.fixture
def published(office, helped):
    write(office, helped, figures=["recovery-joint"])
    bulletin = Bulletin.objects.get()
    publish(office, bulletin)
    bulletin.refresh_from_db()
    return bulletin


def traced() -> list[str]:
    return list(AuditEntry.objects.order_by("pk").values_list("verb", flat=True))


def test_written_looked_through_and_published(office, client, browser, officer, helped):
    upload = SimpleUploadedFile("支援状況.pdf", sample_files.pdf())
    answer = write(office, helped, figures=["recovery-joint"], files=upload)
    bulletin = Bulletin.objects.get()
    assert answer.url == bulletin.get_absolute_url() == f"/disaster/{helped.pk}/bulletins/1/"
    assert [file.name for file in files_of(bulletin)] == ["支援状況.pdf"]
    preview = office.get(answer.url).text
    assert "30,000,000" in preview
    assert "一部の記録（表の8行だけ）" in preview
    assert "この内容で公開する" in preview
    assert client.get(answer.url).status_code == 404
    assert answer.url not in client.get(helped.get_absolute_url()).text
    assert not PrintedFigure.objects.exists()
    publish(office, bulletin)
    page = client.get(answer.url).text
    for said in ("第1報", "令和6年3月1日", "時点", "支援を続けています。", "30,000,000", "試験の出典"):
        assert said in page
    assert "この内容で公開する" not in page
    assert answer.url in client.get(helped.get_absolute_url()).text
    assert "公開する" not in browser(officer).get(answer.url).text
    printed = PrintedFigure.objects.get()
    assert (printed.value, printed.on, printed.medium) == (30_000_000, datetime.date(2024, 3, 1), "bulletin")
    assert (printed.medium_words, printed.rule_version, printed.about) == ("第1報", 1, helped.name)
    assert traced() == ["disaster.bulletin_created", "disaster.figure_printed", "disaster.bulletin_published"]


def test_a_published_number_stays_and_says_when_it_is_another_today(client, published, helped):
    page = client.get(published.get_absolute_url())
    assert [each.today for each in page.context["numbers"]] == [""]
    version = helped.records.first().versions.get(superseded_at=None)
    later = correct(version, {"amount_yen": 35_000_000}, reason="information", words="追加", by=None)
    page = client.get(published.get_absolute_url()).text
    assert ">30,000,000<" in page
    assert "いまの記録では、同じ日の数は35,000,000円です。" in page
    correct(later, {"amount_yen": None}, reason="information", words="不明に", by=None)
    assert "分からなくなっています" in client.get(published.get_absolute_url()).text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"as_of": "2050-01-01"}, "今日までの日"),
        ({"as_of": "2023-12-31"}, "災害の発生（令和6年1月1日"),
        ({"title": ""}, "件名を入力してください。"),
        ({"body": ""}, "本文を入力してください。"),
        ({"number": "0"}, "1以上"),
        ({"figures": ["nothing"]}, "nothing"),
        ({"more": "https://example.jp/"}, "数のページのアドレスではありません"),
        ({"more": "/disaster/figures/nothing/"}, "数のページのアドレスではありません"),
        ({"more": "/disaster/figures/records/"}, "ほかの災害の数です"),
        ({"files": SimpleUploadedFile("写真.jpg", sample_files.picture())}, "写真.jpg"),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_is_kept(office, helped, typed, sentence):
    answer = write(office, helped, **typed)
    assert (answer.status_code, sentence in answer.text) == (400, True)
    assert "支援を続けています。" in answer.text or "body" in typed
    assert not Bulletin.objects.exists()


def test_a_number_stands_once_and_the_next_is_proposed(office, published, helped):
    form = office.get(f"/disaster/{helped.pk}/bulletins/new/").context["form"]
    assert form["number"].value() == 2
    answer = write(office, helped)
    assert (answer.status_code, "次の番号は2です" in answer.text) == (400, True)


def test_what_is_unknown_is_not_published_as_nothing(office, client, helped):
    write(office, helped, figures=["donation-joint", "recovery-joint"])
    bulletin = Bulletin.objects.get()
    assert "0とは載せません" in office.get(bulletin.get_absolute_url()).text
    assert "まだ分からないため" in publish(office, bulletin).text
    assert client.get(bulletin.get_absolute_url()).status_code == 404
    assert not PrintedFigure.objects.exists()


def test_another_number_than_was_seen_is_not_published(office, helped, make_record):
    write(office, helped, figures=["recovery-joint"])
    bulletin = Bulletin.objects.get()
    seen = office.get(bulletin.get_absolute_url()).context["seen"]
    make_record(helped, amount_yen=1)
    address = f"{bulletin.get_absolute_url()}publish/"
    assert "数が変わりました" in office.post(address, {"seen": seen}, follow=True).text
    assert not PrintedFigure.objects.exists()
    publish(office, bulletin)
    assert PrintedFigure.objects.get().value == 30_000_001


def test_the_bulletin_of_a_draft_disaster_is_not_published(office, client, make_disaster):
    disaster = make_disaster(draft=True)
    write(office, disaster)
    bulletin = Bulletin.objects.get()
    assert "災害がまだ公開されていません" in publish(office, bulletin).text
    assert not Bulletin.objects.published().exists()


def test_a_published_one_is_not_changed_any_more(office, published):
    address = published.get_absolute_url()
    assert office.get(f"{address}edit/").status_code == 404
    assert office.post(f"{address}edit/", NEW | {"title": "別の件名"}).status_code == 404
    assert "訂正の報" in office.post(f"{address}discard/", follow=True).text
    publish(office, published)
    assert PrintedFigure.objects.count() == 1
    published.refresh_from_db()
    assert published.title == NEW["title"]


def test_a_correction_is_a_further_one_with_its_reason(office, client, published, helped):
    query = f"?corrects={published.number}"
    form = office.get(f"/disaster/{helped.pk}/bulletins/new/{query}").context["form"]
    assert (form["title"].value(), form["figures"].value()) == (NEW["title"], ["recovery-joint"])
    second = {"number": "2", "figures": ["recovery-joint"]}
    refused = write(office, helped, query, **second, reason="")
    assert (refused.status_code, "訂正の理由を入力してください。" in refused.text) == (400, True)
    write(office, helped, query, **second, reason="金額の写し誤り")
    correction = Bulletin.objects.get(number=2)
    assert correction.corrects == published
    assert "金額の写し誤り" not in client.get(published.get_absolute_url()).text
    publish(office, correction)
    first = client.get(published.get_absolute_url()).text
    assert "金額の写し誤り" in first
    assert correction.get_absolute_url() in first
    assert "第1報の訂正" in client.get(helped.get_absolute_url()).text


def test_a_narrower_number_by_its_address(office, helped, make_record):
    make_record(helped, amount_yen=7, fiscal_year=2023)
    address = (
        f"http://localhost/disaster/figures/recovery-joint/?disaster={helped.pk}&year=2023&on=2024-01-02"
    )
    write(office, helped, figures=["recovery-joint"], more=address)
    bulletin = Bulletin.objects.get()
    assert bulletin.figures == ["recovery-joint", "recovery-joint?year=2023"]
    form = office.get(f"{bulletin.get_absolute_url()}edit/").context["form"]
    assert form["more"].value() == f"/disaster/figures/recovery-joint/?disaster={helped.pk}&year=2023"
    publish(office, bulletin)
    assert [each.value for each in bulletin.printed.order_by("pk")] == [30_000_007, 7]
    assert [each.today for each in office.get(bulletin.get_absolute_url()).context["numbers"]] == ["", ""]


def test_two_who_write_one_draft(office, browser, make_user, secretariat, helped):
    write(office, helped)
    address = f"{Bulletin.objects.get().get_absolute_url()}edit/"
    second = browser(make_user("sec2@city.example", secretariat.organization, "事務 九子"))
    version = second.get(address).context["form"]["version"].value()
    assert office.post(address, NEW | {"body": "一人目", "version": version}).status_code == 302
    answer = second.post(address, NEW | {"body": "二人目", "version": version})
    assert (answer.status_code, "一人目" in answer.text) == (409, True)
    assert "disaster.bulletin_edited" in traced()


def test_a_draft_is_discarded_with_its_files(office, helped):
    write(office, helped, files=SimpleUploadedFile("支援状況.pdf", sample_files.pdf()))
    bulletin = Bulletin.objects.get()
    office.post(f"{bulletin.get_absolute_url()}discard/")
    assert not Bulletin.objects.exists()
    assert traced()[-1] == "disaster.bulletin_deleted"


def test_of_a_merged_disaster_it_is_read_and_no_more_written(
    office, client, published, helped, make_disaster
):
    into = make_disaster("two")
    office.post(f"/disaster/{helped.pk}/merge/", {"into": into.pk, "sure": "on"})
    assert client.get(published.get_absolute_url()).status_code == 200
    assert published.get_absolute_url() in client.get(into.get_absolute_url()).text
    numbers = client.get(published.get_absolute_url()).context["numbers"]
    assert [each.today for each in numbers] == [""]
    assert write(office, helped, number="2").status_code == 404
    assert "訂正の報をつくる" not in office.get(published.get_absolute_url()).text


def test_hidden_with_its_disaster_and_on_the_day_before(client, office, published, helped):
    page = client.get(f"{helped.get_absolute_url()}?recorded=2024-03-01").text
    assert published.get_absolute_url() not in page
    assert describe(published).place == "支援状況 第1報"
    Disaster.objects.filter(pk=helped.pk).update(state="draft", published_at=None)
    assert client.get(published.get_absolute_url()).status_code == 404
    assert describe(Bulletin.objects.get()) is None


def test_the_same_queries_for_one_number_and_for_three(office, client, published, helped, make_record):
    make_record(helped, kind="clerical")
    write(office, helped, number="2", figures=["recovery-joint", "records", "clerical-tasks"])
    publish(office, Bulletin.objects.get(number=2))
    counts = set()
    for number in (1, 2):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/disaster/{helped.pk}/bulletins/{number}/").status_code == 200
        counts.add(len(queries))
    assert len(counts) == 1


def test_the_database_refuses_what_cannot_be(published, helped):
    rows = Bulletin.objects.filter(pk=published.pk)
    for change in ({"number": 0}, {"reason": "x"}, {"corrects": published.pk}):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        Bulletin.objects.create(disaster=helped, number=1, title="x", as_of="2024-03-01", body="x")


def test_search_and_the_site_map_know_of_it(client, published, helped):
    refresh_index_now(helped)
    found = client.get("/search/", {"q": "復興支援金の状況"}).text
    assert published.get_absolute_url() in found
    assert published.get_absolute_url() in client.get("/sitemap.xml", follow=True).text


@pytest.mark.parametrize(("number", "status"), [("1", 403), ("2", 404), ("x", 404), ("9" * 40, 404)])
def test_only_a_published_one_is_corrected(office, helped, number, status):
    write(office, helped)
    address = f"/disaster/{helped.pk}/bulletins/new/?corrects={number}"
    assert office.get(address).status_code == status
    assert write(office, helped, f"?corrects={number}", number="3", reason="x").status_code == status
    assert Bulletin.objects.count() == 1


def test_of_two_who_took_the_same_number_one_is_told(office, helped, secretariat):
    write(office, helped)
    values = {"number": 1, "title": "件名", "as_of": datetime.date(2024, 3, 1), "body": "本文"}
    with pytest.raises(ValidationError, match="この番号の報はもうあります"):
        draft_bulletin(disaster=helped, by=secretariat, values=values, files=[])


def test_search_loses_the_bulletins_of_a_merged_disaster(published, visitor, make_disaster, secretariat):
    def found():
        return published.get_absolute_url() in visitor.get("/search/", {"q": "復興支援金の状況"}).text

    told(job=REFRESH_TASK)
    assert found()
    whole = make_disaster("two")
    merge_disaster(disaster=published.disaster, into=whole, by=secretariat)
    told(job=REFRESH_TASK)
    assert not found()
    undo_merge(disaster=published.disaster, words="別の日の地震でした", by=secretariat)
    told(job=REFRESH_TASK)
    assert found()
