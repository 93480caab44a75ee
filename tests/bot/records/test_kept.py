"""Fields of records: none that nobody ever reads."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import bot
import bot.records

#: What is kept so that it can be shown to have been so, and why.
PROOF = {
    "policy_version": "1.15: by which approval of the policy it was begun",
    "not_contract": "1.2: that who decided was asked whether the process for contracts applies",
    "refs": "model.md §8: what was erased together",
}


def kept() -> Iterator[str]:
    """Every attribute of a record, and of its parts."""
    for module in walk_packages(bot.records.__path__, "bot.records."):
        for found in vars(import_module(module.name)).values():
            if isinstance(found, type) and is_dataclass(found):
                yield from (field.name for field in fields(found))


def read() -> set[str]:
    """Every attribute that the core looks at."""
    files = (file for folder in bot.__path__ for file in Path(folder).rglob("*.py"))
    nodes = (node for file in files for node in ast.walk(ast.parse(file.read_text("utf-8"))))
    return {node.attr for node in nodes if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load)}


def test_what_is_kept_is_read() -> None:
    """An answer that no view shows, and no rule looks at, was not worth asking for: found by its name."""
    assert set(kept()) - read() == set(PROOF)
