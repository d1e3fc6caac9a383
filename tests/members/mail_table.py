"""How each mail of members comes about, and what makes it untrue before it leaves."""

from functools import partial

from django.test import Client

from common.japanese_calendar import today
from common.outbox.mails import declared_mails
from common.outbox.models import OutgoingMail
from members.application_queue.actions import approve_application
from members.application_returns.actions import remind_returned_application
from members.applications.actions import decline_application, submit_application, verify_application
from members.applications.targets import Target
from members.confirmation_answers.actions import answer_corrected, answer_moving
from members.confirmations.actions import close_confirmation_round
from members.confirmations.emails import ConfirmationReminded, send_confirmation_mails
from members.government_changes.actions import (
    after_government_change,
    cancel_government_change,
    note_trouble,
)
from members.handovers.actions import cancel_handover, fail_handover
from members.import_export.emails import MemberSheetImportEnded
from members.mail_tokens.models import MailToken
from members.recoveries.actions import approve_recovery, ask_recovery, decline_recovery, verify_recovery
from members.sections.actions import (
    change_section,
    confirm_mailbox,
    mark_mailbox_bounced,
    object_to_mailbox,
    put_mailbox_back,
    unmark_mailbox_bounced,
)
from members.takeovers.actions import offer_takeover
from members.users.actions import change_person, end_account, invite_person
from members.users.bounces import mark_reached, note_refused_address
from members.users.invitations import accept_invitation
from members.withdrawals.actions import (
    accept_withdrawal,
    ask_withdrawal,
    cancel_withdrawal,
    decline_withdrawal,
    undo_withdrawal,
)
from tests.conftest import PASSWORD
from tests.fixtures_by_name import Fixtures
from tests.government_cast import rename
from tests.import_mails import ended_import
from tests.mails import MailLine


def _make(purpose, act, request):
    act(Fixtures(request))
    row = OutgoingMail.objects.filter(purpose=purpose).first()
    mail = declared_mails()[purpose].find(row.about_id, row.facts)
    mail.secrets = {"token": "t" * 32, "code": "123 456"}
    return mail


def line(name, act, undo) -> tuple[str, MailLine]:
    """`act(fixtures)` has the mail written; `undo(fixtures, mail)` makes it untrue."""
    purpose = f"members.{name}"
    return purpose, MailLine(
        make=partial(_make, purpose, act), undo=lambda request, mail: undo(Fixtures(request), mail)
    )


# --- what makes several untrue ---------------------------------------------------------------------------


def move_mailbox(c, section):
    change_section(section=section, fields={"mailbox": "moved@city.example"}, by=c.secretariat)


def change_own_mailbox(c):
    assert c.officer.is_representative
    change_section(section=c.section, fields={"mailbox": "moved@city.example"}, by=c.colleague)


def end(c, person):
    end_account(person=person, by=c.secretariat, reason="異動")


def leave(c, organization, effective_on=None):
    return ask_withdrawal(
        organization=organization, effective_on=effective_on or today(), reason="見直し", by=c.secretariat
    )


def invite(c, name="新人 九子", email="new@city.example", section=None):
    section = section or c.section
    return invite_person(
        organization=section.organization,
        name=name,
        email=email,
        section=section,
        role="officer",
        by=c.secretariat,
    )


def invite_back(c, person):
    invite(c, person.name, person.email)


# --- applications ----------------------------------------------------------------------------------------


def submit(c):
    submit_application(target=Target(c.hakodate), fields=c.fields)
    return MailToken.objects.filter(purpose="application").latest("pk")


def apply_with_known_address(c):
    submit_application(target=Target(c.hakodate), fields=c.fields | {"email": c.officer.email})


def decline(c, application=None):
    decline_application(application=application or c.waiting, by=c.secretariat, reason="重複のため")


def ask_to_join(c):
    target = Target(c.sakai.local_government, c.officer.organization, joining=True)
    own = {"prefecture": "大阪府", "name": "堺市", "email": "join@city.sakai.lg.jp"}
    number = submit_application(target=target, fields=c.fields | own)
    verify_application(mail_token=MailToken.objects.get(number=number))


# --- recoveries ------------------------------------------------------------------------------------------


def ask_to_recover(c, lost="both", new_email="new@city.example"):
    return ask_recovery(email=c.officer.email, name="堺 花子", lost=lost, new_email=new_email)


def verified_recovery(c, recovery=None):
    recovery = recovery or ask_to_recover(c)
    return verify_recovery(mail_token=MailToken.objects.get(subject_recovery=recovery))


def approve(c, recovery=None):
    approve_recovery(recovery=recovery or verified_recovery(c), by=c.secretariat)


def decline_to_recover(c, recovery=None):
    decline_recovery(recovery=recovery or verified_recovery(c), by=c.secretariat, reason="確かめられません")


# --- withdrawals, hand-overs, confirmations, government changes ------------------------------------------


