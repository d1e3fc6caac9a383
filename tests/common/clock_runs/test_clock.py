"""Work by the clock: Tokyo's time, each row alone, what a standstill missed."""

import datetime

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from common import clock
from common.audit_log.models import AuditEntry
from common.clock_runs import actions
from common.clock_runs.models import ClockFailure, ClockRun

pytestmark = pytest.mark.django_db


def tokyo(text):
    return datetime.datetime.fromisoformat(text).replace(tzinfo=timezone.get_default_timezone())


WORKDAY = "2026-12-01T"  # a Tuesday


class TestSchedules:
    @pytest.mark.parametrize(
        ("schedule", "now", "latest"),
        [
            (clock.daily("3:41"), "2026-12-01T03:41", "2026-12-01T03:41"),
            (clock.daily("3:41"), "2026-12-01T03:40", "2026-11-30T03:41"),
            (clock.hourly(25, between=("9:00", "18:00")), "2026-12-01T08:59", "2026-11-30T17:25"),
            (clock.hourly(25, between=("9:00", "18:00")), "2026-12-01T23:00", "2026-12-01T17:25"),
            (clock.every(10), "2026-12-01T00:09", "2026-12-01T00:00"),
            # over the turn of the year, which has no working day for six days
            (clock.daily("8:00", working_days=True), "2027-01-04T07:00", "2026-12-28T08:00"),
        ],
    )
    def test_the_last_time_it_was_due(self, schedule, now, latest):
        assert schedule.latest(tokyo(now)) == tokyo(latest)

    def test_it_is_tokyos_whatever_the_servers_clock(self):
        now = datetime.datetime(2026, 11, 30, 18, 41, tzinfo=datetime.UTC)
        assert clock.daily("3:41").latest(now) == tokyo("2026-12-01T03:41")

    @pytest.mark.parametrize(
        ("now", "may"),
        [
            ("2026-12-01T08:59", False),
            ("2026-12-01T09:00", True),
            ("2026-12-01T17:59", True),
            ("2026-12-01T18:00", False),
            ("2026-12-05T10:00", False),  # a Saturday
        ],
    )
    def test_late_work_is_done_in_its_hours_only(self, now, may):
        schedule = clock.hourly(25, between=("9:00", "18:00"), working_days=True)
        assert schedule.may_run(tokyo(now)) is may


@pytest.fixture
def job(monkeypatch):
    """A job over the entries of the audit log with the verb "due"; the one called `poisoned` raises."""
    monkeypatch.setattr(clock, "_jobs", {})

    def due(now):
        return AuditEntry.objects.filter(verb="due").order_by("pk")

    @clock.each(clock.daily("3:41"), rows=due, label="試しの処理")
    def settle_entry(entry, *, now):
        """Settle an entry."""
        if entry.object_name == "poisoned":
            raise ValueError("毒")
        AuditEntry.objects.filter(pk=entry.pk).update(verb="settled")

    return clock.clock_jobs()[0]


def entry(label):
    return AuditEntry.objects.create(verb="due", object_name=label)


def queued():
    return list(
        ProcrastinateJob.objects.filter(task_name=actions.RUN_TASK).values_list("args__name", flat=True)
    )


