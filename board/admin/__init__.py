from board.admin import notice, pamphlet, reply, topic, ward_letter, ward_rule, watched

__all__ = ["notice", "pamphlet", "reply", "topic", "ward_letter", "ward_rule", "watched"]
