from common.prepared_files.emails import PreparedFileFinished
from pamphlets.shipping_papers.models import ShippingPaper


class ShippingPaperFinished(PreparedFileFinished):
    """Whoever requested a PDF of letters, packing lists or labels, when it is ready or could not be drawn."""

    about, label = ShippingPaper, "配布依頼: 書類のPDFの通知"
