import secrets
import unicodedata

from django.apps import apps

from members.mail_tokens.models import MailToken


def new_number() -> str:
    """Eight digits nobody has yet, for applications and invitations alike; random, so not to be guessed."""
    return new_numbers(1)[0]


def new_numbers(count: int) -> list[str]:
    """So many of them, all different, with two questions to the database."""
    found: set[str] = set()
    while len(found) < count:
        drawn = {f"{secrets.randbelow(90_000_000) + 10_000_000}" for _ in range(count - len(found))}
        for model in (MailToken, apps.get_model("members", "Application")):
            drawn -= set(model.objects.filter(number__in=drawn).values_list("number", flat=True))
        found |= drawn
    return list(found)


def plain_digits(text: str) -> str:
    """What was typed, as plain digits: full-width digits, blanks and hyphens are forgiven."""
    plain = unicodedata.normalize("NFKC", text)
    return "".join(sign for sign in plain if sign.isascii() and sign.isdigit())


def code_in_groups(code: str) -> str:
    """A code as mails show it: 123 456."""
    return f"{code[:3]} {code[3:]}"
