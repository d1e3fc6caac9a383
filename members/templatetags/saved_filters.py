from django import template

from members.saved_filters.queries import saved_filters_of

register = template.Library()


@register.inclusion_tag("members/saved_filters/chips.html", takes_context=True)
def saved_filters(context, page: str):
    """Those of this list, and the form that saves what `filter` has set; nothing for visitors."""
    user, chosen = context["request"].user, context["filter"]
    if not user.is_authenticated or not user.is_member:
        return {}
    return {
        "saved_filters": saved_filters_of(user, page),
        "page": page,
        "filter": chosen,
        "csrf_token": context.get("csrf_token"),
    }
