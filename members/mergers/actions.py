"""Two registrations of one body become one (重複の統合), by the secretariat."""

from django.db import IntegrityError, transaction

from common import japanese_calendar, jobs
from common.refusals import ActionRefused
from members.mergers import rules, transfer
from members.mergers.models import OrganizationMerge
from members.mergers.search import refresh_search_texts
from members.organizations.models import Organization


def merge_organizations(*, survivor, absorbed, by) -> OrganizationMerge:
    """Let the survivor take over sections, people and everything that was done in the other's name."""
    try:
        with transaction.atomic():
            merged = apply_merge(survivor, absorbed, by)
            jobs.defer("members.after_merge", merge_id=merged.pk)
    except IntegrityError as error:
        raise ActionRefused(CHANGED_MEANWHILE) from error
    return merged


def apply_merge(survivor, absorbed, by) -> OrganizationMerge:
    """Merge them, in a dry run too."""
    rows = Organization.objects.select_for_update(of=("self",)).filter(pk__in=[survivor.pk, absorbed.pk])
    known = {row.pk: row for row in rows.order_by("pk")}
    survivor, absorbed = known[survivor.pk], known[absorbed.pk]
    _require_mergeable(survivor, absorbed)
    return transfer.transfer_to_survivor(
        survivor=survivor, absorbed=absorbed, day=japanese_calendar.today(), by=by
    )


def _require_mergeable(survivor, absorbed):
    if survivor == absorbed:
        raise ActionRefused("同じ団体どうしは統合できません。別の団体を選んでください。")
    for organization in (absorbed, survivor):
        if organization.merged_into_id:
            raise ActionRefused(f"{organization.full_name}は、すでにほかの会員に統合されています。")
    if survivor.is_secretariat or not rules.can_be_absorbed(absorbed):
        raise ActionRefused("特別区と事務局は、ほかの団体に統合できません。残す団体を選び直してください。")
    if absorbed.local_government_id and not survivor.local_government_id:
        raise ActionRefused(
            f"{absorbed.full_name}には団体コードがあります。団体コードのある方を残してください。"
        )
    if absorbed.is_member and not survivor.is_member:
        raise ActionRefused(f"{survivor.full_name}は会員ではありません。会員である方を残してください。")


CHANGED_MEANWHILE = (
    "ほかの操作と重なったため、実施できませんでした。内容を確かめて、もう一度操作してください。"
)


def after_merge(merged: OrganizationMerge) -> None:
    transfer_late_rows_of(merged)
    refresh_search_texts({merged.survivor_id, merged.absorbed_id})


def transfer_late_rows_of(merged) -> None:
    with transaction.atomic():
        locked = OrganizationMerge.objects.select_for_update(of=("self",)).get(pk=merged.pk)
        transfer.transfer_late_rows(locked)
