"""What draws a PDF needs Pango of the system; where it is missing, the run says loudly what did not run."""

import pytest

from common.pdf import pdf_is_available

REASON = "no PDF without Pango (apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0)"
needs_pdf = pytest.mark.skipif(not pdf_is_available(), reason=REASON)
