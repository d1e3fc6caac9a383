"""`make bench`: bulk content in databases of its own, served as in production, measured and judged."""

import contextlib
import itertools
import logging
import subprocess
import sys
import tempfile
import traceback

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from bench import background, budgets, document, explain, load, pages, posting, report
from bench.content.databases import Databases, connected, copy_database, drop
from bench.content.organizations import bulk_users
from bench.measure import Meter, free_port
from bench.progress import Progress
from bench.smtp_sink import MailSink
from bench.wire import HOST
from common.page_cache.triggers import install_triggers
from portal import processes
from portal.management.commands.seed_bulk import DEFAULTS

ROUNDS = 6
LOADS, POSTINGS = 4.5, 3.4  # so often as long as a page is measured: eight and six seconds
WARM_UP = 32  # replies until each process has learnt how
# what is done, with its seconds on two quiet cores
FILLING = {"fill the full content": 100, "fill a tenth of it": 15, "multiply it by ten": 70}
MEASURING = {"pages": 150, "growth": 45, "posting": 15, "burst": 25, "account mail": 15, "silence": 15}


class Command(BaseCommand):
    help = "Fill a database, serve it as in production, measure it beside a floor, judge it by its budgets."

    def add_arguments(self, parser):
        parser.add_argument("--seconds", type=float, default=1.8, help="for each page, in six rounds")
        parser.add_argument(
            "--only",
            default="",
            help="pages whose name contains one of these words, and the measures called so: "
            f"{', '.join(MEASURING)}; 'topic, posting' means both",
        )
        parser.add_argument("--write", choices=["before", "after"], help="into docs/performance.md")
        for name, number in DEFAULTS.items():
            parser.add_argument(f"--{name}", type=int, default=number, metavar="N")

    def handle(self, *args, **options):
        name = connection.settings_dict["NAME"]
        if not settings.EMBEDDED or "bench" not in name or settings.ROOT_URLCONF != "bench.urls":
            raise CommandError("Say make bench: it uses settings and a database of its own.")
        logging.disable(logging.INFO)  # queries are counted in this process: its lines are not the site's
        self.options, self.results = options, report.Results()
        self.databases = Databases(name, {name: options[name] for name in DEFAULTS})
        self.progress = Progress(self._steps(), self._say)
        call_command("collectstatic", verbosity=0, interactive=False)
        self._fill()
        self._measure_pages()
        self._measure_writing()
        self._say(report.in_full(self.results))
        if options["write"]:
            document.write(self.results, options["write"])
        passed, failed = self.results.counts()
        self._say(f"{passed} passed, {failed} failed")
        if failed:
            sys.exit(1)

    def _say(self, text):
        self.stdout.write(text)
        self.stdout.flush()

    def _words(self):
        return [word.strip() for word in self.options["only"].split(",")]

    def _wants(self, measure):
        """Pages are wanted where a word is not the name of another measure."""
        if measure == "pages":
            return bool(set(self._words()) - MEASURING.keys())
        return not self.options["only"] or measure in self._words()

    def _steps(self):
        """What is to be done, and its seconds on two quiet cores."""
        databases = self.databases
        needed = {"fill the full content": databases.full}
        if self._wants("growth"):
            needed |= {"fill a tenth of it": databases.tenth, "multiply it by ten": databases.tenfold}
        steps = {step: FILLING[step] for step, name in needed.items() if not databases.is_filled(name)}
        return steps | {name: seconds for name, seconds in MEASURING.items() if self._wants(name)}

    def _fill(self):
        databases = self.databases
        for step, fill in (
            ("fill the full content", lambda: databases.fill_full(self.stdout)),
            ("fill a tenth of it", lambda: databases.fill_tenth(self.stdout)),
            ("multiply it by ten", databases.fill_tenfold),
        ):
            if step in self.progress.steps:
                self.progress.begin(step)
                fill()

    # --- reading ---

    def _measure_pages(self):
        growing = self._wants("growth")
        if not growing and not self._wants("pages"):
            return
        self.progress.begin("pages" if self._wants("pages") else "growth")
        chosen = [page for page in pages.all_pages() if any(word in page.name for word in self._words())]
        databases, met = self.databases, {}
        with contextlib.ExitStack() as stack:
            full = stack.enter_context(served(databases.full))
            met["pages"] = [(full, full.meet(page)) for page in chosen]
            for name in (databases.tenth, databases.full, databases.tenfold) if growing else ():
                met[name] = self._meet_growing(stack, name)
            for number in range(ROUNDS):
                self._say(f"       round {number + 1} of {ROUNDS}")
                # side by side: what disturbs one disturbs all
                for meter, page in itertools.chain.from_iterable(met.values()):
                    meter.measure(page, self.options["seconds"] / ROUNDS)
            if chosen:
                self._load(full, [page for _, page in met["pages"]])
        found = {name: {page.name: page for _, page in rows} for name, rows in met.items()}
        self.results.pages = found.pop("pages")
        slow = budgets.slowness(self.results.pages)
        self.results.notes["CPU for the same floor, beside the machine of the budgets"] = f"{slow:g} times"
        self.results.judged += budgets.judge_pages(self.results.pages)
        if growing:
            tenth, whole, tenfold = found.values()
            self.results.growth = {"a tenth": tenth, "full": whole, "ten times": tenfold}
            self.results.judged += budgets.judge_growth(tenth, whole, "from a tenth to the full content")
            self.results.judged += budgets.judge_growth(whole, tenfold, "from the full content to ten times")
        self.results.plans = explain.hot_plans(self.results.pages)

    def _meet_growing(self, stack, name):
        """By processes of its own, the full content too: those that met every page before are slower."""
        meter = stack.enter_context(served(name))
        with connected(name):
            return [(meter, meter.meet(page)) for page in pages.growing_pages()]

    def _load(self, meter, figures):
        """What a process holds in memory after many people read all pages for a while."""
        ours = [page for page in figures if not page.name.startswith(("ORM", "SQL"))]
        answers = load.read_at_once(meter.port, ours, LOADS * self.options["seconds"])
        self.results.notes["eight people on all pages, answers a second"] = f"{answers:.0f}"
        self.results.judge("memory of a web process", meter.memory_mb(), budgets.MEMORY_MB, "MB")

    # --- writing ---

    def _measure_writing(self):
        wanted = [name for name in ("posting", "burst", "account mail", "silence") if self._wants(name)]
        if not wanted:
            return
        databases = self.databases
        copy_database(databases.full, databases.writing)
        try:
            with served(databases.writing) as meter, connected(databases.writing):
                for name in wanted:
                    self.progress.begin(name)
                    try:
                        getattr(self, f"_measure_{name.replace(' ', '_')}")(meter)
                    except Exception as error:  # what cannot be measured has failed; the others go on
                        self.stderr.write(traceback.format_exc())
                        self.results.judged.append(budgets.Judged(name, False, repr(error), "no error"))
        finally:
            drop(databases.writing)

    def _measure_burst(self, meter):
        with self._worker() as sink:
            burst = background.measure_burst(meter.port, sink, bulk_users()[10:18])
        self.results.note_burst(burst)

    def _measure_account_mail(self, meter):
        with self._worker() as sink:
            seconds = background.measure_account_mail(meter.port, sink, bulk_users()[20])
        self.results.judge("account mail among 5,000 waiting jobs", seconds, budgets.ACCOUNT_MAIL, "s")

    def _measure_silence(self, meter):
        with self._worker(silent=True) as sink:
            silence = background.measure_silence(meter.port, sink, bulk_users()[21:23])
        self.results.judge("silent mail server: a reply told", silence.told, budgets.SILENCE, "s")
        self.results.judge("silent mail server: due topic published", silence.published, budgets.SILENCE, "s")

    def _measure_posting(self, meter):
        """Without a worker: what the request itself costs."""
        users, topics = bulk_users()[24:32], posting.open_topics(posting.MOST * posting.MEMBERS)
        posting.post_replies(port=meter.port, users=users, topics=topics[:WARM_UP])
        before = meter.spent()
        seconds = POSTINGS * self.options["seconds"]
        posted = posting.post_replies(port=meter.port, users=users, topics=topics, seconds=seconds)
        server, database = meter.milliseconds_since(before)
        queries = posting.queries_of_reply(bulk_users()[32], topics[0])
        self.results.note_posting(posted, server / posted.number, database / posted.number, queries)
        background.forget_waiting()

    @contextlib.contextmanager
    def _worker(self, *, silent=False):
        """A worker with a mail server of our own, which is given."""
        sink = MailSink(silent=silent)
        given = [
            f"PORTAL_DATABASE_NAME={self.databases.writing}",
            f"EMAIL_URL=smtp://{HOST}:{sink.port}",
        ]
        worker = processes.spawn(["env", *given, *processes.worker()], subprocess.DEVNULL)
        try:
            background.await_worker()
            yield sink
        finally:
            processes.stop([worker])
            background.forget_waiting()
            sink.close()


@contextlib.contextmanager
def served(database: str):
    """The site over that database, as in production but for the pages of the floor; gives its meter."""
    with connected(database):
        install_triggers()  # also where a page shows more tables since it was filled
    port = free_port()
    given = [f"PORTAL_DATABASE_NAME={database}", f"DJANGO_SETTINGS_MODULE={settings.SETTINGS_MODULE}"]
    with tempfile.TemporaryFile() as log:
        server = processes.spawn(["env", *given, *processes.granian(HOST, port)], log.fileno())
        try:
            processes.await_answer(f"http://{HOST}:{port}/healthz", {"web server": server})
            yield Meter(port=port, server=server.pid)
        finally:
            processes.stop([server])
