from django.contrib import admin

from disaster.forms import AffectedAreaForm, FactsStayFormSet, SupportForm
from disaster.models import (
    AffectedArea,
    Disaster,
    OtherSupport,
    RecoveryPayment,
    ReliefGoods,
    StaffDispatch,
)
from office.calendar import wareki
from office.publication_admin import PublicationAdmin, TextsAtTheDoor

WHO = ("sender", "sender_government", "recipient", "recipient_government")
TRACE = ("is_planned", "note", "as_of", "source")


class AffectedAreaInline(admin.TabularInline):
    model = AffectedArea
    form = AffectedAreaForm
    extra = 0

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("local_government")


class SupportInline(TextsAtTheDoor, admin.StackedInline):
    form = SupportForm
    formset = FactsStayFormSet
    extra = 0
    classes = ("collapse",)

    def get_queryset(self, request):
        return super().get_queryset(request).with_names()


class RecoveryPaymentInline(SupportInline):
    model = RecoveryPayment
    fields = ("kind", "amount_yen", *WHO, *TRACE)


class StaffDispatchInline(SupportInline):
    model = StaffDispatch
    fields = (
        ("length", "job", "scheme"),
        ("people", "people_basis", "people_basis_text"),
        ("period_start", "period_end"),
        *WHO,
        *TRACE,
    )


class ReliefGoodsInline(SupportInline):
    model = ReliefGoods
    fields = ("items", *WHO, *TRACE)


class OtherSupportInline(SupportInline):
    model = OtherSupport
    fields = ("kind", "amount", *WHO, *TRACE)


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
