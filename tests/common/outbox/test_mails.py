"""A mail is declared once: what a declaration must have, and what becomes of it until it leaves."""

import pytest
from django.core import mail as outbox
from django.core.management import call_command
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from common.audit_log.models import AuditEntry
from common.outbox import delivery, mails
from common.outbox.mails import Mail, write_all
from common.outbox.models import OutgoingMail

pytestmark = pytest.mark.django_db
WORLD = {"to": [], "holds": True, "links": {}}


class EntryNoted(Mail):
    """Whoever is in WORLD, when an entry is noted."""

    about, label = AuditEntry, "試しの用件"
    personal = ("link",)
    headers = {"List-Unsubscribe": "<{link}>"}

    def recipients(self):
        return WORLD["to"]

    def still_holds(self, to):
        """WORLD says so; it may raise."""
        if isinstance(WORLD["holds"], Exception):
            raise WORLD["holds"]
        if WORLD["holds"] == "broken":
            AuditEntry.objects.extra(where=["no_such_column"]).exists()
        return WORLD["holds"] is True or to in WORLD["holds"]

    def personal_values(self, addresses):
        values = WORLD["links"]
        return {to: {"link": f"{values[to]}"} for to in addresses if to in values}

    def _text(self, **marks):
        return f"件名 {self.facts.get('day', '')}", f"本文 {marks.get('link', 'なし')}\n"


@pytest.fixture
def entry():
    WORLD.update(to=["A@city.example", "b@city.example"], holds=True, links={})
    EntryNoted.headers = {}
    return AuditEntry.objects.create(verb="common.mail_requeued")


def work():
    """Run the jobs that write and deliver, in their order, as a worker would."""
    for job in ProcrastinateJob.objects.filter(status="todo").order_by("id"):
        app.tasks[job.task_name].func(**job.args)


def rows():
    return {mail.to: mail for mail in OutgoingMail.objects.all()}


class TestDeclaring:
    def test_a_mail_without_guard_or_recipients_is_refused(self):
        with pytest.raises(TypeError, match="recipients, still_holds"):
            type("Hasty", (Mail,), {"__doc__": "Nobody.", "about": None, "label": "試し"})

    def test_a_mail_whose_guard_says_nothing_is_refused(self):
        body = {"about": None, "label": "試し", "recipients": list, "still_holds": lambda self, to: True}
        with pytest.raises(TypeError, match="docstring"):
            type("Silent", (Mail,), {"__doc__": "Nobody.", **body})
        assert "common.silent" not in mails.declared_mails()

    def test_two_of_one_name_are_refused(self):
        with pytest.raises(TypeError, match="two mails"):
            type("EntryNoted", (EntryNoted,), {"__doc__": "x", "__module__": EntryNoted.__module__})

    def test_each_is_printed_with_guard_and_subject(self, capsys, monkeypatch):
        monkeypatch.delitem(mails._declared, EntryNoted.purpose)  # its text is made here, without a template
        call_command("mails")
        printed = capsys.readouterr().out
        assert f"{len(mails.declared_mails())} mails" in printed


