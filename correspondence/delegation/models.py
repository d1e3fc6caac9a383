"""Who writes the answer inside an asked organisation."""

from django.db import models
from django.db.models import Q

from common.paired_fields import person_field
from members.organizations.historic_names import section_field


class DelegatedMixin(models.Model):
    """An answer that a person or a section of the organisation was asked to write (回答の担当)."""

    delegated_to = person_field("回答の担当者")
    delegated_section = section_field("回答の担当部署")
    delegated_at = models.DateTimeField("担当を決めた日時", null=True, blank=True)
    delegated_by = person_field("担当を決めた人")
    delegated_note = models.CharField("担当への連絡", max_length=300, blank=True)

    class Meta:
        abstract = True

    @property
    def delegate(self):
        """The person or the section; None where nobody was chosen."""
        return self.delegated_to or self.delegated_section

    @property
    def delegate_name(self) -> str:
        return self.delegate.name if self.delegate else ""

    @property
    def delegate_shown(self) -> str:
        """What other organisations read of it: a section by name, of a person only that there is one."""
        if self.delegated_section:
            return self.delegated_section.name
        return "決定済み" if self.delegated_to_id else ""

    @property
    def is_held(self) -> bool:
        """Whether the one who was chosen can still write it: people leave, sections close."""
        if section := self.delegated_section:
            return section.is_open and section.organization_id == self.organization_id
        person = self.delegated_to
        return bool(
            person and person.acts_for_section and person.section.organization_id == self.organization_id
        )


def whole_delegation() -> Q:
    """One of both was chosen, at a time and by somebody; or nobody was."""
    person, section = Q(delegated_to__isnull=True), Q(delegated_section__isnull=True)
    return (person & section & Q(delegated_at__isnull=True, delegated_by__isnull=True)) | (
        (person ^ section) & Q(delegated_at__isnull=False, delegated_by__isnull=False)
    )


def key_of(assignee) -> str:
    """Names a person or a section in a form: `user-5`, `section-3`; "" for nobody."""
    return f"{assignee._meta.model_name}-{assignee.pk}" if assignee else ""
