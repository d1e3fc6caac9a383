"""Several people at once, some of whom are refused."""

from common.refusals import ActionRefused
from tests.threads import in_threads


def together(*calls):
    """Run the calls at once; what each returned, or "refused"."""

    def refusable(call):
        def run():
            try:
                return call()
            except ActionRefused:
                return "refused"

        return run

    return in_threads(*[refusable(call) for call in calls])
