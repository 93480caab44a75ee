"""The report as a page: one file with its pictures and its style, without a script, that fetches nothing."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from adapters.reports.pictures import svg
from bot.views.keeping.report.document import Document, Picture

_HERE = Path(__file__).parent


def page(document: Document) -> bytes:
    """The whole page. Every text is escaped; only the pictures and the style are ours."""
    environment = Environment(
        loader=FileSystemLoader(_HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    style = Markup((_HERE / "page.css").read_text("utf-8"))  # noqa: S704 - our own file
    return environment.get_template("page.html").render(document=document, style=style, drawn=_drawn).encode()


def _drawn(picture: Picture) -> Markup:
    return Markup(svg(picture))  # noqa: S704 - the drawing library escapes what it writes
