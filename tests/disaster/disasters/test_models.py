import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from disaster.disasters.models import AffectedArea, Disaster


def refused(make):
    with pytest.raises(IntegrityError), transaction.atomic():
        make()


def test_a_known_date_needs_a_day_and_an_unknown_one_has_none(make_disaster):
    refused(lambda: make_disaster(began_on=None))
    refused(lambda: make_disaster(date_precision="unknown"))
    make_disaster(began_on=None, date_precision="unknown")


def test_a_key_is_made_and_unique(make_disaster):
    make_disaster("noto")
    refused(lambda: make_disaster("noto"))
    other = Disaster(name="見本", source="試験", date_precision="unknown")
    other.full_clean()
    assert other.key


def test_published_needs_its_moment(make_disaster):
    refused(lambda: make_disaster(draft=True, state="published"))


def test_an_end_before_the_beginning_and_a_disaster_of_itself_are_refused(make_disaster):
    disaster = make_disaster()
    refused(lambda: Disaster.objects.filter(pk=disaster.pk).update(ended_on="2023-12-31"))
    refused(lambda: Disaster.objects.filter(pk=disaster.pk).update(parent=disaster))
    refused(lambda: Disaster.objects.filter(pk=disaster.pk).update(merged_into=make_disaster("b")))


def test_an_area_is_named_once(make_disaster, sakai):
    disaster = make_disaster()
    area = {"disaster": disaster, "local_government": sakai.local_government, "source": "試験"}
    area["recorded_at"] = timezone.now()
    AffectedArea.objects.create(**area)
    refused(lambda: AffectedArea.objects.create(**area))
