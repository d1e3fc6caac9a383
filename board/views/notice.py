"""What a person wants to be told."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from board.forms.notice import NoticePreferenceForm
from board.models import NoticePreference
from board.views.lists import tabs_for
from members.decorators import keeps_form, members_only


@keeps_form
@require_http_methods(["GET", "POST"])
@members_only
def notice_edit(request):
    form = NoticePreferenceForm(
        request.POST if request.method == "POST" else None, instance=NoticePreference.of(request.user)
    )
    if request.method == "POST" and form.is_valid():
        NoticePreference.objects.update_or_create(user=request.user, defaults=form.cleaned_data)
        messages.success(request, "お知らせの設定を保存しました。")
        return redirect("board:notice-edit")
    return render(
        request, "board/notice_form.html", {"form": form, "tabs": tabs_for(request, "board:notice-edit")}
    )