class TestWriting:
    def test_only_names_keys_and_facts_travel(self, entry):
        EntryNoted.send(entry, day="1201")
        job = ProcrastinateJob.objects.get()
        assert job.args == {"mail": "tests.entry_noted", "pk": entry.pk, "facts": {"day": "1201"}}

    def test_each_address_once_however_often_it_is_sent(self, entry):
        WORLD["to"] += ["a@city.example"]
        EntryNoted.send(entry, day="1201")
        EntryNoted.send(entry, day="1201")
        work()
        assert set(rows()) == {"a@city.example", "b@city.example"}
        assert rows()["b@city.example"].subject == "件名 1201"
        assert rows()["b@city.example"].key == f"tests.entry_noted:{entry.pk}:1201:b@city.example"

    def test_other_facts_are_another_mail(self, entry):
        EntryNoted(entry, day="1201").write()
        assert EntryNoted(entry, day="1202").write() == 2

    def test_keys_of_very_long_addresses_differ_and_fit(self, entry):
        keys = {EntryNoted(entry).key(f"{'a' * 200}{n}@city.example") for n in (1, 2)}
        assert len(keys) == 2
        assert max(len(key) for key in keys) <= 200

    def test_many_mails_are_one_insert(self, entry, django_assert_num_queries):
        more = [AuditEntry.objects.create(verb="common.mail_requeued") for _ in range(30)]
        EntryNoted.personal = ()
        try:
            with django_assert_num_queries(7):  # known keys, rows, their jobs; the rest are savepoints
                assert write_all(EntryNoted(one) for one in more) == 60
        finally:
            EntryNoted.personal = ("link",)

    def test_whoever_it_no_longer_concerns_is_skipped_with_the_reason(self, entry):
        WORLD["holds"] = {"b@city.example"}
        EntryNoted(entry).write()
        assert rows()["A@city.example"].state == "skipped"
        assert rows()["A@city.example"].last_error == Mail.no_longer_holds
        assert rows()["b@city.example"].state == "queued"

    def test_personal_words_reach_their_own_address_only(self, entry):
        WORLD["links"] = {"a@city.example": "https://1"}
        EntryNoted.headers = {"List-Unsubscribe": "<{link}>"}
        WORLD["to"] = ["a@city.example"]
        EntryNoted(entry).write()
        assert rows()["a@city.example"].body == "本文 https://1\n"
        assert rows()["a@city.example"].headers == {"List-Unsubscribe": "<https://1>"}

    def test_who_has_no_personal_words_is_written_to_whatever_else_is_known(self, entry, monkeypatch):
        WORLD["to"] = ["b@city.example"]
        monkeypatch.setattr(EntryNoted, "personal_values", lambda self, to: {"a@city.example": {"link": "1"}})
        EntryNoted(entry, day="1201").write()
        (row,) = rows().values()
        assert (row.subject, row.body) == ("件名 1201", "本文 なし\n")

    def test_written_again_nobody_gets_new_personal_words(self, entry):
        WORLD["links"] = {"a@city.example": "1"}
        EntryNoted(entry).write()
        WORLD["links"] = {"a@city.example": "2", "b@city.example": "2"}
        EntryNoted(entry).write()
        assert [mail.body for mail in rows().values()] == ["本文 なし\n", "本文 1\n"]

    def test_a_row_that_is_gone_is_told_to_nobody(self, entry):
        EntryNoted.send(entry)
        AuditEntry.objects.filter(pk=entry.pk)._raw_delete("default")
        work()
        assert rows() == {}


class TestLeaving:
    @pytest.fixture
    def written(self, entry):
        WORLD["to"] = ["b@city.example"]
        EntryNoted(entry).write()
        return OutgoingMail.objects.get()

    def test_it_leaves_while_it_holds(self, written):
        assert delivery.deliver(written).state == "sent"
        assert len(outbox.outbox) == 1

    def test_it_is_skipped_not_failed_once_it_does_not_hold(self, written):
        WORLD["holds"] = set()
        row = delivery.deliver(written)
        assert (row.state, row.last_error, outbox.outbox) == ("skipped", Mail.no_longer_holds, [])
        assert not OutgoingMail.objects.filter(state=OutgoingMail.State.FAILED).exists()

    def test_it_is_skipped_when_its_row_is_gone(self, written, entry):
        AuditEntry.objects.filter(pk=entry.pk)._raw_delete("default")
        assert delivery.deliver(written).state == "skipped"

    def test_it_is_skipped_when_a_row_that_its_guard_asks_is_gone(self, written):
        WORLD["holds"] = AuditEntry.DoesNotExist()
        assert delivery.deliver(written).state == "skipped"

    def test_a_guard_that_raises_is_a_failed_try_and_tried_again(self, written):
        WORLD["holds"] = ValueError("no such column")
        ProcrastinateJob.objects.all()._raw_delete("default")
        with pytest.raises(delivery.NotDelivered):
            delivery.deliver(written)
        written.refresh_from_db()
        assert (written.state, written.tries, outbox.outbox) == ("queued", 1, [])
        assert ProcrastinateJob.objects.get().args["mail_ids"] == [written.pk]
        WORLD["holds"] = True
        assert delivery.deliver(written).state == "sent"

    def test_so_is_one_that_breaks_in_the_database(self, written):
        WORLD["holds"] = "broken"
        with pytest.raises(delivery.NotDelivered):
            delivery.deliver(written)
        written.refresh_from_db()
        assert (written.state, written.tries) == ("queued", 1)
        assert "no_such_column" in written.last_error


def test_what_is_gone_before_it_is_written_is_told_to_nobody(entry):
    EntryNoted.send(entry)
    WORLD["holds"] = AuditEntry.DoesNotExist()
    work()
    assert not OutgoingMail.objects.exists()
