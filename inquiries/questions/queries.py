from common.compiled_queries.compiled import compiled
from inquiries.questions.models import Question


@compiled
def versions_of(*, inquiry):
    """The questions of an inquiry in the order of the page, all versions of each."""
    return Question.objects.filter(inquiry=inquiry).order_by("position", "line", "version")
