"""After the promised day nothing of a person is found anywhere, and the numbers are as before."""

import datetime
import json

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from psycopg import sql

from common import jobs
from common.audit_log.models import AuditEntry
from common.outbox.actions import resend_failed_mails
from common.outbox.bounces import bounce_tasks
from common.outbox.models import OutgoingMail
from common.refusals import ActionRefused
from sign_ups.joining.actions import cancel_sign_up, change_sign_up, decide_sign_up
from sign_ups.purges.actions import purge_slot
from sign_ups.sign_ups.models import Person, SignUp
from sign_ups.slot_desk.queries import numbers_of
from sign_ups.slots.actions import edit_slot
from sign_ups.slots.models import Slot
from tests.sign_ups.conftest import DAY, join
from tests.sign_ups.refusal_table import SLOT
from tests.threads import in_threads
from tests.worker import write_mails

PLANTED = ("植田鉢蔵", "鉢植花江", "uekibachi", "0191-77-2468", "車椅子で参る")
TEXTS = """
    SELECT table_schema, table_name, column_name FROM information_schema.columns
    JOIN information_schema.tables USING (table_schema, table_name)
    WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')
        AND (data_type IN ('text', 'character varying', 'character', 'json', 'jsonb', 'tsvector', 'ARRAY')
            OR udt_name = 'citext')
"""


def places_of(strings) -> set[str]:
    """Table and column of each text that holds one of them, in the whole database."""
    found = set()
    escaped = [json.dumps(one)[1:-1].replace("\\", "\\\\") for one in strings]  # as in JSON of ASCII
    wanted = [f"%{one}%" for one in (*strings, *escaped)]
    with connection.cursor() as cursor:
        cursor.execute(TEXTS)
        columns = cursor.fetchall()
        assert len(columns) > 300
        for schema, table, column in columns:
            query = sql.SQL("SELECT 1 FROM {} WHERE {}::text ILIKE ANY(%s) LIMIT 1").format(
                sql.Identifier(schema, table), sql.Identifier(column)
            )
            cursor.execute(query, [wanted])
            found |= {f"{table}.{column}"} if cursor.fetchone() else set()
    return found


def plant(slot):
    """Sign up over the form with all five, then all that may happen to it."""
    typed = {
        "name": PLANTED[0],
        "person_1": PLANTED[0],
        "person_2": PLANTED[1],
        "email": f"{PLANTED[2]}@example.jp",
        "telephone": PLANTED[3],
        "remark": PLANTED[4],
        "group_rule": "whole",
    }
    address = reverse("sign_ups:slot-join", args=[slot.pk])
    assert Client().post(address, typed).status_code == 302
    made = SignUp.objects.get(name=PLANTED[0])
    return change_sign_up(
        sign_up=made, names=PLANTED[:2], remark=f"{PLANTED[4]}。よろしく", telephone=PLANTED[3]
    )


def purge(slot, days=61):
    return purge_slot(slot=slot, now=timezone.now() + days * DAY)


@pytest.fixture
def planted(db, make_slot, officer, secretariat, browser):
    slot = make_slot(capacity=4, method="approval")
    made = plant(slot)
    decide_sign_up(sign_up=made, state="confirmed", by=officer)
    join(slot, "別の人", email="other@example.jp")
    write_mails()
    OutgoingMail.objects.filter(about_id=made.pk).update(
        state="failed", last_error=f"550 {PLANTED[2]}@example.jp"
    )
    resend_failed_mails(OutgoingMail.objects.filter(about_id=made.pk)[:1], by=secretariat)
    gone = {"address": f"{PLANTED[2]}@example.jp", "reason": f"550 {PLANTED[2]}"}
    jobs.defer(bounce_tasks()[0], **gone)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'failed' WHERE args ? 'address'")
    desk = browser(officer)
    sheet = reverse("sign_ups:slot-sheet", args=[slot.pk])
    assert desk.post(sheet, {"why": "受付名簿の印刷"}).getvalue()  # closes its file
    desk.post(reverse("sign_ups:sign-up-end", args=[slot.pk, made.pk]))  # its outcome waits for the next page
    return slot


