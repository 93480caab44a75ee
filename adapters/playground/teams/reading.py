"""Messages and dialogs of Teams as a person reads them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile

from adapters.playground.people.screen import Button, Question, Screen, Seen
from adapters.playground.stand_in.refusals import Json
from adapters.playground.teams import inputs
from adapters.playground.teams.inputs import Part, Place
from adapters.playground.teams.surfaces import ChatMessage, Dialog
from adapters.teams import data
from adapters.teams.forms import NEEDED, OPTIONAL

#: How an answer's hint begins.
HINT = " – "
#: What closes a dialog.
CLOSE = "Close"
_STYLES = {"positive": "primary", "destructive": "danger"}


def of_message(message: ChatMessage, by: str) -> Screen:
    """A message in a chat, with its typed values; `by` is its author's name."""
    card = message.card or {}
    body = _Body(card, message.values)
    lines = body.lines(message.errors)
    return Screen(
        ref=message.id,
        title=lines[0] if lines else message.text,
        text="\n".join(lines) if lines else message.text,
        buttons=body.buttons(),
        questions=body.questions,
        errors=body.errors(message.errors),
        submit=body.submit,
        by=by,
        notification=message.summary or message.text,
        at=message.at,
        is_answer=bool(message.reply_to),
    )


def of_dialog(dialog: Dialog) -> Screen:
    """A dialog, with its values and the errors beside the fields."""
    body = _Body(dialog.card, dialog.values)
    lines = [dialog.title, *body.lines(dialog.errors), f"[{CLOSE}]"]
    return Screen(
        ref=dialog.id,
        title=dialog.title,
        text="\n".join(line for line in lines if line),
        buttons=body.buttons(),
        questions=body.questions,
        errors=body.errors(dialog.errors),
        submit=body.submit,
        close=CLOSE,
    )


def title_of(choice: Json) -> str:
    """A choice as it is named: without the hint after it."""
    return str(choice["title"]).partition(HINT)[0]


class _Body:
    """One card with its values."""

    def __init__(self, card: Json, typed: Mapping[str, str]) -> None:
        self._typed = typed
        self._parts = list(inputs.parts(card))
        self.questions = tuple(self._question(at) for at in self._asked())
        sends = inputs.submitting(card)
        self.submit = str(sends["title"]) if sends is not None else None

    def lines(self, refused: Mapping[str, str]) -> list[str]:
        """Everything that can be read, a line each. `refused`: the client's own sentence under each input."""
        found: list[str] = []
        for at, part in enumerate(self._parts):
            found += self._said(at, part)
            found.append(refused.get(str(part.element.get("id")), "") if inputs.is_input(part) else "")
        return [line for line in found if line]

    def errors(self, refused: Mapping[str, str]) -> dict[str, str]:
        """The sentence beside each field, by its label: the app's is directly above it in the colour of warnings, the
        client's below it.
        """
        found: dict[str, str] = {}
        for question in self.questions:
            at = next(n for n, part in enumerate(self._parts) if part.element is question.place.element)
            above = list(takewhile(_warns, reversed(self._parts[:at])))
            if above:
                found[question.label] = "\n".join(_text(p.element) for p in reversed(above)).removeprefix(NEEDED)
            if question.place.block_id in refused:
                found[question.label] = refused[question.place.block_id]
        return found

    def buttons(self) -> tuple[Button, ...]:
        """All buttons except the one that sends the form."""
        found = ((at, part) for at, part in enumerate(self._parts) if inputs.is_action(part))
        return tuple(
            self._button(at, part) for at, part in found if inputs.ours(part.element).get(data.DO) != data.Do.FORM
        )

    def _said(self, at: int, part: Part) -> Iterator[str]:
        if inputs.is_input(part):
            yield str(part.element.get("label") or "")
            yield from _choices(self._question(at), part.element)
        elif inputs.is_action(part):
            yield f"[{part.element['title']}]"
        elif part.kind == "FactSet":
            for fact in part.element["facts"]:
                yield str(fact["title"])
                yield str(fact["value"])
        else:
            yield from _lines(part.element)

    def _asked(self) -> Iterator[int]:
        """Yield the positions of the questions. A search for colleagues belongs to the question it searches for."""
        ids = {str(part.element["id"]) for part in self._parts if inputs.is_input(part)}
        for at, part in enumerate(self._parts):
            if inputs.is_input(part) and not (_finds(part) and _sought(part) in ids):
                yield at

    def _question(self, at: int) -> Question:
        element = self._parts[at].element
        label = str(element.get("label") or element.get("placeholder") or element["id"])
        return Question(
            label=label.removesuffix(OPTIONAL),
            answer=_answer(element, self._typed.get(str(element["id"]), "")),
            required=bool(element.get("isRequired")) or not label.endswith(OPTIONAL),
            options=tuple(title_of(choice) for choice in element.get("choices", ())),
            place=self._place(at),
            is_text=element["type"] == "Input.Text",
            is_ticked=bool(element.get("isMultiSelect")) and element.get("style") == "expanded",
        )

    def _place(self, at: int) -> Place:
        """The input, and the button just under it that shows further questions or searches for colleagues.

        One button may serve several choices above it.
        """
        asked = self._parts[at]
        is_search = _finds(asked)
        for part in self._parts[at + 1 :]:
            if inputs.is_action(part):
                shows = inputs.ours(part.element).get(data.DO) == data.Do.RESHAPE
                button = part.element if shows else None
                return Place(asked.element, finds=button) if is_search else Place(asked.element, follows=button)
            if not inputs.is_input(part) or asked.element["type"] == "Input.ChoiceSet" == part.element["type"]:
                continue
            if not (_finds(part) and _sought(part) == asked.element["id"]):
                break
            is_search = True
        return Place(asked.element)

    def _button(self, at: int, part: Part) -> Button:
        carried = inputs.ours(part.element)
        return Button(
            label=str(part.element["title"]),
            action=str(carried.get(data.NAME) or ""),
            beside="\n".join(self._beside(at, part)),
            block_id=str(part.element.get("id") or ""),
            value=str(carried.get(data.TO) or ""),
            style=_STYLES.get(str(part.element.get("style")), ""),
            element=part.element,
            url=str(part.element.get("url") or ""),
        )

    def _beside(self, at: int, part: Part) -> list[str]:
        """Texts in the same group, or the text just above."""
        if part.group is not None:
            return [_text(p.element) for p in self._parts if p.group is part.group and not inputs.is_action(p)]
        above: Sequence[Part] = [p for p in self._parts[:at] if not inputs.is_action(p)]
        return [_text(above[-1].element)] if above else []


