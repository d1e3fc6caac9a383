"""A real Chromium before a real server with a real worker: what the browser tests share.

Every page they open is watched: an error in the console, a failed script, a request to another host or an
answer of 500 and above fails the test that opened it. E2E_SHOTS=folder keeps pictures of them.
"""

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pikepdf
import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings as django_settings
from django.db import connection
from django.db.models import Count
from PIL import Image
from playwright.sync_api import sync_playwright
from procrastinate.contrib.django.models import ProcrastinateJob

from common.outbox.models import OutgoingMail
from tests import processes
from tests.conftest import PASSWORD

WIDTHS = {375: 812, 1280: 900}  # width: height, in CSS pixels
AXE = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "rules": {"label-content-name-mismatch": {"enabled": True}},  # WCAG 2.5.3; off where it is not asked for
    "resultTypes": ["violations"],
}
ASK_AXE = """options => axe.run(options).then(found => found.violations.map(
  ({ id, help, nodes }) => [
    id, help, nodes.slice(0, 5).map(node => `${node.target} ${node.html.slice(0, 200)}`)]))"""
AS_IT_STANDS = """() => [document.documentElement.outerHTML,
  ...[...document.querySelectorAll("input:not([type=hidden]), select, textarea")].map(
    field => `${field.value} ${field.checked}`)].join("\\n")"""
TOKEN = re.compile(r' value="[\w-]{36,64}"')  # of a form: other each time
LOW_TARGETS = """() => [...document.querySelectorAll("main :is(a, button, summary)")].filter(target => {
  const { width, height } = target.getBoundingClientRect();
  const beside = [...target.parentElement.childNodes].some(node => node.nodeType === 3 && node.data.trim());
  const covers = getComputedStyle(target, "::after").position === "absolute"; // its card is the target
  const allowed = target.matches(".visually-hidden, .country .tile a"); // tiles are larger where no mouse is
  return width && height && height < 43.5 && !beside && !covers && !allowed;
}).map(low => `${Math.round(low.getBoundingClientRect().height)} px high: ${low.outerHTML.slice(0, 120)}`)"""
PATIENCE_SECONDS = 40
SHOTS = os.environ.get("E2E_SHOTS", "")
NO_CHROMIUM = "no browser without Chromium (apt-get install chromium)"


def pytest_collection_modifyitems(items):
    """What takes minutes begins first, so that no worker waits for another at the end."""
    items.sort(key=lambda item: "test_every_page" not in item.nodeid)


@pytest.fixture(scope="session")
def chromium():
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        pytest.skip(NO_CHROMIUM)
    # playwright's synchronous interface keeps an event loop in this thread; the tests here never await
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(autouse=True)
def _only_who_is_asked_for(transactional_db, no_cast):
    """The pages tell of those alone whom the story names."""


@pytest.fixture
def site(live_server, settings):
    """Address of the running site; links in mails lead to it."""
    settings.SITE_URL = live_server.url
    return live_server.url


@pytest.fixture
def worker(site, tmp_path):
    """The worker as in production, on the test's database; mails go to files."""
    told = {"SITE_URL": site, "EMAIL_URL": f"filemail:///{tmp_path}/mail"}
    env = processes.environment(tmp_path, connection.settings_dict["NAME"], **told)
    command = [sys.executable, "manage.py", "procrastinate", "worker", "--delete-jobs=never"]
    with Path(tmp_path, "worker.log").open("wb") as log:
        process = subprocess.Popen(
            command, cwd=django_settings.BASE_DIR, env=env, stdout=log, stderr=subprocess.STDOUT
        )
        try:
            yield process
        finally:
            process.terminate()
            process.wait(timeout=PATIENCE_SECONDS)


