"""What those who run it write to many, one mail for each sign-up, with the way to change and cancel it."""

from collections.abc import Iterable, Iterator
from functools import cached_property

from django.conf import settings
from django.urls import reverse

from common.outbox.mails import Mail, addresses_of
from sign_ups.mailings.models import Mailing, MailingRecipient
from sign_ups.mailings.placeholders import SURVEY, filled
from sign_ups.mailings.rules import asks_survey
from sign_ups.sign_ups.models import SignUp
from sign_ups.surveys.codes import shown, ticket_for
from sign_ups.surveys.models import Survey

NO_SURVEY_YET = "（アンケートの回答の受付を始めると、ここにリンクが入ります）"


class MailingSent(Mail):
    """Those of the chosen sign-ups, when those who run the slot write to them."""

    about, related, label = SignUp, ("slot",), "参加の申込: 主催者からの一斉メール"
    recipients = addresses_of("email")

    @cached_property
    def mailing(self) -> Mailing:
        return Mailing.objects.select_related("slot").get(pk=self.facts["mailing"])

    def context(self):
        more = {SURVEY: self._survey_link()} if asks_survey(self.mailing) else {}
        texts = (filled(text, self.about, **more) for text in (self.mailing.subject, self.mailing.text))
        subject, text = texts
        return {"sign_up": self.about, "slot": self.about.slot, "subject": subject, "text": text}

    def _survey_link(self) -> str:
        survey = getattr(self.mailing.slot, "survey", None)
        if survey is None:
            return NO_SURVEY_YET  # in a preview; it does not leave so
        ticket = ticket_for(survey.code, self.about.pk)
        page = f"{settings.SITE_URL}{reverse('survey_answers:survey-answer', args=[ticket])}"
        enter = f"{settings.SITE_URL}{reverse('survey_answers:survey-enter')}"
        return f"{page}\n（リンクを開けないときは、{enter} で番号 {shown(ticket)} を入力してください）"

    def still_holds(self, to):
        """They stand as those whom it is for, it went to them, and the survey it asks for takes answers."""
        mailing = self.mailing
        asked = not asks_survey(mailing) or Survey.objects.open().filter(slot=mailing.slot_id).exists()
        return (
            asked
            and mailing.is_for(self.about)
            and MailingRecipient.objects.filter(mailing=mailing, sign_up=self.about).exists()
            and self.is_recipient(to)
        )


def previews(mailing: Mailing, sign_ups: Iterable[SignUp]) -> Iterator[tuple[SignUp, str, str]]:
    """(to whom, subject, text) as they would leave now."""
    for sign_up in sign_ups:
        mail = MailingSent(sign_up, mailing=mailing.pk)
        mail.mailing = mailing
        yield sign_up, *mail._text()
