from tests.board.conftest import make_draft, make_reply, make_topic, topic  # noqa: F401
from tests.common.search.conftest import put  # noqa: F401
