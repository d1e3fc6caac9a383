from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from portal.first_steps.models import FirstStepsPutAway


@require_POST
def first_steps_put_away(request):
    """No more of it on their page; pressed twice it is done once."""
    FirstStepsPutAway.objects.get_or_create(user=request.user)
    return redirect("portal:mypage")
