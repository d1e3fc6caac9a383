"""Home and the pages about the site."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render


@login_not_required
def home(request):
    return render(request, "portal/home.html")


def mypage(request):
    return render(request, "portal/mypage.html")
