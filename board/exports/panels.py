"""The link to the ZIP."""

from board.exports import files as exports_files
from board.replies.models import REPLIES_PER_PAGE


def context(request, topic, replies: list) -> dict:
    """Number and bytes of the files of its replies; those of the topic itself are on the page anyway.

    Where all replies are on the page there is no query; a longer topic costs one.
    """
    if topic.reply_count > REPLIES_PER_PAGE:
        number, size = exports_files.files_of_replies(topic, request.user)
    else:
        files = [file for reply in replies if reply.readable for file in reply.files]
        number, size = len(files), sum(file.size for file in files)
    return {"reply_files": number, "reply_bytes": size}
