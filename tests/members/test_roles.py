"""Roles in an organisation: the representative manages, the officer acts, the reader reads."""

import pytest

from members import rules
from members.models import User

pytestmark = pytest.mark.django_db


def test_only_the_representative_and_the_secretariat_edit_the_profile(
    browser, officer, colleague, reader, secretariat
):
    path = "/organization/edit/"
    assert browser(officer).get(path).status_code == 200
    assert browser(colleague).get(path).status_code == 403
    assert browser(reader).get(path).status_code == 403
    assert browser(secretariat).get(f"{path}?organization={officer.organization.pk}").status_code == 200


def test_a_reader_reads_the_board_and_writes_nothing(browser, reader):
    client = browser(reader)
    assert client.get("/board/").status_code == 200
    assert client.get("/board/new/proposal/").status_code == 403
    assert client.get("/board/new/pamphlet/").status_code == 403
    assert client.get("/organization/confirm/").status_code == 403


def test_who_acts(officer, colleague, reader):
    assert [user.acts for user in (officer, colleague, reader)] == [True, True, False]
    officer.is_active = False
    assert not officer.acts
    assert not rules.works_for(officer, officer.organization)


def test_a_new_person_is_an_officer_unless_told(sakai):
    person = User.objects.create_user("new@city.example", name="新人", section=sakai.sections.get())
    person.refresh_from_db()
    assert person.role == User.Role.OFFICER
