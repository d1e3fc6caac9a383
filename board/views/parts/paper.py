"""Ways to take a topic out: print, ZIP."""

from board.paper import bundle


def facts(user) -> dict:
    return bundle.sizes_for(user)


def part(request, topic, replies: list) -> dict:
    return {
        "zip_files": topic.topic_files + topic.reply_files,
        "zip_bytes": topic.topic_bytes + topic.reply_bytes,
    }
