"""Each night the stored sums are held against the records."""

import logging

from common import clock
from disaster.disasters.models import Disaster
from disaster.figures.actions import mend_sums

log = logging.getLogger(__name__)


@clock.each(clock.daily("3:50"), rows=lambda now: Disaster.objects.all(), lock=False, label="個票の計の確認")
def check_sums(disaster, *, now) -> None:
    """What differs is a mistake of the program: it is mended, with a line in the audit log."""
    if mend_sums(disaster):
        log.error("stored sums of disaster %s differed from its records", disaster.pk)
