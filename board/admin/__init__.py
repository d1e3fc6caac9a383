from board.admin import delivery, pamphlet, reply, topic, ward_rule

__all__ = ["delivery", "pamphlet", "reply", "topic", "ward_rule"]
