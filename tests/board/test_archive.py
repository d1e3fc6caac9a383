"""The whole board as one ZIP that opens without the portal."""

import datetime
import errno
import io
import posixpath
import re
import shutil
import zipfile
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from board import actions, tasks_paper
from board.actions import archive as archives
from board.models import Archive, Topic, TopicStep
from board.models.audience import Audience
from board.paper import archive as paper
from members.refusals import Refused
from office import cabinet, calendar
from office.models import Entry, Mail, StoredFile
from tests.board.threads import in_threads

URL = "/board/archive/"


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.VAR = tmp_path


def file(name, by, content="本文"):
    return cabinet.keep(SimpleUploadedFile(name, content.encode()), by=by)


def ask(by, **chosen) -> Archive:
    return actions.ask_archive(by=by, **{"with_hidden": False, "with_talks": False, **chosen})


def built(archive: Archive, pieces: int = 1) -> dict[str, str]:
    for _ in range(pieces):
        actions.build_piece(archive.pk)
    archive.refresh_from_db()
    assert archive.is_ready
    (stored,) = cabinet.files_of(archive)
    with stored.content.open("rb") as content:
        book = zipfile.ZipFile(io.BytesIO(content.read()))
    assert book.testzip() is None
    assert len(book.namelist()) == len(set(book.namelist()))
    return {name: book.read(name).decode() for name in book.namelist()}


class Links(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found += [value for name, value in attrs if name in ("href", "src")]


def page_of(topic, found) -> str:
    return found[f"topics/{topic.pk:05}.html"]


@pytest.fixture
def board(make_topic, make_reply, officer, ward_officer, secretariat, kushiro):
    """A proposal with steps, files and a hidden reply; a hidden notice; a talk; a draft besides."""
    proposal = make_topic(officer, title="<script>alert(1)</script>", files=[file("計画.txt", officer)])
    TopicStep.objects.create(
        topic=proposal, stage="agreed", on=calendar.today(), by=officer, by_name="花子", remark="協定"
    )
    make_reply(proposal, ward_officer, "見える返信", files=[file("CON.txt", ward_officer, "区の回答")])
    hidden = make_reply(proposal, ward_officer, "隠した返信", files=[file("秘.txt", ward_officer, "秘密")])
    actions.hide_reply(reply=hidden, by=secretariat, reason="個人情報")
    notice = make_topic(officer, Topic.Kind.NOTICE, title="隠した周知")
    actions.hide_topic(topic=notice, by=secretariat, reason="重複")
    talk = make_topic(officer, Topic.Kind.NOTICE, title="二者の相談")
    Topic.objects.filter(pk=talk.pk).update(kind="talk", parent=proposal, audience=Audience.CHOSEN)
    talk.audience_organizations.add(kushiro)
    actions.draft_topic(by=officer, kind="notice", values={"title": "書きかけの下書き"}, files=())
    return {"proposal": proposal, "notice": notice, "talk": talk}


def test_archive_holds_topics_replies_and_files_with_links_that_lead_somewhere(board, secretariat):
    found = built(ask(secretariat))
    page = page_of(board["proposal"], found)
    for words in ("提供できること", "協定", "見える返信", "計画.txt", "会員のすべての団体", "大阪府堺市"):
        assert words in page
    assert found[f"files/{board['proposal'].pk:05}/01.txt"] == "本文"
    assert found[f"files/{board['proposal'].pk:05}/r001-01.txt"] == "区の回答"
    assert all(name.isascii() for name in found)
    links = 0
    for name, content in found.items():
        if name.endswith(".html"):
            for link in Links(content).found:
                target = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(link)))
                assert target in found, f"{name}: {link}"
                links += 1
    assert links > 12
    assert "投稿" in found["index.html"]
    assert [name for name in found if name.startswith("lists/")]


def test_archive_is_safe_from_what_people_wrote(board, secretariat):
    found = built(ask(secretariat))
    for name, content in found.items():
        assert "<script" not in content, name
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page_of(board["proposal"], found)


