from django.db import models


class SecretariatQuerySet(models.QuerySet):
    """Rows that only the secretariat sees."""

    def visible_to(self, user):
        return self if user.is_authenticated and user.is_secretariat else self.none()
