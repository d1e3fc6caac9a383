from django.db import models


class SecretariatQuerySet(models.QuerySet):
    """Rows that only the secretariat sees."""

    def visible_to(self, user):
        return self if user.is_authenticated and user.is_secretariat else self.none()


class OwnedQuerySet(models.QuerySet):
    """Rows of an organisation: the secretariat sees all, a person those of their own organisation."""

    OWNER = "organization"  # the way from a row to its organisation

    def visible_to(self, user):
        if not user.is_authenticated:
            return self.none()
        if user.is_secretariat:
            return self
        if not user.section_id:
            return self.none()
        return self.filter(**{self.OWNER: user.section.organization_id})
