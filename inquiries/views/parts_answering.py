"""What an asked organisation finds on the inquiry's page: its own answer."""


def of_page(request, page: dict, returned: dict) -> dict:
    """Context of `inquiries/_answering.html`; `page` is the context so far, `returned` forms with errors."""
    return {}
