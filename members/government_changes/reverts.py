"""A change of local governments is taken back: what it moved returns, as far as nobody moved it again."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from common import japanese_calendar, jobs
from common.audit_log.actions import record
from common.refusals import ActionRefused
from members.government_changes import rules
from members.government_changes.actions import lock_government_change
from members.government_changes.checks import lock_governments, require_unused_code_and_name
from members.government_changes.models import GovernmentChange
from members.local_governments.models import FormerName, LocalGovernment
from members.mergers import repoint
from members.mergers.actions import CHANGED_MEANWHILE, undo_merge
from members.organizations.models import Organization

# rows about the change itself; everything else that names the new body is of use to somebody
OF_THE_CHANGE = {
    "members.Succession.predecessor",
    "members.Succession.successor",
    "members.GovernmentChange.absorbing",
    "members.Organization.local_government",
}


def revert_government_change(*, change, by) -> GovernmentChange:
    """Take a change back; refused where a later one builds on it."""
    try:
        with transaction.atomic():
            locked = lock_government_change(change)
            if not rules.can_revert_government_change(by, locked):
                raise ActionRefused(f"この変更は「{locked.get_state_display()}」のため、取り消せません。")
            undo_government_change(locked, by)
            jobs.defer("members.after_government_change", change_id=locked.pk, by_clock=False)
    except IntegrityError as error:
        raise ActionRefused(CHANGED_MEANWHILE) from error
    return locked


def undo_government_change(change: GovernmentChange, by) -> None:
    """Undo it, in a dry run too."""
    successions = list(change.successions.select_related("predecessor", "successor"))
    successor = lock_governments([successions[0].successor])[0]
    ending = lock_governments([each.predecessor for each in successions])
    _require_last(change, successor)
    for merged in change.merges.filter(reverted_at=None).order_by("-pk"):
        undo_merge(merged, by)
    FormerName.objects.filter(change=change).delete()
    if not change.absorbing_id:
        day = max(japanese_calendar.today(), successor.established_on)
        LocalGovernment.objects.filter(pk=successor.pk).update(abolished_on=day)
        for row in ending:
            require_unused_code_and_name(row.code, row.prefecture, row.name, but=ending)
    LocalGovernment.objects.filter(pk__in=[row.pk for row in ending]).update(abolished_on=None)
    change.moved["left"] = _restore_organization(change, by)
    change.moved["references"] = {} if change.absorbing_id else _references(successor, ending)
    change.state = GovernmentChange.State.REVERTED
    change.reverted_at, change.reverted_by = timezone.now(), by
    change.save()
    record(by=by, verb="members.government_change_reverted", obj=change)


def _require_last(change, successor) -> None:
    later = successor.followed_by.filter(change__state="done").select_related("change").first()
    if later:
        raise ActionRefused(
            f"{successor.full_name}には、その後の変更があります({later.change})。先に取り消してください。"
        )
    if not successor.is_in_force:
        raise ActionRefused(f"{successor.full_name}はすでに廃止されているため、取り消せません。")


def _restore_organization(change, by) -> list[str]:
    """Give the member back its name and body; the labels of what somebody changed since, and stays."""
    moved = change.moved.get("organization")
    if not moved or not moved["before"]:
        return []
    organization = Organization.objects.select_for_update(of=("self",)).get(pk=moved["pk"])
    if organization.merged_into_id:
        raise ActionRefused(
            f"{organization.full_name}は、その後ほかの会員に統合されています。先に取り消してください。"
        )
    changes, left = {}, []
    for name, before in moved["before"].items():
        field = Organization._meta.get_field(name.removesuffix("_id"))
        if not _same(getattr(organization, name), moved["after"][name]):
            left.append(str(field.verbose_name))
            continue
        if name != "local_government_id":
            changes[str(field.verbose_name)] = [str(moved["after"][name] or ""), str(before or "")]
        setattr(organization, name, before)
    organization.save()
    if organization.withdrawn_on:  # it had come back by the change
        organization.memberships.open().delete()
    record(by=by, verb="members.organization_followed", obj=organization, changes=changes)
    return left


def _same(value, moved) -> bool:
    return (value.isoformat() if hasattr(value, "isoformat") else value) == moved


def _references(successor, ending) -> dict:
    """What names the new body by now: put back where it was one body before, told where it was several."""
    found = {}
    for field in repoint.foreign_keys_to(LocalGovernment):
        key = repoint.field_key(field)
        if key in OF_THE_CHANGE:
            continue
        if len(ending) == 1:
            moved = repoint.repoint(field, None, away=successor, to=ending[0])[0]
            found[key] = {"back": len(moved)}
        stay = repoint.rows_pointing_to(field, successor).count()
        found.setdefault(key, {})["stay"] = stay
    return {key: numbers for key, numbers in found.items() if any(numbers.values())}
