"""What the bench measures by: CPU time, a mail server of its own, the floor, copies; and how it judges."""

import os
import subprocess
import threading
import time
from email.message import EmailMessage
from smtplib import SMTP, SMTPServerDisconnected

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import NoReverseMatch, reverse

from bench import budgets, cpu, document, report
from bench.content import tenfold
from bench.content.databases import Databases
from bench.measure import Figures, Page
from bench.progress import Progress
from bench.smtp_sink import MailSink
from board.replies.models import Reply
from board.topics.models import Topic
from portal.management.commands.bench import Command


def figures(name, server, database):
    page = Page(name, "/", None)
    return Figures(page, status=200, rounds=[(server + 5, database), (server, database)], times=[1.0])


def judged(*pages):
    return {it.name: it.passed for it in budgets.judge_pages({page.name: page for page in pages})}


def test_cpu_time_of_a_process_is_counted():
    before, end = cpu.spent([os.getpid()]), time.process_time() + 0.1
    while time.process_time() < end:
        pass
    assert 90 < cpu.milliseconds(before, cpu.spent([os.getpid()])) < 1_000
    assert cpu.most_memory_mb([os.getpid()]) > 10


def test_a_process_that_has_just_ended_has_used_nothing():
    ended = subprocess.Popen(["true"])
    ended.wait()
    assert cpu.spent([ended.pid]) == {}
    assert cpu.children(ended.pid) == []


def test_the_cheapest_round_counts():
    assert figures("board front", 5.9, 1.9).cpu == "5.9 + 1.9"


def test_a_page_is_judged_by_its_budget_and_beside_the_plain_orm():
    assert judged(figures("board front", 5.9, 1.9), figures("ORM front", 6, 1))["board front"]
    assert not judged(figures("board front", 6.1, 1.9))["board front"]
    assert not judged(figures("board front", 5.9, 2.1))["board front"]
    name = "board front, beside the plain ORM"
    assert judged(figures("board front", 5.9, 1.9), figures("ORM front", 6, 1))[name]
    assert not judged(figures("board front", 5.9, 1.9), figures("ORM front", 5, 1))[name]


def test_on_a_machine_half_as_fast_the_budgets_are_twice_as_high():
    floors = [figures(name, 2 * server, 1) for name, server in budgets.REFERENCE.items()]
    pages = {page.name: page for page in [*floors, figures("board front", 11.9, 3.9)]}
    line = next(it for it in budgets.judge_pages(pages) if it.name == "board front")
    assert line.passed
    assert line.budget == "at most 6 + 2 x 2"
    assert not judged(*floors, figures("board front", 12.1, 3.9))["board front"]
    assert not judged(*floors, figures("board front", 11.9, 4.1))["board front"]


def test_on_a_faster_machine_the_budgets_stay():
    floors = [figures(name, server / 2, 1) for name, server in budgets.REFERENCE.items()]
    assert judged(*floors, figures("board front", 5.9, 1.9))["board front"]
    assert not judged(*floors, figures("board front", 6.1, 1.9))["board front"]


def test_a_page_that_leads_elsewhere_has_failed():
    page = figures("board front", 1, 0)
    assert "every page answers" not in judged(page)
    page.status = 302
    assert not judged(page)["every page answers"]


def test_growth_is_judged_page_by_page():
    pages = {name: figures(name, 5, 1) for name in ("a", "b")}
    larger = {"a": figures("a", 6, 1.1), "b": figures("b", 6, 1.3)}
    assert [it.passed for it in budgets.judge_growth(pages, larger, "to ten times")] == [True, False]


def test_the_worst_page_is_named():
    pages = {name: figures(name, 4, 1) for name in ("visitor, home", "visitor, home, anew")}
    pages["visitor, home, anew"].page.anew = True
    lines = list(budgets.judge_pages(pages))
    assert [it.name for it in lines if not it.passed] == [
        "visitors, made anew (worst: visitor, home, anew)",
        "visitors, kept (worst: visitor, home)",
    ]


@pytest.fixture
def judging(monkeypatch, settings):
    """`manage.py bench` that fills and measures nothing, and finds what it is given."""
    settings.ROOT_URLCONF, settings.EMBEDDED = "bench.urls", True
    monkeypatch.setitem(connection.settings_dict, "NAME", f"bench_{connection.settings_dict['NAME']}")
    for name in ("_fill", "_measure_writing"):
        monkeypatch.setattr(Command, name, lambda self: None)
    monkeypatch.setattr("portal.management.commands.bench.Databases.is_filled", lambda self, name: True)

    def judge(measured):
        monkeypatch.setattr(
            Command, "_measure_pages", lambda self: self.results.judge("front", measured, 6, "ms")
        )
        call_command("bench")

    return judge


def test_a_missed_budget_is_the_exit_code(judging, capsys):
    judging(5.9)
    assert capsys.readouterr().out.endswith("passed  front: 5.9 ms, at most 6\n1 passed, 0 failed\n")
    with pytest.raises(SystemExit) as stopped:
        judging(6.1)
    assert stopped.value.code == 1
    assert capsys.readouterr().out.endswith("FAILED  front: 6.1 ms, at most 6\n0 passed, 1 failed\n")


