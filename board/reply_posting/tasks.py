from board.reply_posting import emails
from common import jobs


@jobs.task(emails.GATHER_TASK, jobs.TELLING, retry=jobs.RETRY)
def send_gathered_replies(topic_id: int) -> int:
    return emails.send_gathered_replies(topic_id)
