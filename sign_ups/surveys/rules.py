"""When the results of a survey are read."""

from sign_ups.surveys.models import Survey

NOT_YET = (
    "結果は、回答の受付が終わってから表示します。"
    "受付中に見えると、1件増えるごとに、その人の回答が分かるためです。"
)
TOO_FEW = "回答が5件より少ないため、結果は表示しません。だれの回答かが分かるおそれがあります。"


def why_no_results(survey: Survey, answers: int) -> str:
    """As a sentence; "" where they are shown."""
    if not survey.is_over:
        return NOT_YET
    return TOO_FEW if answers < Survey.FEWEST else ""
