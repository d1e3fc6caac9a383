"""Mail carriers that behave badly, for tests of the outbox."""

import time

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.locmem import EmailBackend


class Refusing(BaseEmailBackend):
    """Raises settings.CARRIER_ERROR for every mail."""

    def send_messages(self, email_messages):
        raise settings.CARRIER_ERROR


class Slow(EmailBackend):
    """Takes its time, so that another worker comes meanwhile."""

    def send_messages(self, messages):
        time.sleep(0.3)
        return super().send_messages(messages)


class Counting(EmailBackend):
    """Counts connections in settings.CONNECTIONS; refuses whom settings.REFUSED names, with that error."""

    def open(self):
        settings.CONNECTIONS.append(self)

    def send_messages(self, messages):
        for message in messages:
            if error := settings.REFUSED.get(message.to[0]):
                raise error
        return super().send_messages(messages)
