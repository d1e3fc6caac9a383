"""The page on which somebody links a record that they may edit (つながる記録)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from common.forms import carried_out
from common.links import actions
from common.links.forms import LinkForm
from common.links.queries import linked_records
from common.links.registry import linkable_called
from common.pages import form_page


def _row(request, key: str, pk: int):
    linkable = linkable_called(key)
    if linkable is None:
        raise Http404
    row = get_object_or_404(linkable.rows(request.user), pk=pk)
    if not linkable.may_edit(request.user, row):
        raise PermissionDenied
    return row


@require_http_methods(["GET", "HEAD", "POST"])
def link_list(request, key, pk):
    row = _row(request, key, pk)
    form = LinkForm(request.POST if request.method == "POST" else None, by=request.user)
    if request.method == "POST" and _linked(form, row, request.user):
        messages.success(request, f"「{form.other}」をつなげました。")
        return redirect("links:link-list", key, pk)
    found = linked_records(row, request.user)
    return form_page(request, "common/links/link_list.html", form, row=row, key=key, records=found)


def _linked(form: LinkForm, row, user) -> bool:
    if not form.is_valid():
        return False
    return carried_out(form, actions.link_records, refused_at="typed", one=row, other=form.other, by=user)


@require_POST
def link_remove(request, key, pk, link):
    row = _row(request, key, pk)
    for linked in linked_records(row, request.user):
        if linked.link_id == link:
            actions.unlink_records(one=row, other=linked.row, link_id=link, by=request.user)
            messages.success(request, f"「{linked.title}」とのつながりを削除しました。")
    return redirect("links:link-list", key, pk)