class TestRows:
    def test_a_row_that_raises_stops_no_other(self, job):
        rows = [entry("first"), entry("poisoned"), entry("last")]
        assert actions.run_clock_job(job.name, tokyo(f"{WORKDAY}03:41")) == 2
        states = dict(
            AuditEntry.objects.filter(pk__in=[r.pk for r in rows]).values_list("object_name", "verb")
        )
        assert states == {"first": "settled", "poisoned": "due", "last": "settled"}
        failure = ClockFailure.objects.get()
        assert (failure.error, failure.times) == ("ValueError: 毒", 1)
        assert failure.row.endswith(f":{rows[1].pk}")
        run = ClockRun.objects.get()
        assert (run.done, run.failed) == (2, 1)

    def test_it_is_tried_again_counted_and_leaves_the_desk_when_done(self, job):
        poisoned = entry("poisoned")
        for _ in range(2):
            actions.run_clock_job(job.name)
        assert ClockFailure.objects.get().times == 2
        AuditEntry.objects.filter(pk=poisoned.pk).update(object_name="cured")
        assert actions.run_clock_job(job.name) == 1
        assert not ClockFailure.objects.exists()

    def test_what_the_failed_row_had_written_is_undone(self, job, monkeypatch):
        entry("poisoned")

        def half(row, *, now):
            AuditEntry.objects.filter(pk=row.pk).update(verb="half")
            raise ValueError("毒")

        monkeypatch.setitem(clock._jobs, job.name, clock.ClockJob(**{**vars(job), "function": half}))
        actions.run_clock_job(job.name)
        assert AuditEntry.objects.get().verb == "due"

    def test_one_that_is_no_longer_due_is_asked_again_and_left(self, job, monkeypatch):
        rows = [entry("first"), entry("second")]

        def settle_both(row, *, now):
            AuditEntry.objects.filter(pk__in=[r.pk for r in rows]).update(verb="settled")

        monkeypatch.setitem(clock._jobs, job.name, clock.ClockJob(**{**vars(job), "function": settle_both}))
        assert actions.run_clock_job(job.name) == 1

    def test_a_question_that_raises_is_on_the_desk_too(self, job, monkeypatch):
        def broken(now):
            raise LookupError("no table")

        monkeypatch.setitem(clock._jobs, job.name, clock.ClockJob(**{**vars(job), "rows": broken}))
        assert actions.run_clock_job(job.name) == 0
        assert ClockFailure.objects.get().row == ""

    def test_rows_that_were_not_asked_for_stay_on_the_desk(self, job, monkeypatch):
        entry("poisoned")
        actions.run_clock_job(job.name)

        def broken(now):
            raise LookupError("no table")

        with monkeypatch.context() as patch:
            patch.setitem(clock._jobs, job.name, clock.ClockJob(**{**vars(job), "rows": broken}))
            actions.run_clock_job(job.name)
        assert ClockFailure.objects.count() == 2
        actions.run_clock_job(job.name)
        assert ClockFailure.objects.get().times == 2

    def test_what_a_job_left_that_is_no_more_leaves_the_desk(self, job):
        entry("poisoned")
        actions.run_clock_job(job.name)
        ClockFailure.objects.create(name="board.gone", error="OSError: disk")
        actions.queue_due_jobs(tokyo(f"{WORKDAY}03:00"))
        assert ClockFailure.objects.get().name == job.name

    def test_a_job_done_as_a_whole_that_raises_is_on_the_desk(self, monkeypatch):
        monkeypatch.setattr(clock, "_jobs", {})

        @clock.once(clock.daily("3:41"), label="全体の処理")
        def clean(*, now):
            raise OSError("disk")

        assert actions.run_clock_job("tests.clean") == 0
        assert ClockFailure.objects.get().error == "OSError: disk"


