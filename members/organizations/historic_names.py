"""In which section something was written, and the name that its organisation had then."""

from django.db import models


def section_field(verb: str) -> models.ForeignKey:
    """The section it was done in or given to, None where there is none."""
    return models.ForeignKey(
        "members.Section",
        verbose_name=verb,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )


class HistoricOrganizationName(models.Model):
    """Keeps the organisation's name of the day (団体名(当時)); shown where it has another one today."""

    organization_name = models.CharField(
        "団体名（当時）", max_length=70, blank=True, default="", db_default="", editable=False
    )

    class Meta:
        abstract = True

    @property
    def earlier_name(self) -> str:
        """The name of the time, where it is not the present one; "" otherwise."""
        return "" if self.organization_name == self.organization.full_name else self.organization_name
