from board.admin import notice, pamphlet, reply, topic, watched

__all__ = ["notice", "pamphlet", "reply", "topic", "watched"]
