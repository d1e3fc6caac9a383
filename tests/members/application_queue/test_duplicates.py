"""What the secretariat is told about rows that look like an application."""

from types import SimpleNamespace

import pytest

from members.application_queue.actions import approve_application
from members.application_queue.duplicates import find_duplicates, same_name
from members.applications.actions import submit_application
from members.applications.models import Application
from members.applications.targets import Target
from members.local_governments.models import LocalGovernment
from members.organizations.models import Organization

pytestmark = pytest.mark.django_db


def named(name, prefecture="大阪府"):
    return SimpleNamespace(name=name, prefecture=prefecture)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (named("大阪府町村会"), named("大阪町村会"), True),
        (named("大阪府町村長会"), named("大阪府 町村会"), True),
        (named("大阪府町村会"), named("東京都町村会", "東京都"), False),
        (named("堺市"), named("堺市役所"), True),
        (named("堺市"), named("大阪府堺市"), True),
        (named("大阪市"), named("大阪府"), False),
        (named("大阪府市長会"), named("大阪府町村会"), False),
        (named("公益財団法人　特別区協議会"), named("(公財)特別区協議会", "東京都"), True),
        (named("㈱見本"), named("株式会社 見本"), True),
        (named("茅ヶ崎市"), named("茅ケ崎市"), True),
        (named("関ケ原町"), named("関が原町"), True),
        (named("鹽竈市"), named("塩釜市役所"), True),
    ],
)
def test_names_after_normalisation(one, other, same):
    assert same_name(one, other) is same
    assert same_name(other, one) is same


def reasons(application):
    return {row.label: group.reason for group in find_duplicates(application).groups for row in group.rows}


def reasons_text(application):
    return " ".join(f"{reason} {label}" for label, reason in reasons(application).items())


def test_nothing_is_like_a_new_body(waiting, sakai, officer):
    similar = find_duplicates(waiting)
    assert (similar.organization, similar.groups) == (None, [])


def test_a_former_member_is_the_same_body(waiting, hakodate, secretariat):
    body = Organization.objects.create(
        kind="municipality", local_government=hakodate, prefecture="北海道", name="函館市"
    )
    similar = find_duplicates(waiting)
    assert (similar.organization, similar.groups) == (body, [])


@pytest.mark.usefixtures("no_cast")
def test_a_body_named_like_a_member_or_a_municipality(make_waiting, make_organization):
    make_waiting(1)
    application = Application.objects.get()
    application.name = "青森市役所"
    member = make_organization("青森市", code="022012", prefecture="青森県")
    assert LocalGovernment.objects.get().name == "青森市"
    found = reasons(application)
    assert found[f"{member.full_name}（会員）"] == "名称がほぼ同じ団体が登録されています"
    assert found["青森県青森市（022012）"] == "団体コードのある自治体と名称がほぼ同じです"
    assert all(group.is_grave for group in find_duplicates(application).groups)


def test_other_applications_of_the_body_or_the_address(waiting, hakodate, fields, make_waiting):
    submit_application(
        target=Target(hakodate), fields={**fields, "email": "second@city.hakodate.hokkaido.jp"}
    )
    text = reasons_text(waiting)
    assert "同じ団体の申請があります" in text
    make_waiting(1)
    body = Application.objects.get(name__startswith="見本町村会")
    Application.objects.filter(pk=body.pk).update(mailbox="other@elsewhere.example")
    assert "見本町村会" not in reasons_text(waiting)
    Application.objects.filter(pk=body.pk).update(mailbox=waiting.email)
    assert "同じアドレスの申請があります" in reasons_text(waiting)


def test_contacts_that_another_organisation_uses(waiting, sakai, kushiro, koto):
    sakai.sections.update(mailbox=waiting.mailbox)
    kushiro.sections.update(telephone="0138（21）0000")
    koto.sections.update(mailbox="x@ml.city.hakodate.hokkaido.jp")
    text = reasons_text(waiting)
    assert "同じ共通アドレスがほかの団体に登録されています 大阪府堺市" in text
    assert "同じメールのドメインをほかの団体が使っています 江東区" in text
    kushiro.sections.update(telephone="0138(21)0000")
    assert "同じ電話番号がほかの団体に登録されています 北海道釧路市" in reasons_text(waiting)


def test_a_free_mail_domain_says_nothing(waiting, sakai):
    sakai.sections.update(mailbox="sakai@gmail.com")
    waiting.email = waiting.mailbox = "hakodate@gmail.com"
    assert reasons(waiting) == {}


def test_people_of_the_same_name_or_address(waiting, make_user, sakai):
    make_user("other@city.example", sakai, waiting.applicant_name.replace(" ", "　"))
    assert "同じ氏名の担当者がほかの団体にいます" in reasons_text(waiting)
    make_user(waiting.mailbox, sakai, "別の人")
    assert "同じアドレスの担当者がいます" in reasons_text(waiting)


def test_many_are_cut(waiting, make_organization):
    for n in range(7):
        body = make_organization(f"見本{n}市", code=f"01999{n}", prefecture="北海道")
        body.sections.update(telephone=waiting.telephone)
    (group,) = find_duplicates(waiting).groups
    assert (len(group.rows), group.has_more) == (5, True)


def test_an_approved_application_is_not_like_itself(waiting, secretariat):
    application = approve_application(application=waiting, by=secretariat)
    similar = find_duplicates(application)
    assert (similar.organization, similar.groups) == (application.organization, [])
