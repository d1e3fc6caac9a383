"""Files of support that the secretariat takes in."""

from django.db import models
from django.db.models import Func
from django.urls import reverse
from django.utils.functional import cached_property

from common.append_only.models import CORRECTIONS
from disaster.disasters.models import Disaster
from disaster.imports.sheet_reading import read_support
from disaster.imports.support_sheet import SupportSheet
from members.import_export.models import ANOTHER, BaseSheetImport, SheetImportQuerySet

ASKED = """jsonb_array_length(jsonb_path_query_array(
    %(expressions)s, '$[*] ? (@.changes[*][0] == "確認")'))"""


class SupportImport(BaseSheetImport):
    """A file of records or statements (支援の記録の取込み): compared first, then recorded."""

    class Kind(models.TextChoices):
        RECORD = "record", "個票（1件ずつの支援。合計に入ります）"
        STATEMENT = "statement", "公表値（出典が印刷した合計。合計に入りません）"

    kept_in = "記録した内容は、記録ごとの「履歴」に残っています。"
    kind = models.CharField("区分の列がない行", max_length=9, choices=Kind)
    disaster = models.ForeignKey(
        Disaster,
        verbose_name="災害の列がない行の災害",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    correction = models.CharField("訂正の理由", max_length=13, choices=CORRECTIONS, blank=True)
    words = models.CharField("訂正の説明", max_length=500, blank=True)

    objects = SheetImportQuerySet.as_manager()

    class Meta(BaseSheetImport.Meta):
        verbose_name = verbose_name_plural = "支援の記録の取込み"
        constraints = [
            *BaseSheetImport.Meta.constraints,
            models.UniqueConstraint(
                fields=["finished_at"],
                condition=models.Q(finished_at__isnull=True),
                nulls_distinct=False,
                name="supportimport_one_at_a_time",
                violation_error_message=ANOTHER,
            ),
        ]

    def get_absolute_url(self):
        return reverse("disaster:import-detail", args=[self.pk])

    def sheet(self):
        return SupportSheet(self.kind, self.disaster, reason=self.correction, words=self.words)

    def read(self, upload):
        return read_support(upload)

    @cached_property
    def asks(self) -> int:
        """Of how many rows something must be confirmed."""
        asked = Func("report", template=ASKED, output_field=models.IntegerField())
        return type(self).objects.values_list(asked, flat=True).get(pk=self.pk)
