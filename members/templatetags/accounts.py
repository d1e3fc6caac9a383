"""What the account pages ask: how a browser is called, who needs a second factor, where passkeys work."""

from django import template

from members.login import rules
from members.sessions import browser_names

register = template.Library()


@register.filter
def browser_ja(user_agent: str) -> str:
    return browser_names.browser_name(user_agent)


register.filter("must_have_second_factor", rules.must_have_second_factor)


@register.simple_tag(takes_context=True)
def passkeys_work(context) -> bool:
    """Browsers offer passkeys under https and at localhost, never at a bare IP address."""
    request = context["request"]
    host = request.get_host().rpartition(":")[0] or request.get_host()
    return host == "localhost" or (request.is_secure() and not host.strip("[]").replace(".", "").isdigit())
