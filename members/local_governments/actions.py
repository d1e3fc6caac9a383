"""Names of before our data (旧名称), typed by the secretariat: who seeks them finds the present body."""

from django.db import IntegrityError, transaction

from common.audit_log.actions import record
from common.refusals import ActionRefused
from common.search.actions import refresh_index
from members.local_governments import rules
from members.local_governments.models import FormerName


def add_former_name(*, government, fields: dict, by) -> FormerName:
    """Keep a former name of a body that exists."""
    if not government.is_in_force:
        raise ActionRefused("廃止された団体には登録できません。今の団体のページで登録してください。")
    try:
        with transaction.atomic():
            row = FormerName.objects.create(local_government=government, **fields)
            record(by=by, verb="members.former_name_added", obj=government, name=str(row))
            _refresh_search(government)
    except IntegrityError as error:
        raise ActionRefused("この旧名称はすでに登録されています。") from error
    return row


def remove_former_name(*, former_name, by) -> None:
    """Take away one that was typed."""
    with transaction.atomic():
        if not rules.can_remove_former_name(by, former_name):
            raise ActionRefused("登録した変更から作られた旧名称は、削除できません。")
        government = former_name.local_government
        record(by=by, verb="members.former_name_removed", obj=government, name=str(former_name))
        former_name.delete()
        _refresh_search(government)


def _refresh_search(government):
    if organization := getattr(government, "organization", None):
        refresh_index(organization)
