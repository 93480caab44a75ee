"""Cards and forms of the core as plain pages, for any browser, a keyboard and a screen reader, without a script.

Every text is escaped (`templates`). Questions and errors are the core's own.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from bot.chat.cards import Card
from bot.chat.forms import ChoiceField, ChoicesField, DateField, Field, FileField, Form, TextField, chosen

if TYPE_CHECKING:
    from jinja2 import Environment

_HERE = Path(__file__).parent
_STYLE = (_HERE / "page.css").read_text("utf-8")
_STYLE_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()

#: A page may show its own text, and send its own form to its own address.
POLICY = (
    f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def card(card: Card) -> str:
    """A card as a page. Its buttons belong into the chat and are left out."""
    return drawn("card.html", heading=card.title, blocks=card.blocks)


def form(form: Form) -> str:
    """A form as a page, with its values and a sentence beside each field in error."""
    title = f"Please look again: {form.title}" if form.errors else form.title
    first = {field.id: _first_id(field) for field in form.fields()}
    return drawn("form.html", heading=form.title, title=title, form=form, first=first)


def drawn(template: str, *, heading: str, title: str = "", **values: object) -> str:
    """A page of ours. `title`: what the browser calls it, if not by its heading."""
    return _templates().get_template(template).render(heading=heading, title=title, style=_STYLE, **values)


@cache
def _templates() -> Environment:
    """The templates, which complain of anything that they are not given."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415 - for the first page that is read

    made = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "kind": lambda block: type(block).__name__,
        "input": _input,
        "chosen": lambda field, form: chosen(form.values, field),
    }
    made.tests["question"] = lambda part: isinstance(part, Field)
    return made


# -- forms ---------------------------------------------------------------------------------------------


def _first_id(field: Field[object]) -> str:
    """Id of the first input of a field, which takes the focus."""
    return f"{field.id}-0" if _input(field) in ("radio", "checkbox") else field.id


def _input(field: Field[object]) -> str:
    """The input in which a question is answered. Raises TypeError for one that no page asks."""
    match field:
        case ChoiceField(menu=True):
            return "menu"
        case ChoiceField():
            return "radio"
        case ChoicesField():
            return "checkbox"
        case FileField():
            return "file"
        case DateField():
            return "date"
        case TextField(lines=lines):
            return "textarea" if lines else "text"
        case _:
            raise TypeError(f"a field of kind {type(field).__name__} is not drawn on a page")
