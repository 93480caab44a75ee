"""Messages, dialogs and home tabs of Slack as a person reads them."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta

from adapters.playground.people.screen import Button, Question, Screen, Seen
from adapters.playground.slack.inputs import TYPED, Place, State, answer_key, places
from adapters.playground.slack.surfaces import Message, View
from adapters.playground.stand_in.refusals import Json

#: A user's id -> their name.
Names = Callable[[str], str]
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def of_message(message: Message, names: Names) -> Screen:
    """A message in a chat."""
    said = _unmarked(message.text, names)
    lines = [line for block in message.blocks for line in _lines(block, {}, names) if line]
    return Screen(
        ref=message.ts,
        title=lines[0] if lines else said,
        text="\n".join(lines) if message.blocks else said,
        buttons=tuple(_buttons(message.blocks, names)),
        by=names(message.user),
        notification=said,
        is_ephemeral=message.only_for is not None,
        at=_EPOCH + timedelta(seconds=float(message.ts)),
    )


def of_view(view: View, names: Names) -> Screen:
    """A dialog or a home tab, with its values and the errors beside the fields."""
    questions = tuple(_questions(view.blocks, view.state, names))
    labels = {q.place.block_id: q.label for q in questions}
    title = _text(view.body.get("title"), names)
    lines = [title] if title else []
    for block in view.blocks:
        lines.extend(line for line in _lines(block, view.state, names) if line)
        if block["block_id"] in view.errors:
            lines.append(view.errors[block["block_id"]])
    submit, close = (_text(view.body.get(key), names) for key in ("submit", "close"))
    lines.extend(f"[{label}]" for label in (submit, close) if label)
    return Screen(
        ref=view.id,
        title=title,
        text="\n".join(lines),
        buttons=tuple(_buttons(view.blocks, names)),
        questions=questions,
        errors={labels.get(block, block): sentence for block, sentence in view.errors.items()},
        submit=submit or None,
        close=close or None,
    )


def option_label(option: Json) -> str:
    """An option as it is read."""
    return _text(option["text"], str)


def _lines(block: Json, state: State, names: Names) -> Iterator[str]:
    """Yield the readable lines of a block."""
    yield _text(block.get("text"), names)
    yield from (_text(part, names) for part in block.get("fields", ()))
    if block["type"] == "context":
        yield from (_text(part, names) for part in block["elements"])
    for question in _questions([block], state, names):
        if block["type"] == "input":
            yield question.label
        yield from _choices(question)
        if block["type"] == "input":
            yield _text(block.get("hint"), names)
    yield from (f"[{button.label}]" for button in _buttons([block], names))


def _choices(question: Question) -> Iterator[str]:
    """The answers on offer, or the typed text, or the placeholder."""
    chosen = question.answer if isinstance(question.answer, tuple) else (question.answer,)
    if question.place.kind in ("radio_buttons", "checkboxes"):
        for option in question.place.element["options"]:
            label = option_label(option)
            yield f"({'x' if label in chosen else ' '}) {label}"
            yield _text(option.get("description"), str)
    elif question.answer:
        yield ", ".join(c for c in chosen if c)
    else:
        yield _text(question.place.element.get("placeholder"), str)


def _questions(blocks: Sequence[Json], state: State, names: Names) -> Iterator[Question]:
    for place in places(blocks):
        if place.is_stateful:
            value = state.get(place.block_id, {}).get(place.action_id)
            yield Question(
                label=_label(place, names),
                answer=_answer(value, names) if value else None,
                required=place.block["type"] == "input" and not place.block.get("optional"),
                options=tuple(option_label(o) for o in place.element.get("options", ())),
                place=place,
                is_text=place.kind in TYPED,
                is_ticked=place.kind in ("checkboxes", "multi_static_select"),
            )


def _label(place: Place, names: Names) -> str:
    """Label of a field as a person would call it: its own, the text beside it, or its placeholder."""
    said = place.block.get("label") or place.block.get("text") or place.element.get("placeholder")
    return _text(said, names) or place.action_id


def _answer(value: Json, names: Names) -> Seen:
    key = answer_key(value["type"])
    held = value[key]
    if not held:
        return None
    if key == "selected_option":
        return option_label(held)
    if key == "selected_options":
        return tuple(option_label(option) for option in held)
    if key == "selected_user":
        return names(held)
    return tuple(names(user) for user in held) if key == "selected_users" else str(held)


def _buttons(blocks: Sequence[Json], names: Names) -> Iterator[Button]:
    for place in places(blocks):
        beside = "\n".join(line for line in _beside(place.block, names) if line)
        if place.kind == "button":
            yield _button(place, place.element, beside, None)
        elif place.kind == "overflow":
            for option in place.element["options"]:
                yield _button(place, option, beside, option)


def _beside(block: Json, names: Names) -> Iterator[str]:
    yield _text(block.get("text"), names)
    yield from (_text(part, names) for part in block.get("fields", ()))


def _button(place: Place, said: Json, beside: str, option: Json | None) -> Button:
    return Button(
        label=_text(said["text"], str),
        action=place.action_id,
        beside=beside,
        block_id=place.block_id,
        value=str(said.get("value") or ""),
        style=str(place.element.get("style") or ""),
        element=place.element,
        option=option,
        url=str(said.get("url") or ""),
    )


def _text(said: Json | None, names: Names) -> str:
    if not said:
        return ""
    return _unmarked(said["text"], names) if said["type"] == "mrkdwn" else str(said["text"])


def _unmarked(text: str, names: Names) -> str:
    """Slack's mark-up as it is read: names for mentions, labels for links, no escapes."""
    shown = re.sub(r"<@([A-Z0-9]+)(?:\|[^>]*)?>", lambda m: "@" + names(m.group(1)), text)
    shown = re.sub(r"<!([a-z]+)(?:[|^][^>]*)?>", r"@\1", shown)
    shown = re.sub(r"<([^<>|]+)\|([^<>]+)>", r"\2", shown)
    shown = re.sub(r"<([^<>|\s]+)>", r"\1", shown)
    shown = re.sub(r"(?<![\w*])\*(\S(?:[^*\n]*\S)?)\*(?![\w*])", r"\1", shown)
    shown = re.sub(r"(?<!\w)_(\S(?:[^_\n]*\S)?)_(?!\w)", r"\1", shown)
    return html.unescape(shown)
