from functools import partial

from django.conf import settings

from common.page_cache.frame import frame_of
from portal.guide.queries import guide_of_screen
from portal.navigation import navigation, request_tabs
from portal.page_sharing import page_sharing


def site(request):
    # partial: a page without the frame (mail, print sheet, error of the frame) never asks for the user
    return {
        "SITE_NAME": settings.SITE_NAME,
        "SITE_URL": settings.SITE_URL,
        "frame": partial(frame_of, request),
        "navigation": partial(navigation, request),
        "guide_of_screen": partial(guide_of_screen, request),
        "request_tabs": partial(request_tabs, request),
        "page_sharing": partial(page_sharing, request),
    }
