"""1,800 organisations: every list of this room and of /admin/ answers with at most 12 queries.

A new page is added by a line in PAGES; the lists of /admin/ are found by themselves.
"""

import datetime

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from bench.content import organizations, topics
from board.unread.queries import floor_of
from common.audit_log.actions import record_many
from common.outbox.actions import MailMessage, send_mails
from members.applications.models import Application
from members.confirmations.models import Confirmation
from members.handovers.models import Handover
from members.local_governments.models import LocalGovernment
from members.organizations import seed_data
from members.organizations.models import Organization
from members.sections.models import Section
from members.users.models import User

pytestmark = pytest.mark.slow

MAX_QUERIES = 12
COUNTING_AND_RECORDING = 4  # what each export costs beside its rows
MAX_BYTES = 400_000  # before compression; the wire carries a tenth of it
ROOMS = {"members", "common", "board", "pamphlets", "inquiries", "events", "news", "disaster"}

# who looks, at what
PAGES = [
    ("visitor", "/members/"),
    ("visitor", "/members/?page=9"),
    ("visitor", "/members/?q=市&sort=kana"),
    ("visitor", "/members/?prefecture=01&kind=municipality"),
    ("visitor", "/members/271403/"),
    ("visitor", "/members/apply/?prefecture=01"),
    ("visitor", "/members/?view=detail&page=3"),
    ("visitor", "/members/?theme=tourism"),
    ("visitor", "/members/takeover/?prefecture=01"),
    ("officer", "/organization/people/"),
    ("officer", "/organization/history/"),
    ("officer", "/organization/record/"),
    ("officer", "/organization/withdrawal/"),
    ("officer", "/organization/handover/"),
    ("officer", "/organization/handover/paper/"),
    ("secretariat", "/members/unrepresented/"),
    ("secretariat", "/members/withdrawals/"),
    ("secretariat", "/members/recoveries/"),
    ("secretariat", "/members/rounds/"),
    ("secretariat", "/members/handovers/"),
    ("secretariat", "/members/changes/"),
    ("secretariat", "/members/governments/"),
    ("secretariat", "/members/governments/?q=市&page=3"),
    ("secretariat", "/members/governments/changes/"),
    ("secretariat", "/members/merges/"),
    ("officer", "/members/271403/"),
    ("officer", "/organization/"),
    ("officer", "/mypage/"),
    ("secretariat", "/mypage/"),
    ("secretariat", "/members/desk/"),
    ("secretariat", "/members/applications/"),
    ("secretariat", "/members/applications/?state=approved&page=2"),
    ("secretariat", "/members/sheets/"),
    ("secretariat", "/members/sheets/organizations/"),
    ("secretariat", "/members/sheets/sections/"),
    ("secretariat", "/members/sheets/users/present.csv"),
]


@pytest.fixture
def country(officer, secretariat):
    """What the portal is built for: every municipality, people in each, a year of work on them."""
    seed_data.load_seed_data()
    organizations.fill_organizations(1800)
    organizations.fill_users(1800)
    topics.fill(120, 240)
    Organization.objects.bulk_create(
        Organization(
            kind="association",
            prefecture="青森県",
            name=f"見本{n}会",
            name_kana="みほん",
            joined_on="2020-04-01",
        )
        for n in range(60)
    )
    assert Organization.objects.members().count() >= 1800
    for user in (officer, secretariat):
        floor_of(user)  # written at the first visit of my-page
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as autovacuum does: the planner knows how many rows there are
    now, users = timezone.now(), list(User.objects.order_by("pk"))
    Confirmation.objects.bulk_create(
        Confirmation(organization=user.organization, by=user, at=now) for user in users
    )
    Handover.objects.bulk_create(
        Handover(
            leaving=user,
            successor_name="後任",
            successor_email=f"after{user.pk}@city.example",
            effective_on=datetime.date(2027, 4, 1),
            created_by=user,
        )
        for user in users[:300]
    )
    Application.objects.bulk_create(
        Application(
            number=f"{n:08}",
            kind="account",
            state="approved" if n % 2 else "waiting",
            organization=user.organization,
            local_government=user.organization.local_government,
            prefecture=user.organization.prefecture,
            name=user.organization.name,
            section_name="企画課",
            mailbox="k@city.example",
            applicant_name="見本",
            email=f"applicant{n}@city.example",
            consented_at=now,
            verified_at=now,
            decided_at=now if n % 2 else None,
            decided_by=secretariat if n % 2 else None,
        )
        for n, user in enumerate(users[:300])
    )
    record_many(by=secretariat, verb="members.user_changed", rows=((user, {"changes": {}}) for user in users))
    send_mails(
        MailMessage(f"k{n}", f"a{n}@city.example", "件名", "本文", "members.sample") for n in range(600)
    )


def asked(client, url, failures):
    """Note where the page is none, or costs too much."""
    with CaptureQueriesContext(
        connection,
    ) as queries:
        response = client.get(url)
        content = response.getvalue()
    most = MAX_QUERIES + (COUNTING_AND_RECORDING if url.endswith(".csv") else 0)
    if response.status_code != 200 or len(queries) > most or len(content) > MAX_BYTES:
        failures.append(f"{url}: {response.status_code}, {len(queries)} queries, {len(content):,} bytes")


def admin_lists():
    """The address of every list: as it opens, with a word, on page 2, with each of its filters once."""
    for model, model_admin in admin.site._registry.items():
        if model._meta.app_label not in ROOMS:
            continue
        url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        yield from (url, f"{url}?p=2")
        if model_admin.search_fields:
            yield f"{url}?q=市"
        for spec in model_admin.list_filter:
            if isinstance(spec, str) and (chosen := chosen_by(model, spec)):
                yield f"{url}?{chosen}"
    yield reverse("admin:common_auditentry_changelist") + "?verb=members.user_changed"
    yield reverse("members:mail-list") + "?purpose=members.sample&to=a5"


def chosen_by(model, spec):
    """A choice that some row has; "" where none has any."""
    values = model._base_manager.exclude(**{spec: None}).order_by().values_list(spec, flat=True)
    value = values.first()
    if isinstance(value, datetime.datetime):
        return f"{spec}__gte=2020-04-01 00:00:00%2B09:00"
    if isinstance(value, datetime.date):
        return f"{spec}__gte=2020-04-01"
    return f"{spec}__exact={value}" if value is not None else ""


@pytest.mark.usefixtures("no_cast")
def test_every_list_at_1800_organisations(db, browser, visitor, officer, secretariat, country):
    clients = {"visitor": visitor, "officer": browser(officer), "secretariat": browser(secretariat)}
    failures = []
    for who, url in PAGES:
        asked(clients[who], url, failures)
    for url in admin_lists():
        asked(clients["secretariat"], url, failures)
    for model in (Organization, Section, User, LocalGovernment, Application):
        row = model._base_manager.order_by("-pk").first()
        asked(
            clients["secretariat"],
            reverse(f"admin:{model._meta.label_lower.replace('.', '_')}_change", args=[row.pk]),
            failures,
        )
    assert not failures, "\n".join(failures)
