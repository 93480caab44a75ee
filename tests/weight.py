"""Cost of a journey: a client that fills in what is required, or refused when empty, and counts.

`python -m tests.weight` prints a table: for each journey and platform the dialogs, the answers that are needed (those
filled in already apart), the texts that have to be typed, and the taps. It reads the forms as any client would, and
knows of no topic: its answers are in `CHOICES`, by the name of a question.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.chat.cards import Card
from bot.chat.events import ActionEvent, ReshapeEvent, SubmitEvent, Value
from bot.chat.forms import ChoiceField, ChoicesField, DateField, Field, Form, PeopleField, TextField
from bot.chat.replies import OpenForm, Reply, ShowCard
from bot.people import PersonId
from bot.policy import Policy
from bot.ports import UnitOfWork
from bot.records.base import Record
from bot.records.follow_ups.correspondence import CorrespondenceDecision
from bot.records.police.record import PoliceDecision
from bot.records.rights import Part
from bot.views.examples.people import AILSA, CALLUM, EWAN, ISLA, MORAG, RORY
from tests.bot.house import House
from tests.bot.world import World

#: What is chosen where a question offers more than one way; everywhere else the first answer, or all that are ticked.
CHOICES: Mapping[str, Value] = {
    "channel": "phone",
    "reasons": ("distressing",),
    "measures": ("channel",),
    "lighter": ("withhold_names",),
    "channels_channel": ("phone",),
    "about_impact": "yes",
    "training": "no",
    "complaint_open": "no",
    "restorative": "tried",
    "outcome": "continue",
    "groups": ("people",),
    "zero_tolerance": "yes",
    "named": (ISLA,),
    "individual": "T-4711",
    "involved": "no",
    "about": "RS-0001",
}

#: The people in the house that a client picks from.
_ANYBODY = (CALLUM, MORAG, AILSA, RORY, EWAN)


@dataclass
class Cost:
    """Cost so far."""

    dialogs: int = 0
    needed: int = 0
    known: int = 0
    texts: int = 0
    taps: int = 0
    #: The forms that were open, in order.
    seen: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def row(self) -> tuple[int, ...]:
        """The numbers of the table."""
        return self.dialogs, self.needed, self.known, self.texts, self.taps


@dataclass
class Client:
    """One person's client on one platform."""

    world: World
    person: PersonId
    platform: str
    choices: Mapping[str, Value]
    cost: Cost = field(default_factory=Cost)
    card: Card | None = None

    def press(self, label: str) -> None:
        """Press the button with this label on the card that is open."""
        assert self.card is not None, f"No card with {label}."
        found = [b for b in self.card.buttons() if b.label == label]
        assert found, f"No button {label} in {[b.label for b in self.card.buttons()]}."
        self.act(found[0].action, found[0].about, found[0].extra)

    def act(self, action: str, about: str | None = None, extra: str = "") -> None:
        """Press a button, and fill in the form it opens."""
        self.cost.taps += 1
        self.goes_on(self._handle(ActionEvent(person=self.person, action=action, about=about, extra=extra)))

    def goes_on(self, reply: Reply) -> None:
        """Fill in one dialog after the other, until a card answers."""
        while isinstance(reply, OpenForm):
            reply = self._sent(reply.form)
        self.card = reply.card if isinstance(reply, ShowCard) else None
        self.world.settle()

    def _handle(self, event: ActionEvent | SubmitEvent | ReshapeEvent) -> Reply:
        return self.world.house.handle(event)

    def _sent(self, form: Form) -> Reply:
        """Fill in one dialog and send it until it is taken."""
        self.cost.dialogs += 1
        self.cost.seen.append(form.name)
        answered: set[str] = set()
        for _ in range(12):
            form = self._filled(form, answered, form.errors)
            event = SubmitEvent(
                person=self.person, form=form.name, about=form.about, extra=form.extra, values=form.values
            )
            self.cost.taps += 1
            reply = self._handle(event)
            if not (isinstance(reply, OpenForm) and reply.form.errors):
                return reply
            form = reply.form
        raise AssertionError(f"{form.name} is not taken: {dict(form.errors)}")

    def _filled(self, form: Form, answered: set[str], errors: Mapping[str, str]) -> Form:
        """Answer everything required or refused, and draw it again if an answer changes the questions."""
        while question := next(self._open(form, answered, errors), None):
            answered.add(question.id)
            value = form.values.get(question.id)
            self.cost.needed += 1
            self.cost.asked.append(f"{form.name}: {question.label}")
            if value and question.id not in errors and question.id not in self.choices:
                self.cost.known += 1
                continue
            given = self._answer(question, again=question.id in errors and bool(value))
            if given == value:
                self.cost.known += 1
                continue
            self._count(question, given)
            form = form.filled({question.id: given})
            if isinstance(question, ChoiceField | ChoicesField) and question.reshapes:
                form = self._drawn_again(form)
        return form

    def _open(self, form: Form, answered: set[str], errors: Mapping[str, str]) -> Iterator[Field[object]]:
        wanted = (q for q in form.fields() if q.required or q.id in errors or q.id in self.choices)
        return (q for q in wanted if q.id not in answered or (q.id in errors and not form.values.get(q.id)))

    def _drawn_again(self, form: Form) -> Form:
        """The dialog with the questions that follow; in Teams that is one press, where there are any."""
        event = ReshapeEvent(person=self.person, form=form.name, about=form.about, extra=form.extra, values=form.values)
        reply = self._handle(event)
        assert isinstance(reply, OpenForm), reply
        before, after = ({q.id for q in each.fields()} for each in (form, reply.form))
        self.cost.taps += self.platform == "Teams" and bool(after - before)
        return reply.form.filled(form.values)

    def _answer(self, question: Field[object], *, again: bool) -> Value:
        if question.id in self.choices and not again:
            return self.choices[question.id]
        match question:
            case ChoiceField(options=options):
                return CHOICES.get(question.id) or options[0].value
            case ChoicesField(options=options):
                return CHOICES.get(question.id) or tuple(o.value for o in options)
            case PeopleField():
                return (_ANYBODY[0] if self.person != _ANYBODY[0] else _ANYBODY[1],)
            case DateField(latest=latest, earliest=earliest):
                today = self.world.house.clock.at.date()
                day = earliest if earliest and earliest > today else latest if latest and latest < today else today
                return (day + timedelta(days=40) if earliest and earliest > today else day).isoformat()
            case TextField():
                known = CHOICES.get(question.id)
                return known if isinstance(known, str) else "In a few words."
        return "10:00"

    def _count(self, question: Field[object], given: Value) -> None:
        match question:
            case TextField():
                self.cost.texts += 1
                self.cost.taps += 1
            case ChoicesField():
                self.cost.taps += len(given or ())
            case ChoiceField(menu=menu):
                self.cost.taps += 2 if menu else 1
            case _:
                self.cost.taps += 2


