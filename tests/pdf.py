"""What draws a PDF needs Pango of the system; where it is missing, the run says loudly what did not run."""

import pytest

from office import paper

REASON = "WeasyPrint or Pango is missing"
needs_pdf = pytest.mark.skipif(not paper.is_available(), reason=REASON)
