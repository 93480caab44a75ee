"""Teams as the page shows it: its own cards with their values; acts exactly as Teams would send them."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from adapters.playground.page.side import Act, post, several, text
from adapters.playground.page.troubles import Name
from adapters.playground.people.answer import Answer
from adapters.playground.people.person import Driver, Person
from adapters.playground.people.screen import Question
from adapters.playground.stand_in.changes import Change, Feed
from adapters.playground.stand_in.refusals import CannotDo, ClientRefused, Json
from adapters.playground.teams import inputs
from adapters.playground.teams.client import Client, Place
from adapters.playground.teams.driver import Driver as TeamsDriver
from adapters.playground.teams.faults import EVERY_OPERATION, Fault
from adapters.playground.teams.link import TeamsLink
from adapters.playground.teams.members import Member
from adapters.playground.teams.surfaces import BOT, ChatMessage, Dialog
from adapters.playground.teams.tenant import Tenant
from adapters.teams import data
from bot.working_time import WorkingTime

_FAULTS: Mapping[Name, Fault] = {
    Name.SLOW: Fault.slow(2.0),
    Name.RATE_LIMITED: Fault.throttled(60),
    Name.FAILING: Fault.bad_gateway(),
}


class TeamsSide:
    """A tenant (`side.Side`)."""

    def __init__(self, driver: TeamsDriver, calendar: WorkingTime) -> None:
        self._driver = driver
        self._tenant = driver.tenant
        self._calendar = calendar
        self.acts: Mapping[str, Act] = {
            "type": self._type,
            "press": self._press,
            "answer": self._answer,
            "close": self._close,
        }

    @property
    def feed(self) -> Feed:
        """Feed of changes in the tenant."""
        return self._tenant.feed

    # -- who is there ----------------------------------------------------------------------------------

    def person(self, person: Person) -> Json:
        """See `Side`."""
        member = self._tenant.members[person.id]
        named = {"id": member.aad, "handle": member.name, "name": member.real_name, "post": _post(member)}
        return {**named, "closed": member.deleted, "platform": "teams"}

    def names(self) -> dict[str, str]:
        """See `Side`."""
        return {member.aad: member.real_name for member in self._tenant.members.values()}

    def pickable(self) -> list[Json]:
        """Nobody: in Teams, colleagues are offered by the card itself."""
        return []

    def account(self, person: Person, *, is_open: bool) -> None:
        """See `Side`."""
        self._tenant.change_member(person.id, deleted=not is_open)

    # -- what they see ---------------------------------------------------------------------------------

    def window(self, person: Person) -> Json:
        """The chat with the app, and the dialog over it."""
        dialog = self._tenant.dialogs.of(person.id)
        return {
            "user": person.id,
            "platform": "teams",
            "messages": [self._message(message) for message in self._tenant.seen_by(person.id)],
            "home": None,
            "modals": [_dialog(dialog)] if dialog else [],
            "taps": person.taps,
        }

    def _message(self, message: ChatMessage) -> Json:
        author = self._tenant.members.get(message.by)
        return {
            "ref": message.id,
            "ts": f"{int(message.id) / 1000:.3f}",  # ids are milliseconds, each once, also while the clock stands
            "by": author.real_name if author else self._tenant.app.name,
            "byApp": message.by == BOT,
            "at": self._calendar.words(message.at),
            "text": message.text or message.summary,
            "card": message.card,
            "values": message.values,
            "errors": message.errors,
            "edited": message.edited is not None,
            "onlyForYou": False,
        }

    def form(self, person: Person) -> str:
        """See `Side`."""
        dialog = self._tenant.dialogs.of(person.id)
        return _form(dialog.card) if dialog is not None else ""

    def is_empty(self, person: Person, question: Question) -> bool:
        """See `Side`."""
        dialog = self._tenant.dialogs.of(person.id)
        return dialog is None or not dialog.values.get(question.place.block_id)

    def says(self, change: Change) -> str:
        """See `Side`."""
        message = self._tenant.message(change.channel or "", change.ref)
        return message.summary or message.text if message else ""

    def sent(self) -> int:
        """See `Side`."""
        return len(self._tenant.sent)

    # -- what they do ----------------------------------------------------------------------------------

    async def _type(self, person: Person, given: Json) -> None:
        await person.say(text(given, "text").strip())

    async def _press(self, person: Person, given: Json) -> None:
        """Press the button with this number in a message or in the dialog, as it is now."""
        client, place = self._at(person, given)
        actions = [part.element for part in inputs.parts(place.card or {}) if inputs.is_action(part)]
        number = text(given, "action")
        if not number.isdecimal() or int(number) >= len(actions):
            raise CannotDo("That is not there any more.")
        person.taps += 1
        try:
            await client.press(place, actions[int(number)])
        except ClientRefused:
            return  # the client shows what it objects to beside the fields

    async def _answer(self, person: Person, given: Json) -> None:
        """Keep the value of a field: Teams sends it when a button is pressed."""
        client, place = self._at(person, given)
        block, value = text(given, "block"), ",".join(several(given.get("value")))
        found = next((q for q in client.read(place).questions if q.place.block_id == block), None)
        known = {str(part.element["id"]) for part in inputs.parts(place.card or {}) if inputs.is_input(part)}
        if block not in known:
            raise CannotDo("That field is not asked for any more.")
        if found is None or found.place.kind not in inputs.TYPED:
            person.taps += 1
        client.type(place, block, value)

    async def _close(self, person: Person, given: Json) -> None:
        self._at(person, given)
        await person.close()

    def _at(self, person: Person, given: Json) -> tuple[Client, Place]:
        """The person's client, and the message or the dialog in it that the page means. Raises CannotDo."""
        client, ref = Client(self._tenant, person.id, self._driver.link), text(given, "ref")
        if client.member.deleted:
            raise CannotDo(f"{person.name}'s account is deactivated.")
        if client.dialog is not None:
            if client.dialog.id != ref:
                raise CannotDo("That dialog is not open any more.")
            return client, client.dialog
        found = next((message for message in client.chat() if message.id == ref), None)
        if found is None:
            raise CannotDo("That is not there any more.")
        return client, found

    # -- what is done to them --------------------------------------------------------------------------

    def trouble(self, name: str) -> None:
        """See `Side`."""
        self._tenant.faults.off()
        fault = _FAULTS.get(Name(name))
        if fault is not None:
            self._tenant.faults.on(EVERY_OPERATION, fault)

    def paced(self, seconds: float) -> Driver:
        """See `Side`."""
        return TeamsDriver(self._tenant, link=_PacedLink(self._driver.link, self._tenant, seconds))


class _PacedLink(TeamsLink):
    """A link that waits a little before each act."""

    def __init__(self, link: TeamsLink, tenant: Tenant, seconds: float) -> None:
        super().__init__("", tenant)
        self._link = link
        self._seconds = seconds

    async def deliver(self, activity: Json, *, token: str | None = None) -> Answer:
        """See `TeamsLink`."""
        await asyncio.sleep(self._seconds)
        return await self._link.deliver(activity, token=token)


def _post(member: Member) -> str:
    return "guest" if member.guest else post(member.name)


def _dialog(dialog: Dialog) -> Json:
    return {
        "id": dialog.id,
        "name": _form(dialog.card),
        "title": dialog.title,
        "card": dialog.card,
        "values": dialog.values,
        "errors": dialog.errors,
        "isForm": inputs.submitting(dialog.card) is not None,
    }


def _form(card: Json) -> str:
    """The name of the form in a card; empty where there is none."""
    sends = inputs.submitting(card)
    return str(inputs.ours(sends).get(data.NAME) or "") if sends is not None else ""
