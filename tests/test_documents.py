"""The documents: short where a newcomer reads, and every link between them leads somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGES = (
    *ROOT.glob("*.md"),
    *(ROOT / "docs").glob("*.md"),
    ROOT / "benchmarks" / "README.md",
    ROOT / "tests" / "README.md",
)


def anchors(page: Path) -> set[str]:
    """Anchors of a page, as they are made of its headings."""
    heads = re.findall(r"^#+ (.*)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).strip().replace(" ", "-") for head in heads}


def astray(page: Path) -> Iterator[str]:
    """The links of a page that lead nowhere."""
    for link in re.findall(r"\]\(([^)\s]+)\)", page.read_text("utf-8")):
        path, _, anchor = link.partition("#")
        there = page.parent / path if path else page
        if "://" not in link and (not there.exists() or (anchor and anchor not in anchors(there))):
            yield link


def test_every_link_leads_somewhere() -> None:
    """To a file that is there, and to a heading in it."""
    assert {page.name: found for page in PAGES if (found := list(astray(page)))} == {}


def test_the_readme_is_read_in_five_minutes() -> None:
    """The rest is a link away."""
    assert len((ROOT / "README.md").read_text("utf-8").splitlines()) <= 150
