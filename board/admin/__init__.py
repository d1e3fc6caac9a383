from board.admin import pamphlet, reply, topic

__all__ = ["pamphlet", "reply", "topic"]
