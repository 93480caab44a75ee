"""Imports between packages: `adapters → bot ← storage`, and a core with the standard library alone."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path
from types import ModuleType

import grimp
import pytest

import bot.records
from bot.app.platforms import PLATFORMS
from bot.ports import EMAIL
from tests import rooms

ROOT = Path(__file__).parents[1]
#: All but `bot.app`, the composition root.
CORE = sorted(path for path in (ROOT / "bot").rglob("*.py") if ROOT / "bot/app" not in path.parents)
#: Where the core says what a platform is called: in examples of what people read.
NAMED = (
    ("bot/views/examples/people.py", 'called="Slack"'),
    ("bot/views/examples/people.py", 'called="Microsoft Teams"'),
)


def imported(path: Path) -> Iterator[str]:
    """The packages that a module imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield (node.module or "").split(".")[0]


def test_the_contracts_between_packages_hold() -> None:
    """The contracts of import-linter in pyproject.toml; in a process of its own, for it silences every logger."""
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]
    done = subprocess.run([*command, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_core_has_no_clock_and_no_event_loop() -> None:
    """Time is given, and handlers are plain functions."""
    clocks = {"datetime.now", "datetime.utcnow", "date.today", "time.time"}
    found = [
        (str(path.relative_to(ROOT)), read)
        for path in CORE
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and (read := ast.unparse(node)) in clocks
    ]
    assert found == []
    assert [path for path in CORE if "asyncio" in set(imported(path))] == []


def test_the_core_knows_no_platform_by_name() -> None:
    """Each is described once, by its own package: the core is given the description."""
    names = re.compile("|".join(platform.name for platform in PLATFORMS), re.IGNORECASE)
    files = [path for path in (ROOT / "bot").rglob("*") if path.suffix in {".py", ".toml"}]
    found = {
        (str(path.relative_to(ROOT)), line.strip())
        for path in files
        if ROOT / "bot/app" not in path.parents
        for line in path.read_text("utf-8").splitlines()
        if names.search(line)
    }
    assert [(at, line) for at, line in found if not any(at == file and words in line for file, words in NAMED)] == []


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    """Graph of the imports, those for types alone included."""
    return grimp.build_graph("bot", "adapters", "storage", cache_dir=None)


def test_no_platform_knows_another(graph: grimp.ImportGraph) -> None:
    """Nor e-mail: what two of them do alike stands in `adapters.chat`."""
    packages = [f"adapters.{name}" for name in (EMAIL, *(platform.name for platform in PLATFORMS))]
    pairs = list(permutations(packages, 2))
    assert [pair for pair in pairs if graph.chain_exists(*pair, as_packages=True)] == []


def test_no_module_imports_itself_in_a_circle(graph: grimp.ImportGraph) -> None:
    """Nothing imports what imports it, not even for its types: each can be read, and changed, by itself."""
    assert list(circles(graph)) == []


def circles(graph: grimp.ImportGraph) -> Iterator[list[str]]:
    """The modules that import one another, directly or through others: a list for each such circle."""
    below = {module: graph.find_downstream_modules(module) for module in graph.modules}
    above = {module: graph.find_upstream_modules(module) for module in graph.modules}
    seen: set[str] = set()
    for module in sorted(graph.modules):
        if module not in seen and len(circle := {module} | (below[module] & above[module])) > 1:
            seen |= circle
            yield sorted(circle)


def test_there_is_one_way_to_a_name() -> None:
    """Only the front of a package passes on what another module defines; mypy refuses it of all that do not say so."""
    ours = (path for package in ("bot", "adapters", "storage") for path in (ROOT / package).rglob("*.py"))
    assert {path.name for path in ours if "\n__all__ = " in path.read_text("utf-8")} == {"__init__.py"}


def classes(package: ModuleType) -> Iterator[type]:
    """Every class that a package defines, whichever of its modules it is in."""
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        defined = vars(importlib.import_module(module.name)).values()
        yield from (each for each in defined if isinstance(each, type) and each.__module__ == module.name)


def test_a_record_stands_on_two_classes_at_most() -> None:
    """The common base, and one for the handler: everything else is a plain function."""
    ours = {
        record: [each for each in record.__mro__ if each.__module__.split(".")[0] == "bot"]
        for record in classes(bot.records)
    }
    assert {record: line for record, line in ours.items() if len(line) > 3} == {}


def test_the_page_of_the_rooms_is_of_today() -> None:
    """If this fails: python -m tests.rooms."""
    written = rooms.PAGE.read_text("utf-8")
    assert written == rooms.page(written)
    assert "| `bot.records` |" in written
