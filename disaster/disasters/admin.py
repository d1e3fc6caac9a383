from django.contrib import admin

from common.admin_mixins import column
from common.admin_site import EditedRowsMixin
from common.japanese_calendar import wareki
from common.publication.admin import PublicationAdmin
from disaster.disasters.forms import AffectedAreaForm
from disaster.disasters.models import AffectedArea, Disaster
from disaster.support_records.admin import (
    OtherSupportInline,
    RecoveryPaymentInline,
    ReliefGoodsInline,
    StaffDispatchInline,
)


class AffectedAreaInline(EditedRowsMixin, admin.TabularInline):
    model = AffectedArea
    form = AffectedAreaForm
    extra = 0

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("local_government")


@admin.register(Disaster)
class DisasterAdmin(PublicationAdmin):
    inlines = (
        AffectedAreaInline,
        RecoveryPaymentInline,
        StaffDispatchInline,
        ReliefGoodsInline,
        OtherSupportInline,
    )
    list_display = ("name", "date", "payments", "dispatches", "goods", "others", "state")
    list_filter = ("state", "date_precision")
    search_fields = ("name", "note", "affected_areas__local_government__names__part")
    date_hierarchy = "began_on"
    fieldsets = (
        (None, {"fields": ("name", "key", "date_precision", "began_on", "note", "source")}),
        PublicationAdmin.FILES,
        PublicationAdmin.AUDIT,
    )

    def get_queryset(self, request):
        return super().get_queryset(request).with_counts()

    date = column("発生日", lambda row: wareki(row.began_on, row.date_precision), ordering="began_on")
    payments = column("復興支援金・義援金（件）", lambda row: row.payments_count, ordering="payments_count")
    dispatches = column("職員派遣（件）", lambda row: row.dispatches_count, ordering="dispatches_count")
    goods = column("物資（件）", lambda row: row.goods_count, ordering="goods_count")
    others = column("その他（件）", lambda row: row.others_count, ordering="others_count")
