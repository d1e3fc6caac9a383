"""The mails of this room: how each comes about, and what makes it untrue."""

import datetime

from django.utils import timezone

from events.holding.actions import change_holding
from sign_ups.joining.actions import cancel_sign_up, decide_sign_up
from sign_ups.mailings.emails import MailingSent
from sign_ups.sign_ups import emails
from sign_ups.sign_ups.models import SignUp
from sign_ups.slot_desk.actions import change_slot
from sign_ups.waiting_list.actions import accept_offer, lapse_offer
from sign_ups.waiting_list.emails import OfferLapsed, PlaceOffered
from tests.mails import MailLine
from tests.sign_ups.conftest import group, open_survey_of, sent_mailing

HOUR = datetime.timedelta(hours=1)


def _slot(request, **more):
    return request.getfixturevalue("make_slot")(**more)


def _told(mail, sign_up):
    sign_up.refresh_from_db()
    return mail(sign_up, edition=sign_up.edition)


def _confirmed(request):
    return _told(emails.SignUpConfirmed, group(_slot(request), "甲", 2))


def _waiting(request):
    slot = _slot(request, capacity=1)
    group(slot, "甲")
    return _told(emails.SignUpWaiting, group(slot, "乙"))


def _applied(request):
    return _told(emails.SignUpReceived, group(_slot(request, method="approval"), "甲"))


def _declined(request):
    mail = _applied(request)
    by = request.getfixturevalue("officer")
    decide_sign_up(sign_up=mail.about, state=SignUp.State.DECLINED, by=by)
    return _told(emails.SignUpDeclined, mail.about)


def _cancelled(request):
    return _told(emails.SignUpCancelled, cancel_sign_up(sign_up=_confirmed(request).about))


def _offered(request):
    waiting = _waiting(request).about
    cancel_sign_up(sign_up=SignUp.objects.get(state="confirmed"))
    return _told(PlaceOffered, waiting)


def _lapsed(request):
    offered = _offered(request).about
    lapse_offer(sign_up=offered, now=timezone.now() + 49 * HOUR)
    return _told(OfferLapsed, offered)


def _moved(request):
    made = _confirmed(request).about
    by = request.getfixturevalue("officer")
    slot = change_slot(slot=made.slot, by=by, values={"place": "小ホール"})
    return emails.SlotChanged(SignUp.objects.get(pk=made.pk), when=slot.when, place=slot.place)


def _mailed(request):
    """To those who have a place, with a link to the survey of the slot."""
    made = _confirmed(request).about
    by = request.getfixturevalue("officer")
    made.slot.row = request.getfixturevalue("event")
    open_survey_of(made.slot, by)
    mailing = sent_mailing(made.slot, by, text="{氏名}様の感想をお聞かせください。{アンケート}")
    return MailingSent(made, mailing=mailing.pk)


def _called_off(request):
    made = _confirmed(request).about
    event, by = request.getfixturevalue("event"), request.getfixturevalue("officer")
    change_holding(event=event, by=by, holding="cancelled", note="台風のため")
    return emails.CalledOff(SignUp.objects.get(pk=made.pk), said="中止になりました。台風のため")


def _cancel(request, mail):
    cancel_sign_up(sign_up=mail.about)


def _accept(request, mail):
    accept_offer(sign_up=mail.about)


def _forget_address(request, mail):
    """What has ended stays so; only the purge of the personal data makes it untrue."""
    SignUp.objects.filter(pk=mail.about.pk).update(email="")


MAILS = {
    "sign_ups.sign_up_confirmed": MailLine(_confirmed, _cancel),
    "sign_ups.sign_up_waiting": MailLine(_waiting, _cancel),
    "sign_ups.sign_up_received": MailLine(_applied, _cancel),
    "sign_ups.sign_up_declined": MailLine(_declined, _forget_address),
    "sign_ups.sign_up_cancelled": MailLine(_cancelled, _forget_address),
    "sign_ups.called_off": MailLine(_called_off, _cancel),
    "sign_ups.slot_changed": MailLine(_moved, _cancel),
    "sign_ups.place_offered": MailLine(_offered, _accept),
    "sign_ups.mailing_sent": MailLine(_mailed, _cancel),
    "sign_ups.offer_lapsed": MailLine(_lapsed, _forget_address),
}
