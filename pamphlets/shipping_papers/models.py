from django.db import models
from django.db.models import Q
from django.urls import reverse

from common.prepared_files.models import PreparedFile, PreparedFileQuerySet
from pamphlets.deliveries.shipping_papers import KINDS
from pamphlets.requests.models import PamphletRequest


class ShippingPaperQuerySet(PreparedFileQuerySet):
    def visible_to(self, user):
        """Whoever requested it, while they see the request; so is its file."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(requested_by=user, pamphlet__in=PamphletRequest.objects.visible_to(user))


class ShippingPaper(PreparedFile):
    """Letters, packing lists or labels of a request as a PDF (書類のPDF), for whoever requested them."""

    VERB = "pamphlets.shipping_paper"

    pamphlet = models.ForeignKey(
        PamphletRequest, verbose_name="依頼", on_delete=models.CASCADE, related_name="shipping_papers"
    )
    kind = models.CharField("書類", max_length=10, choices=KINDS)
    query = models.CharField("指定した内容", max_length=1000, help_text="書類を作る画面の入力")

    objects = ShippingPaperQuerySet.as_manager()

    class Meta(PreparedFile.Meta):
        verbose_name = verbose_name_plural = "書類のPDF"
        constraints = [
            *PreparedFile.Meta.constraints,
            models.UniqueConstraint(
                fields=["requested_by"],
                condition=Q(finished_at__isnull=True),
                name="shippingpaper_one_at_a_time",
                violation_error_message="作成中の書類があります。できてから、次を作成してください。",
            ),
        ]

    def __str__(self):
        return f"{self.pamphlet.number_name} {self.get_kind_display()}のPDF"

    def get_absolute_url(self):
        return reverse("pamphlets:shipping-paper-detail", args=[self.pamphlet_id, self.pk])
