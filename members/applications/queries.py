from members.applications.models import Application


def waiting_applications(user):
    """What waits on the secretariat's page; nothing for everybody else."""
    return Application.objects.visible_to(user).waiting().select_related("local_government")