def test_archive_leaves_out_hidden_things_talks_and_drafts(board, secretariat):
    archive = ask(secretariat)
    found = built(archive)
    everything = "".join(found.values())
    for words in ("隠した返信", "秘密", "秘.txt", "個人情報", "隠した周知", "二者の相談", "書きかけの下書き"):
        assert words not in everything
    assert "非表示になっている返信です" in page_of(board["proposal"], found)
    assert (archive.topics_done, archive.replies_done, archive.files_done) == (1, 1, 2)


def test_archive_marks_hidden_things_and_holds_talks_where_they_were_asked_for(board, secretariat):
    archive = ask(secretariat, with_hidden=True, with_talks=True)
    found = built(archive)
    page = page_of(board["proposal"], found)
    assert "隠した返信" in page
    assert "理由：個人情報" in page
    assert "理由：重複" in page_of(board["notice"], found)
    assert "選んだ団体のみ(北海道釧路市)" in page_of(board["talk"], found)
    assert f'href="../topics/{board["proposal"].pk:05}.html"' in page_of(board["talk"], found)
    assert "書きかけの下書き" not in "".join(found.values())
    assert (archive.topics_done, archive.replies_done, archive.files_done) == (3, 2, 3)


def test_archive_is_made_in_pieces_and_survives_one_that_died(make_topic, officer, secretariat, monkeypatch):
    monkeypatch.setattr(archives, "SECONDS", 0)
    monkeypatch.setattr(paper, "BATCH", 1)
    topics = [make_topic(officer, title=f"標題{number}") for number in range(3)]
    archive = ask(secretariat)
    actions.build_piece(archive.pk)
    archive.refresh_from_db()
    assert (archive.state, archive.topics_done, archive.beginnings) == ("building", 1, 1)
    assert ProcrastinateJob.objects.filter(task_name=archives.TASK).count() == 2
    with paper.path_of(archive).open("ab") as rest:  # a piece that died left half of its work behind
        rest.write(b"PK\x03\x04 half a member" * 10_000)
    found = built(archive, pieces=3)
    assert {f"topics/{topic.pk:05}.html" for topic in topics} <= set(found)
    assert archive.beginnings == 1
    actions.build_piece(archive.pk)  # a job too many does nothing
    assert StoredFile.objects.count() == 1


def test_archive_begins_anew_where_its_file_is_gone_and_gives_up_in_the_end(
    make_topic, officer, secretariat, monkeypatch
):
    monkeypatch.setattr(archives, "SECONDS", 0)
    monkeypatch.setattr(paper, "BATCH", 1)
    for _ in range(2):
        make_topic(officer)
    archive = ask(secretariat)
    for beginnings in (1, 2, 3):
        actions.build_piece(archive.pk)
        archive.refresh_from_db()
        assert (archive.beginnings, archive.topics_done) == (beginnings, 1)
        paper.path_of(archive).unlink()
    actions.build_piece(archive.pk)
    archive.refresh_from_db()
    assert archive.state == "failed"
    assert "失われました" in archive.reason
    assert "作成できませんでした" in Mail.objects.get(to=secretariat.email).subject


def test_archive_names_what_is_gone_from_the_storage(board, secretariat):
    lost = StoredFile.objects.get(name="計画.txt")
    lost.content.storage.delete(lost.content.name)
    found = built(ask(secretariat))
    assert "保管場所に見つからない" in page_of(board["proposal"], found)
    assert f"files/{board['proposal'].pk:05}/01.txt" not in found


def test_archive_of_an_empty_board_is_an_archive(secretariat):
    found = built(ask(secretariat))
    assert set(found) == {"index.html", "style.css"}
    assert "投稿はありません" in found["index.html"]


def test_archive_tells_the_one_who_asked_and_stands_in_the_register(board, secretariat):
    archive = ask(secretariat, with_hidden=True)
    built(archive)
    mail = Mail.objects.get(purpose="board.archive_finished")
    assert mail.to == secretariat.email
    assert URL in mail.body
    assert "返信 2件" in mail.body
    asked = Entry.objects.get(verb="board.archive_asked")
    assert (asked.by, asked.facts["with_hidden"]) == (secretariat, True)
    assert Entry.objects.filter(verb="board.archive_ready").exists()
    assert archive.expires_on == calendar.today() + datetime.timedelta(days=14)


