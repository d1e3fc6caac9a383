"""A PDF of letters, packing lists or labels is requested of the worker."""

from django.core.exceptions import PermissionDenied

from common.prepared_files.actions import request_prepared_file
from pamphlets.deliveries import rules
from pamphlets.shipping_papers.models import ShippingPaper


def request_shipping_paper(*, pamphlet, kind: str, query: str, by) -> ShippingPaper:
    """With what was typed for it."""
    if not rules.can_dispatch_copies(by, pamphlet):
        raise PermissionDenied
    wanted = {"pamphlet": pamphlet, "kind": kind, "query": query}
    return request_prepared_file(ShippingPaper, by=by, wanted=wanted)
