"""The packages: the purpose of each, and its dependencies.

`python -m tests.rooms` writes them into `docs/architecture.md`, from the packages and their imports.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

import grimp

PAGE = Path(__file__).parents[1] / "docs" / "architecture.md"
_HOUSE = ("bot", "adapters", "storage")
_BEGIN, _END = "<!-- rooms: python -m tests.rooms -->\n", "<!-- end of rooms -->\n"


@cache
def _graph() -> grimp.ImportGraph:
    return grimp.build_graph(*_HOUSE)


def room_of(module: str) -> str:
    """The package of a module: one right under the three roots, or the root itself."""
    parts = module.split(".")
    inner = ".".join(parts[:2])
    return inner if parts[0] != "storage" and len(parts) > 1 and _graph().find_children(inner) else parts[0]


def table() -> Iterator[str]:
    """A line for each room, in Markdown."""
    graph = _graph()
    rooms = {module: room_of(module) for module in graph.modules}
    yield "| room | what it is | leans on |\n| --- | --- | --- |\n"
    for room in sorted(set(rooms.values()), key=lambda name: (_HOUSE.index(name.partition(".")[0]), name)):
        inside = [module for module, of in rooms.items() if of == room]
        others = {rooms[other] for module in inside for other in graph.find_modules_directly_imported_by(module)}
        leans = ", ".join(f"`{other}`" for other in sorted(others - {room})) or "nothing"
        first = (import_module(room).__doc__ or "").partition("\n")[0].rstrip(".")
        yield f"| `{room}` | {first} | {leans} |\n"


def page(text: str) -> str:
    """The page with the rooms as they are today."""
    return re.sub(f"{_BEGIN}.*?{_END}", lambda _: f"{_BEGIN}{''.join(table())}{_END}", text, flags=re.DOTALL)


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text("utf-8")), "utf-8")
