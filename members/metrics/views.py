"""Published figures (公表値) with their day and source, newest first; corrected, never removed."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_safe

from common.pagination import paginate
from members.access.decorators import secretariat_only
from members.access.resume_after_login import resumes_after_login
from members.metrics.forms import MetricForm
from members.metrics.models import Metric
from members.registers.views import row_page


@secretariat_only
@require_safe
def metric_list(request):
    page = paginate(Metric.objects.order_by("name", "-as_of"), request, per_page=50)
    return render(request, "members/metrics/metric_list.html", {"page": page})


@resumes_after_login
@secretariat_only
@require_http_methods(["GET", "POST"])
def metric(request, pk=None):
    row = get_object_or_404(Metric, pk=pk) if pk else Metric()
    return row_page(request, MetricForm, row, back="members:metric-list")
