"""The secretariat chooses the photograph on the home page (トップページの写真)."""

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from common.forms import carried_out
from common.pages import form_page
from members.access.decorators import secretariat_only
from members.access.resume_after_login import resumes_after_login, typed_data
from portal.home_pictures import actions
from portal.home_pictures.forms import HomePictureForm
from portal.home_pictures.models import HomePicture

DESCRIBED = ("picture_alt", "picture_caption", "picture_credit")


@resumes_after_login
@secretariat_only
@require_http_methods(["GET", "POST"])
def home_picture(request):
    row = HomePicture.objects.select_related("picture").first()
    form = HomePictureForm(
        typed_data(request),
        request.FILES or None,
        by=request.user,
        current=row.picture if row else None,
        initial={name: getattr(row, name) for name in DESCRIBED} if row else {},
    )
    if form.shown_picture is None:
        del form.fields["remove_picture"]
    if request.method == "POST" and form.is_valid() and _chosen(form, request):
        messages.success(request, "トップページを変更しました。")
        return redirect("portal:home")
    return form_page(request, "portal/home_pictures/home_picture.html", form, row=row)


def _chosen(form: HomePictureForm, request) -> bool:
    return carried_out(form, actions.choose_home_picture, fields=form.values, by=request.user)
