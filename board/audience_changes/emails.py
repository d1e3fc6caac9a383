import datetime

from board.publication.emails import PublicationMail
from board.topics.models import Topic
from board.topics.queries import organizations_in_audience
from common.outbox.mails import Mail
from members.handovers.queries import successors_of
from members.sections.models import Section
from members.users.models import User


class AudienceWidened(PublicationMail):
    """Of those who came to read a topic, whoever subscribes to new ones; nobody is told of it twice."""

    label = "掲示板: 読めるようになった投稿の通知"
    summary = "読めるようになった投稿"


class AudienceNarrowed(Mail):
    """Those who replied for one of the `organizations` that lost access to a topic on this `day`."""

    about, related = Topic, ("organization", "section__organization")
    label = "掲示板: 読めなくなった投稿の通知"

    def recipients(self):
        reading = organizations_in_audience(self.about).values_list("pk", flat=True)
        lost = set(self.facts["organizations"]) - set(reading)
        replies = self.about.replies.filter(organization__in=lost)
        authors = set(replies.values_list("author_id", flat=True))
        people = User.objects.active().filter(pk__in=authors | successors_of(authors))
        emails = people.filter(section__organization__in=lost).values_list("email", flat=True)
        sections = Section.objects.filter(pk__in=replies.values("section"))
        return [*emails, *(mailbox for section in sections for mailbox in section.mailboxes)]

    def still_holds(self, to):
        """The topic is not hidden, and they still may not read it."""
        return not self.about.is_hidden and self.is_recipient(to)

    def context(self):
        return {"day": datetime.date.fromisoformat(self.facts["day"])}
