"""Forms drawn as Adaptive Cards 1.5, in a dialog or in the chat (platform page: teams).

The id of an input is the field's own id, and the data of its button says how to read it (`data.WORDS`, `data.ONE`,
`data.MANY`, `data.PEOPLE`). Nothing is cut: breaking a limit raises Unrenderable.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import zip_longest

from adapters.chat import pointers
from adapters.chat.errors import Unrenderable
from adapters.chat.plain import defanged, overflown
from adapters.chat.prefill import clock, day, several
from adapters.teams import data, limits
from adapters.teams.cards import Body, activity, carried, framed, submit
from adapters.teams.data import Do
from adapters.teams.people import Colleague, Colleagues
from adapters.teams.texts import ATTENTION, BOLD, SMALL, Json, Look, heading, lines, unmarked
from bot.chat import cards
from bot.chat.cards import Button, Buttons, Facts, Item, Quote
from bot.chat.events import Value
from bot.chat.forms import ChoiceField, ChoicesField, DateField, Field, Form, Option, PeopleField, TextField, TimeField

#: How the sentence above a field begins that needs something: the colour alone would not tell everybody.
NEEDED = "Needed: "
#: What stands above a form that comes back with something to mend, and once more beside its button: on a phone,
#: whoever has pressed it sees the end of the form alone.
NOT_SENT = "Not sent yet. What is needed is marked “Needed”."
#: How the label of a question ends that may stay without an answer.
OPTIONAL = " (optional)"
#: The button under answers that decide which other questions are asked. It stands once under those that follow one
#: another, and no two of a form say the same.
FOLLOWS = "Show what follows"
#: Heading of a question that the last answers have brought up.
NEW = "New"
FIND_LABEL = "Find a colleague: part of a name or e-mail"
FIND = "Find"
#: Largest number of matching colleagues listed.
_MOST_MATCHES = 20
_OTHER_DAY = "Please choose another day."


def dialog(
    form: Form,
    people: Colleagues,
    *,
    showing: str,
    card_id: str = "",
    finding: Mapping[str, str] | None = None,
    note: str = "",
    new: Collection[str] = (),
) -> Json:
    """The form as a dialog (as `cards.dialog`), with its values in place and its errors beside the fields.

    `showing` distinguishes it from other showings of the same form; `finding` is the text typed to find colleagues, by
    field; `note` is put at the top; `new` are the questions that were not asked before. Raises Unrenderable.
    """
    sheet = _Sheet(form=form, showing=showing, card_id=card_id, people=people, finding=finding or {}, new=new)
    return framed(form.title, sheet.body(note))


def in_chat(form: Form, *, showing: str, card_id: str = "") -> Json:
    """The form as the body of a message activity, without any typed text. Raises Unrenderable.

    It is empty except for a preselected way of answering (`in_words`). `card_id` is the message of the part that was
    sent before.
    """
    if not fits_chat(form):
        raise Unrenderable(["form: holds what is not for the chat"])
    ways = {f.id: form.values.get(f.id) for f in form.fields() if isinstance(f, ChoiceField) and f.spares}
    sheet = _Sheet(form=replace(form, values=ways, errors={}), showing=showing, card_id=card_id)
    body = Body(sheet.act)
    body.draw(heading(form.title, size="large"))
    return activity(form.title, sheet.body("", body))


def fits_chat(form: Form) -> bool:
    """True if nothing of it is not for the chat: no record, no words of anybody, no further acts, and no answer."""
    if form.about is not None or form.reveals:
        return False
    return not any(isinstance(p, Quote | Facts) or _is_act(p) for p in form.body)


def drawn(form: Form) -> str:
    """A mark of the questions that the form asks: another one if it asks others."""
    return hashlib.sha256("\n".join(f.id for f in form.fields()).encode()).hexdigest()[:12]


def _is_act(part: object) -> bool:
    return isinstance(part, Buttons) or (isinstance(part, Item) and part.button is not None)


@dataclass(frozen=True, kw_only=True)
class _Sheet:
    """One showing of a form."""

    form: Form
    showing: str
    card_id: str = ""
    #: None in the chat, where nobody is named and no question is reshaped.
    people: Colleagues | None = None
    finding: Mapping[str, str] = field(default_factory=dict)
    new: Collection[str] = ()

    def body(self, note: str, body: Body | None = None) -> Body:
        """The form from top to bottom."""
        if pointers.name(self.form.name) != self.form.name:
            raise Unrenderable(["form: not the name of a form"])
        fields = {f.id for f in self.form.fields()}
        if any(i.endswith(data.FIND) for i in fields):
            raise Unrenderable(["form: an id that is taken"])
        drawing = body or Body(self.act)
        note = note or (NOT_SENT if self.form.errors else "")
        if note:
            drawing.draw(*lines(note, BOLD))
        for name, sentence in self.form.errors.items():
            if name not in fields:
                drawing.draw(*_error(sentence))
        for part in self.form.body:
            if isinstance(part, Field):
                drawing.draw(*self._question(part))
            else:
                drawing.parts((part,))
        if note:
            drawing.draw(*lines(note, BOLD), *(e for sentence in self.form.errors.values() for e in _error(sentence)))
        send = submit(self.form.submit, self._sent(Do.FORM), cards.Look.PRIMARY)
        drawing.draw({"type": "ActionSet", "spacing": "large", "actions": [send]})
        return drawing

    def act(self, button: Button) -> Json:
        """Data of a button inside the form; one without a pointer belongs to the subject of the form."""
        ours = carried(Do.ACT, button, card_id=self.card_id)
        return {data.OURS: {**self._read, data.TO: self._to, **ours} if self._to else {**self._read, **ours}}

    def _sent(self, do: Do) -> Json:
        ours = {data.DO: do.value, data.NAME: self.form.name, **self._read}
        if self._may_change:
            ours[data.DRAWN] = drawn(self.form)
        ours |= {data.TO: self._to} if self._to else {}
        return {data.OURS: ours | ({data.CARD: self.card_id} if self.card_id else {})}

    @cached_property
    def _to(self) -> str:
        return pointers.packed(self.form.about, self.form.extra, self.showing)

    @cached_property
    def _read(self) -> Json:
        """Ids of the inputs by the way each is to be read."""
        fields = list(self.form.fields())
        many = [f.id for f in fields if isinstance(f, ChoicesField)]
        people = [f.id for f in fields if isinstance(f, PeopleField)]
        words = [f.id for f in fields if isinstance(f, TextField)]
        one = [f.id for f in fields if f.id not in {*words, *many, *people}]
        read = {data.WORDS: words, data.ONE: one, data.MANY: many, data.PEOPLE: people}
        return {key: ids for key, ids in read.items() if ids}

    @cached_property
    def _is_guarded(self) -> bool:
        """True if the client may require answers: only if no other button needs the values typed so far."""
        fields = list(self.form.fields())
        finds = self._listed is None and any(isinstance(f, PeopleField) for f in fields)
        return not (any(_reshapes(f) for f in fields) or finds or any(_is_act(part) for part in self.form.body))

    @property
    def _may_change(self) -> bool:
        """True if the answers decide which other questions are asked; in the chat, those are asked afterwards."""
        return self.people is not None and any(_reshapes(f) for f in self.form.fields())

    @cached_property
    def _shows(self) -> Mapping[str, str]:
        """Questions under which further ones can be shown, with the label of the button there."""
        parts = [part for part in self.form.body if isinstance(part, Field)]
        ends = [q for q, after in zip_longest(parts, parts[1:]) if _leads_on(q) and not (after and _leads_on(after))]
        named = {q.id: f"{FOLLOWS} from “{q.label}”" for q in ends}
        return {
            id_: FOLLOWS if n == 0 or len(says) > limits.BUTTON_TEXT else says
            for n, (id_, says) in enumerate(named.items())
        }

    @cached_property
    def _listed(self) -> Colleagues | None:
        """Everybody, where all are listed; None where one looks for them, because they are many or not to be named."""
        questions = sum(isinstance(f, PeopleField) for f in self.form.fields())
        return self.people if self.people is not None and self.people.are_few(questions) else None

    def _question(self, question: Field[object]) -> Iterator[Json]:
        value = self.form.values.get(question.id)
        if question.id in self.new:
            yield from lines(NEW, BOLD)
        if question.id in self.form.errors:
            yield from _error(self.form.errors[question.id])
        if isinstance(question, PeopleField):
            yield from self._people(question, value)
        else:
            yield self._input(question, _element(question, value, guarded=self._is_guarded))
        if question.hint:
            yield from _under(question.hint)
        if isinstance(question, TextField) and isinstance(value, str):
            yield from _overflow(question, value)
        if self.people is not None and question.id in self._shows:
            yield self._reshaping(self._shows[question.id])

    def _input(self, question: Field[object], element: Json, label: str = "", id_: str = "") -> Json:
        needed = question.required and self._is_guarded and not id_
        asked = label or question.label + (
            "" if question.required or question.one_of or not question.label else OPTIONAL
        )
        return {
            "type": element["type"],
            "id": id_ or question.id,
            "label": unmarked(asked),
            **({"isRequired": True, "errorMessage": question.ask()} if needed else {}),
            **element,
        }

    def _reshaping(self, title: str) -> Json:
        return {"type": "ActionSet", "spacing": "small", "actions": [submit(title, self._sent(Do.RESHAPE))]}

    def _people(self, question: PeopleField, value: Value) -> Iterator[Json]:
        if self._listed is not None:
            chosen = self._listed.those(several(value))[: question.most]
            yield self._input(question, _picker(question, self._listed.everybody, chosen, "compact"))
            return
        sought = self.finding.get(question.id, "")
        found = self.people.matching(sought) if self.people is not None else []
        chosen = self.people.those(several(value))[: question.most] if self.people is not None else []
        offered = dict.fromkeys([*chosen, *found[:_MOST_MATCHES]])
        if offered:
            yield self._input(question, _picker(question, tuple(offered), chosen, "expanded"))
        # Once they have led to somebody, the words go: otherwise they would pick that person again on sending.
        box = {"type": "Input.Text", "maxLength": 200} | _initial("value", "" if found else sought[:200])
        label = FIND_LABEL if offered else ""
        yield self._input(question, box | {"placeholder": FIND_LABEL}, label, question.id + data.FIND)
        if sought and self.people is not None:
            yield from _under(_found(len(found)))
        if self.people is not None:
            yield self._reshaping(FIND)


def _reshapes(question: Field[object]) -> bool:
    return isinstance(question, ChoiceField | ChoicesField) and question.reshapes


def _leads_on(question: Field[object]) -> bool:
    """True if an answer can bring up another question, which is then to be shown."""
    return _reshapes(question) and not (isinstance(question, ChoiceField) and question.spares)


def _under(text: str, look: Look = SMALL) -> Iterator[Json]:
    """Small text that belongs to the element above it."""
    return (line | {"spacing": "small"} for line in lines(text, look))


def _error(sentence: str) -> list[Json]:
    """Error lines directly above their field."""
    return lines(NEEDED + sentence, ATTENTION)


def _overflow(question: TextField, typed: str) -> Iterator[Json]:
    """Yield the part of a text typed elsewhere (after a command) that does not fit into the field: shown, not lost."""
    if len(typed) > question.longest:
        yield from lines(overflown(question.longest))
        rest = defanged(typed[question.longest :])
        if rest.strip():
            yield {"type": "Container", "style": "emphasis", "items": lines(rest)}


def _found(count: int) -> str:
    if not count:
        return "Nobody here matches that. Please try another part of the name, or the e-mail."
    if count > _MOST_MATCHES:
        return f"{count} colleagues match. The first {_MOST_MATCHES} are listed; please type more of the name."
    return "One colleague matches." if count == 1 else f"{count} colleagues match."


def _element(question: Field[object], value: Value, *, guarded: bool) -> Json:
    match question:
        case TextField():
            return _text(question, value)
        case ChoiceField():
            folded = question.menu or len(question.options) > limits.EXPANDED_OPTIONS
            return _choices(question.options, several(value)[:1], "compact" if folded else "expanded")
        case ChoicesField():
            folded = len(question.options) > limits.EXPANDED_OPTIONS
            drawn_ = _choices(question.options, several(value), "compact" if folded else "expanded")
            return drawn_ | {"isMultiSelect": True}
        case DateField():
            return {"type": "Input.Date", **_initial("value", day(value)), **(_bounds(question) if guarded else {})}
        case TimeField():
            return {"type": "Input.Time", **_initial("value", clock(value))}
        case _:
            raise Unrenderable(["field: of a kind that is not drawn here"])


def _initial(key: str, value: object) -> Json:
    return {key: value} if value else {}


def _text(question: TextField, value: Value) -> Json:
    typed = value[: question.longest] if isinstance(value, str) else ""
    drawn_: Json = {"type": "Input.Text", "maxLength": question.longest}
    drawn_ |= {"isMultiline": True} if question.lines else {}
    return drawn_ | _initial("placeholder", question.placeholder) | _initial("value", typed)


def _choices(options: tuple[Option[str], ...], chosen: tuple[str, ...], style: str) -> Json:
    titles = ({"title": unmarked(_title(o)), "value": str(o.value)} for o in options)
    values = ",".join(o.value for o in options if o.value in chosen)
    return {
        "type": "Input.ChoiceSet",
        "style": style,
        "wrap": True,
        "choices": list(titles),
        **_initial("value", values),
    }


def _title(option: Option[str]) -> str:
    return f"{option.label} – {option.hint}" if option.hint else option.label


def _picker(question: PeopleField, offered: tuple[Colleague, ...], chosen: list[Colleague], style: str) -> Json:
    style = style if len(offered) <= limits.EXPANDED_OPTIONS else "compact"
    several = {"isMultiSelect": True} if question.most > 1 else {}
    options = tuple(Option(c.id, c.shown) for c in offered)
    return _choices(options, tuple(c.id for c in chosen), style) | several


def _bounds(question: DateField) -> Json:
    """Limits of the days that the client offers, with the message for others."""
    bounds = _initial("min", question.earliest and question.earliest.isoformat())
    bounds |= _initial("max", question.latest and question.latest.isoformat())
    sentence = question.ask() if question.required else question.outside or _OTHER_DAY
    return bounds | ({"errorMessage": sentence} if bounds else {})
