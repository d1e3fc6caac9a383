from django.db import models
from django.db.models import Q
from django.urls import reverse

from common.prepared_files.models import PreparedFile, PreparedFileQuerySet
from inquiries.inquiries.models import Inquiry


class FileExportQuerySet(PreparedFileQuerySet):
    def visible_to(self, user):
        """Whoever requested it, while they see what each organisation answered; so is its file."""
        if not user.is_authenticated:
            return self.none()
        inquiries = Inquiry.objects.visible_to(user)
        if not user.is_secretariat:
            shown = Q(results_shown=Inquiry.Shown.ALL) & ~Q(state=Inquiry.State.WITHDRAWN)
            inquiries = inquiries.filter(Q(organization=user.organization) | shown)
        return self.filter(requested_by=user, inquiry__in=inquiries.order_by().values("pk"))


class FileExport(PreparedFile):
    """The files of an inquiry's answers as a ZIP (回答のファイルのZIP), for who requested it."""

    VERB = "inquiries.file_export"

    inquiry = models.ForeignKey(Inquiry, verbose_name="照会", on_delete=models.CASCADE, related_name="+")
    query = models.CharField("結果の表の条件", max_length=1000, blank=True)

    objects = FileExportQuerySet.as_manager()

    class Meta(PreparedFile.Meta):
        verbose_name = verbose_name_plural = "回答のファイルのZIP"
        constraints = [
            *PreparedFile.Meta.constraints,
            models.UniqueConstraint(
                fields=["requested_by"],
                condition=Q(finished_at__isnull=True),
                name="fileexport_one_at_a_time",
                violation_error_message="作成中のZIPがあります。できてから、次を作成してください。",
            ),
        ]

    def __str__(self):
        return f"{self.inquiry.number_name} 回答のファイルのZIP"

    def get_absolute_url(self):
        return reverse("inquiries:file-export-detail", args=[self.inquiry_id, self.pk])
