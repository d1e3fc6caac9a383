from board.admin import pamphlet, reply, topic, watched

__all__ = ["pamphlet", "reply", "topic", "watched"]
