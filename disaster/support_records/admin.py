from django.contrib import admin

from common.admin_site import EditedRowsMixin
from disaster.support_records.forms import SeedDataFormSet, SupportForm
from disaster.support_records.models import OtherSupport, RecoveryPayment, ReliefGoods, StaffDispatch

WHO = ("sender", "sender_government", "recipient", "recipient_government")
TRACE = ("is_planned", "note", "as_of", "source")


class SupportInline(EditedRowsMixin, admin.StackedInline):
    form = SupportForm
    formset = SeedDataFormSet
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
