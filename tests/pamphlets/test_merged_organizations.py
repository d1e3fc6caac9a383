"""Requests of an organisation that goes over into another, or passes from one person to the next."""

import pytest

from common import japanese_calendar
from common.search import audiences
from common.search.actions import refresh_index_now
from common.search.queries import search_texts
from correspondence.closing.actions import close
from correspondence.sending.actions import ask_approval, return_draft, submit
from members.mergers.actions import merge_organizations
from members.mergers.tasks import after_merge
from members.users.actions import deactivate_user
from pamphlets.answer_changes.actions import cancel_change, propose_change
from pamphlets.answers.actions import answer_pamphlet
from pamphlets.deliveries.actions import Parcel, dispatch_copies, receive_copies
from pamphlets.requests.models import PamphletRequest
from pamphlets.sending.models import ApprovalRule
from tests.worker import told

pytestmark = pytest.mark.django_db


@pytest.fixture
def twin_officer(make_organization, make_user):
    """堺市 once more, registered by hand without its code."""
    twin = make_organization("堺市役所", kind="association", prefecture="大阪府")
    return make_user("twin@city.example", twin, "堺 双子")


def test_requests_of_both_go_on_in_one(
    browser, make_pamphlet, make_draft, officer, twin_officer, secretariat, ward_officer, koto, sakai,
    answer_of,
):  # fmt: skip
    twin = twin_officer.organization
    for organization, needed in ((sakai, True), (twin, False)):
        ApprovalRule.objects.create(organization=organization, needs_approval=needed)
    ours, theirs, accepted = (make_pamphlet(by, [koto]) for by in (officer, twin_officer, twin_officer))
    left = make_draft(twin_officer)
    answer_pamphlet(answer=answer_of(accepted, koto), state="accepted", copies=10, by=ward_officer)
    day = japanese_calendar.today()
    dispatch_copies(
        pamphlet=accepted, parcels=[Parcel(answer_of(accepted, koto).pk)], on=day, carrier="",
        by=twin_officer,
    )  # fmt: skip
    merged = merge_organizations(survivor=sakai, absorbed=twin, by=secretariat)
    after_merge(merged.pk)

    assert set(PamphletRequest.objects.visible_to(officer)) == {ours, theirs, accepted, left}
    assert ApprovalRule.objects.get(organization=sakai).needs_approval  # the survivor's own stays
    client = browser(officer)
    for pamphlet in (ours, theirs, accepted):
        assert client.get(pamphlet.get_absolute_url()).status_code == 200
    assert "堺市役所" in client.get(theirs.get_absolute_url()).content.decode()  # as it was called then
    assert client.get(left.get_absolute_url(), follow=True).status_code == 200
    close(item=theirs, by=officer, although_silent=True)
    for pamphlet in (theirs, ours):
        refresh_index_now(pamphlet)
    found = search_texts("秋の観光", audiences=audiences.audiences_of(officer)).rows
    assert {row.url for row in found} >= {ours.get_absolute_url(), theirs.get_absolute_url()}
    receive_copies(answer=answer_of(accepted, koto), on=day, count=10, by=ward_officer)
    assert twin_officer.email in told(
        "pamphlets.delivery_received"
    )  # their section and they went over with it


def test_a_draft_and_a_proposal_outlive_who_wrote_them(
    make_pamphlet, make_draft, officer, colleague, ward_officer, koto, answer_of, approval
):
    draft = make_draft(colleague)
    ask_approval(item=draft, by=colleague, version=1)
    pamphlet = make_pamphlet(officer, [koto])
    own = answer_of(pamphlet, koto)
    answer_pamphlet(answer=own, state="accepted", copies=10, by=ward_officer)
    change = propose_change(answer=own, copies=5, places=None, reason="刷り直し", by=colleague)
    deactivate_user(user=colleague, by=officer, reason="退職")
    return_draft(item=draft, by=officer, reason="直してください。")
    assert not told("pamphlets.pamphlet_returned")  # gone, with no successor
    submit(item=draft, by=officer, version=1)
    assert cancel_change(change=change, by=officer).state == "cancelled"
