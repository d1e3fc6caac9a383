"""Links and six-digit codes by mail: issued, checked, used up. Only hashes are stored."""

import datetime
import secrets

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from common.refusals import ActionRefused
from members.mail_tokens import handlers
from members.mail_tokens.models import MailToken
from members.mail_tokens.numbers import new_number, new_numbers, plain_digits

LIFETIME = {
    MailToken.Purpose.APPLICATION: datetime.timedelta(days=3),
    MailToken.Purpose.INVITATION: datetime.timedelta(days=14),
    MailToken.Purpose.REVISION: datetime.timedelta(days=30),
    MailToken.Purpose.CONFIRMATION: datetime.timedelta(days=90),
    MailToken.Purpose.TAKEOVER: datetime.timedelta(days=7),
    MailToken.Purpose.RECOVERY: datetime.timedelta(days=3),
    MailToken.Purpose.WARD_ANSWER: datetime.timedelta(days=90),
}
WRONG_CODE = (
    "受付番号または確認コードが違います。メールに書かれた8桁の受付番号と6桁の確認コードを入力してください。"
)
WRONG_LINK = (
    "リンクが正しくありません。メールのリンクが途中で切れていないか確かめるか、"
    "受付番号と確認コードを入力してください。"
)
EXPIRED = "有効期限が切れています。「メールをもう一度受け取る」から、新しいメールを受け取ってください。"
USED = "すでに使われています。確認は済んでいますので、もう一度操作する必要はありません。"
ENDED = "この担当者の登録は終了しています。心当たりがないときは、事務局にお問い合わせください。"
MOVED = (
    "担当課の共通アドレスが変わったため、このメールは使えません。"
    "新しい共通アドレスに届くメールから回答してください。"
)
REPLACED = "このメールは使えなくなりました。ログインの画面から進むか、事務局にお問い合わせください。"
STOPPED = (
    "確認コードの入力を10回間違えたため、このメールのリンクとコードは使えなくなりました。"
    "「メールをもう一度受け取る」から、新しいメールを受け取ってください。"
)


def _hash(kind: str, text: str) -> str:
    return salted_hmac(f"members.proofs.{kind}", text, algorithm="sha256").hexdigest()


def issue_token(*, purpose, subject, email, number="") -> tuple[MailToken, str, str]:
    """Make or renew the proof of a subject; returns it with the open token and code.

    A renewed one keeps its number and counts its sendings. One that was used up is replaced by a new row.
    """
    proof = tokens_of(subject, purpose).select_for_update().first()
    if proof is not None and proof.used_at:
        proof.delete()
        proof = None
    if proof is None:
        proof = MailToken(purpose=purpose, subject=subject, number=number or new_number(), sendings=0)
    token, code = _renew(proof, email)
    proof.save()
    return proof, token, code


def issue_tokens(*, purpose, addressed: list[tuple]) -> list[tuple[MailToken, str, str]]:
    """`issue` for many (subject, email) of one model with a handful of statements, in their order."""
    if not addressed:
        return []
    subject_type = ContentType.objects.get_for_model(addressed[0][0])
    known = MailToken.objects.filter(
        purpose=purpose, subject_type=subject_type, subject_id__in=[subject.pk for subject, _ in addressed]
    )
    known.filter(used_at__isnull=False).delete()
    of_subject = {proof.subject_id: proof for proof in known.select_for_update()}
    numbers = new_numbers(len(addressed) - len(of_subject))
    issued = []
    for subject, email in addressed:
        proof = of_subject.get(subject.pk)
        if proof is None:
            proof = MailToken(
                purpose=purpose,
                subject_type=subject_type,
                subject_id=subject.pk,
                number=numbers.pop(),
                sendings=0,
            )
        issued.append((proof, *_renew(proof, email)))
    MailToken.objects.bulk_create([proof for proof, *_ in issued if proof.pk is None])
    MailToken.objects.bulk_update(of_subject.values(), RENEWED, batch_size=500)
    return issued


RENEWED = ("email", "token_hash", "code_hash", "expires_at", "wrong_tries", "sendings")


def _renew(proof: MailToken, email: str) -> tuple[str, str]:
    """Give the unsaved row a new link and code, counted as one more sending; returns both open."""
    token, code = secrets.token_urlsafe(24), f"{secrets.randbelow(1_000_000):06d}"
    proof.email = email
    proof.token_hash = _hash("token", token)
    proof.code_hash = _hash("code", proof.number + code)
    proof.expires_at = timezone.now() + LIFETIME[proof.purpose]
    proof.wrong_tries = 0
    proof.sendings += 1
    return token, code


def tokens_of(subject, purpose):
    """The proof of that subject for that purpose, as a queryset of at most one row."""
    return MailToken.objects.filter(
        purpose=purpose, subject_type=ContentType.objects.get_for_model(subject), subject_id=subject.pk or 0
    )


def find_token(token: str) -> MailToken:
    """The proof of a link in whatever state it is; refused when unknown."""
    proof = MailToken.objects.filter(token_hash=_hash("token", token)).first()
    if proof is None:
        raise ActionRefused(WRONG_LINK)
    return proof


def find_token_by_code(number: str, code: str) -> MailToken:
    """The proof of a number and code typed by hand; counts wrong tries, ten of them stop it."""
    with transaction.atomic():
        proof = MailToken.objects.select_for_update().filter(number=plain_digits(number)).first()
        right = proof is not None and constant_time_compare(
            proof.code_hash, _hash("code", proof.number + plain_digits(code))
        )
        if proof and not right and not proof.is_stopped:
            proof.wrong_tries += 1
            proof.save(update_fields=["wrong_tries"])
    if proof is None or (not right and not proof.is_stopped):
        raise ActionRefused(WRONG_CODE)
    if not right:  # and stopped: what became of its subject is told to nobody who only knows the number
        raise ActionRefused(STOPPED)
    return require_usable_token(MailToken.objects.get(pk=proof.pk))


def require_usable_token(proof: MailToken) -> MailToken:
    """Refused where it cannot be used any more; a round's entry says itself what was answered, or why not."""
    person = proof.user
    if person is not None and not person.is_active:
        raise ActionRefused(ENDED)
    if words := _blocked_reason(proof):
        raise ActionRefused(words)
    if proof.is_stopped:
        raise ActionRefused(STOPPED)
    if proof.used_at:
        raise ActionRefused(USED)
    if person is not None and (person.email != proof.email or person.has_usable_password()):
        raise ActionRefused(REPLACED)  # sent to an address that is not his any more, or not needed any more
    if proof.is_expired:
        raise ActionRefused(EXPIRED)
    return proof


def _blocked_reason(proof: MailToken) -> str:
    """What its subject says to it: answered already, over, moved; empty where it still leads somewhere."""
    if room := handlers.handler_of(proof.purpose):
        return room.closed_words(proof)
    if proof.entry is None:
        return ""
    return proof.entry.closed_words or ("" if proof.entry.section.mailbox == proof.email else MOVED)


def lock_usable_token(proof: MailToken) -> MailToken:
    """Hold it until the end of the caller's transaction; refused when used, expired, stopped or replaced."""
    locked = MailToken.objects.select_for_update().filter(pk=proof.pk).first()
    if locked is None:
        raise ActionRefused(WRONG_LINK)
    return require_usable_token(locked)


def use_token(proof: MailToken) -> MailToken:
    """Mark as used, inside the caller's transaction; of two at once the second is refused."""
    locked = lock_usable_token(proof)
    locked.used_at = timezone.now()
    locked.save(update_fields=["used_at"])
    return locked
