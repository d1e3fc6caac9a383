"""Links and six-digit codes by mail: issued, checked, used up. Only hashes are stored."""

import secrets

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from common.refusals import ActionRefused
from members.mail_tokens.emails import TokenMail
from members.mail_tokens.handlers import handler_of
from members.mail_tokens.models import MailToken
from members.mail_tokens.numbers import new_number, new_numbers, plain_digits

WRONG_CODE = (
    "受付番号または確認コードが違います。メールに書かれた8桁の受付番号と6桁の確認コードを入力してください。"
)
WRONG_LINK = (
    "リンクが正しくありません。メールのリンクが途中で切れていないか確かめるか、"
    "受付番号と確認コードを入力してください。"
)
EXPIRED = "有効期限が切れています。「メールをもう一度受け取る」から、新しいメールを受け取ってください。"
USED = "すでに使われています。確認は済んでいますので、もう一度操作する必要はありません。"
STOPPED = (
    "確認コードの入力を10回間違えたため、このメールのリンクとコードは使えなくなりました。"
    "「メールをもう一度受け取る」から、新しいメールを受け取ってください。"
)


class TokenUsed(ActionRefused):
    """What the mail was for is done: no fault, and its page leads on."""

    def __init__(self, words: str, mail_token: MailToken):
        super().__init__(words)
        self.mail_token = mail_token


def _hash(kind: str, text: str) -> str:
    return salted_hmac(f"members.mail_token.{kind}", text, algorithm="sha256").hexdigest()


def issue_token(*, purpose, subject, email, number="", counted=True) -> tuple[MailToken, str, str]:
    """Make or renew the mail token of a subject; returns it with the open token and code.

    A renewed one keeps its number; it counts as sent once more, unless the site reminds by itself
    (`counted=False`). One that was used up is replaced by a new row.
    """
    mail_token = tokens_of(subject, purpose).select_for_update().first()
    if mail_token is not None and mail_token.used_at:
        mail_token.delete()
        mail_token = None
    if mail_token is None:
        mail_token = MailToken(purpose=purpose, number=number or new_number(), sendings=0)
    token, code = _renew(mail_token, subject, email, counted)
    mail_token.save()
    return mail_token, token, code


def issue_tokens(*, purpose, addressed: list[tuple], counted=True) -> list[tuple[MailToken, str, str]]:
    """`issue` for many (subject, email) of one model with a handful of statements, in their order."""
    if not addressed:
        return []
    subject_type = ContentType.objects.get_for_model(addressed[0][0])
    known = MailToken.objects.filter(
        purpose=purpose, subject_type=subject_type, subject_id__in=[subject.pk for subject, _ in addressed]
    )
    known.filter(used_at__isnull=False).delete()
    of_subject = {mail_token.subject_id: mail_token for mail_token in known.select_for_update()}
    numbers = new_numbers(len(addressed) - len(of_subject))
    issued = []
    for subject, email in addressed:
        mail_token = of_subject.get(subject.pk)
        if mail_token is None:
            mail_token = MailToken(purpose=purpose, number=numbers.pop(), sendings=0)
        issued.append((mail_token, *_renew(mail_token, subject, email, counted)))
    MailToken.objects.bulk_create([mail_token for mail_token, *_ in issued if mail_token.pk is None])
    MailToken.objects.bulk_create(  # ten times as quick as bulk_update
        of_subject.values(), update_conflicts=True, update_fields=RENEWED, unique_fields=["id"]
    )
    return issued


def send_token_mail(
    mail: type[TokenMail], *, purpose, subject, email, number="", counted=True, **facts
) -> MailToken:
    """Mail a fresh link and code in the caller's transaction; earlier ones stop working."""
    mail_token, token, code = issue_token(
        purpose=purpose, subject=subject, email=email, number=number, counted=counted
    )
    mail.carrying(mail_token, token, code, **facts).write()
    return mail_token


RENEWED = ("email", "token_hash", "code_hash", "expires_at", "wrong_tries", "sendings")


