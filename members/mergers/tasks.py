from common import jobs
from members.mergers import actions
from members.mergers.models import OrganizationMerge


@jobs.task("members.after_merge", jobs.TELLING)
def after_merge(merge_id: int) -> None:
    actions.after_merge(OrganizationMerge.objects.get(pk=merge_id))
