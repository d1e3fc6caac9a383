"""How django-allauth behaves in this portal."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone

from common.audit_log.actions import record
from members.login import login_throttle, rules
from members.login.emails import AccountMail, UserLoggedIn
from members.login.own_addresses import sync_own_address
from members.sessions import browser_names, known_browsers
from members.sessions.actions import begin_session
from members.users.models import User

PERSON_BACKEND = "members.login.backends.PersonBackend"


class PortalAccountAdapter(DefaultAccountAdapter):
    """Accounts come from approved applications only; every mail goes through the outbox."""

    def is_open_for_signup(self, request):
        return False

    def send_mail(self, template_prefix, email, context):
        """Write allauth's mail in the request: its codes and links are kept nowhere else."""
        user = context.get("user") or User.objects.active().filter(email=email).first()
        context = {"request": self.request, **context}
        AccountMail.of(user, prefix=template_prefix, to=email, context=context).write()

    def send_confirmation_mail(self, request, emailconfirmation, signup):
        """The code for a new address; nobody signs up here, whatever their last login says."""
        super().send_confirmation_mail(request, emailconfirmation, signup=False)

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        """What allauth tells the person by mail is in the audit log too: password, address, factors."""
        super().send_notification_mail(template_prefix, user, {"user": user, **(context or {})}, email)
        record(by=user, verb=f"members.{template_prefix.rpartition('/')[2]}", obj=user)

    def pre_authenticate(self, request, **credentials):
        """Our own limits of wrong passwords; `authenticate` takes a right one back from the counters."""
        try:
            self._login_failed_rl_usage = login_throttle.count_try(
                request, "password", credentials.get("email", "")
            )
        except login_throttle.TooManyTries as closed:
            raise ValidationError(str(closed)) from closed

    def pre_login(self, request, user, **hooks):
        """Everybody's address was proved before they had an account: no login waits for a code for it."""
        response = super().pre_login(request, user, **hooks)
        sync_own_address(user)
        return response

    def login(self, request, user):
        before = user.last_login
        user.backend = PERSON_BACKEND  # whatever they proved themselves with
        super().login(request, user)
        begin_session(request, before)

    def post_login(self, request, user, *, signal_kwargs, **hooks):
        """Tell the person of a login from a browser new to them, and let the browser remember them."""
        response = super().post_login(request, user, signal_kwargs=signal_kwargs, **hooks)
        invited = bool(signal_kwargs and signal_kwargs.get("invited"))
        if not invited and not known_browsers.known_browser(request, user.email):
            self._send_login_notice(request, user)
        known_browsers.remember_browser(request, response, user.email)
        return response

    def _send_login_notice(self, request, user):
        UserLoggedIn(
            user,
            at=timezone.now().isoformat(),
            ip=self.get_client_ip(request),
            browser=browser_names.browser_name(self.get_http_user_agent(request)),
        ).write()


class PortalMFAAdapter(DefaultMFAAdapter):
    """The second factor: who must keep it, and how it calls itself in an app or a key."""

    def get_public_key_credential_rp_entity(self):
        return {**super().get_public_key_credential_rp_entity(), "name": settings.SITE_NAME}

    def can_delete_authenticator(self, authenticator):
        user = authenticator.user
        others = user.second_factors.exclude(pk=authenticator.pk)
        return not rules.must_have_second_factor(user) or others.exists()