def asked_withdrawal(c):
    return ask_withdrawal(organization=c.sakai, effective_on=c.in_days(7), reason="見直し", by=c.officer)


def declined_withdrawal(c):
    decline_withdrawal(withdrawal=asked_withdrawal(c), by=c.secretariat, answer="続けてください")


def hand_over_today(c, leaving):
    return c.plan_handover(leaving, days=0)


def impossible_handover(c):
    fail_handover(c.plan_handover(c.colleague), "後任者の登録は終了しています。")


def corrected(c, **more):
    names = ("name", "mailbox", "telephone", "postal_code", "address")
    contacts = {name: getattr(c.entry.section, name) for name in names} | {"telephone": "072-000-0000"}
    token = MailToken.objects.get(subject_confirmation_entry=c.entry)
    answer_corrected(entry=c.entry, name="堺 七子", mail_token=token, contacts=contacts, **more)


def moving(c, leaving=None):
    answer_moving(
        entry=c.entry,
        name="堺 七子",
        mail_token=MailToken.objects.get(subject_confirmation_entry=c.entry),
        leaving=leaving or c.colleague,
        successor_name="後任 八子",
        successor_email="hachiko@city.example",
        effective_on=c.in_days(7),
    )


def renamed(c):
    after_government_change(rename(c.kou, c.secretariat, today()), by_clock=True)


def stopped(c):
    note_trouble(rename(c.kou, c.secretariat, c.in_days(9)), "新甲町という団体がすでにあります。")


def log_in(c):
    Client().post("/accounts/login/", {"login": c.officer.email, "password": PASSWORD})


