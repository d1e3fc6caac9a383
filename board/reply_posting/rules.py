from members.access.rate_limits import RateLimit

POSTED_REPLIES = RateLimit("board_replies", by_user="60/h")