def eventually(find, describe=lambda: ""):
    """What `find` returns once it is true: the worker and the index need a moment."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not (found := find()):
        assert time.monotonic() < deadline, f"waited in vain. {describe()}"
        time.sleep(0.1)
    return found


@pytest.fixture
def mail_to(worker, tmp_path):
    """The newest delivered mail to an address whose purpose begins so: `mail_to(address, "board.reply")`."""

    def describe():
        mails = list(OutgoingMail.objects.values_list("to", "purpose", "state", "last_error"))
        jobs = list(ProcrastinateJob.objects.values_list("task_name", "status").annotate(Count("id")))
        return f"Mails: {mails}\nJobs: {jobs}\nWorker: {(tmp_path / 'worker.log').read_text()[-3000:]}"

    def find(address, purpose):
        mails = OutgoingMail.objects.filter(
            to=address, purpose__startswith=purpose, state=OutgoingMail.State.SENT
        )
        return eventually(lambda: mails.order_by("-id").first(), describe)

    return find


_violations: dict[tuple[int, int], list] = {}  # what axe found, by width and page


class Watched:
    """A person at their browser: pages, what went wrong on them, and how they look to axe at both widths."""

    def __init__(self, name, context, site, *, javascript):
        self.name, self.shots = name, 0
        self.site, self.javascript, self.troubles = site, javascript, []
        self.context = context
        context.set_default_timeout(PATIENCE_SECONDS * 1000)
        self.page = context.new_page()
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.troubles.append(f"script: {error}"))
        self.page.on("request", self._asked)
        self.page.on("response", self._answered)

    def open(self, path):
        """Open a page of the site, or a whole address of it; look at it; return the page."""
        answer = self.page.goto(path if path.startswith("http") else self.site + path)
        assert answer.status == 200, f"{path}: {answer.status}"
        self.look()
        return self.page

    def press(self, name):
        """Press the button (or link) with this name, in a menu or fold too; look at the page that comes."""
        if not (target := self._named(name)).count():
            folds = self.page.locator("main details:not([open])", has=self._named(name, include_hidden=True))
            folds.last.locator("> summary").click()
        return self.follow(target.first)

    def redraw(self, name):
        """Press a button of an editor that rearranges: with JavaScript no page comes."""
        if not self.javascript:
            return self.press(name)
        with self.page.expect_response(lambda answer: answer.request.method == "POST"):
            self.page.get_by_role("button", name=name, exact=True).first.click()
        self.page.wait_for_function("() => !document.querySelector('form[data-waits]')")
        self.look()
        return self.page

    def count_pages(self):
        """The addresses of the pages that come from now on; a form that comes again counts once."""
        seen = set()
        self.page.on("framenavigated", lambda frame: seen.add(frame.url.partition("#")[0]))
        return seen

    def _named(self, name, **more):
        found = {"name": name, "exact": True, **more}
        return self.page.get_by_role("button", **found).or_(self.page.get_by_role("link", **found))

    def unfold(self, words):
        """Open the fold whose heading begins so."""
        self.page.locator("main summary", has_text=words).first.click()

    def follow(self, target):
        """Click what leads to another page, wait for that page and look at it.

        A bare `click()` returns while the old page still stands, or none at all.
        """
        with self.page.expect_navigation():
            target.click()
        self.look()
        return self.page

    def field(self, label):
        """The field of the page with this label, required or not."""
        return self.page.get_by_label(re.compile(rf"^\s*{re.escape(label)}\s*(必須)?\s*$"))

    def log_in(self, email, password=PASSWORD):
        self.open("/accounts/login/")
        self.page.locator("main input[name=login]").fill(email)
        self.page.locator("main input[name=password]").fill(password)
        self.follow(self.page.locator("main form:has(input[name=password]) button[type=submit]"))
        assert "/accounts/login" not in self.page.url, self.text()
        return self.page

    def text(self):
        return self.page.locator("main").inner_text()

    def look(self):
        """One h1, a title, nothing wider than the window, nothing axe objects to; at both widths."""
        where = self.page.url.removeprefix(self.site)
        if (headings := self.page.locator("h1").count()) != 1:
            self.troubles.append(f"{where}: {headings} h1")
        if not self.page.title().endswith(" - 特別区全国連携プロジェクト"):
            self.troubles.append(f"{where}: title {self.page.title()}")
        for width, height in WIDTHS.items():
            self.page.set_viewport_size({"width": width, "height": height})
            wide = self.page.evaluate("document.documentElement.scrollWidth")
            if wide > width:
                self.troubles.append(f"{where}: {wide} px wide in a window of {width}")
            if SHOTS:
                self.shots += 1
                self.page.screenshot(path=f"{SHOTS}/{self.name}-{self.shots:03}-{width}.png", full_page=True)
            if self.javascript:
                self._ask_axe(f"{where} at {width} px")
        self.troubles += [f"{where}: only {low}" for low in self.page.evaluate(LOW_TARGETS)]

    def _ask_axe(self, where):
        """A page that stands there as one did before at this width (the login page, mostly) is known."""
        page = TOKEN.sub("", self.page.evaluate(AS_IT_STANDS))
        known = (self.page.viewport_size["width"], hash(page))
        if known not in _violations:
            if not self.page.evaluate("'axe' in window"):
                self.page.evaluate(AXE_SCRIPT)
            _violations[known] = self.page.evaluate(ASK_AXE, AXE)
        for violation, words, nodes in _violations[known]:
            self.troubles.append(f"{where}: axe {violation}: {words}: {nodes}")

    def _heard(self, message):
        if message.type in ("error", "warning"):
            self.troubles.append(f"{self.page.url}: console: {message.text}")

    def _asked(self, request):
        if not request.url.startswith((self.site, "data:", "blob:", "about:")):
            self.troubles.append(f"{self.page.url}: asks another host: {request.url}")

    def _answered(self, response):
        if response.status >= 500:
            self.troubles.append(f"{response.url}: {response.status}")


@pytest.fixture(params=[True, False], ids=["javascript", "no-javascript"])
def javascript(request):
    return request.param


@pytest.fixture
def person(chromium, site, javascript):
    """Seat a person at a browser of their own: `person("officer")`; their troubles are told at the end."""
    seated = []

    def sit_down(name):
        context = chromium.new_context(
            java_script_enabled=javascript, locale="ja-JP", timezone_id="Asia/Tokyo"
        )
        seated.append(Watched(name, context, site, javascript=javascript))
        return seated[-1]

    yield sit_down
    troubles = [trouble for watched in seated for trouble in watched.troubles]
    for watched in seated:
        watched.context.close()
    assert not troubles, "\n".join(dict.fromkeys(troubles))


@pytest.fixture
def sample_pdf(tmp_path):
    """A one-page PDF whose name is Japanese."""
    path = tmp_path / "秋の案内.pdf"
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.save(path)
    return path


@pytest.fixture
def sample_picture(tmp_path):
    path = tmp_path / "会場写真.jpg"
    Image.new("RGB", (640, 480), (17, 90, 54)).save(path)
    return path
