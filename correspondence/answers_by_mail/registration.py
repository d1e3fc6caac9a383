"""Called in the hooks.py of each room that is answered by mail."""

import datetime

from correspondence.answers_by_mail.actions import resend_link, why_closed, why_not_this_mail
from correspondence.answers_by_mail.registry import AnswersByMail, add_room
from correspondence.answers_by_mail.views import opened
from members.mail_tokens.handlers import MailTokenHandler, register_handler

LIFETIME = datetime.timedelta(days=90)


def register_answers_by_mail(room: AnswersByMail) -> None:
    add_room(room)
    handler = MailTokenHandler(
        label=room.heading,
        lifetime=LIFETIME,
        passed=opened,
        opened=opened,
        blocked_reason=why_closed,
        wanted_again=why_not_this_mail,
        section=lambda mail_token: mail_token.subject.section,
        resend=resend_link,
    )
    register_handler(room.link_model.PURPOSE, handler)