def _finds(part: Part) -> bool:
    return str(part.element["id"]).endswith(data.FIND)


def _sought(part: Part) -> str:
    return str(part.element["id"]).removesuffix(data.FIND)


def _warns(part: Part) -> bool:
    runs = part.element.get("inlines", ())
    colours = [run.get("color") for run in runs if isinstance(run, dict)] or [part.element.get("color")]
    return set(colours) == {"attention"}


def _choices(question: Question, element: Json) -> Iterator[str]:
    """The answers on offer, or the typed text, or the placeholder."""
    chosen = question.answer if isinstance(question.answer, tuple) else (question.answer,)
    if element["type"] == "Input.ChoiceSet" and element.get("style") == "expanded":
        for choice in element["choices"]:
            yield f"({'x' if title_of(choice) in chosen else ' '}) {title_of(choice)}"
            yield str(choice["title"]).partition(HINT)[2]
    elif question.answer:
        yield ", ".join(c for c in chosen if c)
    else:
        yield str(element.get("placeholder") or "")


def _answer(element: Json, value: str) -> Seen:
    if not value:
        return None
    if element["type"] == "Input.ChoiceSet":
        titles = {str(choice["value"]): title_of(choice) for choice in element["choices"]}
        if element.get("isMultiSelect"):
            return tuple(titles[each] for each in value.split(",") if each in titles) or None
        return titles.get(value)
    return value


def _text(element: Json) -> str:
    runs = element.get("inlines")
    if runs is not None:
        return "".join(run if isinstance(run, str) else str(run["text"]) for run in runs)
    return str(element.get("text") or "")


def _lines(element: Json) -> Iterator[str]:
    """A text as a person reads it; a bold label in front of it gets a line of its own above."""
    runs = element.get("inlines", ())
    first = runs[0] if runs and isinstance(runs[0], dict) else {}
    says = str(first.get("text", ""))
    if len(runs) > 1 and first.get("weight") == "bolder" and says.endswith(": "):
        yield says.removesuffix(": ")
        yield _text(element).removeprefix(says)
    else:
        yield _text(element)
