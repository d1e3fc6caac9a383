"""Words about topics that several subjects say."""

SEARCH_LABEL = "掲示板"
POSTING_STEPS = ["入力", "確認", "投稿"]


def with_earlier_name(post) -> str:
    """The organisation of a topic or reply, with its name at that time where that was another."""
    name = post.organization.full_name
    return f"{name}(投稿時: {post.earlier_name})" if post.earlier_name else name
