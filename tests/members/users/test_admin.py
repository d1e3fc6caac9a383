"""People and sections in /admin/: the same rules as on the pages of the organisation."""

import pytest

from common.outbox.models import OutgoingMail
from members.sections.models import Section
from members.users.models import User
from members.users.rules import is_last_representative

pytestmark = pytest.mark.django_db


def change(client, person, **more):
    typed = {
        "name": person.name,
        "email": person.email,
        "section": person.section_id,
        "role": person.role,
        "is_active": "on",
    }
    typed |= more
    return client.post(
        f"/admin/members/user/{person.pk}/change/",
        {key: value for key, value in typed.items() if value is not None},
    )


def test_the_last_representative_stays_here_too(browser, officer, colleague, secretariat, kushiro):
    client = browser(secretariat)
    for more in (
        {"role": "officer"},
        {"is_active": None},
        {"section": kushiro.sections.get().pk},
        {"section": ""},
    ):
        answer = change(client, officer, **more)
        assert answer.status_code == 200
        assert "ただ一人の代表担当者です" in answer.content.decode()
    officer.refresh_from_db()
    assert officer.is_representative
    assert change(client, colleague, role="representative").status_code == 302
    assert change(client, officer, role="officer").status_code == 302
    assert list(User.objects.of(officer.organization).representatives()) == [colleague]


def test_the_person_and_the_sections_are_told(browser, officer, colleague, secretariat, sakai):
    tourism = Section.objects.create(organization=sakai, name="観光課", mailbox="kanko@city.example")
    client = browser(secretariat)
    change(client, colleague, section=tourism.pk)
    told = dict(OutgoingMail.objects.values_list("purpose", "to"))
    assert told == {
        "members.person_changed": colleague.email,
        "members.person_added": tourism.mailbox,
        "members.person_left": officer.section.mailbox,
    }
    colleague.refresh_from_db()
    change(client, colleague, is_active=None)
    assert OutgoingMail.objects.get(purpose="members.account_ended").to == colleague.email


@pytest.mark.usefixtures("no_cast")
def test_the_first_person_represents_and_the_next_are_officers(browser, secretariat, kushiro):
    client, section = browser(secretariat), kushiro.sections.get()
    for number, role in enumerate(["representative", "officer"]):
        typed = {"name": "新任", "email": f"n{number}@city.example", "section": section.pk, "is_active": "on"}
        assert client.post("/admin/members/user/add/", typed).status_code == 302
        assert User.objects.get(email=typed["email"]).role == role


def test_people_are_filtered_by_role(browser, secretariat, officer, reader):
    page = browser(secretariat).get("/admin/members/user/?role__exact=reader").content.decode()
    assert reader.email in page
    assert officer.email not in page


def test_a_closed_section_takes_nobody_and_is_not_changed(browser, officer, colleague, secretariat, sakai):
    tourism = Section.objects.create(organization=sakai, name="観光課", mailbox="kanko@city.example")
    client = browser(secretariat)
    page = client.post(
        "/admin/members/section/", {"action": "close", "_selected_action": [tourism.pk]}, follow=True
    ).content.decode()
    assert "観光課を廃止しました" in page
    refused = change(client, colleague, section=tourism.pk)
    assert refused.status_code == 200
    assert "廃止された担当部署です" in refused.content.decode()
    User.objects.filter(pk=colleague.pk).update(section=tourism, is_active=False)
    colleague.refresh_from_db()
    assert change(client, colleague, is_active=None, name="堺 二郎").status_code == 302
    assert "廃止された担当部署です" in change(client, colleague).content.decode()
    typed = {"name": "別の課", "mailbox": "x@city.example"}
    assert client.post(f"/admin/members/section/{tourism.pk}/change/", typed).status_code == 403
    search = "/admin/autocomplete/?app_label=members&model_name=user&field_name=section&term=課"
    names = [row["text"] for row in client.get(search).json()["results"]]
    assert "大阪府堺市 企画課" in names
    assert "大阪府堺市 観光課" not in names


def test_a_section_with_people_is_not_closed_in_the_list(browser, officer, secretariat):
    page = browser(secretariat).post(
        "/admin/members/section/", {"action": "close", "_selected_action": [officer.section_id]}, follow=True
    )
    assert "担当者がいるため、廃止できません" in page.content.decode()
    assert Section.objects.get(pk=officer.section_id).is_open


def test_a_section_stays_in_its_organisation(browser, officer, secretariat, kushiro):
    section = officer.section
    typed = {"organization": kushiro.pk, "name": "企画課", "mailbox": "new@city.example"}
    path = f"/admin/members/section/{section.pk}/change/"
    assert browser(secretariat).post(path, typed).status_code == 302
    section.refresh_from_db()
    assert section.organization == officer.organization
    assert section.mailbox == "new@city.example"


def test_an_administrator_without_section_can_be_changed(browser, secretariat, kushiro):
    loose = User.objects.create_user("loose@city.example", name="無所属")
    assert change(browser(secretariat), loose, section=kushiro.sections.get().pk).status_code == 302
    assert is_last_representative(User.objects.get(pk=loose.pk)) is False
