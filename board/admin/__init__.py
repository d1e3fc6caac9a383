from board.admin import reply, topic

__all__ = ["reply", "topic"]
