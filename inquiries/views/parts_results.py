"""What the asking side finds on the inquiry's page: how far the answers are, and the way to the results."""


def of_page(request, page: dict, returned: dict) -> dict:
    """Context of `inquiries/_results.html`; `page` is the context so far, `returned` forms with errors."""
    return {}
