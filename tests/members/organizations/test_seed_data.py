import datetime

import pytest
from django.db import IntegrityError

from members.local_governments.models import LocalGovernment
from members.metrics import seed_data
from members.metrics.models import Metric
from members.organizations import seed_data as organizations_seed_data
from members.organizations.models import Organization

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("no_cast")
def test_facts_load_completely_and_a_second_time_writes_nothing(django_assert_num_queries):
    written = organizations_seed_data.load_seed_data()
    assert written == {"地方公共団体": 1788, "特別区・事務局": 25, "公表値": 12}
    with django_assert_num_queries(7):  # savepoint in and out, five look-ups
        again = organizations_seed_data.load_seed_data()
    assert sum(again.values()) == 0


def test_facts_keep_codes_readings_and_sources():
    organizations_seed_data.load_seed_data()
    sakai = LocalGovernment.objects.get(code="271403")
    assert (sakai.full_name, sakai.name_kana, sakai.designated_city) == ("大阪府堺市", "さかいし", True)
    assert LocalGovernment.objects.get(code="010006").full_name == "北海道"
    assert not LocalGovernment.objects.filter(source="").exists()


def test_facts_check_digits_are_right():
    organizations_seed_data.load_seed_data()
    for code in LocalGovernment.objects.values_list("code", flat=True):
        total = sum(int(digit) * weight for digit, weight in zip(code[:5], (6, 5, 4, 3, 2), strict=True))
        check = 11 - total % 11 if total >= 11 else 11 - total
        assert int(code[5]) == check % 10


def test_facts_mend_names_but_keep_what_the_secretariat_knows_better():
    organizations_seed_data.load_seed_data()
    sakai = LocalGovernment.objects.filter(code="271403")
    sakai.update(name="坂井市", website="https://mended.example/")
    assert organizations_seed_data.load_seed_data()["地方公共団体"] == 1
    mended = sakai.get()
    assert (mended.name, mended.website) == ("堺市", "https://mended.example/")


def test_facts_leave_an_abolished_body_alone():
    organizations_seed_data.load_seed_data()
    sakai = LocalGovernment.objects.filter(code="271403")
    sakai.update(name="旧堺市", abolished_on=datetime.date(2026, 4, 1))
    assert organizations_seed_data.load_seed_data()["地方公共団体"] == 0
    assert (sakai.get().name, sakai.get().abolished_on) == ("旧堺市", datetime.date(2026, 4, 1))


@pytest.mark.usefixtures("no_cast")
def test_the_23_wards_are_members_without_an_invented_date():
    organizations_seed_data.load_seed_data()
    assert Organization.objects.special_wards().count() == 23
    assert Organization.objects.members().count() == 23
    ward = Organization.objects.special_wards().first()
    assert ward.joined_on is None
    assert ward.is_member
    assert ward.full_name == "千代田区"


def test_the_secretariat_is_no_member():
    organizations_seed_data.load_seed_data()
    bodies = Organization.objects.secretariats()
    assert {body.name for body in bodies} == {"特別区長会事務局", "公益財団法人特別区協議会"}
    assert not any(body.is_member for body in bodies)


def test_metrics_keep_how_exactly_their_date_is_known():
    organizations_seed_data.load_seed_data()
    newest = Metric.objects.latest("members")
    assert (newest.value, newest.as_of, newest.precision) == (390, datetime.date(2026, 3, 30), "day")
    assert Metric.objects.get(name="members", value=250).precision == "month"
    assert set(Metric.objects.latest_of(["members", "partner_municipalities", "nothing"])) == {
        "members",
        "partner_municipalities",
    }


def test_search_finds_by_reading_name_and_prefecture():
    organizations_seed_data.load_seed_data()
    names = {found.full_name for found in LocalGovernment.objects.search("サカイ")}
    assert {"大阪府堺市", "福井県坂井市"} <= names
    assert [found.code for found in LocalGovernment.objects.search("大阪府 堺市")] == ["271403"]
    assert not LocalGovernment.objects.search(" ").exists()


def test_metric_refuses_a_second_value_for_a_day():
    seed_data.load_metrics()
    with pytest.raises(IntegrityError):
        Metric.objects.create(name="members", as_of=datetime.date(2026, 3, 30), value=1, source="test")
