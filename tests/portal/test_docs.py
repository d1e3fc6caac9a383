"""What the papers name is there: files, definitions, commands, subjects and environment variables."""

import re
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands

ROOT = Path(settings.BASE_DIR)
PAPERS = [
    "README.md",
    "CONTRIBUTING.md",
    *(
        f"docs/{name}.md"
        for name in ("architecture", "running", "look", "performance", "performance-disaster")
    ),
]
DECISIONS = sorted(f"docs/adr/{file.name}" for file in (ROOT / "docs/adr").iterdir())
GUIDES = [f"docs/ja/{file.name}" for file in (ROOT / "docs/ja").glob("*.md")]
ROOMS = [
    "board",
    "pamphlets",
    "inquiries",
    "correspondence",
    "sign_ups",
    "members",
    "common",
]  # those of many subjects
CODE = re.compile(r"`([^`\n]+)`")
FENCED = re.compile(r"^```.*?^```", re.M | re.S)
LINK = re.compile(r"\]\(([^)#\s]+)")
# what a path of the repository begins with; `make run` makes var/ and .venv/
OURS = {path.name for path in ROOT.iterdir()} - {"var", ".venv", ".git"}
MADE = {"bench", "drill_faults"}  # commands that a target of make calls
EXAMPLE = "board/recipes/"  # the subject that CONTRIBUTING.md adds


@cache
def text(paper: str) -> str:
    """Of a decision of before 0.2.0 only the lines that say how things are called now."""
    whole = (ROOT / paper).read_text()
    if paper in DECISIONS and "Names since 0.2.0" in whole:
        return whole.split("Names since 0.2.0")[1].split("\n\n")[0]
    return whole


def named_paths(paper: str) -> set[str]:
    """Every path in backticks, with or without `::name` behind it; "`name` of `path`" is the same."""
    prose = FENCED.sub("", text(paper))
    words = {word for code in CODE.findall(prose) for word in code.split()}
    words |= {f"{file}::{name}" for name, file in re.findall(r"`(\w+)` of `([\w/]+\.py)`", prose)}
    return {
        word
        for word in words
        if word.split("::")[0].split("/")[0] in OURS
        and ("/" in word or "." in word)
        and "<" not in word
        and EXAMPLE not in word
    }


def is_there(path: str) -> bool:
    file, _, name = path.partition("::")
    if not name:
        return (ROOT / file).exists()
    defined = re.compile(rf"^\s*(?:def|class) {name}\b|^{name}\b[^=\n]*=", re.M)
    return (ROOT / file).is_file() and bool(defined.search(text(file)))


@pytest.mark.parametrize("paper", [*PAPERS, *DECISIONS])
def test_every_path_is_there(paper):
    assert [path for path in sorted(named_paths(paper)) if not is_there(path)] == []


@pytest.mark.parametrize("paper", [*PAPERS, *GUIDES])
def test_every_link_leads_somewhere(paper):
    targets = [target for target in LINK.findall(text(paper)) if "://" not in target]
    assert [target for target in targets if not (ROOT / paper).parent.joinpath(target).exists()] == []


def test_something_is_looked_for():
    assert len(named_paths("docs/architecture.md")) > 50
    assert not is_there("board/closing/rules.py::can_open_topic")
    assert not is_there("board/nowhere.py")


@pytest.mark.parametrize("paper", [*PAPERS, *GUIDES])
def test_every_command_is_there(paper):
    lines = [line.partition("#")[0] for block in FENCED.findall(text(paper)) for line in block.split("\n")]
    commands = "\n".join([*CODE.findall(FENCED.sub("", text(paper))), *lines])
    targets = set(re.findall(r"^([a-z0-9-]+):", text("Makefile"), re.M))
    assert set(re.findall(r"\bmake ([a-z0-9-]+)", commands)) - targets == set()
    assert set(re.findall(r"manage\.py ([a-z_]+)", commands)) - set(get_commands()) == set()


def test_every_command_of_ours_is_explained():
    running = text("docs/running.md")
    targets = re.findall(r"^([a-z0-9-]+):.*## ", text("Makefile"), re.M)
    assert [target for target in targets if f"`make {target}`" not in running] == []
    own = [name for name, app in get_commands().items() if app in ["portal", *ROOMS] and name not in MADE]
    assert [name for name in own if f"`manage.py {name}" not in running] == []


def test_every_environment_variable_is_explained():
    read = set()
    for file in (ROOT / "portal").rglob("*.py"):
        read |= set(re.findall(r'environment\.\w+\(\s*"([A-Z_]+)"', file.read_text()))
    rows = re.findall(r"^\| (`[A-Z_`, ]+`) \|", text("docs/running.md"), re.M)
    assert read == {name for row in rows for name in re.findall(r"[A-Z_]+", row)}


@pytest.mark.parametrize("room", ROOMS)
def test_every_subject_has_its_line(room):
    """In the table of its room in docs/architecture.md, which names nothing that is not there."""
    section = text("docs/architecture.md").split(f"\n### {room}\n", 1)[1].split("\n##", 1)[0]
    cells = re.findall(r"^\| (`[^|]+`) \|", section, re.M)
    named = [name for cell in cells for name in re.findall(r"`(\w+)`", cell)]
    folders = {file.parent.name for file in (ROOT / room).glob("*/*.py") if file.name != "__init__.py"}
    assert sorted(named) == sorted(folders - {"migrations", "templatetags", "management"})


def test_every_component_has_its_line():
    """In docs/look.md; the parts of `files` and of the frame need none."""
    section = text("docs/look.md").split("## Components", 1)[1].split("\n## ", 1)[0]
    named = set(re.findall(r"^\| `(\w+)` \|", section, re.M))
    there = {file.stem for file in (ROOT / "templates/components").glob("*.html")}
    assert named == there - {"file_picture", "messages"}
