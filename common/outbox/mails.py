'''A mail is declared once: who is told, in which words, and whether it still holds.

    class TopicClosed(Mail):
        """Whoever follows a topic, when it is closed."""

        about, label = Topic, "掲示板: 受付終了の通知"

        def recipients(self):
            return addresses_following(self.about)

        def still_holds(self, to):
            """The topic is closed, and they still follow it."""
            return self.about.is_closed and self.is_recipient(to)

`TopicClosed.send(topic)` queues its name, the key of the row and small facts; the worker asks recipients and
text. The template is `board/<subject>/mails/topic_closed.txt`; its first line is the subject.
'''

import hashlib
import json
import logging
import re
import secrets as randomness
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from itertools import islice
from operator import attrgetter
from typing import ClassVar, Self

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.db import connection, models, transaction
from django.template.loader import render_to_string

from common import jobs
from common.labels import register_labels
from common.outbox.actions import MAX_KEY, MailMessage, send_mails
from common.outbox.models import OutgoingMail

WRITE_TASK = "common.outbox.tasks.write_mail"
ALWAYS, WATCHED = "always", "watched"  # WATCHED: the reader chooses at once, daily, weekly or never
BATCH = 500  # mails written in one transaction
REQUIRED = ("about", "label", "recipients", "still_holds")
_declared: dict[str, type["Mail"]] = {}
log = logging.getLogger(__name__)


