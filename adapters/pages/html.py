"""Cards and forms of the core as plain pages, for any browser, a keyboard and a screen reader, without a script.

Every text is escaped. Questions and errors are the core's own.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator
from datetime import date
from html import escape
from pathlib import Path

from bot.chat.cards import Block, Card, Divider, Facts, Heading, Quote, Small, Text
from bot.chat.forms import ChoiceField, ChoicesField, DateField, Field, FileField, Form, TextField

_STYLE = Path(__file__).with_name("page.css").read_text("utf-8")
_STYLE_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()

#: A page may show its own text, and send its own form to its own address.
POLICY = (
    f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def card(card: Card) -> str:
    """A card as a page. Its buttons belong into the chat and are left out."""
    return _page(card.title, _blocks(card.blocks))


def form(form: Form) -> str:
    """A form as a page, with its values and a sentence beside each field in error."""
    body = "".join(_field(p, form) if isinstance(p, Field) else "".join(_blocks([p])) for p in form.body)
    sends = f'<button type="submit">{escape(form.submit)}</button>'
    drawn = f'<form method="post" enctype="multipart/form-data" novalidate>{body}{sends}</form>'
    title = f"Please look again: {form.title}" if form.errors else form.title
    return _page(form.title, [_summary(form), drawn], title=title)


def _page(heading: str, parts: Iterable[str], *, title: str = "") -> str:
    return (
        '<!doctype html>\n<html lang="en-GB"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title or heading)} – Harbour</title><style>{_STYLE}</style></head>"
        f"<body><main><h1>{escape(heading)}</h1>{''.join(parts)}</main></body></html>\n"
    )


def _blocks(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Text(text):
                yield f"<p>{escape(text)}</p>"
            case Quote(text):
                yield f"<blockquote>{escape(text)}</blockquote>"
            case Heading(text):
                yield f"<h2>{escape(text)}</h2>"
            case Small(text):
                yield f'<p class="small">{escape(text)}</p>'
            case Facts(facts):
                rows = "".join(f"<div><dt>{escape(k)}</dt><dd>{escape(v)}</dd></div>" for k, v in facts)
                yield f"<dl>{rows}</dl>"
            case Divider():
                yield "<hr>"
            case _:
                continue


# -- forms ---------------------------------------------------------------------------------------------


def _summary(form: Form) -> str:
    """All errors, at the top of the page, each with a link to its field."""
    if not form.errors:
        return ""
    first = {field.id: _first_id(field) for field in form.fields()}
    lines = "".join(
        f'<li><a href="#{first[name]}">{escape(sentence)}</a></li>' if name in first else f"<li>{escape(sentence)}</li>"
        for name, sentence in form.errors.items()
    )
    return (
        '<div class="errors" role="alert" aria-labelledby="errors" tabindex="-1" autofocus>'
        f'<h2 id="errors">Nothing was kept yet</h2><ul>{lines}</ul></div>'
    )


def _first_id(field: Field[object]) -> str:
    """Id of the first input of a field, which takes the focus."""
    return f"{field.id}-0" if isinstance(field, ChoiceField | ChoicesField) else field.id


def _field(field: Field[object], form: Form) -> str:
    error = form.errors.get(field.id, "")
    notes = [(f"{field.id}-hint", "hint", field.hint), (f"{field.id}-error", "error", error)]
    shown = "".join(f'<p id="{id_}" class="{kind}">{escape(text)}</p>' for id_, kind, text in notes if text)
    described = " ".join(id_ for id_, _, text in notes if text)
    attributes = f' aria-describedby="{described}"' if described else ""
    label = escape(field.label) + (
        "" if field.required or field.one_of else ' <span class="small">(if you like)</span>'
    )
    kind = ' class="field wrong"' if error else ' class="field"'
    if isinstance(field, ChoiceField | ChoicesField):
        return f"<fieldset{kind}{attributes}><legend>{label}</legend>{shown}{_ticks(field, form)}</fieldset>"
    if error:
        attributes += ' aria-invalid="true"'
    if field.required:
        attributes += " required"
    name = f'<label for="{field.id}">{label}</label>'
    return f"<div{kind}>{name}{shown}{_input(field, form, attributes)}</div>"


def _ticks(field: ChoiceField[str] | ChoicesField[str], form: Form) -> str:
    value = form.values.get(field.id)
    chosen = (value,) if isinstance(value, str) else tuple(value or ())
    kind = "radio" if isinstance(field, ChoiceField) else "checkbox"
    required = " required" if field.required and kind == "radio" else ""
    return "".join(
        f'<label class="tick"><input type="{kind}" name="{field.id}" id="{field.id}-{n}" value="{escape(o.value)}"'
        f"{' checked' if o.value in chosen else ''}{required}> <span>{escape(o.label)}</span></label>"
        for n, o in enumerate(field.options)
    )


def _input(field: Field[object], form: Form, attributes: str) -> str:
    value = form.values.get(field.id)
    typed = escape(value) if isinstance(value, str) else ""
    same = f'id="{field.id}" name="{field.id}"{attributes}'
    match field:
        case FileField(media_types=media_types):
            return f'<input type="file" accept="{",".join(media_types)}" {same}>'
        case DateField(latest=latest):
            most = f' max="{latest.isoformat()}"' if isinstance(latest, date) else ""
            return f'<input type="date" value="{typed}"{most} {same}>'
        case TextField(lines=True, longest=longest):
            return f'<textarea rows="4" maxlength="{longest}" {same}>{typed}</textarea>'
        case TextField(longest=longest):
            return f'<input type="text" maxlength="{longest}" value="{typed}" autocomplete="off" {same}>'
        case _:
            raise TypeError(f"a field of kind {type(field).__name__} is not drawn on a page")
