from tests.events.sheets.conftest import add_body, event, set_due, taking_part

__all__ = ["add_body", "event", "set_due", "taking_part"]
