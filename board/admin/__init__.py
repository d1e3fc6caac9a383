from board.admin import pamphlet, reply, topic, ward_letter, ward_rule

__all__ = ["pamphlet", "reply", "topic", "ward_letter", "ward_rule"]
