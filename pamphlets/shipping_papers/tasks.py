import io

from django.http import QueryDict
from django.template.loader import render_to_string

from common.pdf import render_pdf
from common.prepared_files.actions import MadeFile
from common.prepared_files.tasks import makes
from common.refusals import ActionRefused
from common.uploads.kinds import PDF
from pamphlets.deliveries import rules, shipping_papers
from pamphlets.deliveries.forms import ShippingPaperForm
from pamphlets.shipping_papers.models import ShippingPaper

NO_LONGER = "指定した区の受け入れの回答が変わったため、作れませんでした。もう一度作成してください。"


@makes(ShippingPaper)
def make_shipping_paper(paper: ShippingPaper) -> MadeFile:
    """Drawn of the answers as they are now."""
    name = f"配布依頼{paper.pamphlet_id}_{paper.get_kind_display()}.pdf"
    return MadeFile(io.BytesIO(render_pdf(_html(paper))), name, PDF)


def _html(paper: ShippingPaper) -> str:
    pamphlet = paper.pamphlet
    form = ShippingPaperForm(QueryDict(paper.query), sheets=shipping_papers.sheets_of(pamphlet))
    if not rules.can_dispatch_copies(paper.requested_by, pamphlet) or not form.is_valid():
        raise ActionRefused(NO_LONGER)
    context = shipping_papers.paper_context(pamphlet, form) | {"is_pdf": True}
    return render_to_string(shipping_papers.template_of(paper.kind), context)
