"""What the 23 wards did for stricken municipalities."""

from django.shortcuts import get_object_or_404, render

from common.page_cache.caching import cached_for_visitors
from common.pagination import paginate
from disaster.disasters import panels
from disaster.disasters.models import AffectedArea, Disaster
from disaster.disasters.queries import listed_disasters
from disaster.support_records import filters
from disaster.support_records.filters import SupportFilter, senders
from disaster.support_records.models import OtherSupport, RecoveryPayment, ReliefGoods, StaffDispatch
from members.local_governments.models import LocalGovernment

public_page = cached_for_visitors(
    Disaster, AffectedArea, RecoveryPayment, StaffDispatch, ReliefGoods, OtherSupport, LocalGovernment
)


@public_page
def disaster_list(request):
    chosen = SupportFilter.read(request.GET)
    context = {
        "chosen": chosen,
        "page": paginate(listed_disasters(chosen, request.user), request, per_page=50),
        "types": filters.LABELS.items(),
        "senders": senders(request.user),
    }
    return render(request, "disaster/disasters/disaster_list.html", context)


@public_page
def disaster_detail(request, pk):
    disaster = get_object_or_404(Disaster.objects.visible_to(request.user), pk=pk)
    return render(request, "disaster/disasters/disaster_detail.html", panels.disaster_context(disaster))
