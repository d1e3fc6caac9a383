import pytest

from common import japanese_calendar
from common.publication.models import PublicationState
from events.events.models import Event
from events.participations.models import Participation


@pytest.fixture
def today():
    return japanese_calendar.today()


@pytest.fixture
def event(kou):
    """An event of the past in which 甲町 took part."""
    made = Event.objects.create(
        kind=Event.Kind.EXHIBITION,
        title="過去の展示",
        date_precision="unknown",
        state=PublicationState.DRAFT,
        source="t",
    )
    Participation.objects.create(event=made, local_government=kou.local_government)
    return made
