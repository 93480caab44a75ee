"""Who imports whom: `adapters → bot ← storage`, and the core needs the standard library alone."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

import bot.records

ROOT = Path(__file__).parents[1]
#: All but `bot.app`, the composition root.
CORE = sorted(path for path in (ROOT / "bot").rglob("*.py") if ROOT / "bot/app" not in path.parents)


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


@pytest.mark.parametrize("path", CORE, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_core_has_no_clock_and_no_event_loop(path: Path) -> None:
    """Time is given, and handlers are plain functions."""
    tree = ast.parse(path.read_text("utf-8"))
    reads = [ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Attribute)]
    assert [read for read in reads if read in {"datetime.now", "datetime.utcnow", "date.today", "time.time"}] == []
    assert "asyncio" not in set(imported(path))


def test_there_is_one_way_to_a_name() -> None:
    """Only the front of a package passes on what another module defines; mypy refuses it of all that do not say so."""
    ours = (path for package in ("bot", "adapters", "storage") for path in (ROOT / package).rglob("*.py"))
    assert {path.name for path in ours if "\n__all__ = " in path.read_text("utf-8")} == {"__init__.py"}


def classes(package: ModuleType) -> Iterator[type]:
    """Every class that a package defines, whichever of its modules it is in."""
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        defined = vars(importlib.import_module(module.name)).values()
        yield from (each for each in defined if isinstance(each, type) and each.__module__ == module.name)


@pytest.mark.parametrize("record", tuple(classes(bot.records)), ids=lambda record: record.__qualname__)
def test_a_record_stands_on_two_classes_at_most(record: type) -> None:
    """What is common to all, and with whom it lies: what else is said of it, plain functions say."""
    ours = [each for each in record.__mro__ if each.__module__.split(".")[0] == "bot"]
    assert len(ours) <= 3, ours
