import contextlib
import threading
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import RequestFactory

from common.idempotency.actions import content_key, earlier_result, run_once
from common.idempotency.models import IdempotencyKey


@pytest.mark.django_db
def test_run_once_runs_the_first_time_only():
    token, made = uuid.uuid4(), []

    def make():
        made.append(1)
        return f"/topics/{len(made)}/"

    assert run_once(token, make) == ("/topics/1/", True)
    assert run_once(token, make) == ("/topics/1/", False)
    assert run_once(uuid.uuid4(), make) == ("/topics/2/", True)


@pytest.mark.django_db
def test_run_once_forgets_what_failed():
    token = uuid.uuid4()

    def fail():
        raise RuntimeError("no")

    with pytest.raises(RuntimeError):
        run_once(token, fail)
    assert not IdempotencyKey.objects.exists()
    assert run_once(token, lambda: "/second/") == ("/second/", True)


@pytest.mark.django_db(transaction=True)
def test_run_once_makes_one_of_simultaneous_arrivals():
    token, made, results, errors = uuid.uuid4(), [], [], []
    barrier = threading.Barrier(6)

    def make():
        made.append(1)
        threading.Event().wait(0.2)  # the others arrive meanwhile
        return "/topics/1/"

    def arrive():
        try:
            barrier.wait(timeout=20)
            results.append(run_once(token, make))
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=arrive) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert errors == []
    assert len(made) == 1
    assert sorted(results) == [("/topics/1/", False)] * 5 + [("/topics/1/", True)]


@pytest.mark.django_db(transaction=True)
def test_run_once_lets_the_second_try_where_the_first_failed():
    token, results = uuid.uuid4(), []
    inside = threading.Event()

    def fail_slowly():
        inside.set()
        threading.Event().wait(0.3)
        raise RuntimeError("no")

    def first():
        try:
            run_once(token, fail_slowly)
        except RuntimeError:
            results.append("failed")
        finally:
            connection.close()

    thread = threading.Thread(target=first)
    thread.start()
    assert inside.wait(timeout=20)
    assert run_once(token, lambda: "/second/") == ("/second/", True)
    thread.join(timeout=30)
    assert results == ["failed"]


def posted(token, name="idempotency_key", **more):
    return RequestFactory().post("/", {name: str(token), "csrfmiddlewaretoken": str(uuid.uuid4()), **more})


def key_of(request, token):
    return content_key(token, request.POST, request.FILES)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["idempotency_key", "none-idempotency_key"])
def test_the_result_of_a_form_is_known_before_the_form_is_asked(name):
    token = uuid.uuid4()
    first = posted(token, name, body="本文", wards=["1", "2"])
    assert earlier_result(first, name) == ""
    run_once(key_of(first, token), lambda: "/made/1/")
    assert earlier_result(posted(token, name, body="本文", wards=["1", "2"]), name) == "/made/1/"
    assert earlier_result(posted(token, name, body="別の本文", wards=["1", "2"]), name) == ""
    assert earlier_result(posted("no token \x00", name), name) == ""


def test_a_form_with_another_text_or_file_is_another_form():
    token = uuid.uuid4()

    def key(**more):
        with contextlib.closing(posted(token, **more)) as request:  # its files
            return key_of(request, token)

    files = {name: SimpleUploadedFile("a.txt", content) for name, content in (("one", b"a"), ("two", b"ab"))}
    keys = [key(), key(body="a"), key(body="b"), key(wards=["1"]), key(wards=["1", "2"])]
    keys += [key(files=file) for file in files.values()]
    assert len(set(keys)) == len(keys)
    assert key(body="a", title="b") == key(title="b", body="a")
