from events.models.event import Event
from events.models.headcount import Headcount
from events.models.participation import Participation

__all__ = ["Event", "Headcount", "Participation"]
