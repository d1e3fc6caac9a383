"""Which organisation a page under /organization/ is about."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from members.models import Organization


def organization_asked_for(request):
    """One's own; the secretariat may name another by ?organization=."""
    asked = request.GET.get("organization", "")
    if asked and request.user.is_secretariat and asked.isascii() and asked.isdigit():
        return get_object_or_404(Organization.objects.select_related("local_government"), pk=asked[:9])
    if request.user.organization is None:
        raise PermissionDenied("所属する団体が登録されていません。管理画面で担当部署を登録してください。")
    return request.user.organization
