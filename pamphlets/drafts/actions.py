"""A request before the wards know of it: draft, copy, approval inside the organisation, sending."""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from board.actions.pamphlet import ask_wards, locked, same_files, step_of
from board.models import AskingRule, PamphletRequest, PamphletStep
from board.rules import pamphlet as asking
from board.rules import pamphlet_draft as rules
from members.models import Organization, User
from members.refusals import Overtaken, Refused
from office import cabinet, index, jobs, register

CHANGED_MEANWHILE = "{name}さんがこの下書きを保存しました。いまの内容を確かめてから、もう一度押してください。"
NOBODY_APPROVES = (
    "承認できる代表がいません。「団体の情報」で代表を確かめるか、特別区長会事務局へ連絡してください。"
)
DECIDED = "この依頼は、先にほかの担当者が操作しました(いまの状態は「{state}」です)。"
GONE = "この下書きは、先に削除されました。"
COPIED = ["title", "description", "size", "grams", "copies_per_box", "copies_available", "minimum_per_ward"]
COPIED += ["answers_shown"]


@transaction.atomic
def draft_pamphlet(*, by, values: Mapping, files=(), copied_from=None) -> PamphletRequest:
    """Keep a new request as a draft of his organisation. `values` are cleaned form fields."""
    if not asking.can_create_pamphlet(by):
        raise PermissionDenied
    pamphlet = PamphletRequest(
        organization=by.organization,
        organization_name=by.organization.full_name,
        author=by,
        author_name=by.name,
        state=PamphletRequest.State.DRAFT,
    )
    _write(pamphlet, by, values, files)
    facts = {"copied_from": copied_from.pk} if copied_from else {}
    register.record(by=by, verb="board.pamphlet_drafted", obj=pamphlet, **facts)
    return pamphlet


@transaction.atomic
def edit_draft(*, pamphlet, by, version: int, values: Mapping, files=()) -> PamphletRequest:
    """Save a draft on; raises Overtaken where somebody saved since `version`."""
    pamphlet = _locked(pamphlet)
    if not rules.can_edit_draft(by, pamphlet):
        raise Refused(DECIDED.format(state=pamphlet.get_state_display()))
    if pamphlet.version != version:
        if _is_saved(pamphlet, by, values) and same_files(pamphlet, files):
            return pamphlet  # a double click
        raise Overtaken(pamphlet)
    pamphlet.version += 1
    _write(pamphlet, by, values, files)
    register.record(by=by, verb="board.pamphlet_edited", obj=pamphlet)
    return pamphlet


def _locked(pamphlet):
    try:
        return locked(pamphlet.pk)
    except PamphletRequest.DoesNotExist:
        raise Refused(GONE) from None


def _is_saved(pamphlet, by, values: Mapping) -> bool:
    """Whether it stands so already, saved by himself."""
    wanted = {"section": by.section} | {name: value for name, value in values.items() if value is not None}
    chosen = {ward.pk for ward in wanted.pop("wards", ()) if not pamphlet.all_wards}
    same = all(getattr(pamphlet, name) == value for name, value in wanted.items())
    return same and pamphlet.saved_by_id == by.pk and chosen == {ward.pk for ward in pamphlet.wards.all()}


def _write(pamphlet, by, values: Mapping, files) -> None:
    for name, value in values.items():
        if name != "wards":
            setattr(pamphlet, name, value)
    if values.get("section") is None:
        pamphlet.section = by.section
    pamphlet.saved_at, pamphlet.saved_by = timezone.now(), by
    pamphlet.save()
    pamphlet.wards.set([] if pamphlet.all_wards else values.get("wards", ()))
    cabinet.replace(files, to=pamphlet)


@transaction.atomic
def copy_pamphlet(*, pamphlet, by) -> PamphletRequest:
    """A new draft from an earlier request; its dates and its sample are of that time and stay behind."""
    if not asking.can_copy_pamphlet(by, pamphlet):
        raise PermissionDenied
    wards = list(Organization.objects.special_wards().filter(ward_answers__pamphlet=pamphlet))
    values = {name: getattr(pamphlet, name) for name in COPIED}
    values["all_wards"] = len(wards) == Organization.objects.special_wards().count()
    values["section"] = pamphlet.section if pamphlet.section.is_open else None
    return draft_pamphlet(by=by, values=values | {"wards": wards}, copied_from=pamphlet)


@transaction.atomic
def discard_draft(*, pamphlet, by) -> None:
    """Throw a draft away with its files; the register remembers that it was there."""
    pamphlet = _locked(pamphlet)
    if not rules.can_edit_draft(by, pamphlet):
        raise Refused(DECIDED.format(state=pamphlet.get_state_display()))
    register.record(by=by, verb="board.pamphlet_discarded", obj=pamphlet)
    cabinet.discard(cabinet.files_of(pamphlet))
    pamphlet.delete()


@transaction.atomic
def submit_pamphlet(*, pamphlet, by, version: int) -> PamphletRequest:
    """Ask the wards: one answer, waiting, for each, in one transaction; the second press changes nothing.

    The view has read version `version` through and found it whole; another one is refused, so that nothing
    goes out that nobody looked at.
    """
    pamphlet = _locked(pamphlet)
    if not pamphlet.is_draft:
        return pamphlet
    if not rules.can_submit_pamphlet(by, pamphlet):
        raise PermissionDenied
    _refuse_another_version(pamphlet, version)
    return send(pamphlet, by)


