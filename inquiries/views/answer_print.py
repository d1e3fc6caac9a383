"""A4: an inquiry with the own answer, for files and decisions (起案)."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from inquiries import shown
from inquiries.views.inquiry import visible_inquiry
from inquiries.views.parts_answering import own_answer
from members.decorators import members_only
from office import cabinet
from office.text import render_body


@require_safe
@members_only
def inquiry_print(request, pk):
    inquiry = visible_inquiry(request, pk)
    answer = own_answer(request.user, inquiry)
    rows = shown.rows_of(shown.values_of(answer)) if answer else []
    context = {
        "inquiry": inquiry,
        "body": render_body(inquiry.description),
        "files": cabinet.files_of(inquiry),
        "own": answer,
        "rows": rows,
        # a sheet without an answer has room to write it by hand
        "questions": [] if rows else list(inquiry.questions.current()),
        "stamps": request.GET.get("stamp") != "0",
    }
    return render(request, "inquiries/inquiry_print.html", context)