def test_only_one_archive_is_made_at_a_time(board, secretariat):
    archive = ask(secretariat)
    with pytest.raises(Refused, match="作成中のものがあります"):
        ask(secretariat)
    built(archive)
    ask(secretariat)


def test_archive_is_refused_where_the_disk_has_no_room(board, secretariat, monkeypatch):
    StoredFile.objects.filter(name="計画.txt").update(size=shutil.disk_usage("/").free)
    with pytest.raises(Refused, match="空き容量が足りない"):
        ask(secretariat)
    assert not Archive.objects.exists()


def test_archive_is_deleted_after_its_day(board, secretariat):
    archive = ask(secretariat)
    built(archive)
    stray = paper.folder() / "999.zip"
    stray.write_bytes(b"left behind")
    assert archives.delete_expired_archives() == 0
    assert not stray.exists()
    Archive.objects.update(expires_on=calendar.today() - datetime.timedelta(days=1))
    assert archives.delete_expired_archives() == 1
    assert cabinet.files_of(archive) == []
    archive.refresh_from_db()
    assert archive.state == "deleted"
    assert archives.delete_expired_archives() == 0


# pages


def test_archive_page_is_the_secretariats(
    browser, visitor, officer, reader, stranger, ward_officer, secretariat
):
    assert visitor.get(URL).status_code == 302
    for person in (officer, reader, stranger, ward_officer):
        assert browser(person).get(URL).status_code == 403
        assert browser(person).post(URL).status_code == 403
    page = browser(secretariat).get(URL).content.decode()
    assert "作成を始める" in page
    assert URL in browser(secretariat).get("/members/desk/").content.decode()


def asked_by_page(client, **chosen):
    once = re.search(r'name="once" value="([^"]+)"', client.get(URL).content.decode())[1]
    return once, client.post(URL, {"once": once, **chosen})


def test_archive_is_asked_for_once_however_often_the_button_is_pressed(browser, secretariat, topic):
    client = browser(secretariat)
    once, response = asked_by_page(client, with_talks="on")
    assert response.status_code == 302
    assert client.post(URL, {"once": once}).status_code == 302
    archive = Archive.objects.get()
    assert (archive.with_hidden, archive.with_talks, archive.asked_by) == (False, True, secretariat)
    page = client.get(URL).content.decode()
    assert "作成しています" in page
    assert "作成を始める" not in page
    response = client.post(URL, {"once": "another-token-of-the-form"})
    assert response.status_code == 400
    assert "作成中のものがあります" in response.content.decode()


def test_a_reader_of_the_secretariat_asks_for_no_archive(browser, make_user, secretariat_body, topic):
    looker = make_user("look@city.example", secretariat_body, role="reader")
    client = browser(looker)
    assert client.get(URL).status_code == 200
    assert client.post(URL, {"once": "x"}).status_code == 403
    assert not Archive.objects.exists()


def test_archive_file_opens_for_the_secretariat_only(
    browser, visitor, officer, stranger, ward_officer, secretariat, topic
):
    archive = ask(secretariat)
    built(archive)
    (stored,) = cabinet.files_of(archive)
    response = browser(secretariat).get(stored.get_absolute_url())
    assert response.status_code == 200
    assert response["Content-Type"] == "application/zip"
    assert "attachment" in response["Content-Disposition"]
    assert response.getvalue()[:2] == b"PK"
    for client in (visitor, *map(browser, (officer, stranger, ward_officer))):
        assert client.get(stored.get_absolute_url()).status_code == 404
    assert stored.get_absolute_url() in browser(secretariat).get(URL).content.decode()


def test_archive_stop(browser, visitor, officer, stranger, ward_officer, secretariat, topic):
    archive = ask(secretariat)
    url = f"{URL}{archive.pk}/stop/"
    for person in (officer, stranger, ward_officer):
        assert browser(person).post(url).status_code == 403
    assert visitor.post(url).status_code == 302
    client = browser(secretariat)
    assert client.get(url).status_code == 405
    assert client.post(f"{URL}999999/stop/").status_code == 404
    assert client.post(url).status_code == 302
    archive.refresh_from_db()
    assert archive.state == "stopped"
    actions.build_piece(archive.pk)
    archive.refresh_from_db()
    assert archive.state == "stopped"
    client.post(url)
    assert Entry.objects.filter(verb="board.archive_stopped").count() == 1


