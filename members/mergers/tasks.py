from procrastinate.contrib.django import app

from members.mergers import actions
from members.mergers.models import OrganizationMerge


@app.task(name="members.after_merge")
def after_merge(merge_id: int) -> None:
    actions.after_merge(OrganizationMerge.objects.get(pk=merge_id))
