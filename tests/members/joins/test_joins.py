"""Who asks to join a member is decided by its representative."""

import threading

import pytest
from django.db import connection

from common import refusals
from common.audit_log.models import AuditEntry
from common.outbox.models import OutgoingMail
from members.application_queue.actions import approve_application
from members.applications.actions import decline_application, submit_application, verify_application
from members.applications.models import Application
from members.applications.rules import can_decide_application
from members.applications.targets import Target
from members.joins.actions import approve_join
from members.mail_tokens.models import MailToken
from members.reviews.models import Review
from members.sections.models import Section
from members.users.models import User
from tests.mypage import pending_kinds

pytestmark = pytest.mark.django_db
LIST = "/organization/joins/"


@pytest.fixture
def make_join(sakai, fields):
    """A verified request for an account in 堺市."""

    def make(n=0, **more):
        own = {**fields, "prefecture": "大阪府", "name": "堺市", "email": f"join{n}@city.sakai.lg.jp", **more}
        target = Target(sakai.local_government, sakai, joining=True)
        number = submit_application(target=target, fields=own)
        return verify_application(mail_token=MailToken.objects.get(number=number))

    return make


def path(join, tail=""):
    return f"{LIST}{join.pk}/{tail}"


def choose(sakai, role="officer"):
    return {"section": sakai.sections.get(name="企画課").pk, "role": role}


def told(join):
    purposes = OutgoingMail.objects.filter(subject__contains=join.number_shown)
    return sorted(purposes.exclude(to=join.email).values_list("to", flat=True))


def test_representatives_and_mailboxes_are_told(officer, colleague, sakai, secretariat, make_join):
    Section.objects.create(organization=sakai, name="観光課", mailbox="kanko@city.example")
    join = make_join()
    assert told(join) == sorted([officer.email, "kanko@city.example", f"section{sakai.pk}@city.example"])
    body = OutgoingMail.objects.get(to=officer.email).body
    assert body.count("http") == 1
    assert join.number_shown in body


@pytest.mark.usefixtures("no_cast")
def test_the_secretariat_is_told_where_nobody_represents(colleague, sakai, secretariat, make_join):
    assert told(make_join()) == [secretariat.section.mailbox]


def test_who_sees_it(browser, officer, stranger, secretariat, make_join, sakai):
    join = make_join()
    assert join.applicant_name not in browser(stranger).get(LIST).content.decode()
    listed = browser(secretariat).get(f"{LIST}?organization={sakai.pk}")
    assert join.applicant_name in listed.content.decode()
    assert browser(officer).get(f"/members/applications/{join.pk}/").status_code == 404


def test_approving_makes_the_account_in_the_chosen_section_and_role(browser, officer, sakai, make_join):
    join = make_join()
    client = browser(officer)
    assert "担当者の追加の申請" in pending_kinds(client)
    assert client.post(path(join, "approve/"), {"section": "999", "role": "officer"}).status_code == 400
    assert client.post(path(join, "approve/"), choose(sakai, "reader")).url == LIST
    person = User.objects.get(email=join.email)
    assert (person.role, person.section.name, person.name) == ("reader", "企画課", join.applicant_name)
    join.refresh_from_db()
    assert (join.state, join.decided_by, join.user) == ("approved", officer, person)
    assert OutgoingMail.objects.filter(purpose="members.user_invited", to=person.email).exists()
    assert OutgoingMail.objects.get(purpose="members.person_added").to == person.section.mailbox
    assert AuditEntry.objects.filter(verb="members.application_approved", by=officer).exists()
    assert "担当者の追加の申請" not in pending_kinds(client)
    assert "承認" in client.get(LIST).content.decode()


def test_a_section_that_is_new_is_added(browser, officer, sakai, make_join):
    join = make_join(section_name="国際課", mailbox="kokusai@city.example")
    page = browser(officer).get(path(join))
    assert page.context["join_form"]["section"].value() == "new"
    browser(officer).post(path(join, "approve/"), {"section": "new", "role": "representative"})
    person = User.objects.get(email=join.email)
    assert (person.section.name, person.section.mailbox) == ("国際課", "kokusai@city.example")
    verbs = set(Review.objects.values_list("entry__verb", flat=True))
    assert verbs == {"members.section_added", "members.application_approved"}


