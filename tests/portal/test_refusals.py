"""Every address of the portal, of accounts and of the public rooms × everybody; none without a line."""

import datetime

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import URLResolver, get_resolver
from django.utils import timezone

from common.append_only.actions import record_new
from common.attachments.actions import store_upload
from common.spreadsheets import reading
from disaster.bulletins.actions import draft_bulletin
from disaster.disasters.models import Disaster
from disaster.figures.models import SumDifference
from disaster.imports.models import SupportImport
from disaster.printed_figures.models import PrintedFigure
from disaster.statements.models import Statement, StatementVersion
from disaster.support_records.models import SupportRecord, SupportRecordVersion
from disaster.ward_reports.actions import make_reports
from events.calls.models import ExhibitorCall
from events.events.models import Event
from events.open_data.models import EventImport
from events.participations.models import Participation
from events.reports.models import EventReport
from events.series.models import EventSeries
from members.import_export.actions import compare_sheet
from news.announcements.models import Announcement
from news.issues.models import Article, NewsIssue
from news.paper_pages.models import PaperReading
from portal.contact.actions import receive_message
from portal.emergency_banners.models import EmergencyBanner
from tests import sample_files
from tests.board import refusal_table as board
from tests.fixtures_by_name import Fixtures
from tests.inquiries import refusal_table as inquiries
from tests.members import refusal_table as members
from tests.pamphlets import refusal_table as pamphlets
from tests.portal import refusal_table as portal
from tests.public_addresses import PUBLIC
from tests.refusals import Table
from tests.sign_ups import refusal_table as sign_ups

TABLES = [
    Table(namespace, lines)
    for namespace, lines in {
        "portal": portal.PORTAL,
        "": portal.ACCOUNTS,
        "events": portal.EVENTS,
        "news": portal.NEWS,
        "links": portal.LINKS,
        "disaster": portal.DISASTER,
        "common": portal.FILES,
        "members": portal.DIRECTORY,
    }.items()
]
OTHER_ROOMS = {
    "board": board.READS | board.WRITES,
    "pamphlets": pamphlets.READS | pamphlets.WRITES,
    "inquiries": inquiries.ASKING | inquiries.ANSWERING | inquiries.RESULTS,
    "members": members.READS | members.WRITES,
    "organization": members.OWN_READS | members.OWN_WRITES,
    "sign_ups": sign_ups.TABLE,
}
each_subject = pytest.mark.parametrize(
    ("table", "subject"),
    [
        pytest.param(table, subject, id=f"{table.namespace}-{subject}")
        for table in TABLES
        for subject in table.subjects
    ],
)
pytestmark = pytest.mark.django_db


