"""That the other tests would see it: see tests/n_plus_one.py."""

import pytest
from django.http import HttpResponse
from django.urls import path
from zeal import NPlusOneError

from members.organizations.models import Organization


def one_by_one(request):
    return HttpResponse([row.local_government for row in Organization.objects.all()])


def all_at_once(request):
    return HttpResponse(
        [row.local_government for row in Organization.objects.select_related("local_government")]
    )


urlpatterns = [path("one-by-one/", one_by_one), path("all-at-once/", all_at_once)]


@pytest.mark.urls(__name__)
def test_a_page_that_asks_once_for_each_row_is_noticed(officer, browser):
    client = browser(officer)
    assert client.get("/all-at-once/").status_code == 200
    with pytest.raises(NPlusOneError, match="local_government"):
        client.get("/one-by-one/")
