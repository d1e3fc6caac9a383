from correspondence.answer_links.emails import MailWithLink


class SentMail(MailWithLink, abstract=True):
    """To all who are asked at first, or who are `added` at that moment, or to one `section` once more."""

    def answers(self):
        answers = self.item.answers.to_be_written()
        return answers if "section" in self.facts else answers.filter(added_at=self.facts.get("added"))

    def still_holds(self, to):
        """Answers are taken, and who reads this address still has to answer."""
        return self.item.is_open and self.is_recipient(to)