def test_declining_mails_the_reason(browser, officer, make_join):
    join = make_join()
    client = browser(officer)
    bad = client.post(path(join, "decline/"), {"reason": " "})
    assert bad.status_code == 400
    assert "<details" in bad.content.decode()
    assert client.post(path(join, "decline/"), {"reason": "課の共通アドレスで申請してください。"}).url == LIST
    join.refresh_from_db()
    assert (join.state, join.decided_by) == ("declined", officer)
    assert not User.objects.filter(email=join.email).exists()
    assert "課の共通アドレスで" in OutgoingMail.objects.get(purpose="members.application_declined").body


def test_the_second_decider_reads_who_was_first(browser, officer, secretariat, sakai, make_join):
    join = make_join()
    browser(secretariat).post(path(join, "approve/"), choose(sakai))
    for tail, data in (("approve/", choose(sakai)), ("decline/", {"reason": "遅い"})):
        late = browser(officer).post(path(join, tail), data)
        assert late.status_code == 400
        assert "事務 五子さんが先に「承認」にしました" in late.content.decode()


def test_the_secretariats_queue_still_decides_joins(browser, officer, secretariat, make_join):
    join = make_join()
    browser(secretariat).post(f"/members/applications/{join.pk}/approve/")
    assert User.objects.get(email=join.email).role == "officer"
    assert browser(officer).post(f"/members/applications/{join.pk}/approve/").status_code == 404


def test_memberships_and_unproven_ones_are_not_the_representatives(
    officer, colleague, reader, stranger, secretariat, waiting, make_join, sakai
):
    join = make_join()
    people = (officer, colleague, reader, stranger, secretariat)
    assert [can_decide_application(user, join) for user in people] == [True, False, False, False, True]
    assert not can_decide_application(officer, waiting)
    assert list(Application.objects.joins_visible_to(officer)) == [join]
    waiting.organization = sakai  # as one that comes back may have it
    assert not can_decide_application(officer, waiting)
    with pytest.raises(refusals.ActionRefused):
        decline_application(application=waiting, by=officer, reason="違います")


def test_an_address_taken_meanwhile_is_refused(browser, officer, kushiro, make_user, sakai, make_join):
    join = make_join()
    make_user(join.email, kushiro)
    page = browser(officer).post(path(join, "approve/"), choose(sakai))
    assert page.status_code == 400
    assert "すでに登録されています" in page.content.decode()
    join.refresh_from_db()
    assert join.is_waiting


def test_the_list_costs_the_same_for_one_and_three(browser, officer, make_join, django_assert_num_queries):
    client = browser(officer)
    make_join(1)
    client.get(LIST)
    for state in ("waiting", "decided"):
        with django_assert_num_queries(5):
            client.get(f"{LIST}?state={state}")
    make_join(2)
    decline_application(application=make_join(3), by=officer, reason="重複")
    decline_application(application=make_join(4), by=officer, reason="重複")
    for state, shown in (("waiting", 0), ("decided", 2)):
        with django_assert_num_queries(5):
            page = client.get(f"{LIST}?state={state}").content.decode()
        assert page.count("見送り　") == shown


@pytest.mark.django_db(transaction=True)
def test_representative_and_secretariat_at_once_one_wins(officer, secretariat, sakai, make_join):
    join, outcomes, ready = make_join(), [], threading.Barrier(2)

    def press(action, **more):
        try:
            row = Application.objects.get(pk=join.pk)
            ready.wait(5)
            action(application=row, **more)
            outcomes.append("done")
        except refusals.ActionRefused as refusal:
            outcomes.append(str(refusal))
        finally:
            connection.close()

    section = sakai.sections.get()
    threads = [
        threading.Thread(
            target=press,
            args=[approve_join],
            kwargs={"by": officer, "section": section, "role": "officer"},
        ),
        threading.Thread(target=press, args=[approve_application], kwargs={"by": secretariat}),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes.count("done") == 1
    assert any("さんが先に" in outcome for outcome in outcomes)
    assert User.objects.filter(email=join.email).count() == 1