class Subjects(Fixtures):
    """What a line can name."""

    def banner(self):
        today = timezone.localdate()
        return EmergencyBanner.objects.create(text="大雨", starts_on=today, ends_on=today)

    def own_event(self):
        today = timezone.localdate()
        facts = {"title": "下書き", "kind": "lecture", "starts_on": today, "source": "試験"}
        return Event.objects.create(owner=self.sakai, **facts)

    def own_programme(self):
        event = self.own_event()
        part = event.programme_parts.create(title="講演")
        return {"pk": event.pk, "part": part.pk}

    def own_part(self):
        """In an event of the organisation."""
        event = self.own_event()
        return {"pk": event.pk, "part": event.participations.create(name="甲").pk}

    def taking_part(self):
        event = self.linked()
        event.participations.create(organization=self.sakai)
        return event

    def own_booth(self):
        event = self.own_event()
        return {"pk": event.pk, "booth": event.booths.create(code="A-1").pk}

    def handed_in_event(self):
        event = self.own_event()
        event.submitted_at, event.submitted_by = timezone.now(), self.officer
        event.save()
        return event

    def open_call(self):
        now, soon = timezone.now(), timezone.localdate() + datetime.timedelta(days=5)
        public = {"state": "published", "published_at": now, "source": "試験"}
        event = Event.objects.create(title="全国の展示", kind="exhibition", starts_on=soon, **public)
        opened = {"opened_at": now, "opened_by": self.secretariat, "version": 1}
        call = ExhibitorCall.objects.create(event=event, apply_until=soon, **opened)
        call.roles.create(role="booth")
        return {"pk": event.pk}

    def applied(self):
        event = self.open_call()
        facts = {"came_by": "application", "organization": self.sakai}
        part = Participation.objects.create(event_id=event["pk"], pk=1, **facts)
        part.roles.create(pk=1, role="booth", state="applied")
        return event

    def applied_body(self):
        return self.applied() | {"part": 1}

    def nothing(self):
        return None

    def paper(self):
        return {"query": {"person": self.colleague.pk}}

    def message(self):
        typed = {"name": "見本 太郎", "email": "asks@example.jp", "body": "印刷のしかた", "matter": "site"}
        return receive_message(by=None, **typed)

    def place(self):
        typed = {"ip": "127.0.0.1", "user_agent": "x", "session_key": "x" * 32}
        return UserSession.objects.create(user=self.officer, **typed)

    def passkey(self):
        return Authenticator.objects.create(user=self.officer, type="webauthn", data={"name": "予備"})

    def event(self):
        day = datetime.date(2025, 11, 8)
        return Event.objects.create(title="堺の展示", kind="exhibition", starts_on=day, source="試験")

    def series(self):
        """Of drafts alone."""
        series = EventSeries.objects.create(name="全国連携展示")
        Event.objects.filter(pk=self.event().pk).update(series=series)
        return series

    def linked(self):
        event = self.event()
        Event.objects.filter(pk=event.pk).update(state="published", published_at=timezone.now())
        return event

    def event_import(self):
        rows = [reading.Row(2, ["1", "催し", "2026-11-08"])]
        table = reading.Table(["ID", "イベント名", "開始日"], rows)
        return compare_sheet(sheet_import=EventImport(by=self.officer), table=table, file_name="a.csv")

    def reported(self):
        event = self.linked()
        EventReport.objects.create(event=event)
        return event

    def announcement(self):
        return Announcement.objects.create(title="件名", body="本文")

    def issue(self):
        return {"volume": NewsIssue.objects.create(volume=13, source="試験").volume}

    def article(self):
        issue = NewsIssue.objects.create(volume=13, source="試験")
        Article.objects.create(issue=issue, order=1, kind="event", headline="記事")
        return {"volume": 13, "order": 1}

    def paper_page(self):
        reading = PaperReading.objects.create(issue=NewsIssue.objects.create(volume=13, source="試験"))
        reading.pages.create(number=1)
        return {"volume": 13, "number": 1}

    def article_number(self):
        self.article()
        return Article.objects.get()

    def disaster(self):
        day = datetime.date(2024, 1, 1)
        return Disaster.objects.create(key="noto", name="見本の地震", began_on=day, source="試験")

    def printed_figure(self):
        return PrintedFigure.objects.create(
            key="records",
            rule_version=1,
            rule="個票の数。",
            recorded_at=timezone.now(),
            value=1,
            medium="newsletter",
            medium_words="vol.1",
            printed_on=datetime.date(2024, 2, 1),
        )

    def _told(self, of, version):
        record = of.objects.create(disaster=self.disaster())
        told = {"kind": "recovery", "giver": "joint", "sender": "特別区（23区共同）", "source": "試験"}
        return record_new(version, [(record, told)], by=None)[0].record

    def sum_difference(self):
        return SumDifference.objects.create(disaster=self.disaster(), found_at=timezone.now())

    def support_import(self):
        """Of a colleague in the secretariat, who has not written it yet."""
        by = self.make_user("sec2@city.example", self.secretariat.organization, "事務 九子")
        table = reading.Table(["支援した団体", "支援先"], [reading.Row(2, ["新宿区", "七尾市"])])
        row = SupportImport(by=by, kind="record", disaster=self.disaster())
        return compare_sheet(sheet_import=row, table=table, file_name="a.csv")

    def support_record(self):
        return self._told(SupportRecord, SupportRecordVersion)

    def public_disaster(self):
        disaster = self.disaster()
        Disaster.objects.filter(pk=disaster.pk).update(state="published", published_at=timezone.now())
        return disaster

    def bulletin(self):
        values = {"number": 1, "title": "支援の状況", "as_of": datetime.date(2024, 2, 1), "body": "本文"}
        row = draft_bulletin(disaster=self.public_disaster(), by=self.secretariat, values=values, files=[])
        return {"pk": row.disaster_id, "number": 1}

    def _by_ward(self):
        government = self.ward_officer.organization.local_government
        told = {"kind": "staff", "giver": "ward", "sender": government.name, "source": "試験"}
        return told | {"sender_government_id": government.pk}

    def ward_record(self):
        record = SupportRecord.objects.create(disaster=self.public_disaster())
        return record_new(SupportRecordVersion, [(record, self._by_ward())], by=None)[0].record

    def ward_draft(self, *, submit=False):
        facts = {"disaster": self.public_disaster(), "facts": [self._by_ward()], "by": self.ward_officer}
        return make_reports(**facts, submit=submit)[0]

    def ward_report(self):
        return self.ward_draft(submit=True)

    def statement(self):
        return self._told(Statement, StatementVersion)

    def file(self):
        """Of nobody yet: only who uploaded it sees it."""
        upload = SimpleUploadedFile("写真.jpg", sample_files.picture())
        return store_upload(upload, by=self.officer)

    def never_joined(self):
        made = self.make_organization("旧町", code="012343", prefecture="北海道", member=False)
        return {"slug": made.local_government.code}


@pytest.fixture
def make(request, subject, cast):
    return getattr(Subjects(request), subject)


@each_subject
def test_everybody_gets_their_status(table, subject, make, clients):
    table.assert_statuses(subject, make, clients)


@each_subject
def test_visitors_and_former_members(table, subject, make, clients, cast):
    table.assert_closed(subject, make, clients, cast)


def _names(resolver, namespace=""):
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            if "allauth" not in str(pattern.urlconf_name):  # each page of one's own account: members/login
                inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
                yield from _names(pattern, inner)
        elif not namespace.startswith("admin"):  # every list and form of it: test_admin_site.py
            yield f"{namespace}{pattern.name}"


def test_every_address_is_in_a_table_or_public():
    lines = {Table(room, lines).full(name) for room, lines in OTHER_ROOMS.items() for name in lines}
    lines |= {table.full(name) for table in TABLES for name in table.lines}
    names = set(_names(get_resolver()))
    assert names - lines - PUBLIC == set(), (
        "A new address needs its line in the refusal table of its room: what stands in the address,"
        " what is posted, and the status of each of the cast."
    )
    assert lines - names == set(), "These lines have no address any more."
