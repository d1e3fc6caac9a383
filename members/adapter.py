"""How django-allauth behaves in this portal."""

import uuid

from allauth.account.adapter import DefaultAccountAdapter

from office import postroom


class PortalAccountAdapter(DefaultAccountAdapter):
    """Accounts come from approved applications only; every mail goes through the post room."""

    def is_open_for_signup(self, request):
        return False

    def send_mail(self, template_prefix, email, context):
        """Post allauth's mail; its texts are in templates/account/email/ and templates/mfa/email/."""
        message = self.render_mail(
            template_prefix, email, {"request": self.request, "email": email, **context}
        )
        postroom.post(
            key=f"account:{uuid.uuid4()}",  # each one is asked for anew by a person
            to=email,
            subject=message.subject,
            body=message.body,
            purpose=f"account.{template_prefix.rpartition('/')[2]}",
        )
