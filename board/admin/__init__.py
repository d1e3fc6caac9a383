from board.admin import notice, pamphlet, reply, topic

__all__ = ["notice", "pamphlet", "reply", "topic"]
