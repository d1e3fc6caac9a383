"""What draws a PDF needs Pango of the system; where it is missing, the run says loudly what did not run."""

import pytest

from common.pdf import pdf_is_available

REASON = "WeasyPrint or Pango is missing"
needs_pdf = pytest.mark.skipif(not pdf_is_available(), reason=REASON)
