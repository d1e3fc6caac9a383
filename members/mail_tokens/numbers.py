import secrets

from django.apps import apps

from common.text import typed_code
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
    """The digits of a code that was typed."""
    return "".join(filter(str.isdigit, typed_code(text)))


def code_in_groups(code: str) -> str:
    """A code as mails show it: 123 456."""
    return f"{code[:3]} {code[3:]}"
