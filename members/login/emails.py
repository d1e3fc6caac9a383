"""What is mailed about logging in; allauth's texts are in templates/account/ and templates/mfa/."""

import datetime

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from django.conf import settings
from django.utils import timezone
from django.utils.crypto import salted_hmac

from common.outbox.mails import Mail
from common.outbox.models import OutgoingMail
from members.users.emails import ToPerson
from members.users.models import User

LOGIN_CODE, RESET_CODE = "account/email/login_code", "account/email/password_reset_code"
ADDRESS_CODE = "account/email/email_confirmation"
LIFETIMES = {
    LOGIN_CODE: datetime.timedelta(seconds=app_settings.LOGIN_BY_CODE_TIMEOUT),
    RESET_CODE: datetime.timedelta(seconds=app_settings.PASSWORD_RESET_BY_CODE_TIMEOUT),
    ADDRESS_CODE: datetime.timedelta(seconds=app_settings.EMAIL_VERIFICATION_BY_CODE_TIMEOUT),
}


class AccountMail(Mail):
    """What allauth writes: codes and links to who asks for them, and what was changed in their login."""

    about, label = User, "アカウント: コードと変更の通知"

    @classmethod
    def of(cls, user, *, prefix: str, to: str, context: dict):
        """What allauth calls `prefix`, with its context; `user` is None for an address without account."""
        facts = {"password": _mark(user.password)} if prefix == RESET_CODE else {}
        if prefix in LIFETIMES:
            facts["browser"] = _browser_mark(context["request"].session)
        return cls(user, secrets=context, prefix=prefix, to=to, at=timezone.now().isoformat(), **facts)

    @classmethod
    def find(cls, pk, facts):
        return cls(None, **facts) if pk is None else super().find(pk, facts)

    def recipients(self):
        return [self.facts["to"]]

    def still_holds(self, to):
        """A code is unused, unexpired, the browser's newest; else there is an account, or none."""
        if self.about is None:
            return not User.objects.active().filter(email=to).exists()
        return self.about.is_active and (self.facts["prefix"] not in LIFETIMES or self._is_usable(to))

    def _is_usable(self, to) -> bool:
        user, prefix = self.about, self.facts["prefix"]
        written_at = datetime.datetime.fromisoformat(self.facts["at"])
        if timezone.now() - written_at > LIFETIMES[prefix] or self._is_replaced():
            return False
        if prefix == LOGIN_CODE:
            return not user.last_login or user.last_login <= written_at
        if prefix == RESET_CODE:
            return self.facts["password"] == _mark(user.password)
        return user.email != to

    def _is_replaced(self) -> bool:
        """A code counts in the browser that asked for it: what strangers ask for elsewhere replaces none."""
        if self.row is None:
            return False
        later = OutgoingMail.objects.filter(created_at__gte=self.row.created_at, pk__gt=self.row.pk)
        same = {name: self.facts[name] for name in ("prefix", "browser") if name in self.facts}
        return later.filter(purpose=self.purpose, to=self.row.to, facts__contains=same).exists()

    def context(self):
        message = get_adapter().render_mail(
            self.facts["prefix"],
            self.facts["to"],
            {"email": self.facts["to"], "SITE_URL": settings.SITE_URL, **self.secrets},
        )
        return {"subject": message.subject, "text": message.body}


def _mark(secret: str) -> str:
    """Changes with it, and tells nothing of it."""
    return salted_hmac("members.account_mail", secret).hexdigest()[:12]


def _browser_mark(session) -> str:
    if not session.session_key:
        session.save()
    return _mark(session.session_key)


class UserLoggedIn(ToPerson):
    """A person, when their account is used in a browser that is new to them."""

    label = "はじめての端末からのログイン"

    def context(self):
        return {"at": datetime.datetime.fromisoformat(self.facts["at"])}
