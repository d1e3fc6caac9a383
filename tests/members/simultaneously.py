"""Several people at once, some of whom are refused."""

from members.refusals import Refused
from tests.board.threads import in_threads


def together(*calls):
    """Run the calls at once; what each returned, or "refused"."""

    def refusable(call):
        def run():
            try:
                return call()
            except Refused:
                return "refused"

        return run

    return in_threads(*[refusable(call) for call in calls])
