"""The layout of the code: what Django does not look for itself is loaded, and names are there once."""

import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

from common.subject_imports import REGISTERING

ROOMS = [
    "portal",
    "board",
    "pamphlets",
    "inquiries",
    "events",
    "news",
    "disaster",
    "correspondence",
    "sign_ups",
    "members",
    "common",
]
LOADED = """
import django
django.setup()
import sys
print("\\n".join(sys.modules))
"""
ROOT = Path(settings.BASE_DIR)
PACKAGES = [*ROOMS, "bench", "fixtures"]
MOST_LINES = [
    *((room, "*.py", 300) for room in [*PACKAGES, "scripts"]),
    ("templates", "*.html", 80),
    ("templates", "*.txt", 80),
    ("tests", "*.py", 400),
]
LAYERED_NAME = re.compile(r"(telling|tasks|urls)_.*\.py")


@pytest.fixture(scope="module")
def loaded():
    """Names of the modules that a fresh interpreter has loaded after `django.setup()` and nothing else."""
    done = subprocess.run(
        [sys.executable, "-c", LOADED], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


@pytest.mark.parametrize("layer", ["models", *REGISTERING])
def test_setup_alone_loads_it_in_every_subject(loaded, layer):
    files = [file.relative_to(ROOT) for room in ROOMS for file in (ROOT / room).rglob(f"{layer}.py")]
    names = {".".join(file.with_suffix("").parts) for file in files}
    assert names
    assert names - loaded == set()


def _names(patterns, namespace=""):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = ":".join(filter(None, [namespace, pattern.namespace]))
            yield from _names(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield f"{namespace}:{pattern.name}"


def test_a_url_name_is_there_once_in_its_namespace():
    counted = Counter(name for name in _names(get_resolver().url_patterns) if name.split(":")[0] in ROOMS)
    assert [name for name, times in counted.items() if times > 1] == []


def test_rooms_have_no_files_beside_their_subjects():
    """Eight files at most lie in the own folder of a room with subjects, twenty in any other folder.

    At the top of common lie the modules without tables too, each by its standard name.
    """
    sizes = Counter(
        file.parent.relative_to(ROOT)
        for room in PACKAGES
        for file in (ROOT / room).rglob("*.py")
        if file.parent.name != "migrations"
    )
    most = {Path(room): 8 for room in ROOMS if room != "portal"} | {Path("common"): 24}
    assert {str(folder): size for folder, size in sizes.items() if size > most.get(folder, 20)} == {}


def test_no_file_is_longer_than_a_reader_takes_in():
    """Why tests may be longer is told in docs/adr/0025-long-test-files.md."""
    files = [(file, most) for top, kind, most in MOST_LINES for file in (ROOT / top).rglob(kind)]
    assert {
        str(file.relative_to(ROOT)): lines
        for file, most in files
        if "migrations" not in file.parts and (lines := len(file.read_text().splitlines())) > most
    } == {}


def test_package_files_are_empty():
    """No facade re-exports: a name is imported from where it is written."""
    inits = [file for room in PACKAGES for file in (ROOT / room).rglob("__init__.py")]
    assert [str(file) for file in inits if file.stat().st_size] == []


def test_no_file_is_named_by_layer_and_subject():
    """The folder names the subject, the file its layer: `replies/tasks.py`, never `tasks_replies.py`."""
    files = [file for room in PACKAGES for file in (ROOT / room).rglob("*.py")]
    assert [str(file) for file in files if LAYERED_NAME.fullmatch(file.name)] == []


@pytest.mark.parametrize("folder", ["templates", "tests"])
def test_templates_and_tests_lie_in_folders_of_their_subject(folder):
    """Who changes talks opens board/talks, templates/board/talks and tests/board/talks."""
    odd = [
        str(subject.relative_to(ROOT))
        for room in ROOMS
        for subject in (ROOT / folder / room).glob("*")
        if subject.is_dir() and subject.name != "__pycache__" and not (ROOT / room / subject.name).is_dir()
    ]
    assert odd == []


@pytest.mark.slow
def test_a_subject_without_a_place_in_the_written_order_is_refused(tmp_path):
    """In each room, as a copy of our packages and of the contracts they keep says."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for package in PACKAGES:
        ignored = shutil.ignore_patterns("__pycache__", "*.csv", "*.json")
        shutil.copytree(ROOT / package, tmp_path / package, ignore=ignored)
    for room in ROOMS:
        subject = tmp_path / room / "surprises"
        subject.mkdir()
        (subject / "__init__.py").touch()
    lint = [Path(sys.executable).with_name("lint-imports"), "--no-cache"]
    done = subprocess.run(lint, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 1
    assert [room for room in ROOMS if f"{room}.surprises" not in done.stdout] == []


def test_no_file_holds_the_marks_of_a_merge():
    marks = re.compile(r"^(<{7}|>{7}) ", re.MULTILINE)
    kinds = ("*.py", "*.html", "*.txt", "*.css", "*.js", "*.md", "*.toml")
    folders = [*PACKAGES, "templates", "static", "tests", "docs"]
    files = [file for folder in folders for kind in kinds for file in (ROOT / folder).rglob(kind)]
    assert [file for file in files if marks.search(file.read_text(encoding="utf-8"))] == []


def test_the_steps_of_a_procedure_stand_below_the_name_of_its_page():
    for file in Path(settings.BASE_DIR, "templates").rglob("*.html"):
        text = file.read_text()
        before, shows, _ = text.partition('"components/steps.html"')
        assert not shows or "<h1" in before, file