# -- journeys --------------------------------------------------------------------------------------------

Journey = Callable[[World, str], Cost]

REPORT: dict[str, Value] = {
    "channel": "phone",
    "reasons": ("distressing",),
    "note": "Shouted at me about the repair, and swore at me twice.",
    "individual": "T-4711",
    "relationship": "tenant",
}


def _reported(world: World, **answers: Value) -> str:
    """Report a call as Isla, with Morag as its handler. Returns its id."""
    about = world.house.reports(ISLA, **{**REPORT, **answers})
    world.settle()
    return about


def _asked_for(world: World) -> str:
    """The same, and she asks for a restriction. Returns its id."""
    _reported(world, wishes=("restrict",))
    return _newest(world, ISLA, "restriction")


def _newest(world: World, person: PersonId, kind: str) -> str:
    def read(uow: UnitOfWork) -> str:
        return uow.records.with_part(person, Part.REPORTER, kind=kind, limit=1)[0].id

    return world.house.run(read)


def _decided(world: World, platform: str, action: str, choices: Mapping[str, Value] | None = None) -> Client:
    about = _asked_for(world)
    client = Client(world, MORAG, platform, choices or {})
    client.act(action, about)
    return client


def _in_force(client: Client) -> Client:
    """Decide who needs to know, and tell the individual."""
    assert client.card is not None
    about = next(b.about for b in client.card.buttons() if b.about)
    client.act("form:sharing.decide", about)
    client.act("form:restriction.told", about)
    return client


def approve_only(world: World, platform: str) -> Cost:
    """Approve and share; the individual has not been told."""
    client = _decided(world, platform, "restriction.approve")
    client.act("form:sharing.decide", _newest(world, ISLA, "restriction"))
    return client.cost


def approve(world: World, platform: str) -> Cost:
    """From Approve to in force."""
    return _in_force(_decided(world, platform, "restriction.approve")).cost


def lighter(world: World, platform: str) -> Cost:
    """The same with a lighter measure."""
    return _in_force(_decided(world, platform, "restriction.lighter", {"lighter": ("withhold_names",)})).cost


def deny(world: World, platform: str) -> Cost:
    """Not taken forward."""
    return _decided(world, platform, "restriction.deny").cost


def at_once(world: World, platform: str) -> Cost:
    """Active at once, for safety."""
    return _decided(world, platform, "restriction.protect").cost


