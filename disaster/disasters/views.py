"""What the 23 wards did for stricken municipalities."""

from django.shortcuts import get_object_or_404, render

from disaster import filters, ledger
from disaster.filters import SupportFilter
from disaster.freshness import public_page
from disaster.models import Disaster
from office.paging import paginate


@public_page
def disaster_list(request):
    chosen = SupportFilter.read(request.GET)
    visible = Disaster.objects.visible_to(request.user)
    asked = chosen.disasters(visible).with_counts().newest_first()
    context = {
        "chosen": chosen,
        "page": paginate(asked.prefetch_related("affected_areas__local_government"), request, per_page=50),
        "types": filters.LABELS.items(),
        "senders": filters.senders(request.user),
    }
    return render(request, "disaster/disaster_list.html", context)


@public_page
def disaster_detail(request, pk):
    disaster = get_object_or_404(Disaster.objects.visible_to(request.user), pk=pk)
    return render(request, "disaster/disaster_detail.html", ledger.context_of(disaster))
