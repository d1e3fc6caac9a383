"""Two registrations of one body become one (重複の統合), by the secretariat, and can be told apart again."""

from django.db import IntegrityError, transaction

from members import merging, rules
from members.actions.government_reverts import take_back_merge
from members.actions.governments import OVERTAKEN
from members.models import Organization, OrganizationMerge
from members.refusals import Refused
from office import calendar, jobs


def merge_organizations(*, survivor, absorbed, by) -> OrganizationMerge:
    """Let the survivor take over sections, people and everything that was done in the other's name."""
    try:
        with transaction.atomic():
            merged = merge_now(survivor, absorbed, by)
            jobs.defer("members.after_merge", merge_id=merged.pk)
    except IntegrityError as error:
        raise Refused(OVERTAKEN) from error
    return merged


def merge_now(survivor, absorbed, by) -> OrganizationMerge:
    """The deed itself, also of a trial."""
    rows = Organization.objects.select_for_update(of=("self",)).filter(pk__in=[survivor.pk, absorbed.pk])
    known = {row.pk: row for row in rows.order_by("pk")}
    survivor, absorbed = known[survivor.pk], known[absorbed.pk]
    _demand_mergeable(survivor, absorbed)
    return merging.merge(survivor=survivor, absorbed=absorbed, day=calendar.today(), by=by)


def _demand_mergeable(survivor, absorbed):
    if survivor == absorbed:
        raise Refused("同じ団体どうしは統合できません。別の団体を選んでください。")
    for organization in (absorbed, survivor):
        if organization.merged_into_id:
            raise Refused(f"{organization.full_name}は、すでにほかの会員に統合されています。")
    if survivor.is_secretariat or not rules.can_be_absorbed(absorbed):
        raise Refused("特別区と事務局は、ほかの団体に統合できません。残す団体を選び直してください。")
    if absorbed.local_government_id and not survivor.local_government_id:
        raise Refused(f"{absorbed.full_name}には団体コードがあります。団体コードのある方を残してください。")
    if absorbed.is_member and not survivor.is_member:
        raise Refused(f"{survivor.full_name}は会員ではありません。会員である方を残してください。")


def revert_merge(*, merged, by) -> OrganizationMerge:
    """Take a merge of duplicates back."""
    try:
        with transaction.atomic():
            locked = OrganizationMerge.objects.select_for_update(of=("self",)).get(pk=merged.pk)
            if not rules.can_revert_merge(by, locked):
                raise Refused("この統合は、すでに取り消されたか、合併とともに取り消すものです。")
            take_back_merge(locked, by)
            jobs.defer("members.after_merge", merge_id=locked.pk)
    except IntegrityError as error:
        raise Refused(OVERTAKEN) from error
    return locked