def _reviewed(outcome: str) -> Journey:
    def journey(world: World, platform: str) -> Cost:
        about = _in_force(_decided(world, platform, "restriction.approve"))
        world.passes(120, time(10))
        assert about.card is not None
        choices = {"outcome": outcome, **(_VARIED if outcome == "vary" else {})}
        client = Client(world, MORAG, platform, choices)
        client.act("form:restriction.review", _newest(world, ISLA, "restriction"))
        return client.cost

    return journey


_VARIED: dict[str, Value] = {"measures": ("withhold_names",)}


def report(world: World, platform: str) -> Cost:
    """A contact that was ended is reported."""
    client = Client(world, ISLA, platform, {})
    client.act("form:ended_contact.report")
    return client.cost


def named_online(world: World, platform: str) -> Cost:
    """Report by a finder of a colleague named online."""
    client = Client(world, RORY, platform, {})
    client.act("form:named_online.report")
    return client.cost


def _police(outcome: str) -> Journey:
    """Decision on a reported threat before anybody has given a view, and telling the staff."""

    def journey(world: World, platform: str) -> Cost:
        about = _below(world, _reported(world, reasons=("threat",)), PoliceDecision)
        client = Client(world, MORAG, platform, {"outcome": outcome, "how": "101"})
        client.act("form:police.decide", about)
        client.act("form:police.tell", about)
        return client.cost

    return journey


def correspondence(world: World, platform: str) -> Cost:
    """Something abusive was written: it is not acceptable, and its sender is informed."""
    report = _reported(world, channel="email", reasons=("abusive",))
    follows: dict[str, Value] = {"categories": ("demands",), "zero_tolerance": "no", "follow_ups": ("correspondence",)}
    world.house.sends(MORAG, "ended_contact.triage", follows, report)
    about = _below(world, report, CorrespondenceDecision)
    client = Client(world, MORAG, platform, {"verdict": "not_acceptable", "way": "manager", "by": (MORAG,)})
    client.act("form:correspondence.decide", about, "not_acceptable")
    client.act("form:correspondence.inform", about)
    return client.cost


def _below(world: World, report: str, kind: type[Record]) -> str:
    return world.house.children(report, kind)[0].id


def _recorded(world: World, platform: str) -> Client:
    """A restriction is in force, and an appeal against it has come in."""
    _in_force(_decided(world, platform, "restriction.approve"))
    client = Client(world, RORY, platform, {})
    client.act("form:appeal.record")
    return client


def appeal(world: World, platform: str) -> Cost:
    """An appeal that has come in is recorded."""
    return _recorded(world, platform).cost


def _appeal(outcome: str) -> Journey:
    """From its acknowledgement until the individual has heard the decision."""

    def journey(world: World, platform: str) -> Cost:
        _recorded(world, platform)
        about = _newest(world, RORY, "appeal")
        client = Client(world, EWAN, platform, {"outcome": outcome, **(_VARIED if outcome == "vary" else {})})
        for step in ("acknowledge", "decide", "told"):
            client.act(f"form:appeal.{step}", about)
        return client.cost

    return journey


JOURNEYS: Mapping[str, Journey] = {
    "Restriction: approve and share": approve_only,
    "Restriction: approve to in force": approve,
    "Restriction: a lighter measure, to in force": lighter,
    "Restriction: deny": deny,
    "Restriction: active at once": at_once,
    "Review: continue": _reviewed("continue"),
    "Review: vary": _reviewed("vary"),
    "Review: lift": _reviewed("lift"),
    "Ended contact: report": report,
    "Named online: report": named_online,
    "Police: report it, and tell the staff": _police("report"),
    "Police: do not report it, and tell the staff": _police("not_report"),
    "Correspondence: not acceptable, and the sender is informed": correspondence,
    "Appeal: record": appeal,
    "Appeal: uphold, and tell": _appeal("uphold"),
    "Appeal: vary, and tell": _appeal("vary"),
    "Appeal: lift, and tell": _appeal("lift"),
}


def played(journey: Journey, platform: str, policy: Policy | None = None) -> Cost:
    """Cost of a journey, in a house of its own."""
    with TemporaryDirectory() as folder:
        house = House(Path(folder) / "harbour.db", policy or Policy.load())
        try:
            return journey(World(house), platform)
        finally:
            house.close()


def table(names: Sequence[str] = ()) -> Iterator[str]:
    """The table, a line each; with names, those journeys alone and each question that they ask."""
    yield "| Journey | Platform | Dialogs | Answers needed | of these known | Texts typed | Taps |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for name, journey in JOURNEYS.items():
        if names and not any(each in name for each in names):
            continue
        costs = {platform: played(journey, platform) for platform in ("Slack", "Teams")}
        for platform, cost in costs.items():
            yield f"| {name} | {platform} | {' | '.join(str(n) for n in cost.row())} |"
        if names:
            yield from (f"    {each}" for each in costs["Slack"].asked)


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in table(sys.argv[1:]))
