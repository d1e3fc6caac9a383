from common.compiled_queries.compiled import compiled
from members.applications.models import Application

MOST_WAITING = 10  # that my page shows


@compiled
def waiting_applications(viewer):
    """What waits on the secretariat's page, the first of them; nothing for everybody else."""
    rows = Application.objects.visible_to(viewer).waiting().select_related("local_government")
    return rows[:MOST_WAITING]


@compiled
def waiting_joins(*, organization):
    """Those for an account in an organisation, which its representatives decide on."""
    return Application.objects.joins().waiting().filter(organization=organization)