def test_no_text_column_of_any_table_holds_what_was_planted(planted):
    before = places_of(PLANTED)
    assert {"sign_ups_signup.name", "sign_ups_person.key", "common_outgoingmail.body"} <= before
    assert "common_auditentry.object_name" not in before
    assert purge(planted)
    assert places_of(PLANTED) == set()


def test_the_numbers_stay_and_it_is_traced(planted):
    def counted():
        states = list(SignUp.objects.values_list("code", "state", "size"))
        return numbers_of(planted), states, Person.objects.count(), OutgoingMail.objects.count()

    before = counted()
    purge(planted)
    assert counted() == before
    entry = AuditEntry.objects.get(verb="sign_ups.names_purged")
    assert (entry.object_name, entry.facts) == (planted.title, {"sign_ups": 2, "people": 3})
    assert AuditEntry.objects.get(verb="sign_ups.names_exported").facts["purpose"] == "受付名簿の印刷"


def test_what_has_not_left_does_not_leave_and_nothing_is_written_afterwards(planted):
    purge(planted)
    assert not OutgoingMail.objects.exclude(state__in=["skipped", "sent"]).exists()
    number = OutgoingMail.objects.count()
    write_mails()
    assert OutgoingMail.objects.count() == number


def test_a_day_too_early_nothing_goes(planted):
    assert not purge(planted, days=59)
    assert list(Slot.objects.purge_due(timezone.now() + 59 * DAY)) == []
    assert SignUp.objects.filter(name=PLANTED[0]).exists()


def test_the_dry_run_says_what_would_go_and_changes_nothing(planted, capsys):
    Slot.objects.update(purge_on=timezone.localdate())
    call_command("purge_sign_ups", "--dry-run")
    assert "would purge 2 sign-ups, 3 people" in capsys.readouterr().out
    assert SignUp.objects.filter(name=PLANTED[0]).exists()
    call_command("purge_sign_ups")
    assert "purged 2 sign-ups, 3 people" in capsys.readouterr().out
    call_command("purge_sign_ups")
    assert "nothing to purge" in capsys.readouterr().out
    assert places_of(PLANTED) == set()


def test_the_pages_say_so(planted, officer, browser):
    code = SignUp.objects.first().get_absolute_url()
    purge(planted)
    assert "氏名、連絡先などは" in Client().get(code).text
    desk = browser(officer)
    page = desk.get(planted.get_absolute_url()).text
    assert "保存した名簿のファイルも削除してください" in page
    assert "名簿を保存する" not in page
    sheet = desk.post(reverse("sign_ups:slot-sheet", args=[planted.pk]), {"why": "印刷"}, follow=True)
    assert "個人情報を削除したため、名簿はありません。" in sheet.text
    edit = desk.post(reverse("sign_ups:slot-edit", args=[planted.pk]), SLOT)
    assert "個人情報を削除した受付枠は変更できません。" in edit.text


def test_the_promised_day_moves_later_only_with_the_slot(planted, officer):
    later = planted.purge_on + DAY
    with pytest.raises(ActionRefused, match="削除すると約束しているため"):
        edit_slot(slot=planted, by=officer, values={"purge_on": later})
    edit_slot(slot=planted, by=officer, values={"purge_on": planted.purge_on - DAY})
    start = timezone.now() + datetime.timedelta(days=80)
    moved = {"starts_at": start, "closes_at": start, "purge_on": timezone.localdate(start) + DAY}
    assert edit_slot(slot=planted, by=officer, values=moved).purge_on == moved["purge_on"]


def test_the_promise_binds_nobody_while_there_are_no_sign_ups(db, make_slot, officer):
    slot = make_slot()
    later = slot.purge_on + DAY
    assert edit_slot(slot=slot, by=officer, values={"purge_on": later}).purge_on == later


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_at_once_and_somebody_who_cancels_meanwhile(make_slot):
    slot = make_slot(capacity=4)
    made = join(slot, *PLANTED[:2], email=f"{PLANTED[2]}@example.jp")

    def cancel():
        return cancel_sign_up(sign_up=made).state

    done = in_threads(lambda: purge(slot), lambda: purge(slot), cancel)
    assert sorted(done[:2]) == [False, True]
    assert done[2] == "cancelled"
    assert AuditEntry.objects.filter(verb="sign_ups.names_purged").count() == 1
    write_mails()
    assert places_of(PLANTED) == set()
