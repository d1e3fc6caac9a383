"""An inquiry that was mailed, and its page behind the link of a section's mailbox."""

from django.test import Client

from members.mail_tokens.models import MailToken
from tests.correspondence import mail_links
from tests.inquiries.answers.answering import typed, typed_none
from tests.worker import write_mails

NAME = "堺 文子"


def mailed(inquiry):
    write_mails("inquiries.inquiry_sent")
    return inquiry


def letter_to(address, purpose="inquiry_sent"):
    return mail_links.letter_to(address, f"inquiries.{purpose}")


def opened(client, address, purpose="inquiry_sent") -> str:
    """The page behind the newest mail's link."""
    link, number, _ = letter_to(address, purpose)
    page = f"/inquiries/by-mail/{number}/"
    assert client.get(link).url == page
    return page


def token_to(address) -> MailToken:
    return MailToken.objects.get(email=address, purpose="inquiry_answer")


def by_mail(given, **changed):
    """A whole answer as the page posts it; None leaves a field out."""
    return _posted(typed(given) | {"answered_name": NAME} | changed)


def none_by_mail(given, **changed):
    return _posted(typed_none(given) | {"none": "1", "answer": "1", "none-answered_name": NAME} | changed)


def _posted(data):
    return {name: value for name, value in data.items() if value is not None}


def fresh_page(address) -> tuple[Client, str]:
    """A browser of its own that opened the mail."""
    client = Client()
    return client, opened(client, address)
