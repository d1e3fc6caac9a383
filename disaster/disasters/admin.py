from django.contrib import admin

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


class AffectedAreaInline(admin.TabularInline):
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
    search_fields = ("name", "note", "affected_areas__local_government__name")
    date_hierarchy = "began_on"
    fieldsets = (
        (None, {"fields": ("name", "key", "date_precision", "began_on", "note", "source")}),
        PublicationAdmin.FILES,
        PublicationAdmin.AUDIT,
    )

    def get_queryset(self, request):
        return super().get_queryset(request).with_counts()

    @admin.display(description="発生日", ordering="began_on")
    def date(self, disaster):
        return wareki(disaster.began_on, disaster.date_precision)

    @admin.display(description="復興支援金・義援金（件）", ordering="payments_count")
    def payments(self, disaster):
        return disaster.payments_count

    @admin.display(description="職員派遣（件）", ordering="dispatches_count")
    def dispatches(self, disaster):
        return disaster.dispatches_count

    @admin.display(description="物資（件）", ordering="goods_count")
    def goods(self, disaster):
        return disaster.goods_count

    @admin.display(description="その他（件）", ordering="others_count")
    def others(self, disaster):
        return disaster.others_count
