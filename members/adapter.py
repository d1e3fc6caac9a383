"""How django-allauth behaves in this portal."""

import uuid

from allauth.account.adapter import DefaultAccountAdapter

from members import mails
from office import postroom

# allauth's name of a mail -> our template and the sentence it is about
MAILS = {
    "account/email/login_code": ("login_code", ""),
    "account/email/password_reset_code": ("password_reset_code", ""),
    "account/email/unknown_account": ("unknown_account", ""),
    "account/email/password_changed": ("account_changed", "パスワードを変更しました。"),
    "account/email/password_set": ("account_changed", "パスワードを設定しました。"),
    "account/email/password_reset": ("account_changed", "パスワードを再設定しました。"),
    "account/email/email_changed": ("account_changed", "メールアドレスを変更しました。"),
    "account/email/email_deleted": ("account_changed", "メールアドレスを削除しました。"),
    "mfa/email/totp_activated": ("account_changed", "二要素認証の認証アプリを登録しました。"),
    "mfa/email/totp_deactivated": ("account_changed", "二要素認証の認証アプリを解除しました。"),
    "mfa/email/webauthn_added": ("account_changed", "パスキー(セキュリティキー)を登録しました。"),
    "mfa/email/webauthn_removed": ("account_changed", "パスキー(セキュリティキー)を解除しました。"),
    "mfa/email/recovery_codes_generated": ("account_changed", "二要素認証の予備コードを新しく作りました。"),
}


class PortalAccountAdapter(DefaultAccountAdapter):
    """Accounts come from approved applications only; every mail goes through the post room."""

    def is_open_for_signup(self, request):
        return False

    def send_mail(self, template_prefix, email, context):
        key = f"account:{uuid.uuid4()}"  # each is asked for anew by a person
        if template_prefix in MAILS:
            name, sentence = MAILS[template_prefix]
            return mails.send(name, to=email, key=key, sentence=sentence, **_known(context))
        message = self.render_mail(template_prefix, email, context)
        return postroom.post(
            key=key,
            to=email,
            subject=message.subject,
            body=message.body,
            purpose=template_prefix.rpartition("/")[2],
        )


def _known(context) -> dict:
    """What our templates use of allauth's context; its `key` is another thing than the post room's."""
    return {name: context[name] for name in ("code", "ip", "user_agent", "timestamp") if name in context}
