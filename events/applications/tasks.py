from common import clock
from events.applications.actions import report_answers
from events.applications.queries import calls_to_report


@clock.each(
    clock.daily("8:40", working_days=True),
    rows=calls_to_report,
    label="出展の申込・辞退のまとめ",
    lock=False,
)
def report_answers_to_organiser(call, *, now) -> int:
    """One mail a working day, however many bodies answered."""
    return report_answers(call=call)
