from board.replies.models import Reply, official_answer_label
from board.topics.queries import sections_of_talk
from common.outbox.mails import Mail
from members.handovers.queries import successors_of
from members.users.models import User


class OfficialAnswerChanged(Mail):
    """The topic's side, when a reply became an official answer or is none any more; never who did it (`by`).

    `before` and `after` are what its capacity is called, `version` is the reply's since then.
    """

    about = Reply
    related = ("topic__organization", "topic__section__organization", "organization", "section")
    label = "掲示板: 団体としての回答の通知"

    def recipients(self):
        """The topic's section and its writer; of a talk both sections."""
        topic = self.about.topic
        if topic.is_talk:
            own = {mailbox.lower() for section in sections_of_talk(topic) for mailbox in section.mailboxes}
            return own - {email.lower() for email in self._emails([self.facts["by"]])}
        if self.about.organization_id == topic.organization_id:
            return []
        authors = {topic.author_id} | successors_of([topic.author_id])
        people = self._emails(authors).filter(section__organization=topic.organization_id, is_active=True)
        return [*people, *topic.section.mailboxes]

    @staticmethod
    def _emails(people):
        return User.objects.filter(pk__in=people).values_list("email", flat=True)

    def still_holds(self, to):
        """Reply and topic are not hidden, and the reply has the capacity that the mail says."""
        reply = self.about
        is_so = reply.capacity_label == self.facts["after"]
        return is_so and not (reply.is_hidden or reply.topic.is_hidden) and self.is_recipient(to)

    def context(self):
        official = official_answer_label(self.about.organization)
        return {"topic": self.about.topic, "official": official}
