from board.admin import delivery, notice, pamphlet, reply, topic, ward_letter, ward_rule, watched

__all__ = ["delivery", "notice", "pamphlet", "reply", "topic", "ward_letter", "ward_rule", "watched"]
