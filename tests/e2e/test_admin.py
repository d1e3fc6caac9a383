"""/admin/ as the secretariat meets it: nothing that axe objects to but what its packages bring."""

import pytest

from tests.e2e.test_announcement import office  # noqa: F401

pytestmark = pytest.mark.e2e
PATHS = (
    "/admin/",
    "/admin/records/",
    "/admin/members/section/",
    "/admin/common/auditentry/",
)


@pytest.mark.parametrize("javascript", [True], indirect=True)
def test_admin_pages_are_accessible(person, office):  # noqa: F811
    secretary = person("secretariat")
    secretary.log_in(office.email)
    for path in PATHS:
        assert secretary.page.goto(secretary.site + path).status == 200
        secretary._ask_axe(path)
