"""Accounts: invited by mail, made usable by a first password, ended."""

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from members import mails, proofs
from members.models import MailProof, User
from office import postroom, register
from office.models import Entry


def invite_user(*, user, number="") -> MailProof:
    """Mail the link and code to set the first password; sent again, the earlier mail stops working."""
    with transaction.atomic():
        proof, letter = _invitation(user, number)
        postroom.post(**vars(letter))
    return proof


def invite_users(*, user_ids: list[int]) -> int:
    """Invite those who have no password and no invitation yet, in one batch; twice does it once."""
    with transaction.atomic():
        people = list(
            User.objects.active().select_for_update(of=("self",)).filter(pk__in=user_ids).order_by("pk")
        )
        invited = set(
            MailProof.objects.filter(
                purpose=MailProof.Purpose.INVITATION,
                subject_type=ContentType.objects.get_for_model(User),
                subject_id__in=user_ids,
            ).values_list("subject_id", flat=True)
        )
        letters = [
            _invitation(user)[1]
            for user in people
            if user.pk not in invited and not user.has_usable_password()
        ]
        return postroom.post_many(letters)


def _invitation(user, number="") -> tuple[MailProof, postroom.Letter]:
    # the number of his application was used by its own proof: an invitation has one of its own
    proof, token, code = proofs.issue(purpose=MailProof.Purpose.INVITATION, subject=user, email=user.email)
    letter = mails.letter(
        "user_invited",
        to=user.email,
        key=f"members.user_invited:{proof.number}:{proof.sendings}",
        user=user,
        organization=user.organization,
        application_number=number,
        proof=proof,
        token=token,
        code=proofs.shown(code),
    )
    return proof, letter


def first_role(organization) -> str:
    """The role of a person who comes new: the first one represents his organisation (代表)."""
    has_one = User.objects.of(organization).representatives().exists()
    return User.Role.OFFICER if has_one else User.Role.REPRESENTATIVE


def accept_invitation(*, proof: MailProof, password: str) -> User:
    """Set the first password; the caller has checked its strength and logs the person in."""
    with transaction.atomic():
        proofs.use_up(proof)
        user = User.objects.select_for_update(of=("self",)).get(pk=proof.subject_id)
        user.set_password(password)
        user.save(update_fields=["password"])
        register.record(by=user, verb="members.invitation_accepted", obj=user)
    return user


def deactivate_user(*, user, by, reason: str) -> Entry:
    """End an account: no login any more, its sessions are over; name and history stay."""
    with transaction.atomic():
        locked = User.objects.select_for_update(of=("self",), no_key=True).get(pk=user.pk)
        locked.is_active = False
        locked.save(update_fields=["is_active"])
        entry = register.record(by=by, verb="members.user_deactivated", obj=locked, reason=reason)
        for session in UserSession.objects.filter(user=locked):
            session.end()
    return entry


def forget_addresses(user) -> None:
    """Drop allauth's own list of his addresses, once another one counts: it is asked before his row is."""
    EmailAddress.objects.filter(user=user).delete()


def change_name(*, user, name: str, by) -> User:
    """Change a person's name; the address is what he logs in with and stays."""
    with transaction.atomic():
        locked = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
        changes = register.differences(locked, {"name": name})
        if changes:
            locked.name = name
            locked.save(update_fields=["name"])
            register.record(by=by, verb="members.user_renamed", obj=locked, changes=changes)
    return locked
