"""Local governments merge, take a new name or a new status on a day; members follow (廃置分合・名称変更)."""

import datetime
import logging

from django.db import IntegrityError, transaction
from django.utils import timezone

from common import jobs
from common.audit_log.actions import record
from common.outbox.mails import write_all
from common.refusals import ActionRefused
from members.government_changes import rules
from members.government_changes.checks import (
    lock_governments,
    require_possible,
    require_unplanned,
    surviving_organization,
)
from members.government_changes.emails import GovernmentChanged, GovernmentDone, GovernmentStopped
from members.government_changes.models import GovernmentChange, Succession
from members.government_changes.queries import organizations_of_change
from members.local_governments.models import FormerName, LocalGovernment
from members.local_governments.prefectures import NAME_OF
from members.mergers import transfer
from members.mergers.actions import CHANGED_MEANWHILE, transfer_late_rows_of
from members.mergers.search import refresh_search_texts
from members.organizations.actions import open_missing_periods
from members.organizations.models import Organization
from members.sections.models import Section

log = logging.getLogger(__name__)


def register_government_change(*, facts: dict, predecessors, by) -> GovernmentChange:
    """Register what changes on which day; carried out at once where the day has come."""
    with transaction.atomic():
        change = plan_government_change(facts=facts, predecessors=predecessors, by=by)
        if change.is_due:
            change = carry_out_government_change(change=change, by=by)
    return change


def plan_government_change(*, facts: dict, predecessors, by) -> GovernmentChange:
    """Write the change down for its day; a dry run rolls back this and what it does, together."""
    change = GovernmentChange(created_by=by, **facts)
    rows = lock_governments([*predecessors, *filter(None, [change.absorbing])])
    ending = [row for row in rows if row in predecessors]
    require_possible(change, ending, _among(rows, change.absorbing))
    require_unplanned(rows)
    surviving_organization(change, ending, change.absorbing)
    change.save()
    Succession.objects.bulk_create(Succession(change=change, predecessor=row) for row in ending)
    record(
        by=by,
        verb="members.government_change_registered",
        obj=change,
        effective_on=change.effective_on.isoformat(),
        predecessors=[row.full_name for row in ending],
        successor=change.successor_name,
    )
    return change


def _among(rows, wanted):
    return next((row for row in rows if wanted and row.pk == wanted.pk), None)


def carry_out_government_change(*, change, by=None) -> GovernmentChange:
    """Do what was registered, now that its day has come; `by` is None where it is done by the hour."""
    try:
        with transaction.atomic():
            locked = lock_government_change(change)
            if not locked.is_planned:
                raise ActionRefused(f"この変更は、すでに「{locked.get_state_display()}」です。")
            if by is not None and not rules.can_carry_out_government_change(by, locked):
                raise ActionRefused("施行日になるまで実施できません。")
            apply_government_change(locked, by)
            jobs.defer("members.after_government_change", change_id=locked.pk, by_clock=by is None)
    except IntegrityError as error:
        raise ActionRefused(CHANGED_MEANWHILE) from error
    return locked


def lock_government_change(change) -> GovernmentChange:
    return GovernmentChange.objects.select_for_update(of=("self",)).get(pk=change.pk)


def apply_government_change(change: GovernmentChange, by) -> None:
    """Apply it, in a dry run too: rows of governments, the member that goes on, those it takes over."""
    by = by or change.created_by
    pks = list(change.successions.values_list("predecessor_id", flat=True))
    rows = lock_governments(
        LocalGovernment.objects.filter(pk__in=[*pks, *filter(None, [change.absorbing_id])])
    )
    ending = [row for row in rows if row.pk in pks]
    absorbing = _among(rows, change.absorbing)
    require_possible(change, ending, absorbing)
    survivor = surviving_organization(change, ending, absorbing)
    LocalGovernment.objects.filter(pk__in=pks).update(abolished_on=change.effective_on)
    successor = absorbing or _open_successor(change, ending)
    change.successions.update(successor=successor)
    _keep_former_names(change, ending, successor)
    change.moved = {"organization": None}
    if survivor:
        others = Organization.objects.members().exclude(pk=survivor.pk).order_by("pk")
        for absorbed in others.select_for_update(of=("self",)).filter(local_government__in=ending):
            transfer.transfer_to_survivor(
                survivor=survivor, absorbed=absorbed, day=change.effective_on, by=by, change=change
            )
        _rename_member(change, survivor, successor, by)
    change.state, change.trouble = GovernmentChange.State.DONE, ""
    change.done_at, change.done_by = timezone.now(), by
    change.save()
    record(by=by, verb="members.government_change_done", obj=change, successor=successor.full_name)


