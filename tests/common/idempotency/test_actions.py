import threading
import uuid

import pytest
from django.db import connection

from common.idempotency.actions import earlier_result, run_once
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


@pytest.mark.django_db
def test_the_result_of_a_token_is_known_before_the_form_is_asked():
    token = uuid.uuid4()
    assert earlier_result(str(token)) == ""
    run_once(token, lambda: "/made/1/")
    assert earlier_result(str(token)) == "/made/1/"
    assert earlier_result("no token \x00") == ""
