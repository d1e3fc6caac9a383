"""When the pages that the portal composes have changed for a visitor."""

from common import page_cache
from disaster.disasters import page_cache as disasters_page_cache
from events.events import page_cache as events_page_cache
from members.organizations.models import Organization
from news.news import page_cache as news_page_cache
from portal.home import figures


def figures_stamp() -> str:
    """Changes with the published figures and with the number of members."""
    known = [
        f"{row['metric'].pk}.{row['metric'].value}" for row in figures.published_figures() if row["metric"]
    ]
    return f"figures-{'-'.join(known)}-{Organization.objects.members().count()}"


def home_stamp() -> str:
    rooms = (events_page_cache, news_page_cache, disasters_page_cache)
    return "_".join(["home", *(room.stamp() for room in rooms), figures_stamp()])


home_page = page_cache.cached_for_visitors(home_stamp)
about_page = page_cache.cached_for_visitors(figures_stamp)
