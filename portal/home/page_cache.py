"""When the pages that the portal composes have changed for a visitor."""

import disaster.freshness
import events.freshness
import news.freshness
from members.models import Organization
from office import freshness
from portal import figures


def figures_stamp() -> str:
    """Changes with the published figures and with the number of members."""
    known = [f"{row['metric'].pk}.{row['metric'].value}" for row in figures.published() if row["metric"]]
    return f"figures-{'-'.join(known)}-{Organization.objects.members().count()}"


def home_stamp() -> str:
    rooms = (events.freshness, news.freshness, disaster.freshness)
    return "_".join(["home", *(room.stamp() for room in rooms), figures_stamp()])


home_page = freshness.public_page(home_stamp)
about_page = freshness.public_page(figures_stamp)