MAILS = dict(
    [
        line("account_exists", apply_with_known_address, lambda c, mail: approve(c, verified_recovery(c))),
        line(
            "application_submitted",
            submit,
            lambda c, mail: verify_application(mail_token=mail.about),
        ),
        line("application_verified", lambda c: [c.secretariat, c.waiting], lambda c, mail: decline(c)),
        line("join_asked", ask_to_join, lambda c, mail: decline(c, mail.about)),
        line("application_declined", decline, lambda c, mail: verify_application(mail_token=submit(c))),
        line("application_returned", lambda c: c.returned, lambda c, mail: decline(c, c.returned)),
        line(
            "application_return_reminded",
            lambda c: remind_returned_application(c.returned.returns.get().pk),
            lambda c, mail: decline(c, c.returned),
        ),
        line(
            "application_approved",
            lambda c: approve_application(application=c.waiting, by=c.secretariat),
            lambda c, mail: end(c, mail.about.user),
        ),
        line(
            "user_invited",
            lambda c: c.invited,
            lambda c, mail: accept_invitation(mail_token=mail.about, password="renkei-2026-new"),
        ),
        line("person_added", lambda c: [c.officer, invite(c)], lambda c, mail: end(c, mail.about)),
        line("person_left", lambda c: end(c, c.colleague), lambda c, mail: invite_back(c, mail.about)),
        line("account_ended", lambda c: end(c, c.colleague), lambda c, mail: invite_back(c, mail.about)),
        line(
            "person_changed",
            lambda c: change_person(person=c.colleague, section=c.section, role="reader", by=c.secretariat),
            lambda c, mail: change_person(
                person=mail.about, section=c.section, role="officer", by=c.secretariat
            ),
        ),
        line(
            "user_unreached",
            lambda c: [c.colleague, note_refused_address(address=c.officer.email, reason="550")],
            lambda c, mail: mark_reached(person=mail.about, by=c.secretariat),
        ),
        line(
            "mailbox_bounced",
            lambda c: mark_mailbox_bounced(section=c.officer.section, by=None, reason="550"),
            lambda c, mail: unmark_mailbox_bounced(section=mail.about, by=c.secretariat),
        ),
        line(
            "section_corrected",
            lambda c: [
                c.officer,
                change_section(
                    section=c.section, fields={"telephone": "072-1"}, by=c.secretariat, reason="電話で確認"
                ),
            ],
            lambda c, mail: change_section(
                section=c.section, fields={"telephone": "072-2"}, by=c.secretariat
            ),
        ),
        line(
            "mailbox_changed",
            change_own_mailbox,
            lambda c, mail: put_mailbox_back(section=mail.about.subject, by=c.officer),
        ),
        line(
            "mailbox_change_noticed",
            change_own_mailbox,
            lambda c, mail: put_mailbox_back(section=mail.about, by=c.officer),
        ),
        line(
            "mailbox_put_back",
            lambda c: [
                c.secretariat,
                change_own_mailbox(c),
                object_to_mailbox(mail_token=MailToken.objects.get(purpose="mailbox_change")),
            ],
            lambda c, mail: change_own_mailbox(c),
        ),
        line(
            "mailbox_held",
            lambda c: [change_own_mailbox(c), offer_takeover(section=c.section)],
            lambda c, mail: confirm_mailbox(section=mail.about, by=c.officer),
        ),
        line(
            "handover_approval_asked",
            lambda c: [c.secretariat, moving(c, c.officer)],
            lambda c, mail: cancel_handover(handover=mail.about, by=c.secretariat),
        ),
        line(
            "handover_planned",
            lambda c: [c.officer, c.plan_handover(c.colleague)],
            lambda c, mail: cancel_handover(handover=mail.about, by=c.secretariat),
        ),
        line(
            "handover_cancelled",
            lambda c: cancel_handover(handover=c.plan_handover(c.colleague), by=c.secretariat),
            lambda c, mail: c.plan_handover(c.colleague, email="another@city.example"),
        ),
        line(
            "handover_done",
            lambda c: hand_over_today(c, c.officer),
            lambda c, mail: move_mailbox(c, c.section),
        ),
        line(
            "handover_received",
            lambda c: hand_over_today(c, c.officer),
            lambda c, mail: end(c, mail.about.successor),
        ),
        line(
            "handover_ended",
            lambda c: hand_over_today(c, c.colleague),
            lambda c, mail: invite_back(c, c.colleague),
        ),
        line(
            "handover_refused",
            impossible_handover,
            lambda c, mail: cancel_handover(handover=mail.about, by=c.secretariat),
        ),
        line("takeover_offered", lambda c: c.ask_takeover(), lambda c, mail: move_mailbox(c, c.section)),
        line("takeover_nobody", lambda c: offer_takeover(section=c.section), lambda c, mail: invite(c)),
        line("recovery_asked", ask_to_recover, lambda c, mail: verify_recovery(mail_token=mail.about)),
        line(
            "recovery_noticed",
            ask_to_recover,
            lambda c, mail: decline_to_recover(c, verified_recovery(c, mail.about)),
        ),
        line(
            "recovery_verified",
            lambda c: [c.secretariat, verified_recovery(c)],
            lambda c, mail: decline_to_recover(c, mail.about),
        ),
        line("recovery_approved", approve, lambda c, mail: end(c, c.officer)),
        line("recovery_declined", decline_to_recover, lambda c, mail: ask_to_recover(c)),
        line(
            "withdrawal_asked",
            asked_withdrawal,
            lambda c, mail: accept_withdrawal(withdrawal=mail.about, by=c.secretariat),
        ),
        line(
            "withdrawal_waiting",
            lambda c: [c.secretariat, asked_withdrawal(c)],
            lambda c, mail: cancel_withdrawal(withdrawal=mail.about, by=c.officer),
        ),
        line(
            "withdrawal_accepted",
            lambda c: accept_withdrawal(withdrawal=asked_withdrawal(c), by=c.secretariat),
            lambda c, mail: cancel_withdrawal(withdrawal=mail.about, by=c.officer),
        ),
        line("withdrawal_declined", declined_withdrawal, lambda c, mail: asked_withdrawal(c)),
        line(
            "withdrawal_cancelled",
            lambda c: cancel_withdrawal(withdrawal=asked_withdrawal(c), by=c.officer),
            lambda c, mail: asked_withdrawal(c),
        ),
        line(
            "withdrawal_done",
            lambda c: leave(c, c.officer.organization),
            lambda c, mail: undo_withdrawal(withdrawal=mail.about, by=c.secretariat),
        ),
        line(
            "confirmation_asked",
            lambda c: c.entry,
            lambda c, mail: close_confirmation_round(
                confirmation_round=c.confirmation_round, by=c.secretariat
            ),
        ),
        line(
            "confirmation_reminded",
            lambda c: send_confirmation_mails(ConfirmationReminded, [c.entry.pk], counted=False),
            lambda c, mail: corrected(c),
        ),
        line("confirmation_corrected", corrected, lambda c, mail: leave(c, c.sakai)),
        line(
            "people_reported",
            lambda c: corrected(c, person_added=("新人 九子", "new@city.example")),
            lambda c, mail: end(c, c.officer),
        ),
        line(
            "confirmation_moving",
            moving,
            lambda c, mail: cancel_handover(handover=mail.handover, by=c.secretariat),
        ),
        line("government_changed", renamed, lambda c, mail: move_mailbox(c, mail.about)),
        line("government_done", renamed, lambda c, mail: move_mailbox(c, c.secretariat.section)),
        line(
            "government_stopped",
            stopped,
            lambda c, mail: cancel_government_change(change=mail.about, by=c.secretariat),
        ),
        line(
            "account_mail",
            lambda c: Client().post("/accounts/login/code/", {"email": c.officer.email}),
            lambda c, mail: log_in(c),
        ),
        line("user_logged_in", log_in, lambda c, mail: end(c, mail.about)),
    ],
    **{"members.member_sheet_import_ended": ended_import(MemberSheetImportEnded, kind="sections")},
)
