from django.db.models import Q

from correspondence.mails.emails import AskedMail, asker_addresses


class BaseStepRetracted(AskedMail, abstract=True):
    """Who could read it: of a request those who opened it, of an answer both sides."""

    named, tells_retraction = "step", True
    template = "correspondence/retractions/mails/step_retracted.txt"

    def recipients(self):
        step = self.about
        if step.kind in step.INSIDE:
            return []
        asker = asker_addresses(self.item) if step.answer_id else set()
        return set(super().recipients()) | asker

    def answers(self):
        step = self.about
        if step.answer_id:
            return self.item.answers.filter(pk=step.answer_id)
        return self.item.answers.filter(Q(read_at__isnull=False) | Q(answered_at__isnull=False))

    def is_gone(self) -> bool:
        return self.about.is_retracted or self.about.kind == "purged"

    def context(self):
        step = self.about
        organization = step.answer.organization if step.answer_id else self.item.organization
        return {**super().context(), "organization": organization.full_name}
