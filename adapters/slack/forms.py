"""Forms drawn as modals (platform page: slack).

`block_id` = `action_id` = the field's own id, always, so that Slack keeps typed text when a form is drawn again.
Nothing is cut: breaking a limit raises Unrenderable.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from weakref import WeakKeyDictionary

from adapters.chat import pointers
from adapters.chat.errors import Unrenderable
from adapters.chat.plain import defanged, overflown, pieces
from adapters.chat.prefill import clock, day, several
from adapters.chat.shapes import Common
from adapters.slack import limits
from adapters.slack.cards import Json, block, plain
from adapters.slack.limits import Surface
from bot.chat.events import Value
from bot.chat.forms import (
    ChoiceField,
    ChoicesField,
    DateField,
    Field,
    Form,
    Option,
    PeopleField,
    TextField,
    TimeField,
)
from bot.people import PersonId

#: The Slack id of a person, if it is known.
SlackIds = Callable[[PersonId], str | None]

#: Questions as drawn, by the answer chosen. One that is made for somebody, with names among its answers, goes with
#: its form; those that are declared for everybody stay.
_COMMON: WeakKeyDictionary[Field[object], dict[Value, Common]] = WeakKeyDictionary()


def modal(form: Form, slack_ids: SlackIds, showing: str = "") -> Json:
    """The form as a modal, with its values in place and its errors beside the fields.

    `showing` distinguishes it from other showings of the same form. Raises Unrenderable.
    """
    if pointers.name(form.name) != form.name:
        raise Unrenderable(["form: not the name of a form"])
    view = {
        "type": "modal",
        "callback_id": form.name,
        "private_metadata": pointers.packed(form.about, form.extra, showing),
        "title": plain(form.title),
        "submit": plain(form.submit),
        "close": plain(form.close),
        "blocks": list(_body(form, slack_ids)),
    }
    if findings := limits.problems(view, Surface.MODAL):
        raise Unrenderable(findings)
    return view


def inputs(view: Json) -> tuple[str, ...]:
    """The block ids of the questions in a view."""
    return tuple(b["block_id"] for b in view["blocks"] if b["type"] == "input")


def _body(form: Form, slack_ids: SlackIds) -> Iterator[Json]:
    fields = {f.id for f in form.fields()}
    yield from (_error(sentence) for name, sentence in form.errors.items() if name not in fields)
    repeats: Counter[str] = Counter()
    for part in form.body:
        if not isinstance(part, Field):
            yield from block(part, repeats)
            continue
        if part.id in form.errors:
            yield _error(form.errors[part.id])
        value = form.values.get(part.id)
        yield _common(part, value) if _is_common(part, value) else _input(part, value, slack_ids)
        if isinstance(part, TextField) and isinstance(value, str):
            yield from _overflow(part, value)


def _error(sentence: str) -> Json:
    """Section with an error above its field, used where Slack cannot place it beside the field itself."""
    return {"type": "section", "text": plain(sentence)}


def _overflow(field: TextField, typed: str) -> Iterator[Json]:
    """Yield the part of a text typed elsewhere (after a command) that does not fit into the field: shown, not lost."""
    if len(typed) > field.longest:
        yield _error(overflown(field.longest))
        for part in pieces(defanged(typed[field.longest :]), limits.SECTION_TEXT):
            yield {"type": "section", "text": plain(part)}


def _is_common(field: Field[object], value: Value) -> bool:
    """True if the question looks the same to everybody: empty, or with one of its own answers chosen."""
    return not value or (isinstance(field, ChoiceField) and value in [option.value for option in field.options])


def _common(field: Field[object], value: Value) -> Common:
    drawn = _COMMON.setdefault(field, {})
    if value not in drawn:
        drawn[value] = Common(_input(field, value, lambda _: None))
    return drawn[value]


def _input(field: Field[object], value: Value, slack_ids: SlackIds) -> Json:
    drawn: Json = {
        "type": "input",
        "block_id": field.id,
        "label": plain(field.label),
        "optional": not field.required,
        "element": {"action_id": field.id, **_element(field, value, slack_ids)},
    }
    if field.hint:
        drawn["hint"] = plain(field.hint)
    if isinstance(field, ChoiceField | ChoicesField) and field.reshapes:
        drawn["dispatch_action"] = True
    return drawn


def _element(field: Field[object], value: Value, slack_ids: SlackIds) -> Json:
    match field:
        case TextField():
            return _text(field, value)
        case ChoiceField():
            menu = field.menu or len(field.options) > limits.RADIO_OPTIONS
            return _choice("static_select" if menu else "radio_buttons", field.options, value)
        case ChoicesField():
            menu = len(field.options) > limits.RADIO_OPTIONS
            return _choices("multi_static_select" if menu else "checkboxes", field.options, value)
        case PeopleField():
            return _people(field, value, slack_ids)
        case DateField():
            return {"type": "datepicker", **_initial("initial_date", day(value))}
        case TimeField():
            return {"type": "timepicker", **_initial("initial_time", clock(value))}
        case _:
            raise Unrenderable(["field: of a kind that is not drawn here"])


def _initial(key: str, value: object) -> Json:
    return {key: value} if value else {}


def _text(field: TextField, value: Value) -> Json:
    drawn: Json = {"type": "plain_text_input", "multiline": field.lines, "max_length": field.longest}
    if field.placeholder:
        drawn["placeholder"] = plain(field.placeholder)
    return drawn | _initial("initial_value", value[: field.longest] if isinstance(value, str) else None)


def _option(option: Option[str]) -> Json:
    """An option. A label that is too long for Slack continues in the description, visibly cut if even that is too
    short.
    """
    label, hint = _parted(option.label) if len(option.label) > limits.OPTION_TEXT else (option.label, option.hint)
    return {"text": plain(label), "value": str(option.value), **({"description": plain(hint)} if hint else {})}


def _parted(label: str) -> tuple[str, str]:
    most = limits.OPTION_TEXT - 1
    first, rest = label[:most], label[most:]
    return f"{first}…", f"…{rest}" if len(rest) <= most else f"…{rest[: most - 1]}…"


def _choice(kind: str, options: tuple[Option[str], ...], value: Value) -> Json:
    chosen = next((_option(o) for o in options if o.value == value), None)
    return {"type": kind, "options": [_option(o) for o in options], **_initial("initial_option", chosen)}


def _choices(kind: str, options: tuple[Option[str], ...], value: Value) -> Json:
    values = several(value)
    chosen = [_option(o) for o in options if o.value in values]
    return {"type": kind, "options": [_option(o) for o in options], **_initial("initial_options", chosen)}


def _people(field: PeopleField, value: Value, slack_ids: SlackIds) -> Json:
    picked = [found for person in several(value) if (found := slack_ids(PersonId(person)))]
    if field.most == 1:
        return {"type": "users_select", **_initial("initial_user", picked[0] if picked else None)}
    return {
        "type": "multi_users_select",
        "max_selected_items": field.most,
        **_initial("initial_users", picked[: field.most]),
    }
