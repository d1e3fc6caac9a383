"""Requests of an organisation that goes over into another, or passes from one person to the next."""

import pytest

from board.actions import answer_change as changes
from board.actions import delivery
from board.actions import pamphlet as pamphlets
from board.actions import pamphlet_draft as drafts
from board.actions import ward_answer as answers
from board.models import AskingRule, PamphletRequest
from members import actions as members
from members.tasks import after_merge
from office import calendar, index
from office.models import Mail
from tests.board.jobs import told

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
        AskingRule.objects.create(organization=organization, needs_approval=needed)
    ours, theirs, accepted = (make_pamphlet(by, [koto]) for by in (officer, twin_officer, twin_officer))
    left = make_draft(twin_officer)
    answers.answer_pamphlet(answer=answer_of(accepted, koto), state="accepted", copies=10, by=ward_officer)
    day = calendar.today()
    delivery.dispatch_copies(
        pamphlet=accepted, parcels=[delivery.Parcel(answer_of(accepted, koto).pk)], on=day, carrier="",
        by=twin_officer,
    )  # fmt: skip
    merged = members.merge_organizations(survivor=sakai, absorbed=twin, by=secretariat)
    after_merge(merged.pk)

    assert set(PamphletRequest.objects.visible_to(officer)) == {ours, theirs, accepted, left}
    assert AskingRule.objects.get(organization=sakai).needs_approval  # the survivor's own stays
    client = browser(officer)
    for pamphlet in (ours, theirs, accepted):
        assert client.get(pamphlet.get_absolute_url()).status_code == 200
    assert "堺市役所" in client.get(theirs.get_absolute_url()).content.decode()  # as it was called then
    assert client.get(left.get_absolute_url(), follow=True).status_code == 200
    pamphlets.close_pamphlet(pamphlet=theirs, by=officer, although_silent=True)
    for pamphlet in (theirs, ours):
        index.refresh_now(pamphlet)
    found = index.search("秋の観光", audiences=index.audiences_of(officer)).rows
    assert {row.url for row in found} >= {ours.get_absolute_url(), theirs.get_absolute_url()}
    delivery.receive_copies(answer=answer_of(accepted, koto), on=day, count=10, by=ward_officer)
    told(job="board.tell_delivery")
    arrived = Mail.objects.filter(purpose="board.delivery_received").values_list("to", flat=True)
    assert twin_officer.email in arrived  # his section and he went over with it


def test_a_draft_and_a_proposal_outlive_who_wrote_them(
    make_pamphlet, make_draft, officer, colleague, ward_officer, koto, answer_of, approval
):
    draft = make_draft(colleague)
    drafts.ask_approval(pamphlet=draft, by=colleague, version=1)
    pamphlet = make_pamphlet(officer, [koto])
    own = answer_of(pamphlet, koto)
    answers.answer_pamphlet(answer=own, state="accepted", copies=10, by=ward_officer)
    change = changes.propose_change(answer=own, copies=5, places=None, reason="刷り直し", by=colleague)
    members.deactivate_user(user=colleague, by=officer, reason="退職")
    drafts.return_pamphlet(pamphlet=draft, by=officer, reason="直してください。")
    assert not told(
        "board.pamphlet_returned", job="board.tell_pamphlet_step"
    )  # he is gone, with no successor
    drafts.submit_pamphlet(pamphlet=draft, by=officer, version=1)
    assert changes.cancel_change(change=change, by=officer).state == "cancelled"
