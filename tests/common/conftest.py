"""Jobs live in tables that Django does not empty between tests that commit."""

import pytest
from django.db import connection
from hypothesis import settings

settings.register_profile("shared machine", deadline=None)  # wall time belongs to `make bench`
settings.load_profile("shared machine")


@pytest.fixture(autouse=True)
def _no_jobs_of_other_tests(request):
    marker = request.node.get_closest_marker("django_db")
    if marker:
        request.getfixturevalue("transactional_db" if marker.kwargs.get("transaction") else "db")
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM procrastinate_periodic_defers")
            cursor.execute("DELETE FROM procrastinate_jobs")
            cursor.execute("DELETE FROM procrastinate_workers")
