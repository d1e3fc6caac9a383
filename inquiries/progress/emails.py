"""Mails about the answers' progress, to who asked."""

import datetime

from django.conf import settings
from django.urls import reverse

from correspondence.mails.emails import AskerMail
from inquiries.inquiries.models import Inquiry
from inquiries.progress.queries import progress_of


class _Progress(AskerMail, abstract=True):
    about = Inquiry

    def context(self):
        url = settings.SITE_URL + reverse("inquiries:result-list", args=[self.item.pk])
        return {**super().context(), "progress": progress_of(self.item), "url": url}


class InquiryProgress(_Progress):
    """The asking side, once a day, when there are new answers or corrections `since` the last mail."""

    label = "照会: 回答の状況の通知"

    def context(self):
        return {**super().context(), "since": datetime.datetime.fromisoformat(self.facts["since"])}

    def still_holds(self, to):
        """Answers are still taken, and they are of the asking side."""
        return self.item.is_open and self.is_recipient(to)


class InquiryComplete(_Progress):
    """The asking side, when the last organisation has answered; more may be asked later."""

    label = "照会: すべての回答がそろった通知"

    def still_holds(self, to):
        """Answers are still taken, none is awaited, and they are of the asking side."""
        awaited = self.item.answers.awaited().exists()
        return self.item.is_open and not awaited and self.is_recipient(to)