@transaction.atomic
def ask_approval(*, pamphlet, by, version: int, note="") -> PamphletRequest:
    """Put the draft before the representatives (起案); the second press changes nothing."""
    pamphlet = _locked(pamphlet)
    if pamphlet.state == PamphletRequest.State.REVIEW:
        return pamphlet
    if not rules.can_ask_approval(by, pamphlet):
        raise PermissionDenied
    _refuse_another_version(pamphlet, version)
    if not User.objects.of(pamphlet.organization).representatives().exists():
        raise Refused(NOBODY_APPROVES)
    pamphlet.state, pamphlet.returned_reason = PamphletRequest.State.REVIEW, ""
    pamphlet.review_asked_at, pamphlet.review_asked_by = timezone.now(), by
    pamphlet.save(update_fields=["state", "returned_reason", "review_asked_at", "review_asked_by"])
    return _told(pamphlet, by, PamphletStep.Kind.PROPOSED, "board.pamphlet_review_asked", note)


@transaction.atomic
def take_back(*, pamphlet, by) -> PamphletRequest:
    """Make it a draft again before anybody decided; the second press changes nothing."""
    pamphlet = _locked(pamphlet)
    if pamphlet.state == PamphletRequest.State.DRAFT:
        return pamphlet
    if not rules.can_take_back(by, pamphlet):
        raise Refused(DECIDED.format(state=pamphlet.get_state_display()))
    pamphlet.state = PamphletRequest.State.DRAFT
    pamphlet.save(update_fields=["state"])
    step_of(pamphlet, by, PamphletStep.Kind.TAKEN_BACK)
    register.record(by=by, verb="board.pamphlet_taken_back", obj=pamphlet)
    return pamphlet


@transaction.atomic
def approve_pamphlet(*, pamphlet, by, version: int) -> PamphletRequest:
    """A representative approves and the request goes out; whoever presses second changes nothing."""
    pamphlet = _locked(pamphlet)
    if not pamphlet.is_draft:
        return pamphlet
    _refuse_decided(pamphlet, by)
    _refuse_another_version(pamphlet, version)
    pamphlet.approved_at, pamphlet.approved_by = timezone.now(), by
    _told(pamphlet, by, PamphletStep.Kind.APPROVED, "board.pamphlet_approved")
    return send(pamphlet, by)


@transaction.atomic
def return_pamphlet(*, pamphlet, by, reason: str) -> PamphletRequest:
    """A representative gives it back with a reason; he who asked for approval is told."""
    pamphlet = _locked(pamphlet)
    _refuse_decided(pamphlet, by)
    pamphlet.state, pamphlet.returned_reason = PamphletRequest.State.DRAFT, reason
    pamphlet.save(update_fields=["state", "returned_reason"])
    return _told(pamphlet, by, PamphletStep.Kind.RETURNED, "board.pamphlet_returned", reason)


def _told(pamphlet, by, kind, verb, note="") -> PamphletRequest:
    """The step with its line in the register and its mail.

    What is said inside stands in the step, which only the organisation reads; the register, which the
    secretariat reads, knows that there was a step.
    """
    step = step_of(pamphlet, by, kind, note=note)
    register.record(by=by, verb=verb, obj=pamphlet)
    jobs.defer("board.tell_pamphlet_step", step_id=step.pk)
    return pamphlet


def _refuse_decided(pamphlet, by) -> None:
    if not (asking.owns_pamphlet(by, pamphlet) and by.is_representative):
        raise PermissionDenied
    if not rules.can_approve_pamphlet(by, pamphlet):
        raise Refused(DECIDED.format(state=pamphlet.get_state_display()))


def _refuse_another_version(pamphlet, version) -> None:
    if pamphlet.version != version:
        raise Refused(CHANGED_MEANWHILE.format(name=pamphlet.saver))


def wards_of(pamphlet) -> list[Organization]:
    """The wards that the draft is meant for."""
    wards = Organization.objects.special_wards()
    return list(wards if pamphlet.all_wards else wards.filter(wished_pamphlets=pamphlet))


def send(pamphlet, by) -> PamphletRequest:
    """Fan the locked request out to its wards; their mails are one job of the worker."""
    wards = wards_of(pamphlet)
    pamphlet.state, pamphlet.asked_at, pamphlet.returned_reason = (
        PamphletRequest.State.OPEN,
        timezone.now(),
        "",
    )
    pamphlet.organization_name = pamphlet.organization.full_name
    pamphlet.save()
    ask_wards(pamphlet, wards)
    step_of(pamphlet, by, PamphletStep.Kind.SENT)
    register.record(
        by=by, verb="board.pamphlet_created", obj=pamphlet, wards=len(wards), copies=pamphlet.copies_available
    )
    index.refresh(pamphlet)
    jobs.defer("board.tell_wards_of_pamphlet", pamphlet_id=pamphlet.pk, occasion="requested")
    return pamphlet


@transaction.atomic
def save_asking_rule(*, by, needs_approval: bool) -> AskingRule:
    """Say whether requests need approval; one that waits already can still be approved or taken back."""
    if not rules.can_edit_asking_rule(by):
        raise PermissionDenied
    organization = Organization.objects.select_for_update(no_key=True).get(pk=by.organization.pk)
    rule = AskingRule.objects.filter(organization=organization).first() or AskingRule(
        organization=organization
    )
    changes = register.differences(rule, {"needs_approval": needs_approval})
    rule.needs_approval, rule.updated_at = needs_approval, timezone.now()
    rule.updated_by, rule.updated_by_name = by, by.name
    rule.save()
    if changes:
        register.record(by=by, verb="board.asking_rule_saved", obj=organization, changes=changes)
    return rule
