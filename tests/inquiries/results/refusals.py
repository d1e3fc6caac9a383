"""Who gets which status at each address of the results; the inquiry asks 堺市 for 江東区 and shows nobody."""

from tests.inquiries.refusal_line import Line

# address                          reader officer colleague stranger ward secretariat
LINES = {
    "late-list": Line("nothing", "403 403 403 403 200 200"),
    "late-xlsx": Line("nothing", "403 403 403 403 200 200"),
    "result-list": Line("inquiry", "403 403 403 404 200 200"),
    "result-detail": Line("answer", "403 403 403 404 200 200"),
    "count-list": Line("inquiry", "403 403 403 404 200 200"),
    "result-xlsx": Line("inquiry", "403 403 403 404 200 200"),
    "result-zip": Line("inquiry", "403 403 403 404 200 200"),
}
SUBJECTS = {"inquiry": lambda world: world.inquiry(), "answer": lambda world: world.inquiry().answers.get()}
