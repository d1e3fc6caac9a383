"""The layout of the house: what Django does not look for itself is loaded, and names are there once."""

import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

ROOMS = [
    "portal",
    "board",
    "pamphlets",
    "inquiries",
    "events",
    "news",
    "disaster",
    "correspondence",
    "members",
    "common",
]
LOADED = """
import django
django.setup()
import sys
import tomllib
print("\\n".join(sys.modules))
"""
ROOT = Path(settings.BASE_DIR)


@pytest.fixture(scope="module")
def loaded():
    """Names of the modules that a fresh interpreter has loaded after `django.setup()` and nothing else."""
    done = subprocess.run(
        [sys.executable, "-c", LOADED], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


@pytest.mark.parametrize("layer", ["models", "tasks", "admin", "emails", "search"])
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
    """Eight files at most lie in a room's own folder, and twenty in any other."""
    crowded = {
        str(folder.relative_to(ROOT)): len(list(folder.glob("*.py")))
        for room in ROOMS
        for folder in (ROOT / room).rglob("*")
        if folder.is_dir() and folder.name != "migrations" and len(list(folder.glob("*.py"))) > 20
    }
    top = {
        room: len(list((ROOT / room).glob("*.py"))) for room in ("board", "members", "pamphlets", "inquiries")
    }
    assert crowded == {}
    assert {room: number for room, number in top.items() if number > 8} == {}


def test_package_files_are_empty():
    """No facade re-exports: a name is imported from where it is written."""
    assert [
        str(file) for room in ROOMS for file in (ROOT / room).rglob("__init__.py") if file.stat().st_size
    ] == []


def test_every_subject_has_its_layers_held():
    """import-linter holds the order of layers for what is named in pyproject.toml; so each must be."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    (held,) = [contract["containers"] for contract in contracts if contract["name"].startswith("Inside")]
    layered = {
        f"{room}.{file.parent.name}"
        for room in ROOMS[1:]
        for layer in ("views", "actions", "rules", "models", "forms", "emails")
        for file in (ROOT / room).glob(f"*/{layer}.py")
    }
    assert layered - set(held) == set()
