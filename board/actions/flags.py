"""Posts that come before the secretariat by their words alone."""

from board import watched_words
from board.models import Reply, Report, Topic
from office import register

MOST_SEEN = 10_000


def seen_of(post: Topic | Reply) -> dict:
    """What a report keeps of the post as it is now."""
    reply = post if isinstance(post, Reply) else None
    topic = reply.topic if reply else post
    seen = {"seen_title": topic.title, "seen_text": post.body[:MOST_SEEN]}
    return {"topic": topic, "reply": reply, **seen}


def flag_post(post: Topic | Reply) -> Report | None:
    """Put a post before the secretariat for its watched words; in the transaction that posts or mends it.

    Words for which it was put there before count as seen.
    """
    words = {word.word for word in watched_words.words_in(watched_words.texts_of(post))}
    if not words:
        return None
    seen = seen_of(post)
    earlier = Report.objects.filter(topic=seen["topic"], reply=seen["reply"], by=None)
    known = {word for found in earlier.values_list("words", flat=True) for word in found}
    if words <= known:
        return None
    report = Report.objects.create(**seen, reason=Report.Reason.WORD, words=sorted(words - known))
    register.record(by=None, verb="board.post_flagged", obj=report, words=report.words)
    return report