class TestTicks:
    def test_seen_for_the_first_time_it_waits_for_its_next_time(self, job):
        assert actions.queue_due_jobs(tokyo(f"{WORKDAY}12:00")) == []
        assert actions.queue_due_jobs(tokyo("2026-12-02T03:40")) == []
        assert actions.queue_due_jobs(tokyo("2026-12-02T03:41")) == [job.name]

    def test_each_time_is_queued_once(self, job):
        actions.queue_due_jobs(tokyo(f"{WORKDAY}03:00"))
        for minute in range(41, 50):
            actions.queue_due_jobs(tokyo(f"{WORKDAY}03:{minute}"))
        assert queued() == [job.name]

    def test_what_a_standstill_of_days_missed_is_done_once(self, job):
        actions.queue_due_jobs(tokyo(f"{WORKDAY}03:00"))
        assert actions.queue_due_jobs(tokyo("2026-12-07T11:11")) == [job.name]
        assert actions.queue_due_jobs(tokyo("2026-12-07T11:12")) == []

    def test_what_waits_already_is_not_queued_beside_itself(self, job):
        actions.queue_due_jobs(tokyo(f"{WORKDAY}03:00"))
        actions.queue_due_jobs(tokyo(f"{WORKDAY}03:41"))
        assert actions.queue_due_jobs(tokyo("2026-12-02T03:41")) == []
        assert queued() == [job.name]

    def test_a_server_whose_clock_ran_ahead_goes_on_once_it_is_right(self, job):
        ClockRun.objects.create(name=job.name, due_at=tokyo("2030-01-01T03:41"))
        actions.queue_due_jobs(tokyo(f"{WORKDAY}03:00"))
        assert actions.queue_due_jobs(tokyo(f"{WORKDAY}03:41")) == [job.name]

    def test_one_missed_at_night_waits_for_the_morning(self, monkeypatch):
        monkeypatch.setattr(clock, "_jobs", {})
        clock.once(clock.hourly(25, between=("9:00", "18:00")), label="日中")(lambda *, now: None)
        actions.queue_due_jobs(tokyo(f"{WORKDAY}12:00"))
        assert actions.queue_due_jobs(tokyo(f"{WORKDAY}22:00")) == []
        assert len(actions.queue_due_jobs(tokyo("2026-12-02T09:00"))) == 1


class TestSilence:
    def test_a_job_is_silent_when_it_was_due_twice_and_not_done(self, job):
        actions.queue_due_jobs(tokyo(f"{WORKDAY}03:00"))
        actions.run_clock_job(job.name)
        ClockRun.objects.update(finished_at=tokyo("2026-12-01T03:41"))
        assert actions.silent_jobs(tokyo("2026-12-02T03:50")) == []
        assert actions.silent_jobs(tokyo("2026-12-03T03:50")) == [job.name]

    def test_a_job_that_is_new_is_not_silent(self, job):
        ClockRun.objects.create(
            name=job.name, seen_at=tokyo("2026-12-01T03:50"), due_at=tokyo("2026-12-01T03:41")
        )
        assert actions.silent_jobs(tokyo("2026-12-02T03:50")) == []
        assert actions.silent_jobs(tokyo("2026-12-03T03:50")) == [job.name]

    def test_one_that_is_due_each_minute_may_wait_half_an_hour(self, monkeypatch):
        monkeypatch.setattr(clock, "_jobs", {})
        clock.once(clock.every(1), label="毎分")(lambda *, now: None)
        name = clock.clock_jobs()[0].name
        ClockRun.objects.create(name=name, due_at=tokyo(f"{WORKDAY}10:00"), seen_at=tokyo(f"{WORKDAY}10:00"))
        assert actions.silent_jobs(tokyo(f"{WORKDAY}10:29")) == []
        assert actions.silent_jobs(tokyo(f"{WORKDAY}10:31")) == [name]

    def test_readyz_names_it_once_the_process_is_up_for_a_while(self, job, client, monkeypatch):
        actions.run_clock_job(job.name)
        ClockRun.objects.update(finished_at=timezone.now() - datetime.timedelta(days=3))
        monkeypatch.setattr("portal.health.STARTED", timezone.now())
        assert client.get("/readyz").status_code == 200
        monkeypatch.setattr("portal.health.STARTED", timezone.now() - datetime.timedelta(hours=1))
        answer = client.get("/readyz")
        assert (answer.status_code, answer.text) == (503, f"clock: {job.name} is silent\n")


class TestDesk:
    def test_all_are_printed(self, capsys):
        call_command("clock")
        printed = capsys.readouterr().out
        assert "common.nightly_cleanup: daily at 3:41" in printed

    def test_the_secretariat_reads_what_could_not_be_done(self, job, browser, secretariat):
        entry("poisoned")
        actions.run_clock_job(job.name)
        page = browser(secretariat).get(reverse("admin:common_clockfailure_changelist"))
        assert "試しの処理" in page.text
        assert "ValueError: 毒" in page.text
