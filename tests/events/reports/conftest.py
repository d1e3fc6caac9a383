from tests.events.open_data.conftest import carry_out, hand_in

__all__ = ["carry_out", "hand_in"]
