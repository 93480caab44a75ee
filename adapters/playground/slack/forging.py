"""A sending that no client of Slack's would make: another form's name, another pointer, answers that cannot be."""

from __future__ import annotations

from adapters.playground.people.person import Forgery
from adapters.playground.slack.inputs import answer_key
from adapters.playground.stand_in.refusals import Json

#: In what an answer of this sort stands, where it is an option.
_OPTIONS = frozenset({"selected_option", "selected_options"})


def forged(view: Json, how: Forgery) -> Json:
    """The view of a submission (with its state), changed so."""
    values: dict[str, Json] = {} if how.is_empty else dict(view["state"]["values"])
    for field, given in how.answers.items():
        values[field] = {field: _answer(view["state"]["values"].get(field, {}).get(field), given)}
    changed: Json = {**view, "state": {"values": values}}
    if how.form is not None:
        changed["callback_id"] = how.form
    if how.to is not None:
        changed["private_metadata"] = how.to
    return changed


def _answer(stood: Json | None, given: object) -> Json:
    """Forged value of a field, in the shape of its kind; a text if there is no such field."""
    kind = str(stood["type"]) if stood is not None else "plain_text_input"
    key = answer_key(kind)
    if key not in _OPTIONS:
        return {"type": kind, key: given}
    several = [{"value": each} for each in given] if isinstance(given, list) else {"value": given}
    return {"type": kind, key: several}
