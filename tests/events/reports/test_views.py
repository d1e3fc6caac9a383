import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from common.attachments.models import StoredFile
from common.attachments.queries import files_of
from common.audit_log.queries import entries_of
from events.reports.models import EventReport
from tests import sample_files


@pytest.fixture
def event(make_event, sakai):
    return make_event(owner=sakai)


def test_organisers_write_a_report_that_is_public_once_they_publish_it(
    event, browser, officer, visitor, stranger
):
    client, page = browser(officer), f"{event.get_absolute_url()}report/"
    desk = f"{event.get_absolute_url()}desk/"
    assert desk in client.get(event.get_absolute_url()).text
    assert page in client.get(desk).text
    assert desk not in visitor.get(event.get_absolute_url()).text
    picture = SimpleUploadedFile("会場.jpg", sample_files.picture())
    assert client.post(page, {"body": "多くの方が来場しました。", "files": [picture]}).status_code == 302
    [file] = files_of(EventReport.objects.get())
    for other in (visitor, browser(stranger)):
        assert "多くの方が" not in other.get(event.get_absolute_url()).text
        assert other.get(file.get_absolute_url()).status_code == 404
    refused = client.post(f"{page}publish/", follow=True)
    assert "写真の説明と権利の表示" in refused.text
    assert "多くの方が" not in visitor.get(event.get_absolute_url()).text
    StoredFile.objects.filter(pk=file.pk).update(alt="会場の様子", rights="堺市")
    assert client.post(f"{page}publish/").status_code == 302
    shown = visitor.get(event.get_absolute_url()).text
    assert "多くの方が来場しました。" in shown
    assert visitor.get(file.get_absolute_url()).getvalue()  # read to the end, its file is closed
    assert client.post(f"{page}withdraw/").status_code == 302
    assert "多くの方が" not in visitor.get(event.get_absolute_url()).text
    assert visitor.get(file.get_absolute_url()).status_code == 404
    verbs = [entry.verb for entry in entries_of(event)]
    assert verbs == ["events.report_withdrawn", "events.report_published", "events.report_edited"]


def test_nothing_to_read_is_not_published(event, browser, officer, visitor):
    page = f"{event.get_absolute_url()}report/"
    answer = browser(officer).post(f"{page}publish/", follow=True)
    assert "開催の様子を入力して保存してから" in answer.text
    assert "開催報告" not in visitor.get(event.get_absolute_url()).text


def test_the_second_of_two_writers_is_told_and_loses_nothing(event, browser, officer, secretariat):
    page, client = f"{event.get_absolute_url()}report/", browser(officer)
    client.post(page, {"body": "はじめ"})
    read = client.get(page).context["form"]["version"].value()
    browser(secretariat).post(page, {"body": "事務局の文", "version": read})
    answer = client.post(page, {"body": "私の文", "version": read})
    assert answer.status_code == 409
    assert "私の文" in answer.text
    assert "事務局の文" in answer.text
    assert EventReport.objects.get().body == "事務局の文"