def test_it_runs_by_its_own_settings_only():
    with pytest.raises(CommandError, match="Say make bench"):
        call_command("bench")
    with pytest.raises(NoReverseMatch):
        reverse("bench:orm-list")


def test_progress_says_what_remains():
    said = []
    progress = Progress({"fill": 90, "pages": 60}, said.append)
    progress.begin("fill")
    progress.begin("pages")
    assert said == ["[0:00] fill; about 2:30 remain", "[0:00] pages; about 1:00 remain"]


def test_the_mail_server_takes_mails_and_notes_when():
    sink = MailSink()
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["To"] = "件名", "a@city.example", "B@city.example"
    mail.set_content("一行\n.\n二行")
    with SMTP("127.0.0.1", sink.port, timeout=10) as link:
        link.send_message(mail)
        link.send_message(mail)
    sink.close()
    assert [to for to, _ in sink.taken] == ["b@city.example"] * 2
    assert sink.taken_at("b@city.example") == sink.taken[0][1]
    assert sink.taken_at("c@city.example") is None


def test_the_silent_mail_server_says_nothing():
    sink = MailSink(silent=True)
    with pytest.raises(SMTPServerDisconnected, match="timed out"):
        SMTP("127.0.0.1", sink.port, timeout=0.2)
    assert sink.connections == 1
    sink.close()


@pytest.fixture
def floors(settings):
    settings.ROOT_URLCONF, settings.EMBEDDED = "bench.urls", True
    folder = settings.BASE_DIR / "bench/templates"
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [*settings.TEMPLATES[0]["DIRS"], folder]}]


@pytest.fixture
def board(koto, officer):
    """Bulk content on the board."""
    sizes = {"organizations": 3, "users": 12, "topics": 20, "replies": 100, "inquiries": 0}
    call_command("seed_bulk", consent=True, **sizes)
    return Topic.objects.filter(audience="all", merged_into=None).exclude(kind="talk")


@pytest.mark.usefixtures("floors")
def test_the_floor_shows_the_same_rows(browser, officer, board):
    client = browser(officer)
    topic = board.order_by("-reply_count").first()
    for kind in ("orm", "sql"):
        page = client.get(f"/bench/{kind}/board/").content.decode()
        assert all(row.title in page for row in board)
        page = client.get(f"/bench/{kind}/topics/{topic.pk}/").content.decode()
        assert all(reply.body_html in page for reply in topic.replies.all()[:50])
    assert client.get("/bench/orm/unread/").status_code == 200
    assert client.get("/board/").status_code == 200


def test_copies_are_ten_times_as_many_and_as_unread(officer, board):
    before = Topic.objects.count(), Reply.objects.count()
    tenfold.multiply()
    assert (Topic.objects.count(), Reply.objects.count()) == (10 * before[0], 10 * before[1])
    newest = Topic.objects.order_by("-activity_no").first()
    assert newest.pk > tenfold.COPIES * tenfold.STEP
    assert newest.replies.count() == newest.reply_count


@pytest.mark.usefixtures("db")
def test_figures_are_written_beside_those_of_before(tmp_path):
    paper = tmp_path / "performance.md"
    paper.write_text(
        "A\n<!-- compared -->\n<!-- end of compared -->\nB\n<!-- run -->\n<!-- end of run -->\nC\n"
    )
    for column, server in (("before", 16.1), ("after", 5.9)):
        results = report.Results(pages={"board front": figures("board front", server, 1)})
        results.judge("queries of a reply", 11, 12, "queries")
        document.write(results, column, paper)
    text = paper.read_text()
    row = next(line for line in text.splitlines() if line.startswith("| board front"))
    assert [cell.strip() for cell in row.split("|")][2:4] == ["16.1 + 1.0", "5.9 + 1.0"]
    assert "| queries of a reply | 11 queries" in text
    assert text.startswith("A\n")
    assert text.endswith("\nC\n")
    assert text.count("<!--") == 4


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize(
    ("only", "steps"),
    [
        ("", ["pages", "growth", "posting", "burst", "account mail", "silence"]),
        ("board, topic", ["pages"]),
        ("topic, posting", ["pages", "posting"]),
        ("growth", ["growth"]),
    ],
)
def test_only_what_is_named_is_measured(monkeypatch, only, steps):
    monkeypatch.setattr("portal.management.commands.bench.Databases.is_filled", lambda self, name: True)
    command = Command()
    command.options, command.databases = {"only": only}, Databases("bench", {})
    assert list(command._steps()) == steps


def test_a_thread_that_ends_takes_nothing_away():
    def work():
        end = time.thread_time() + 0.05
        while time.thread_time() < end:
            pass
        worked.set()
        may_end.wait(10)

    worked, may_end = threading.Event(), threading.Event()
    thread = threading.Thread(target=work)
    thread.start()
    worked.wait(10)
    before = cpu.spent([os.getpid()])
    may_end.set()
    thread.join()
    assert 0 <= cpu.milliseconds(before, cpu.spent([os.getpid()])) < 40
