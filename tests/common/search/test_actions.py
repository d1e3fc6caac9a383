"""Bringing the index up to date, and who may find what."""

import datetime
import threading

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from common.search import actions, audiences, registry
from common.search.actions import (
    refresh_index,
    refresh_index_all,
    refresh_index_by_key,
    refresh_index_now,
)
from common.search.models import IndexedText
from common.search.queries import search_texts
from members.organizations.models import Organization

pytestmark = pytest.mark.django_db


def found(q):
    return [row.title for row in search_texts(q, audiences=["public"]).rows]


@pytest.fixture
def described(monkeypatch):
    monkeypatch.setattr("common.search.registry._searchables", {})

    def describe(organization):
        if organization.withdrawn_on:
            return None
        return registry.SearchText(
            kind="会員",
            title=organization.full_name,
            body=organization.name_kana,
            url=organization.get_absolute_url()
            if organization.pk is None
            else f"/members/{organization.slug}/",
            date=None,
            audiences=["public"] if organization.joined_on else [],
        )

    registry.register_searchable(Organization, describe)


def test_refresh_now_writes_changes_and_removes(described, sakai):
    refresh_index_now(sakai)
    assert found("さかい") == ["大阪府堺市"]
    Organization.objects.filter(pk=sakai.pk).update(name="新堺市")
    refresh_index_now(sakai)
    assert found("新堺") == ["大阪府新堺市"]
    Organization.objects.filter(pk=sakai.pk).update(joined_on=None)
    refresh_index_now(sakai)
    assert found("さかい") == []
    Organization.objects.filter(pk=sakai.pk).update(joined_on="2020-01-01")
    refresh_index_now(sakai)
    refresh_index(sakai, narrowed=True)
    assert not IndexedText.objects.exists()


def test_refresh_leaves_it_to_the_worker(described, sakai):
    refresh_index(sakai)
    assert not IndexedText.objects.exists()
    job = ProcrastinateJob.objects.get()
    assert (job.task_name, job.args) == (
        actions.REFRESH_TASK,
        {"model": "members.organization", "pk": sakai.pk},
    )
    refresh_index_by_key(**job.args)
    assert found("堺市") == ["大阪府堺市"]


@pytest.mark.usefixtures("no_cast")
def test_refresh_of_what_was_deleted_removes_it(described, sakai):
    refresh_index_now(sakai)
    pk = sakai.pk
    sakai.sections.all().delete()
    sakai.delete()
    refresh_index_by_key("members.organization", pk)
    assert not IndexedText.objects.exists()


@pytest.mark.usefixtures("no_cast")
def test_refresh_all_writes_everything_and_removes_the_rest(described, sakai, kushiro, koto):
    Organization.objects.filter(pk=koto.pk).update(withdrawn_on="2026-01-01")
    refresh_index_now(sakai)
    stale = IndexedText.objects.get()
    stale.pk, stale.object_id = None, 999_999
    stale.save()
    assert refresh_index_all(Organization) == 2
    assert sorted(IndexedText.objects.values_list("title", flat=True)) == ["北海道釧路市", "大阪府堺市"]
    assert refresh_index_all(Organization, [kushiro]) == 1
    assert IndexedText.objects.count() == 2
    assert registry.searchable_models() == [Organization]


@pytest.mark.django_db(transaction=True)
def test_the_latest_state_wins_whoever_comes_last(described, sakai):
    errors, barrier = [], threading.Barrier(4)

    def work(number):
        try:
            barrier.wait(timeout=20)
            for i in range(5):
                Organization.objects.filter(pk=sakai.pk).update(name=f"町{number}{i}")
                refresh_index_now(sakai)
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
    assert audiences.audiences_of(AnonymousUser()) == ["public"]
    assert audiences.audiences_of(officer) == ["public", "members", f"organization:{sakai.pk}"]
    assert "wards" in audiences.audiences_of(ward_officer)
    assert {"members", "wards", "secretariat"} <= set(audiences.audiences_of(secretariat))
    sakai.withdrawn_on = datetime.date(2026, 1, 1)
    officer.section.organization.withdrawn_on = sakai.withdrawn_on
    assert audiences.audiences_of(officer) == ["public"]