class Mail:
    """One kind of mail about a row; a child without recipients, guard, label or docstrings is refused."""

    about: ClassVar[type[models.Model] | None]  # of an instance: the row itself
    label: ClassVar[str]  # what the secretariat's list of mails calls it
    purpose: ClassVar[str]  # room.name_of_the_class
    rhythm: ClassVar[str] = ALWAYS
    related: ClassVar[tuple[str, ...]] = ()  # what `select_related` fetches with the row
    personal: ClassVar[tuple[str, ...]] = ()  # names in the template that differ from address to address
    headers: ClassVar[Mapping[str, str]] = {}  # {name} in them is one of `personal`
    tells_retraction: ClassVar[bool] = False  # other mails do not tell what was taken back (撤回)
    no_longer_holds = "送る前に状況が変わったため、送りませんでした。"

    def __init_subclass__(cls, *, abstract: bool = False, **kwargs):
        super().__init_subclass__(**kwargs)
        if abstract:
            return
        missing = [name for name in REQUIRED if not hasattr(cls, name)]
        if not cls.__doc__ or ("still_holds" not in missing and not cls.still_holds.__doc__):
            missing.append("docstring")
        if missing:
            raise TypeError(f"{cls.__module__}.{cls.__name__} has no {', '.join(missing)}")
        room, subject, *_ = cls.__module__.split(".")
        name = re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()
        cls.purpose = f"{room}.{name}"
        cls.template = cls.__dict__.get("template", f"{room}/{subject}/mails/{name}.txt")
        if cls.purpose in _declared:
            raise TypeError(f"two mails are called {cls.purpose}")
        _declared[cls.purpose] = cls
        register_labels(purposes={cls.purpose: cls.label})

    def __init__(self, about, *, secrets: dict | None = None, **facts):
        self.about, self.facts = about, facts
        self.row: OutgoingMail | None = None  # the written mail, when it is asked again before it leaves
        self.rows: Sequence[OutgoingMail] = ()  # that and those which tell the same and leave with it
        self.secrets = secrets or {}  # for the text only: they neither travel through the queue nor are kept

    # --- what a mail says of itself ---

    def context(self) -> dict:
        """What the template may name, beside the row under its model's name, the facts and the secrets."""
        return {}

    def personal_values(self, addresses: Collection[str]) -> dict[str, dict[str, str]]:
        """For some of the addresses (in small letters) the values of `personal`; the others read none."""
        return {}

    def holding(self, addresses: Collection[str]) -> set[str]:
        """Those addresses for which it holds at the time of writing; one that is sent to many asks once."""
        return {to for to in addresses if self.still_holds(to)}

    def is_recipient(self, to: str) -> bool:
        """Whether it would go to this address (in small letters) if it were written now."""
        return to in self._recipients

    @cached_property
    def _recipients(self) -> set[str]:
        return {address.strip().lower() for address in self.recipients() if address}

    # --- sending ---

    @classmethod
    def send(cls, about, **facts) -> None:
        """Have the worker write it, in the caller's transaction; sent twice it is written once."""
        jobs.defer(WRITE_TASK, mail=cls.purpose, pk=about.pk, facts=facts)

    @classmethod
    def send_each(cls, abouts: Iterable, **facts) -> None:
        """The same about many rows (or their keys), with one statement."""
        keys = (getattr(about, "pk", about) for about in abouts)
        jobs.defer_many(WRITE_TASK, [{"mail": cls.purpose, "pk": pk, "facts": facts} for pk in keys])

    @classmethod
    def find(cls, pk, facts: dict) -> Self | None:
        """The mail about the row with that key; None where the row is gone or was taken back."""
        if cls.about is None:
            return cls(None, **facts)
        about = cls.about._default_manager.select_related(*cls.related).filter(pk=pk).first()
        if about is None or (getattr(about, "is_retracted", False) and not cls.tells_retraction):
            return None
        return cls(about, **facts)

    def write(self) -> int:
        """Write it to its recipients, once for each address; returns how many mails are new.

        In the worker; in the caller's transaction only what holds a secret or goes to one or two addresses.
        """
        return write_all([self])

    def key(self, to: str) -> str:
        """What makes it one mail: name, row, facts and address; what is long is named by its hash."""
        facts = ":".join(str(value) for value in self.facts.values())
        if len(facts) > 60:
            facts = hashlib.sha256(facts.encode()).hexdigest()[:32]
        about = self.about.pk if self.about else ""
        event = ":".join(str(part) for part in (self.purpose, about, facts) if part != "")
        key = f"{event}:{to}"
        return key if len(key) <= MAX_KEY else f"{event}:{hashlib.sha256(to.encode()).hexdigest()}"

    # --- writing ---

    def reply_to(self) -> str:
        """Where an answer to it goes; "" where nobody reads one."""
        return ""

    def lock(self) -> None:
        """Wait for whoever writes the same: two at once would each make links, and the later ones hold."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"mail:{self.purpose}"])

    @cached_property
    def _names(self) -> dict:
        about = {self.about._meta.model_name: self.about} if self.about else {}
        site = {"SITE_URL": settings.SITE_URL, "SITE_NAME": settings.SITE_NAME}
        return {**site, **about, **self.facts, **self.context(), **self.secrets}

    def _text(self, **marks) -> tuple[str, str]:
        """Subject and body."""
        text = render_to_string(self.template, self._names | marks)
        subject, _, body = text.strip().partition("\n")
        return subject.strip(), f"{body.strip()}\n\n{_desks()}"

    def _headers(self, mine: Mapping[str, str] | None) -> dict[str, str]:
        headers = {name: text.format(**mine) for name, text in self.headers.items()} if mine else {}
        return headers | ({"Reply-To": reply_to} if (reply_to := self.reply_to()) else {})

    def _messages(self, addresses: Mapping[str, str]) -> list[MailMessage]:
        """The mails to these addresses, which are not written yet: {in small letters: as it is written}."""
        holding = self.holding(set(addresses))
        values = self.personal_values(holding) if self.personal else {}
        marks = {name: randomness.token_hex(16) for name in self.personal}
        subject, plain = ("", "") if all(values.get(to) for to in addresses) else self._text()
        if values:
            subject, marked = self._text(**marks)
        messages = []
        for to, address in addresses.items():
            body = plain
            if mine := values.get(to):
                body = marked
                for name, mark in marks.items():
                    body = body.replace(mark, mine.get(name, ""))
            messages.append(
                MailMessage(
                    key=self.key(to),
                    to=address,
                    subject=subject,
                    body=body,
                    purpose=self.purpose,
                    headers=self._headers(mine),
                    about_id=self.about.pk if self.about else None,
                    facts=self.facts,
                    skipped="" if to in holding else self.no_longer_holds,
                )
            )
        return messages


def _desks() -> str:
    """Whom to call, at the end of every mail."""
    lines = [f"{desk['name']}（{desk['about']}）\n電話 {desk['telephone']}" for desk in settings.DESKS]
    return "\n".join(["お問い合わせ（平日）", *lines, ""])


def purposes_about(model: type[models.Model]) -> list[str]:
    """The purposes of all mails about rows of that model."""
    return [purpose for purpose, mail in _declared.items() if mail.about is model]


def addresses_of(*names: str):
    """The `recipients` of mails to addresses of the row itself: `addresses_of("mailbox", "user.email")`."""
    fields = [attrgetter(name) for name in names]
    return lambda mail: [field(mail.about) for field in fields]


def write_all(mails: Iterable[Mail], batch: int | None = BATCH) -> int:
    """Write several mails to their recipients, `batch` in one insert; returns how many are new."""
    wanted = []
    for mail in mails:
        by_address = {address.strip().lower(): address.strip() for address in mail.recipients() if address}
        wanted += [(mail, to, address) for to, address in sorted(by_address.items())]
    rest = iter(wanted)
    return sum(_write_batch(some) for some in iter(lambda: list(islice(rest, batch)), []))


@transaction.atomic
def _write_batch(batch: list[tuple[Mail, str, str]]) -> int:
    if first := next((mail for mail, *_ in batch if mail.personal), None):
        first.lock()
    keys = [mail.key(to) for mail, to, _ in batch]
    written = set(OutgoingMail.objects.filter(key__in=keys).values_list("key", flat=True))
    new: dict[int, tuple[Mail, dict[str, str]]] = {}
    for (mail, to, address), key in zip(batch, keys, strict=True):
        if key not in written:
            new.setdefault(id(mail), (mail, {}))[1][to] = address
    return send_mails(message for mail, addresses in new.values() for message in mail._messages(addresses))


# --- what is declared ------------------------------------------------------------------------------------


def declared_mails() -> dict[str, type[Mail]]:
    """Every mail by its purpose, in the order of the alphabet."""
    return dict(sorted(_declared.items()))


def write_declared_mail(purpose: str, pk, facts: dict) -> int:
    """What the worker does with `send`; nothing where the row is gone, or one that it needs."""
    mail = _declared[purpose].find(pk, facts)
    try:
        return mail.write() if mail else 0
    except ObjectDoesNotExist:
        log.warning("mail %s about %s was not written: what it tells of is gone", purpose, pk, exc_info=True)
        return 0


class Guards:
    """Asks the mails of these rows whether they may still leave; rows that tell the same share one mail."""

    def __init__(self, rows: Iterable[OutgoingMail]):
        self._rows: dict[tuple, list[OutgoingMail]] = defaultdict(list)
        for row in rows:
            self._rows[self._told(row)].append(row)
        self._found: dict[tuple, Mail | None] = {}

    def reason_against(self, row: OutgoingMail) -> str:
        """Why a written mail must not leave any more; "" where it may. Raises what its guard raises."""
        if row.purpose not in _declared:
            return ""  # of an earlier release
        told = self._told(row)
        if told not in self._found:
            self._found[told] = _declared[row.purpose].find(row.about_id, row.facts)
        mail = self._found[told]
        if mail is None:
            return Mail.no_longer_holds
        mail.row, mail.rows = row, self._rows[told]
        try:
            holds = mail.still_holds(row.to.lower())
        except ObjectDoesNotExist:  # a row that it asks is gone
            holds = False
        return "" if holds else mail.no_longer_holds

    def _told(self, row: OutgoingMail) -> tuple:
        return row.purpose, row.about_id, json.dumps(row.facts, sort_keys=True)
