"""The settings of the portal with the pages of the bench's floor beside its own; `make bench` sets them."""

from portal import settings as portal_settings

vars().update({name: value for name, value in vars(portal_settings).items() if name.isupper()})

ROOT_URLCONF = "bench.urls"
_PAGES = portal_settings.TEMPLATES[0]
_FOLDERS = [*_PAGES["DIRS"], portal_settings.BASE_DIR / "bench/templates"]
TEMPLATES = [{**_PAGES, "DIRS": _FOLDERS}]
