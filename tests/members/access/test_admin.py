import pytest

from common.audit_log.models import AuditEntry
from common.outbox.models import OutgoingMail
from members.applications.models import Application
from members.local_governments.models import LocalGovernment
from members.organizations.models import Organization
from members.users.models import User

pytestmark = pytest.mark.django_db
TABLES = [
    "application",
    "confirmation",
    "handover",
    "localgovernment",
    "membership",
    "metric",
    "organization",
    "section",
    "user",
    "withdrawal",
]


@pytest.mark.parametrize("table", TABLES)
def test_rows_cannot_be_deleted(browser, secretariat, waiting, hakodate, table):
    page = browser(secretariat).get(f"/admin/members/{table}/").content.decode()
    assert "delete_selected" not in page


@pytest.mark.parametrize("table", ["application", "organization", "section", "user"])
def test_lists_cost_the_same_for_one_and_three(
    browser, secretariat, make_waiting, make_organization, make_user, table, django_assert_num_queries
):
    client = browser(secretariat)
    queries = {"application": 7, "organization": 7, "section": 7, "user": 7}[table]

    def more(n):
        make_waiting(1)
        make_user(
            f"more{n}@city.example", make_organization(f"見本{n}市", code=f"01999{n}", prefecture="北海道")
        )

    more(1)
    client.get(f"/admin/members/{table}/")
    with django_assert_num_queries(queries):
        client.get(f"/admin/members/{table}/")
    more(2)
    more(3)
    with django_assert_num_queries(queries):
        client.get(f"/admin/members/{table}/")


def act(client, action, application, **more):
    return client.post(
        "/admin/members/application/",
        {"action": action, "_selected_action": [application.pk], **more},
        follow=True,
    ).content.decode()


def test_approving_in_the_list(browser, secretariat, waiting):
    assert "申請を承認しました" in act(browser(secretariat), "approve", waiting)
    assert User.objects.get(email=waiting.email).is_member
    assert "さんが先に" in act(browser(secretariat), "approve", waiting)


def test_declining_in_the_list_needs_a_reason(browser, secretariat, waiting):
    client = browser(secretariat)
    assert "見送りの理由を入力" in act(client, "decline", waiting, reason=" ")
    assert "申請を見送りました" in act(client, "decline", waiting, reason="重複のため")
    assert Application.objects.get().reason == "重複のため"


def test_a_change_writes_before_and_after(browser, secretariat, sakai):
    path = f"/admin/members/organization/{sakai.pk}/change/"
    typed = {
        "kind": "municipality",
        "local_government": sakai.local_government_id,
        "prefecture": "大阪府",
        "name": "堺市",
        "name_kana": "さかい",
        "introduction": "",
        "website": "",
        "joined_on": "2020-04-01",
        "withdrawn_on": "",
    }
    assert browser(secretariat).post(path, typed).status_code == 302
    entry = AuditEntry.objects.get(verb="members.organization_changed")
    assert entry.facts == {"changes": {"読み": ["さかいし", "さかい"]}}
    assert "「さかいし」→「さかい」" in browser(secretariat).get(path).content.decode()


def test_a_person_added_is_invited_and_one_ended_is_logged_out(browser, secretariat, officer, sakai):
    client = browser(secretariat)
    section = sakai.sections.get()
    typed = {"name": "新任 八子", "email": "New@city.example", "section": section.pk, "is_active": "on"}
    assert client.post("/admin/members/user/add/", typed).status_code == 302
    user = User.objects.get(email="new@city.example")
    assert not user.has_usable_password()
    assert user.role == User.Role.OFFICER
    assert OutgoingMail.objects.get(purpose="members.user_invited").to == user.email
    theirs = browser(user)
    del typed["is_active"]
    typed["role"] = "officer"
    client.post(f"/admin/members/user/{user.pk}/change/", typed)
    assert theirs.get("/organization/").status_code == 302
    assert AuditEntry.objects.filter(verb="members.user_deactivated", by=secretariat).exists()


def test_sending_an_invitation_again(browser, secretariat, officer, invited):
    path = "/admin/members/user/"
    browser(secretariat).post(
        path, {"action": "invite_again", "_selected_action": [officer.pk, secretariat.pk]}
    )
    assert OutgoingMail.objects.filter(purpose="members.user_invited", to=officer.email).count() == 2
    assert not OutgoingMail.objects.filter(to=secretariat.email).exists()


def test_the_secretariat_cannot_take_over_an_administrator_or_give_rights(browser, secretariat, officer):
    root = User.objects.create_superuser("root@city.example", "x", name="管理者")
    client = browser(secretariat)
    client.post(
        f"/admin/members/user/{root.pk}/change/",
        {"name": "x", "email": "mine@city.example", "is_active": "on"},
    )
    root.refresh_from_db()
    assert root.email == "root@city.example"
    client.post(
        f"/admin/members/user/{officer.pk}/change/",
        {
            "name": officer.name,
            "email": officer.email,
            "section": officer.section_id,
            "role": "representative",
            "is_active": "on",
            "is_superuser": "on",
        },
    )
    officer.refresh_from_db()
    assert not officer.is_superuser


@pytest.mark.usefixtures("no_cast")
def test_master_data_stays_and_mergers_are_no_field(browser, secretariat, hakodate):
    path = f"/admin/members/localgovernment/{hakodate.pk}/change/"
    typed = {"name": "別名市", "website": "https://new.example/", "abolished_on": "2026-04-01"}
    assert browser(secretariat).post(path, typed).status_code == 302
    row = LocalGovernment.objects.get()
    assert (row.name, row.website) == ("函館市", "https://new.example/")
    assert row.abolished_on is None
    assert browser(secretariat).get("/admin/members/localgovernment/add/").status_code == 403


def test_bad_rows_get_the_constraint_sentence(browser, secretariat, sakai, make_organization):
    make_organization("見本協議会", kind="association", prefecture="大阪府", member=False)
    body = make_organization("見本町村会", kind="association", prefecture="大阪府", member=False)
    path = f"/admin/members/organization/{body.pk}/change/"
    typed = {"kind": "association", "prefecture": "大阪府", "name": "見本協議会"}
    page = browser(secretariat).post(path, typed).content.decode()
    assert "同じ都道府県に同じ名称の団体があります。" in page
    assert Organization.objects.get(pk=body.pk).name == "見本町村会"
