from correspondence.retractions.views import views_of
from pamphlets.requests.models import PamphletRequest

pamphlet_purge, answer_purge, step_retract, step_purge = views_of(PamphletRequest)
