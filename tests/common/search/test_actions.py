"""Bringing the index up to date, and who may find what."""

import datetime
import threading

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from members.models import Organization
from office import index
from office.models import IndexedText

pytestmark = pytest.mark.django_db


def found(q):
    return [row.title for row in index.search(q, audiences=["public"]).rows]


@pytest.fixture
def described(monkeypatch):
    monkeypatch.setattr(index, "_describers", {})

    def describe(organization):
        if organization.withdrawn_on:
            return None
        return index.Text(
            kind="会員",
            title=organization.full_name,
            body=organization.name_kana,
            url=organization.get_absolute_url()
            if organization.pk is None
            else f"/members/{organization.slug}/",
            date=None,
            audiences=["public"] if organization.joined_on else [],
        )

    index.register(Organization, describe)


def test_refresh_now_writes_changes_and_removes(described, sakai):
    index.refresh_now(sakai)
    assert found("さかい") == ["大阪府堺市"]
    Organization.objects.filter(pk=sakai.pk).update(name="新堺市")
    index.refresh_now(sakai)
    assert found("新堺") == ["大阪府新堺市"]
    Organization.objects.filter(pk=sakai.pk).update(joined_on=None)
    index.refresh_now(sakai)
    assert found("さかい") == []
    Organization.objects.filter(pk=sakai.pk).update(joined_on="2020-01-01")
    index.refresh_now(sakai)
    index.forget(sakai)
    assert not IndexedText.objects.exists()


def test_refresh_leaves_it_to_the_worker(described, sakai):
    index.refresh(sakai)
    assert not IndexedText.objects.exists()
    job = ProcrastinateJob.objects.get()
    assert (job.task_name, job.args) == (index.TASK, {"model": "members.organization", "pk": sakai.pk})
    index.refresh_key(**job.args)
    assert found("堺市") == ["大阪府堺市"]


def test_refresh_of_what_was_deleted_removes_it(described, sakai):
    index.refresh_now(sakai)
    pk = sakai.pk
    sakai.sections.all().delete()
    sakai.delete()
    index.refresh_key("members.organization", pk)
    assert not IndexedText.objects.exists()


def test_refresh_all_writes_everything_and_removes_the_rest(described, sakai, kushiro, koto):
    Organization.objects.filter(pk=koto.pk).update(withdrawn_on="2026-01-01")
    index.refresh_now(sakai)
    stale = IndexedText.objects.get()
    stale.pk, stale.object_id = None, 999_999
    stale.save()
    assert index.refresh_all(Organization) == 2
    assert sorted(IndexedText.objects.values_list("title", flat=True)) == ["北海道釧路市", "大阪府堺市"]
    assert index.refresh_all(Organization, [kushiro]) == 1
    assert IndexedText.objects.count() == 2
    assert index.registered() == [Organization]


@pytest.mark.django_db(transaction=True)
def test_the_latest_state_wins_whoever_comes_last(described, sakai):
    errors, barrier = [], threading.Barrier(4)

    def work(number):
        try:
            barrier.wait(timeout=20)
            for i in range(5):
                Organization.objects.filter(pk=sakai.pk).update(name=f"町{number}{i}")
                index.refresh_now(sakai)
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=[number]) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert errors == []
    sakai.refresh_from_db()
    assert IndexedText.objects.get().title == sakai.full_name


def test_audiences_of_people(officer, ward_officer, secretariat, sakai):
    assert index.audiences_of(AnonymousUser()) == ["public"]
    assert index.audiences_of(officer) == ["public", "members", f"organization:{sakai.pk}"]
    assert "wards" in index.audiences_of(ward_officer)
    assert {"members", "wards", "secretariat"} <= set(index.audiences_of(secretariat))
    sakai.withdrawn_on = datetime.date(2026, 1, 1)
    officer.section.organization.withdrawn_on = sakai.withdrawn_on
    assert index.audiences_of(officer) == ["public"]
