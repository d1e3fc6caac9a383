import re

import pytest

from members import actions, proofs
from members.models import Application, LocalGovernment, MailProof, Organization
from members.targets import Target
from office.models import Mail
from tests.members import government_cast

FIELDS = {
    "section_name": "企画課",
    "mailbox": "kikaku@city.hakodate.hokkaido.jp",
    "applicant_name": "函館 花子",
    "email": "hanako@city.hakodate.hokkaido.jp",
    "telephone": "0138-21-0000",
    "postal_code": "040-8666",
    "address": "北海道函館市東雲町4番13号",
}


@pytest.fixture
def fields():
    return {**FIELDS, "prefecture": "北海道", "name": "函館市", "name_kana": "はこだてし"}


@pytest.fixture
def typed():
    """What an applicant types into the form of a known body."""
    return {**FIELDS, "consent": "on"}


@pytest.fixture
def hakodate(db):
    return LocalGovernment.objects.create(
        code="012025",
        prefecture="北海道",
        prefecture_kana="ほっかいどう",
        name="函館市",
        name_kana="はこだてし",
        kind="city",
        website="https://www.city.hakodate.hokkaido.jp/",
        source="test",
    )


@pytest.fixture
def unproven(hakodate, fields):
    actions.submit_application(target=Target(hakodate), fields=fields)
    return Application.objects.get()


@pytest.fixture
def waiting(unproven):
    return actions.prove_application(proof=MailProof.objects.get(subject_application=unproven))


@pytest.fixture
def make_waiting(db):
    """Applications of bodies without code that wait: `make_waiting(3)`."""

    def make(count):
        have = Application.objects.count()
        for n in range(have, have + count):
            actions.submit_application(
                target=Target(),
                fields={
                    **FIELDS,
                    "email": f"a{n}@body{n}.example",
                    "prefecture": "青森県",
                    "name": f"見本町村会{n}",
                    "name_kana": "みほん",
                },
            )
        for proof in MailProof.objects.filter(
            used_at=None, subject_application__name__startswith="見本町村会"
        ):
            actions.prove_application(proof=proof)

    return make


@pytest.fixture
def invited(officer):
    """The officer of 堺市, as if he had no password yet."""
    officer.set_unusable_password()
    officer.save()
    return actions.invite_user(user=officer)


@pytest.fixture
def last_mail():
    """The newest mail, its link and its code."""

    def read(purpose):
        mail = Mail.objects.filter(purpose=f"members.{purpose}").first()
        path = re.search(r"https?://[^/]+(/members/proof/\S+)", mail.body)
        code = re.search(r"確認コード\s+(\d{3} \d{3})", mail.body)
        return mail, path and path.group(1), code and code.group(1)

    return read


@pytest.fixture
def wards(db):
    """Make special wards as the facts do, without a date."""

    def make(count):
        return [
            Organization.objects.create(
                kind="special_ward",
                name=f"見本{n}区",
                name_kana="みほんく",
                prefecture="東京都",
                local_government=LocalGovernment.objects.create(
                    code=f"1399{n:02}",
                    prefecture="東京都",
                    name=f"見本{n}区",
                    kind="special_ward",
                    source="t",
                ),
            )
            for n in range(count)
        ]

    return make


@pytest.fixture
def wrong_codes():
    """Type a wrong code so many times."""

    def type_wrong(number, times):
        for _ in range(times):
            with pytest.raises(actions.Refused):
                proofs.by_code(number, "not a code")

    return type_wrong


@pytest.fixture
def make_member(make_organization):
    """A member of a made-up body of 北海道: `make_member("甲町", "01801")`."""

    def make(name, five, kind="town", **more):
        government_cast.body(name, five, kind)
        return make_organization(name, code=government_cast.code(five), prefecture="北海道", **more)

    return make


@pytest.fixture
def kou(make_member):
    return make_member("甲町", "01801", kana="こうちょう")


@pytest.fixture
def otsu(make_member):
    return make_member("乙村", "01802", "village", kana="おつむら")
