"""What the asking organisation finds on the pages of inquiries: writing, and what may be done with one."""

from django.urls import reverse


def of_list(request) -> dict:
    """What the list offers to those who ask."""
    return {}


def draft_url(inquiry) -> str:
    """Where the links to an inquiry lead while it is a draft."""
    return reverse("inquiries:inquiry-list")


def of_page(request, page: dict, returned: dict) -> dict:
    """Context of `inquiries/_asking.html`; `page` is the context so far, `returned` forms with errors."""
    return {}
