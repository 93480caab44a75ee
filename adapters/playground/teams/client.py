"""The Teams client of one person: the screens in it, the typed values, and the effects of its buttons."""

from __future__ import annotations

from adapters.playground.people.answer import Answer
from adapters.playground.people.screen import Screen
from adapters.playground.stand_in.refusals import CannotDo, ClientRefused, Json
from adapters.playground.teams import activities, inputs
from adapters.playground.teams.link import TeamsLink
from adapters.playground.teams.members import Member
from adapters.playground.teams.reading import of_dialog, of_message
from adapters.playground.teams.showing import after_fetch, after_submit, taken
from adapters.playground.teams.surfaces import ChatMessage, Dialog
from adapters.playground.teams.tenant import Tenant
from adapters.teams import data

#: Where there are inputs and buttons.
Place = ChatMessage | Dialog


class Client:
    """One person's Teams."""

    def __init__(self, tenant: Tenant, aad: str, link: TeamsLink) -> None:
        self.tenant = tenant
        self.link = link
        self._aad = aad

    @property
    def member(self) -> Member:
        """Member whose client this is, as they are now."""
        return self.tenant.members[self._aad]

    # -- what stands in it -------------------------------------------------------------------------

    def chat(self) -> list[ChatMessage]:
        """The chat with the app, oldest first."""
        return self.tenant.seen_by(self._aad)

    def came(self) -> list[ChatMessage]:
        """All messages ever sent to the chat, oldest first, those taken away included."""
        return self.tenant.came_to(self._aad)

    @property
    def dialog(self) -> Dialog | None:
        """The dialog that is open."""
        return self.tenant.dialogs.of(self._aad)

    def form(self) -> Place:
        """The open dialog, or else the newest form in the chat. Raises CannotDo."""
        if self.dialog is not None:
            return self.dialog
        for message in reversed(self.chat()):
            if message.card is not None and inputs.submitting(message.card) is not None:
                return message
        raise CannotDo(f"{self.member.real_name} has no dialog open.")

    def place(self, screen: Screen) -> Place:
        """Message or dialog of a screen. Raises CannotDo if it is gone."""
        if self.dialog is not None and self.dialog.id == screen.ref:
            return self.dialog
        found = self.tenant.message(self.tenant.chat_with(self._aad), screen.ref)
        if found is None:
            raise CannotDo(f"{screen.title!r} is not there any more.")
        return found

    def read(self, place: Place) -> Screen:
        """It, as a person reads it."""
        if isinstance(place, Dialog):
            return of_dialog(place)
        author = self.tenant.members.get(place.by)
        return of_message(place, author.real_name if author else self.tenant.app.name)

    # -- what is done in it ------------------------------------------------------------------------

    def type(self, form: Place, input_id: str, value: str) -> None:
        """Something is typed or chosen."""
        if isinstance(form, Dialog):
            self.tenant.dialogs.typed(form, input_id, value)
        else:
            self.tenant.typed(form, input_id, value)

    async def write(self, text: str, *, file: str = "", times: int = 1) -> None:
        """Send a message into the chat, delivered so many times. Raises AppFailed."""
        written = self.tenant.post(self.tenant.chat_with(self._aad), self._aad, text)
        activity = activities.message(self.tenant, self.member, written, file=file)
        for _ in range(times):
            taken(await self.link.deliver(activity))

    async def press(self, place: Place, action: Json, repeat: int = 0) -> None:
        """Deliver a button's data with the values beside it, and show the answer.

        `repeat` delivers the same that many times more. Raises ClientRefused, AppFailed.
        """
        if action["type"] == "Action.OpenUrl":
            return
        self._check(place, action)
        value = inputs.data_of(action, place.card or {}, place.values)
        if isinstance(place, Dialog):
            activity = activities.submit(self.tenant, self.member, value)
            after_submit(self.tenant, self._aad, await self.link.deliver(activity))
        elif value.get(data.TEAMS) == data.FETCH:
            activity = activities.fetch(self.tenant, self.member, value, place.id)
            after_fetch(self.tenant, self._aad, place.id, await self.link.deliver(activity))
        else:
            activity = activities.submitted(self.tenant, self.member, value, place.id)
            taken(await self.link.deliver(activity))
        for _ in range(repeat):
            taken(await self.link.deliver(activity))

    def _check(self, place: Place, action: Json) -> None:
        refused = inputs.refusals(action, place.card or {}, place.values)
        if isinstance(place, Dialog):
            self.tenant.dialogs.object(place, refused)
        else:
            place.errors = refused
        if refused:
            labels = {q.place.block_id: q.label for q in self.read(place).questions}
            raise ClientRefused({labels.get(each, each): sentence for each, sentence in refused.items()})

    async def fetch(self, value: Json) -> Answer:
        """Send any `task/fetch`, as of a message in the chat, and show the dialog it opens."""
        ref = self.tenant.next_id()
        answer = await self.link.deliver(activities.fetch(self.tenant, self.member, value, ref))
        if answer.status == 200:
            after_fetch(self.tenant, self._aad, ref, answer)
        return answer

    def close(self) -> None:
        """Close the dialog; the app is not notified."""
        self.tenant.dialogs.close(self._aad)