def _renew(mail_token: MailToken, subject, email: str, counted: bool) -> tuple[str, str]:
    """Give the unsaved row a new link and code; returns both open."""
    token, code = secrets.token_urlsafe(24), f"{secrets.randbelow(1_000_000):06d}"
    mail_token.subject, mail_token.email = subject, email
    mail_token.token_hash = _hash("token", token)
    mail_token.code_hash = _hash("code", mail_token.number + code)
    mail_token.expires_at = timezone.now() + mail_token.handler.lifetime
    mail_token.wrong_tries = 0
    mail_token.sendings += counted
    return token, code


def tokens_of(subject, purpose):
    """The mail token of that subject for that purpose, as a queryset of at most one row."""
    return MailToken.objects.filter(
        purpose=purpose, subject_type=ContentType.objects.get_for_model(subject), subject_id=subject.pk or 0
    )


def find_token(token: str) -> MailToken:
    """The mail token of a link in whatever state it is; refused when unknown."""
    mail_token = MailToken.objects.filter(token_hash=_hash("token", token)).first()
    if mail_token is None:
        raise ActionRefused(WRONG_LINK)
    return mail_token


def find_token_by_code(number: str, code: str) -> MailToken:
    """The mail token of a number and code typed by hand; counts wrong tries, ten of them stop it."""
    with transaction.atomic():
        mail_token = MailToken.objects.select_for_update().filter(number=plain_digits(number)).first()
        right = mail_token is not None and constant_time_compare(
            mail_token.code_hash, _hash("code", mail_token.number + plain_digits(code))
        )
        if mail_token and not right and not mail_token.is_stopped:
            mail_token.wrong_tries += 1
            mail_token.save(update_fields=["wrong_tries"])
    if mail_token is None or (not right and not mail_token.is_stopped):
        raise ActionRefused(WRONG_CODE)
    if not right:  # and stopped: what became of its subject is told to nobody who only knows the number
        raise ActionRefused(STOPPED)
    return require_usable_token(MailToken.objects.get(pk=mail_token.pk))


def require_usable_token(mail_token: MailToken) -> MailToken:
    """Refused where it cannot be used any more; what became of its subject is said before anything else."""
    if reason := mail_token.handler.blocked_reason(mail_token):
        raise TokenUsed(reason, mail_token) if mail_token.used_at else ActionRefused(reason)
    if mail_token.is_stopped:
        raise ActionRefused(STOPPED)
    if mail_token.used_at:
        if words := mail_token.handler.wanted_again(mail_token):
            raise ActionRefused(words)
        raise TokenUsed(f"{USED}{mail_token.handler.after_use}", mail_token)
    if mail_token.is_expired:
        raise ActionRefused(EXPIRED)
    if reason := _held_reason(mail_token):
        raise ActionRefused(reason)
    return mail_token


def _held_reason(mail_token: MailToken) -> str:
    """Why the mailbox that it was sent to does not vouch for its section yet; else empty."""
    section = mail_token.handler.section and mail_token.handler.section(mail_token)
    return section.held_reason if section else ""


def lock_usable_token(mail_token: MailToken) -> MailToken:
    """Hold it until the end of the caller's transaction; refused when used, expired, stopped or replaced."""
    locked = (
        MailToken.objects.select_for_update()
        .filter(pk=mail_token.pk, token_hash=mail_token.token_hash)
        .first()
    )
    if locked is None:
        raise ActionRefused(WRONG_LINK)
    return require_usable_token(locked)


def use_token(mail_token: MailToken) -> MailToken:
    """Mark as used, inside the caller's transaction; of two at once the second is refused."""
    locked = lock_usable_token(mail_token)
    locked.used_at = timezone.now()
    locked.save(update_fields=["used_at"])
    return locked


def resend_token(*, number: str, email: str) -> bool:
    """Send link and code once more, for whatever the number is; False where none is due."""
    purpose = MailToken.objects.filter(number=number).values_list("purpose", flat=True).first()
    return purpose is not None and handler_of(purpose).resend(number=number, email=email)


def lock_resendable_token(*, number: str, email: str) -> MailToken | None:
    """The mail token of that number and address, held until the end of the caller's transaction; None where
    there is none, or it was sent often enough.
    """
    mail_token = MailToken.objects.select_for_update().filter(number=number, email=email).first()
    return mail_token if mail_token is not None and mail_token.may_be_sent_again else None
