from correspondence.retractions.views import views_of
from inquiries.inquiries.models import Inquiry

inquiry_purge, answer_purge, step_retract, step_purge = views_of(Inquiry)
