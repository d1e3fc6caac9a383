"""Links and six-digit codes by mail: issued, checked, used up. Only hashes are stored."""

import datetime
import secrets
import unicodedata

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from members import proof_rooms
from members.models import MailProof
from members.refusals import Refused

LIFETIME = {
    MailProof.Purpose.APPLICATION: datetime.timedelta(days=3),
    MailProof.Purpose.INVITATION: datetime.timedelta(days=14),
    MailProof.Purpose.REVISION: datetime.timedelta(days=30),
    MailProof.Purpose.CONFIRMATION: datetime.timedelta(days=90),
    MailProof.Purpose.TAKEOVER: datetime.timedelta(days=7),
    MailProof.Purpose.RECOVERY: datetime.timedelta(days=3),
    MailProof.Purpose.WARD_ANSWER: datetime.timedelta(days=90),
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


def new_number() -> str:
    """Eight digits nobody has yet, for applications and invitations alike; random, so not to be guessed."""
    return new_numbers(1)[0]


def new_numbers(count: int) -> list[str]:
    """So many of them, all different, with two questions to the database."""
    found: set[str] = set()
    while len(found) < count:
        drawn = {f"{secrets.randbelow(90_000_000) + 10_000_000}" for _ in range(count - len(found))}
        for model in (MailProof, apps.get_model("members", "Application")):
            drawn -= set(model.objects.filter(number__in=drawn).values_list("number", flat=True))
        found |= drawn
    return list(found)


def digits(text: str) -> str:
    """What was typed, as plain digits: full-width digits, blanks and hyphens are forgiven."""
    plain = unicodedata.normalize("NFKC", text)
    return "".join(sign for sign in plain if sign.isascii() and sign.isdigit())


def _hash(kind: str, text: str) -> str:
    return salted_hmac(f"members.proofs.{kind}", text, algorithm="sha256").hexdigest()


def issue(*, purpose, subject, email, number="") -> tuple[MailProof, str, str]:
    """Make or renew the proof of a subject; returns it with the open token and code.

    A renewed one keeps its number and counts its sendings. One that was used up is replaced by a new row.
    """
    proof = proofs_of(subject, purpose).select_for_update().first()
    if proof is not None and proof.used_at:
        proof.delete()
        proof = None
    if proof is None:
        proof = MailProof(purpose=purpose, subject=subject, number=number or new_number(), sendings=0)
    token, code = _renew(proof, email)
    proof.save()
    return proof, token, code


def issue_many(*, purpose, addressed: list[tuple]) -> list[tuple[MailProof, str, str]]:
    """`issue` for many (subject, email) of one model with a handful of statements, in their order."""
    if not addressed:
        return []
    subject_type = ContentType.objects.get_for_model(addressed[0][0])
    known = MailProof.objects.filter(
        purpose=purpose, subject_type=subject_type, subject_id__in=[subject.pk for subject, _ in addressed]
    )
    known.filter(used_at__isnull=False).delete()
    of_subject = {proof.subject_id: proof for proof in known.select_for_update()}
    numbers = new_numbers(len(addressed) - len(of_subject))
    issued = []
    for subject, email in addressed:
        proof = of_subject.get(subject.pk)
        if proof is None:
            proof = MailProof(
                purpose=purpose,
                subject_type=subject_type,
                subject_id=subject.pk,
                number=numbers.pop(),
                sendings=0,
            )
        issued.append((proof, *_renew(proof, email)))
    MailProof.objects.bulk_create([proof for proof, *_ in issued if proof.pk is None])
    MailProof.objects.bulk_update(of_subject.values(), RENEWED, batch_size=500)
    return issued


RENEWED = ("email", "token_hash", "code_hash", "expires_at", "wrong_tries", "sendings")


def _renew(proof: MailProof, email: str) -> tuple[str, str]:
    """Give the unsaved row a new link and code, counted as one more sending; returns both open."""
    token, code = secrets.token_urlsafe(24), f"{secrets.randbelow(1_000_000):06d}"
    proof.email = email
    proof.token_hash = _hash("token", token)
    proof.code_hash = _hash("code", proof.number + code)
    proof.expires_at = timezone.now() + LIFETIME[proof.purpose]
    proof.wrong_tries = 0
    proof.sendings += 1
    return token, code


def proofs_of(subject, purpose):
    """The proof of that subject for that purpose, as a queryset of at most one row."""
    return MailProof.objects.filter(
        purpose=purpose, subject_type=ContentType.objects.get_for_model(subject), subject_id=subject.pk or 0
    )


def shown(code: str) -> str:
    """A code as mails show it: 123 456."""
    return f"{code[:3]} {code[3:]}"


def find(token: str) -> MailProof:
    """The proof of a link in whatever state it is; refused when unknown."""
    proof = MailProof.objects.filter(token_hash=_hash("token", token)).first()
    if proof is None:
        raise Refused(WRONG_LINK)
    return proof


def by_code(number: str, code: str) -> MailProof:
    """The proof of a number and code typed by hand; counts wrong tries, ten of them stop it."""
    with transaction.atomic():
        proof = MailProof.objects.select_for_update().filter(number=digits(number)).first()
        right = proof is not None and constant_time_compare(
            proof.code_hash, _hash("code", proof.number + digits(code))
        )
        if proof and not right and not proof.is_stopped:
            proof.wrong_tries += 1
            proof.save(update_fields=["wrong_tries"])
    if proof is None or (not right and not proof.is_stopped):
        raise Refused(WRONG_CODE)
    if not right:  # and stopped: what became of its subject is told to nobody who only knows the number
        raise Refused(STOPPED)
    return usable(MailProof.objects.get(pk=proof.pk))


def usable(proof: MailProof) -> MailProof:
    """Refused where it cannot be used any more; a round's entry says itself what was answered, or why not."""
    person = proof.user
    if person is not None and not person.is_active:
        raise Refused(ENDED)
    if words := _closed_words(proof):
        raise Refused(words)
    if proof.is_stopped:
        raise Refused(STOPPED)
    if proof.used_at:
        raise Refused(USED)
    if person is not None and (person.email != proof.email or person.has_usable_password()):
        raise Refused(REPLACED)  # sent to an address that is not his any more, or not needed any more
    if proof.is_expired:
        raise Refused(EXPIRED)
    return proof


def _closed_words(proof: MailProof) -> str:
    """What its subject says to it: answered already, over, moved; empty where it still leads somewhere."""
    if room := proof_rooms.of(proof.purpose):
        return room.closed_words(proof)
    if proof.entry is None:
        return ""
    return proof.entry.closed_words or ("" if proof.entry.section.mailbox == proof.email else MOVED)


def must_be_usable(proof: MailProof) -> MailProof:
    """Hold it until the end of the caller's transaction; refused when used, expired, stopped or replaced."""
    locked = MailProof.objects.select_for_update().filter(pk=proof.pk).first()
    if locked is None:
        raise Refused(WRONG_LINK)
    return usable(locked)


def use_up(proof: MailProof) -> MailProof:
    """Mark as used, inside the caller's transaction; of two at once the second is refused."""
    locked = must_be_usable(proof)
    locked.used_at = timezone.now()
    locked.save(update_fields=["used_at"])
    return locked
