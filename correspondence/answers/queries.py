"""Answers of one request."""

from common.compiled_queries.compiled import compiled


@compiled
def without_contact(answer_model, *, item):
    """Those waited for of organisations that no mail reaches (連絡先なし), in the order of the lists."""
    answers = answer_model.objects.filter(**{answer_model.PARENT: item}).without_contact()
    return answers.select_related("organization__local_government").in_order()
