"""Make the pictures of the guide anew, from the real screens: `make guide-pictures`.

Serves a site with sample content on a database of its own; SITE=http://… takes one that runs already.
"""

import contextlib
import io
import os
import shutil
import signal
import subprocess
import sys
import time
import tomllib
import urllib.request
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]
PAPERS = ROOT / "docs/ja"
PASSWORD = "renkei-demo-2026"  # noqa: S105 - of the sample accounts, printed by `make run`
PORT, WIDTH, HEIGHT, SHARPNESS = "8199", 760, 520, 2
PATIENCE_SECONDS = 600


def main():
    shots = tomllib.loads((PAPERS / "pictures.toml").read_text(encoding="utf-8"))
    wanted = {name: shots[name] for name in sys.argv[1:] or shots}
    with _site() as site, sync_playwright() as playwright:
        chromium = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for who in sorted({shot.get("who", "") for shot in wanted.values()}):
            page = _page_of(browser, site, who)
            for name, shot in wanted.items():
                if shot.get("who", "") == who:
                    _take(page, site, name, shot)
        browser.close()


@contextlib.contextmanager
def _site():
    if running := os.environ.get("SITE"):
        yield running.rstrip("/")
        return
    told = os.environ | {"PORT": PORT, "PORTAL_DATABASE_NAME": "portal_pictures"}
    server = subprocess.Popen([sys.executable, "manage.py", "serve"], cwd=ROOT, env=told)
    try:
        _await(f"http://127.0.0.1:{PORT}/healthz", server)
        yield f"http://127.0.0.1:{PORT}"
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait()


def _await(url, server):
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        with contextlib.suppress(OSError), urllib.request.urlopen(url, timeout=5):  # noqa: S310 - our own
            return
        time.sleep(0.5)
    sys.exit(f"{url} does not answer.")


def _page_of(browser, site, who):
    size = {"width": WIDTH, "height": 2 * HEIGHT}
    context = browser.new_context(viewport=size, device_scale_factor=SHARPNESS, locale="ja-JP")
    page = context.new_page()
    if who:
        page.goto(f"{site}/accounts/login/")
        page.fill("input[name=login]", who)
        page.fill("input[name=password]", PASSWORD)
        page.locator("form:has(input[name=password]) button[type=submit]").first.click()
        page.wait_for_load_state()
    return page


def _take(page, site, name, shot):
    """What stands in the page from its heading on, as WebP; wide where two things stand side by side."""
    width = shot.get("width", WIDTH)
    page.set_viewport_size({"width": width, "height": 2 * HEIGHT})
    answer = page.goto(site + shot["path"])
    if answer.status != 200 or not page.url.endswith(shot["path"]):
        sys.exit(f"{name}: {shot['path']} answered {answer.status} at {page.url}")
    for link in shot.get("click", ()):
        page.locator(link).first.click()
        page.wait_for_load_state()
    box = page.locator("main h1").first.bounding_box()
    end = page.locator("main").bounding_box()
    height = min(HEIGHT * width / WIDTH, end["y"] + end["height"] - box["y"])
    clip = {"x": 0, "y": box["y"] - 16, "width": width, "height": height}
    picture = Image.open(io.BytesIO(page.screenshot(clip=clip, full_page=True)))
    target = PAPERS / "images" / f"{name}.webp"
    picture.thumbnail((SHARPNESS * WIDTH, picture.height))
    picture.convert("RGB").save(target, "WEBP", quality=55, method=6)
    print(f"{target.relative_to(ROOT)} {target.stat().st_size // 1024} KB")  # noqa: T201


main()
