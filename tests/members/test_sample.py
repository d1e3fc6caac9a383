import pytest

from fixtures.sample import members
from members.applications.models import Application
from members.organizations import seed_data
from members.organizations.models import Organization
from members.users.models import User

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("no_cast")
def test_sample_loads_once_is_marked_and_lets_the_cast_log_in():
    seed_data.load_seed_data()
    wrote = {"会員自治体": 45, "団体の紹介": 12, "担当者": 6, "申請": 2, "差戻し中の申請": 1}
    assert members.load() == wrote
    assert members.load() == dict.fromkeys(wrote, 0)
    municipalities = Organization.objects.members().filter(kind="municipality")
    assert all(body.introduction.startswith("【見本】") for body in municipalities)
    cast = {user.email.split("@")[0]: user for user in User.objects.all()}
    assert cast["officer"].organization == cast["colleague"].organization
    assert cast["officer"].organization.full_name == "大阪府堺市"
    assert cast["stranger"].organization.full_name == "北海道釧路市"
    assert (cast["ward"].organization.name, cast["ward2"].organization.name) == ("江東区", "港区")
    assert cast["secretariat"].is_secretariat
    assert all(user.check_password("renkei-demo-2026") for user in cast.values())
    assert Application.objects.waiting().count() == 2
    assert Application.objects.returned().count() == 1