def test_archive_list_costs_the_same_with_one_and_three_rows(browser, secretariat):
    def cost() -> int:
        with CaptureQueriesContext(connection) as seen:
            client.get(URL)
        return len(seen)

    def finished():
        archive = ask(secretariat)
        built(archive)

    client = browser(secretariat)
    finished()
    cost()
    one = cost()
    finished()
    finished()
    assert cost() == one
    assert one <= 12


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"state": "ready"}, "archive_finished_with_state"),
        ({"state": "ready", "finished_at": timezone.now()}, "archive_ready_expires"),
        ({"state": "waiting"}, "archive_one_at_a_time"),
    ],
)
def test_constraints_of_archives(secretariat, values, name):
    Archive.objects.create(asked_by=secretariat)
    if name != "archive_one_at_a_time":
        Archive.objects.update(state="stopped", finished_at=timezone.now())
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Archive.objects.create(asked_by=secretariat, **values)


class Context:
    """What procrastinate tells a task of its job."""

    def __init__(self, attempts):
        self.job = type("Job", (), {"attempts": attempts})


def test_the_task_tries_again_and_tells_in_the_end_why_there_is_no_archive(board, secretariat, monkeypatch):
    def fall(archive_id):
        raise error

    archive = ask(secretariat)
    monkeypatch.setattr(archives, "build_piece", fall)
    error = ValueError("broken")
    with pytest.raises(ValueError, match="broken"):
        tasks_paper.build_archive(Context(attempts=0), archive_id=archive.pk)
    archive.refresh_from_db()
    assert archive.is_unfinished
    with pytest.raises(ValueError, match="broken"):
        tasks_paper.build_archive(Context(attempts=tasks_paper.TRIES), archive_id=archive.pk)
    archive.refresh_from_db()
    assert (archive.state, archive.reason) == ("failed", tasks_paper.FAILED)


def test_the_task_says_when_the_disk_got_full(board, secretariat, monkeypatch):
    def fall(archive_id):
        raise OSError(errno.ENOSPC, "no room")

    archive = ask(secretariat)
    monkeypatch.setattr(archives, "build_piece", fall)
    tasks_paper.build_archive(Context(attempts=0), archive_id=archive.pk)
    archive.refresh_from_db()
    assert archive.reason == tasks_paper.NO_ROOM


@pytest.mark.usefixtures("committed")
def test_two_who_ask_at_once_get_one_archive(officer, secretariat, make_topic):
    make_topic(officer)

    def try_to_ask():
        try:
            return ask(secretariat)
        except Refused as refused:
            return str(refused)

    results = in_threads(try_to_ask, try_to_ask)
    assert Archive.objects.count() == 1
    assert archives.ALREADY in results


@pytest.mark.usefixtures("committed")
def test_two_workers_on_one_archive_write_it_once(officer, secretariat, make_topic):
    topic = make_topic(officer)
    archive = ask(secretariat)
    in_threads(lambda: actions.build_piece(archive.pk), lambda: actions.build_piece(archive.pk))
    archive.refresh_from_db()
    assert (archive.state, archive.topics_done, archive.beginnings) == ("ready", 1, 1)
    (stored,) = cabinet.files_of(archive)
    with stored.content.open("rb") as content:
        names = zipfile.ZipFile(io.BytesIO(content.read())).namelist()
    assert names.count(f"topics/{topic.pk:05}.html") == 1
    assert not paper.path_of(archive).exists()


def test_archive_covers_quotes_of_hidden_replies_and_says_in_whose_name(
    topic, officer, ward_officer, secretariat
):
    first = actions.post_reply(topic=topic, by=ward_officer, body="電話は区役所の山田まで")
    body = "> 電話は区役所の山田まで\n\nわかりました。"
    actions.post_reply(topic=topic, by=officer, body=body, standing="official", quoted=first)
    actions.hide_reply(reply=first, by=secretariat, reason="個人名があるため")
    page = page_of(topic, built(ask(secretariat)))
    assert "山田" not in page
    assert "わかりました。" in page
    assert "【団体としての回答】" in page
    Archive.objects.all().delete()
    assert "山田" in page_of(topic, built(ask(secretariat, with_hidden=True)))
