"""What the mail tokens of all rooms that are answered by mail do."""

from correspondence.answers_by_mail.actions import resend_link, why_closed
from correspondence.answers_by_mail.views import opened
from members.mail_tokens.handlers import MailTokenHandler

MAIL_TOKEN_HANDLER = MailTokenHandler(opened, opened, why_closed, resend_link)
