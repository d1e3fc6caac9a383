"""Whoever waited is offered a place, and told when they did not answer in time."""

from sign_ups.sign_ups.emails import ToParticipant
from sign_ups.sign_ups.models import SignUp


class PlaceOffered(ToParticipant):
    """Whoever waited, when a place is free for them (空席の案内)."""

    label, tells = "参加の申込: 空席の案内", SignUp.State.OFFERED


class OfferLapsed(ToParticipant):
    """Whoever did not answer the offer in time."""

    label, tells = "参加の申込: 空席の案内の期限切れ", SignUp.State.CANCELLED
