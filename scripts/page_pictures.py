"""Make the pictures of docs/images anew from a running site with sample content: SITE=http://127.0.0.1:8000."""

import io
import os
import shutil
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

IMAGES = Path(__file__).parents[1] / "docs/images"
SITE = os.environ.get("SITE", "http://127.0.0.1:8000").rstrip("/")
PASSWORD = "renkei-demo-2026"  # noqa: S105 - of the sample accounts, printed by `make run`
COLOURS = 64
BOTH, WIDE = (1280, 375), (1280,)
OFFICER, SECRETARIAT = "officer@demo.example", "secretariat@demo.example"
# name: (who looks, address, widths, height where not the whole page)
PAGES = {
    "home": ("", "/", BOTH, None),
    "directory": ("", "/members/", BOTH, 1180),
    "member": ("", "/members/271403/", BOTH, None),
    "event": ("", "/events/31/", BOTH, None),
    "disaster": ("", "/disaster/10/", BOTH, 1600),
    "news": ("", "/news/issues/13/", BOTH, None),
    "board": (OFFICER, "/board/", WIDE, 1180),
    "mypage": (OFFICER, "/mypage/", BOTH, None),
    "topic": (OFFICER, "/board/topics/4/", BOTH, None),
    "request": (OFFICER, "/board/pamphlets/3/", BOTH, None),
    "inquiry": (OFFICER, "/inquiries/7/", BOTH, None),
    "desk": (SECRETARIAT, "/members/desk/", BOTH, None),
}


def main():
    with sync_playwright() as playwright:
        chromium = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for who in ("", OFFICER, SECRETARIAT):
            page = browser.new_context(locale="ja-JP").new_page()
            if who:
                page.goto(f"{SITE}/accounts/login/")
                page.fill("input[name=login]", who)
                page.fill("input[name=password]", PASSWORD)
                page.locator("form:has(input[name=password]) button[type=submit]").first.click()
                page.wait_for_load_state()
            for name, (reader, path, widths, height) in PAGES.items():
                for width in widths if reader == who else ():
                    target = f"{name}-{width}.png" if len(widths) > 1 else f"{name}.png"
                    _take(page, path, width, height, IMAGES / target)
        browser.close()


def _take(page, path, width, height, target):
    page.set_viewport_size({"width": width, "height": height or 900})
    if page.goto(SITE + path).status != 200:
        raise SystemExit(f"{path} cannot be seen.")
    for lazy in page.locator("img[loading=lazy]").all():
        lazy.scroll_into_view_if_needed()
    page.evaluate("scrollTo(0, 0)")
    page.wait_for_load_state("networkidle")
    picture = Image.open(io.BytesIO(page.screenshot(full_page=height is None)))
    # maximum coverage: the colours of small marks stay too
    few = picture.convert("RGB").quantize(COLOURS, Image.Quantize.MAXCOVERAGE)
    few.save(target, optimize=True)


main()
