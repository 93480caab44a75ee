"""A story under way: the people, the clock, and a narrator who checks what is told."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from datetime import date, datetime, time, timedelta
from typing import Protocol

from adapters.playground.people.cast import Cast
from adapters.playground.people.example import COLLEAGUES, Colleague, directory_csv
from adapters.playground.people.person import Person
from adapters.playground.people.screen import Button, Screen
from adapters.playground.stand_in.mailbox import Email, Mailbox
from bot.working_time import WorkingTime

#: How far the clock moves at a time, while the house is open and while it is closed.
_STEP = timedelta(minutes=30)


class NotAsTold(Exception):
    """The story did not happen as it is told; the message says what is missing."""


class Clock(Protocol):
    """A clock that can be moved on."""

    def now(self) -> datetime:
        """The moment, in UTC."""
        ...

    def move_to(self, moment: datetime) -> datetime:
        """Move on to this moment."""
        ...


#: Lets the house do all that is due, until nothing is.
Settle = Callable[[], Awaitable[None]]
Say = Callable[[str], None]
#: Takes over the text of a directory file.
Staff = Callable[[str], Awaitable[None]]


class Story:
    """Plays acts, moves time on, and prints each person's view."""

    def __init__(
        self,
        cast: Cast,
        clock: Clock,
        calendar: WorkingTime,
        settle: Settle,
        say: Say,
        mailbox: Mailbox | None = None,
        staff: Staff | None = None,
    ) -> None:
        self._cast = cast
        self._clock = clock
        self._settle = settle
        self._say = say
        self._staff = staff
        self._heard: dict[str, int] = {}
        self._mailed = 0
        #: Everybody's e-mail; empty where there is none.
        self.mailbox = mailbox or Mailbox()
        self.calendar = calendar
        #: Messages as they once stood, for a click on something stale.
        self.stale: dict[str, Screen] = {}
        #: The day of the review of the story's restriction, once it is approved.
        self.review_on: date | None = None
        #: What was typed in confidence: must be found nowhere outside dialogs and ciphertext.
        self.secrets: list[str] = []

    @property
    def now(self) -> datetime:
        """The moment of the story."""
        return self._clock.now()

    def person(self, name: str) -> Person:
        """Somebody, by short name."""
        return self._cast.person(name)

    async def staffed(self, *changed: Colleague, without: str = "") -> None:
        """Take over the directory file, with these colleagues otherwise than they are and without this one."""
        assert self._staff is not None  # a story that needs it is given it
        others = {colleague.handle: colleague for colleague in changed}
        listed = (others.get(c.handle, c) for c in COLLEAGUES if c.handle != without)
        await self._staff(directory_csv(listed, numbered=True))

    # -- telling -----------------------------------------------------------------------------------

    def scene(self, title: str) -> None:
        """A heading."""
        self._say(f"\n{title}")

    def tell(self, who: Person | None, what: str) -> None:
        """One line of the timeline."""
        name = who.name.split()[0] if who else ""
        self._say(f"  {self.calendar.words(self.now)}  {name:<9} {what}")

    async def settle(self) -> None:
        """Let the service do its due work, and print who got a message."""
        await self._settle()
        for person in self._cast.everybody():
            self._tell_messages(person)
        for email in self.mailbox.emails[self._mailed :]:
            self.tell(self._of_address(email.to), f"gets an e-mail: {email.subject}")
        self._mailed = len(self.mailbox.emails)

    def _of_address(self, address: str) -> Person | None:
        return next((person for person in self._cast.everybody() if person.email == address), None)

    def _tell_messages(self, person: Person) -> None:
        heard = self._heard.get(person.handle, 0)
        news = person.news(after=heard)
        for screen in news:
            self.tell(person, f"gets a message: {_in_one_line(screen)}")
        self._heard[person.handle] = heard + len(news)

    def answered(self, person: Person) -> None:
        """Skip the answer to a typed command: in Teams every command begins with one, and the story leaves it out."""
        self._heard[person.handle] = len(person.news())

    # -- checking ----------------------------------------------------------------------------------

    def expect(self, is_so: object, what: str) -> None:
        """Raise NotAsTold unless this holds."""
        if not is_so:
            raise NotAsTold(what)

    def sees(self, screen: Screen, *words: str) -> Screen:
        """The screen, which has to say all these words."""
        for each in words:
            self.expect(each in screen.text, f"{screen.title!r} does not say {each!r}. It says:\n{screen.text}")
        return screen

    def hides(self, screen: Screen, *words: str) -> Screen:
        """The screen, which must say none of these words."""
        for each in words:
            self.expect(each.casefold() not in screen.text.casefold(), f"{screen.title!r} must not say {each!r}.")
        return screen

    def ref(self, screen: Screen, letters: str) -> str:
        """The reference that a screen names, such as "NO-0002" for "NO"."""
        found = re.search(rf"\b{letters}-\d{{4}}\b", screen.text)
        self.expect(found, f"{screen.title!r} names no {letters}. It says:\n{screen.text}")
        assert found is not None  # as was just expected
        return found.group()

    def heard(self, name: str) -> int:
        """Number of messages that the app has sent to this person."""
        return len(self.person(name).news())

    def emails(self, name: str) -> list[Email]:
        """The e-mails that came to this person, oldest first."""
        return self.mailbox.to(self.person(name).email)

    def mailed(self, name: str, *words: str) -> Email:
        """The newest e-mail to this person, which has to say all these words."""
        found = self.emails(name)
        self.expect(found, f"No e-mail came to {self.person(name).name}.")
        says = f"{found[-1].subject}\n{found[-1].text}"
        for each in words:
            self.expect(each in says, f"The e-mail does not say {each!r}. It says:\n{says}")
        return found[-1]

    def nobody_else_heard(self, before: dict[str, int], *besides: str) -> None:
        """Nobody but these has got a message since."""
        for handle, count in self.counts().items():
            self.expect(handle in besides or count == before.get(handle, 0), f"{handle} got a message.")

    def counts(self) -> dict[str, int]:
        """Number of messages that the app has sent to each person, by short name."""
        return {person.handle: len(person.news()) for person in self._cast.everybody()}

    def confide(self, words: str, *secrets: str) -> str:
        """Words that are typed in confidence; `secrets` are those that are searched for afterwards."""
        self.secrets += secrets or (words,)
        return words

    async def forge(self, who: Person, button: Button, *, act: str | None = None) -> None:
        """Somebody sends the click of a button that was never shown to them; `act`: as if it did something else."""
        await who.click(button, act=act)

    # -- time --------------------------------------------------------------------------------------

    async def pass_working_days(self, days: int, at: time = time(10)) -> None:
        """Move on to this time on the working day so many days ahead."""
        day = self.calendar.working_days_from(self.calendar.today(self.now), days)
        await self.pass_to(self.calendar.moment(day, at))

    async def pass_hours(self, hours: float) -> None:
        """Move on by so many hours, also at night."""
        moment = self.now + timedelta(hours=hours)
        await self.settle()
        while self.now < moment:
            self._clock.move_to(min(self.now + _STEP, moment))
            await self.settle()

    async def pass_to(self, moment: datetime) -> None:
        """Move on to this moment, half an hour at a time, so that all that is due comes when it is due."""
        await self.settle()
        while self.now < moment:
            following = self._next_step()
            self._clock.move_to(min(following, moment))
            await self.settle()

    def _next_step(self) -> datetime:
        step = self.now + _STEP
        return step if self.calendar.is_open(step) else max(step, self.calendar.next_open(step))


def _in_one_line(screen: Screen) -> str:
    buttons = "  ".join(f"[{label}]" for label in dict.fromkeys(screen.labels))
    words = [line for line in screen.text.splitlines() if line and line not in {f"[{b}]" for b in screen.labels}]
    return f"{' — '.join(words)}  {buttons}".strip()
