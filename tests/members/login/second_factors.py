"""The codes of a login: those in mails, and of an authenticator app whose codes the test can count."""

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time

SECRET = "JBSWY3DPEHPK3PXP"


def give_app(person):
    TOTP.activate(person, SECRET)
    return Authenticator.objects.get(user=person, type=Authenticator.Type.TOTP)


def app_code() -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(SECRET, counter))


def code_in(mail) -> str:
    """The code of a mail: its first line without Japanese."""
    return next(line for line in mail.body.splitlines() if line.strip() and line.strip().isascii()).strip()
