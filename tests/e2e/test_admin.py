"""/admin/ and the registers as the secretariat meets them: axe objects to nothing but what packages bring."""

import pytest

from members.saved_filters.actions import save_filter
from members.task_queue.queries import TASK_QUEUES, Group
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


@pytest.mark.parametrize("javascript", [True], indirect=True)
@pytest.mark.parametrize("group", [Group.REGISTER, Group.BOARD])
def test_registers_are_accessible_at_both_widths(person, secretariat, group):
    desk = person("secretariat")
    desk.log_in(secretariat.email)
    for queue in TASK_QUEUES:
        if queue.group == group:
            desk.open(queue.url)
            if queue.add:
                desk.open(queue.add_link[1])


@pytest.mark.parametrize("javascript", [True], indirect=True)
@pytest.mark.parametrize("path", ["/organization/filters/", "/organization/handover/section/{section.pk}/"])
def test_pages_of_a_representative_are_accessible_at_both_widths(person, officer, colleague, path):
    for name in ("観光", "防災"):
        save_filter(by=officer, page="board", name=name, query=f"q={name}")
    representative = person("officer")
    representative.log_in(officer.email)
    representative.open(path.format(section=officer.section))