def _open_successor(change, ending) -> LocalGovernment:
    prefecture = NAME_OF[change.code[:2]]
    same = LocalGovernment.objects.filter(prefecture=prefecture).exclude(prefecture_kana="")
    return LocalGovernment.objects.create(
        code=change.code,
        prefecture=prefecture,
        prefecture_kana=same.values_list("prefecture_kana", flat=True).first() or "",
        name=change.name,
        name_kana=change.name_kana,
        kind=change.body_kind,
        district=change.district,
        designated_city=change.designated_city,
        website=change.website or (ending[0].website if len(ending) == 1 else ""),
        source=change.source,
        established_on=change.effective_on,
    )


def _keep_former_names(change, ending, successor) -> None:
    """Every name that led to one that ends leads to the one that follows, written out for the search."""
    names = {}
    until = change.effective_on - datetime.timedelta(days=1)
    for row in ending:
        own = FormerName(prefecture=row.prefecture, name=row.name, name_kana=row.name_kana, until=until)
        for former in [own, *row.former_names.all()]:
            names.setdefault((former.prefecture, former.name), former)
    names.pop((successor.prefecture, successor.name), None)
    FormerName.objects.bulk_create(
        (
            FormerName(
                local_government=successor,
                prefecture=former.prefecture,
                name=former.name,
                name_kana=former.name_kana,
                until=former.until,
                remark=former.remark
                or f"{change.get_kind_display()}により{successor.full_name}になりました。",
                source=former.source or change.source,
                change=change,
            )
            for former in names.values()
        ),
        ignore_conflicts=True,  # typed by the secretariat before: its word stays
    )


def _rename_member(change, organization, successor, by) -> None:
    """The member takes the name of the body that follows, and comes back where that body had left."""
    wanted = {
        "local_government_id": successor.pk,
        "prefecture": successor.prefecture,
        "name": successor.name,
        "name_kana": successor.name_kana,
    }
    if change.website:
        wanted["website"] = change.website
    if change.is_merger and not organization.is_member:
        wanted |= {"withdrawn_on": None, "joined_on": change.effective_on}
    changed = {name: value for name, value in wanted.items() if getattr(organization, name) != value}
    shown = {
        str(Organization._meta.get_field(name).verbose_name): [
            str(getattr(organization, name) or ""),
            str(value or ""),
        ]
        for name, value in changed.items()
        if name != "local_government_id"
    }
    change.moved["organization"] = {"pk": organization.pk, "changes": shown}
    if not changed:
        return
    vars(organization).update(changed)
    organization.save(update_fields=[name.removesuffix("_id") for name in changed])
    if organization.joined_on:
        open_missing_periods(Organization.objects.filter(pk=organization.pk))
    record(by=by, verb="members.organization_followed", obj=organization, changes=shown)


def cancel_government_change(*, change, by) -> GovernmentChange:
    """Call a planned change off."""
    with transaction.atomic():
        locked = lock_government_change(change)
        if not rules.can_cancel_government_change(by, locked):
            raise ActionRefused(
                f"この変更は、すでに「{locked.get_state_display()}」のため取りやめられません。"
            )
        locked.state, locked.trouble = GovernmentChange.State.CANCELLED, ""
        locked.cancelled_at, locked.cancelled_by = timezone.now(), by
        locked.save()
        record(by=by, verb="members.government_change_cancelled", obj=locked)
    return locked


@transaction.atomic
def note_trouble(change, trouble: str) -> None:
    """Keep the reason, and tell it the secretariat where it is another one."""
    trouble = trouble[:300]
    locked = lock_government_change(change)
    if not locked.is_planned or locked.trouble == trouble:
        return
    locked.trouble = trouble
    locked.save(update_fields=["trouble"])
    record(by=None, verb="members.government_change_stopped", obj=locked, reason=trouble)
    GovernmentStopped(locked, trouble=trouble, at=f"{timezone.now():%Y%m%d%H%M%S}").write()


def after_government_change(change: GovernmentChange, *, by_clock: bool) -> None:
    """May run twice: texts are written anew, a mail has a key."""
    for merged in change.merges.all():
        transfer_late_rows_of(merged)
    refresh_search_texts(organizations_of_change(change))
    sections = Section.objects.open().filter(organization__in=organizations_of_change(change))
    sections = sections.select_related("organization__local_government")
    write_all(GovernmentChanged(section, change=change.pk) for section in sections)
    if by_clock and change.is_done:
        GovernmentDone(change).write()
