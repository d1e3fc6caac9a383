"""What the pages refuse is refused in /admin/ too: kinds of bodies, addresses, what may be typed."""

import pytest
from django import forms
from django.contrib.admin.sites import site
from django.core.exceptions import ValidationError

from common.fields import MailAddressField
from common.outbox.models import OutgoingMail
from members.organizations.models import Organization
from members.sections.models import Section
from members.users.models import User

pytestmark = pytest.mark.django_db
# not let in, each by its name in Unicode
REFUSED = ["a\x00b", "a\x1bb", "a\u202eb", "a\u2066b", "a\x7fb"]
NO_ADDRESS = [
    "user@host",
    "user@localhost",
    "user@[127.0.0.1]",
    "ゆーざー@city.example",
    "a\u202e@city.example",
]


def path_of(row):
    return f"/admin/{row._meta.app_label}/{row._meta.model_name}/{row.pk}/change/"


@pytest.mark.parametrize("kind", ["secretariat", "special_ward", "municipality"])
def test_no_body_becomes_another_kind(browser, secretariat, officer, sakai, kind):
    body = Organization.objects.create(kind="association", prefecture="大阪府", name="見本会")
    client = browser(secretariat)
    for row in (body, sakai, secretariat.organization):
        before = row.kind
        typed = {"kind": kind, "name": row.name, "prefecture": row.prefecture, "joined_on": "2020-04-01"}
        typed["local_government"] = row.local_government_id or ""
        assert client.post(path_of(row), typed).status_code == 302
        row.refresh_from_db()
        assert row.kind == before
    assert not User.objects.get(pk=officer.pk).is_secretariat


def test_nobody_is_moved_into_another_organisation(browser, secretariat, officer, colleague, kushiro):
    client = browser(secretariat)
    for section in (secretariat.section, kushiro.sections.get()):
        typed = {"name": colleague.name, "section": section.pk, "role": "officer", "is_active": "on"}
        answer = client.post(path_of(colleague), typed)
        assert "別の団体の担当部署には移せません" in answer.content.decode()
        colleague.refresh_from_db()
        assert colleague.section == officer.section


def test_a_mailbox_changed_in_admin_is_told_as_on_the_page(browser, secretariat, officer):
    section = officer.section
    typed = {"name": section.name, "mailbox": "new@city.example", "telephone": "０３－１２３４－５６７８"}
    assert browser(secretariat).post(path_of(section), typed).status_code == 302
    section.refresh_from_db()
    assert (section.mailbox, section.telephone) == ("new@city.example", "03-1234-5678")
    assert OutgoingMail.objects.filter(to=officer.email).exists()


@pytest.mark.parametrize("address", NO_ADDRESS)
def test_addresses_that_reach_nobody_are_refused(browser, secretariat, officer, address):
    client, section = browser(secretariat), officer.section
    with pytest.raises(ValidationError):
        MailAddressField().clean(address)
    answer = client.post(path_of(section), {"name": section.name, "mailbox": address})
    assert answer.status_code == 200
    typed = {"name": "新任", "email": address, "section": section.pk}
    assert client.post("/admin/members/user/add/", typed).status_code == 200
    typed = {"organization": section.organization_id, "name": "別の課", "mailbox": address}
    assert client.post("/admin/members/section/add/", typed).status_code == 200
    assert Section.objects.get(pk=section.pk).mailbox == section.mailbox
    assert not User.objects.filter(name="新任").exists()


def test_no_form_of_admin_takes_characters_that_the_pages_refuse(rf, secretariat):
    """Every field in which something is typed, of every list and of the rows inside; packages' lists too."""
    request = rf.get("/")
    request.user = User.objects.create_superuser("root@city.example", "x", name="管理者")
    taken, asked = [], 0
    for model, one in site._registry.items():
        if not (one.has_add_permission(request) or one.has_change_permission(request)):
            continue
        bases = [one.get_form(request).base_fields, getattr(one.action_form, "base_fields", {})]
        bases += [
            inline.get_formset(request).form.base_fields for inline in one.get_inline_instances(request)
        ]
        typed = [(name, field) for fields in bases for name, field in fields.items() if _is_typed(field)]
        for name, field in typed:
            for value in REFUSED:
                asked += 1
                try:
                    field.clean(value)
                except ValidationError:
                    continue
                taken.append(f"{model._meta.label}.{name} {value!r}")
    assert asked > 100
    assert taken == []


def _is_typed(field) -> bool:
    typed = isinstance(field, forms.CharField) and not field.widget.is_hidden
    return typed and not isinstance(field, forms.JSONField)


def test_a_person_is_ended_and_comes_back_as_on_the_pages(browser, secretariat, officer, colleague):
    client = browser(secretariat)
    typed = {"name": colleague.name, "section": colleague.section_id, "role": "officer"}
    assert client.post(path_of(colleague), typed).status_code == 302
    colleague.refresh_from_db()
    assert not colleague.is_active
    moved = client.post(path_of(colleague), typed | {"role": "reader"})
    assert "利用を終了した人の担当部署と役割は、変えられません" in moved.content.decode()
    assert client.post(path_of(colleague), typed | {"is_active": "on"}).status_code == 302
    colleague.refresh_from_db()
    assert colleague.is_active
    assert not colleague.has_usable_password()  # invited anew, as on the page
    assert OutgoingMail.objects.filter(to=colleague.email, purpose="members.user_invited").exists()
