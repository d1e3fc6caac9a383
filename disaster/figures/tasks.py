"""Each night the stored sums are held against the records."""

import logging

from common import clock
from disaster.disasters.models import Disaster
from disaster.figures.actions import mend_sums

log = logging.getLogger(__name__)


@clock.once(clock.daily("3:50"), label="個票の計の確認")
def check_sums(*, now) -> None:
    """What differs is a mistake of the program: it is mended, with a line in the audit log."""
    for disaster in Disaster.objects.all():
        if mend_sums(disaster):
            log.error("stored sums of disaster %s differed from its records", disaster.pk)
