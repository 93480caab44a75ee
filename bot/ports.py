"""Needs of the core from outside, as Protocols that `storage` and `adapters` fill in."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple, Protocol, TypeVar

from bot.chat.cards import Card
from bot.chat.events import Values
from bot.nudges import Lane
from bot.pace import Turn, Window
from bot.people import People, Person, PersonId
from bot.policy import Policy
from bot.records.base import Facts, Origin, Record, RecordId
from bot.records.rights import Act, Part
from bot.words import Words

R = TypeVar("R", bound=Record)
T = TypeVar("T")


class Clock(Protocol):
    """Source of the time."""

    def now(self) -> datetime:
        """The present moment, timezone-aware, in UTC."""
        ...


@dataclass(frozen=True, kw_only=True)
class Summary:
    """A record as its plain columns show it: for lists, without opening it."""

    id: RecordId
    ref: str
    kind: str
    state: str
    parent: RecordId | None
    created_at: datetime
    due: datetime | None
    is_open: bool
    #: Time at which it was closed; None while it is open.
    closed_at: datetime | None = None


class Since(NamedTuple):
    """A position among the closed records of a kind, by time of closing and id."""

    closed_at: datetime
    record: RecordId


@dataclass(frozen=True, kw_only=True)
class Counted:
    """A record for counting, without anything that identifies it."""

    state: str
    created_at: datetime
    closed_at: datetime | None
    due: datetime | None
    facts: Facts


class CountedPage(NamedTuple):
    """Page of records for counting."""

    counted: list[Counted]
    #: The record after which the next page starts; None: there is no next page.
    last: str | None


@dataclass(frozen=True, kw_only=True)
class HistoryEntry:
    """One line of a record's history, over pseudonymous ids."""

    at: datetime
    by: PersonId | None
    act: str
    version: int


class Records(Protocol):
    """The records, inside one unit of work."""

    @property
    def kinds(self) -> Collection[type[Record]]:
        """Every kind of record that there is."""
        ...

    def begin(self, kind: type[Record], by: PersonId, parent: RecordId | None = None) -> Origin:
        """Return a fresh origin: an id, the next reference of the kind, now, and the policy's version."""
        ...

    def add(self, record: R, *, act: str, unnamed: bool = False) -> R:
        """Store a new record, with its history entry and its nudges; with `unnamed`, the entry names nobody."""
        ...

    def save(self, record: R, *, by: PersonId | None, act: str | None) -> R:
        """Save a changed record, with its history entry, and plan its nudges afresh.

        `by` is None for an act of Harbour itself (a matter passed on); `act` is None if the policy wants no trace
        (R-1.12.2-6). Messages about it are marked to be rewritten. Raises Conflict if it was changed since it was
        read.
        """
        ...

    def erase(self, shell: R, *, act: str) -> R:
        """Replace a record by its shell; its content is gone for good (R-1.10.4-2).

        `shell` is the record as it was read, wiped, or one of another kind that stands for it (`bot.records.erased`):
        nobody has a part in it, it has no outside reference and no nudges run for it (ValueError otherwise); its
        author, its parent and those who inspected it are emptied here. Its `origin.at` may be made coarser, such as
        the month. Nobody is named in the history entry. The nudges, parties and drafts about it go, messages about it
        are marked to be rewritten from the shell, and their recipients are forgotten once they are. Raises Conflict if
        the record was changed since it was read.
        """
        ...

    def open(self, record: str | None, person: PersonId, act: Act, kind: type[R]) -> R:
        """Load, authorise and (for READ) log the view, in one place, so that no flow can forget it.

        Raises NotFound if there is no such record of that kind, and Forbidden, which reads the same, if the person may
        not.
        """
        ...

    def get(self, record: RecordId, kind: type[R]) -> R:
        """Load without authorising, for Harbour's own work. Raises NotFound."""
        ...

    def peek(self, record: RecordId) -> Record | None:
        """Load a record of any kind without authorising, or None: for the courier."""
        ...

    def above(self, found: Record) -> tuple[Record, ...]:
        """Records it is kept under (`Record.under_parent`), for `bot.access.may`; otherwise none."""
        ...

    def children(self, parent: RecordId, kind: type[R]) -> list[R]:
        """Child records of a kind, oldest first, without authorising."""
        ...

    def with_part(
        self, person: PersonId, part: Part, *, open_only: bool = False, kind: str | None = None, limit: int = 11
    ) -> list[Summary]:
        """Records in which the person plays this part: due first, then newest."""
        ...

    def on_management_list(self, limit: int = 11) -> list[Summary]:
        """Records that have waited so long that they are on the management team's list."""
        ...

    def find(self, kind: type[R], lookup: str) -> R | None:
        """The newest record of this kind with this outside reference, through the blind index."""
        ...

    def find_all(self, kind: type[R], lookup: str, limit: int = 20) -> list[R]:
        """The newest records of this kind with this outside reference, newest first, without authorising."""
        ...

    def clued(self, kind: type[R], wanted: Collection[str], limit: int = 200) -> list[R]:
        """The newest records of this kind with any of these clues, newest first, without authorising."""
        ...

    def about(self, kinds: Collection[str], lookup: str, limit: int = 50) -> list[Summary]:
        """Records of these kinds with this outside reference, newest first: from plain columns, without decrypting.

        At most `limit` of each kind. Records older than their kind's references are not found.
        """
        ...

    def by_ref(self, kind: type[R], ref: str) -> R | None:
        """The record of this kind with this reference, such as "RS-0007", without authorising."""
        ...

    def summary(self, record: RecordId) -> Summary | None:
        """One record as its plain columns show it, or None."""
        ...

    def grown(self, parent: RecordId) -> list[Summary]:
        """All child records of any kind, oldest first."""
        ...

    def closed(self, kind: str, before: datetime, *, after: Since | None = None, limit: int = 200) -> list[Summary]:
        """Records of this kind closed before this moment, oldest first, from a position on."""
        ...

    def counted(self, kind: type[Record], before: datetime, *, after: str = "", limit: int = 500) -> CountedPage:
        """Records of this kind made before this moment, for counting, from a position on."""
        ...

    def facts(self, kind: type[Record], limit: int = 200) -> list[tuple[RecordId, Facts]]:
        """The non-identifying facts of the newest records of this kind."""
        ...

    def register(self, kinds: Collection[str], *, after: str = "", limit: int = 91) -> list[Summary]:
        """Lines of the register: records of these kinds after this id, newest first."""
        ...

    def history(self, record: RecordId) -> list[HistoryEntry]:
        """History of the record, oldest first, views included."""
        ...


@dataclass(frozen=True, kw_only=True)
class Notice:
    """News for one person: ids and a view's name, no content (architecture, idea 6)."""

    id: str
    to: PersonId
    #: A name of `bot.views.notices`, such as "nudge" or "outcome".
    view: str
    about: RecordId | None = None
    #: For a nudge: its row and lane; for others an opaque extra.
    kind: str = ""
    item: str = ""
    lane: Lane = Lane.REMIND
    occurrence: int = 0
    urgent: bool = False
    #: True if it may wait for the person's daily digest.
    in_digest: bool = False
    not_before: datetime
    attempts: int = 0


@dataclass(frozen=True, kw_only=True)
class Message:
    """A message in a chat: its notices and its address."""

    id: str
    to: PersonId
    notices: tuple[Notice, ...]
    #: The messenger that sent it, and its address; opaque. See `bot.ways.places` for several at once.
    platform: str
    address: str
    #: Digest of its content when it was last written; see `bot.courier`.
    fingerprint: str


@dataclass(frozen=True, kw_only=True)
class Parcel:
    """Message that the courier has claimed under a lease, to send or to rewrite."""

    to: PersonId
    #: One notice, or those of a digest.
    notices: tuple[Notice, ...]
    #: The existing message, if it is to be rewritten.
    message: Message | None = None


class Outbox(Protocol):
    """Notices waiting and messages sent, inside one unit of work."""

    def put(
        self,
        to: PersonId,
        view: str,
        about: RecordId | None = None,
        *,
        kind: str = "",
        item: str = "",
        lane: Lane = Lane.REMIND,
        occurrence: int = 0,
        urgent: bool = False,
        in_digest: bool = False,
        not_before: datetime | None = None,
    ) -> None:
        """Put a notice into the outbox. Without `not_before` it may go at once."""
        ...

    def claim(self, *, limit: int, lease_seconds: int) -> list[Parcel]:
        """Lease everything that may go now: single notices, a person's digest as one, stale messages."""
        ...

    def sent(
        self,
        parcel: Parcel,
        *,
        platform: str,
        address: str,
        fingerprint: str,
        settled: bool = False,
        takes: Sequence[Notice] = (),
    ) -> Message:
        """Record that a message is in the chat, and return it.

        `settled`: it will not change any more. `takes`: notices of other messages that this one now contains.
        """
        ...

    def rewritten(self, message: Message, *, fingerprint: str, address: str | None = None) -> None:
        """Record that the message was rewritten or was already right; `address` if it has moved."""
        ...

    def dropped(self, notices: Iterable[Notice], why: str) -> Sequence[Notice]:
        """Drop notices that are no longer true or not for this person; they are never sent. `why` is one word.

        Returns those that were still waiting: the rest was sent, or dropped, by another process.
        """
        ...

    def withdraw(self, to: PersonId, about: RecordId, item: str, why: str) -> None:
        """Cancel notices: waiting ones are dropped, and those under way are looked at again."""
        ...

    def postponed(self, parcel: Parcel, *, until: datetime, attempts: int) -> None:
        """Put it off until then; this counts for rewriting a message as well."""
        ...

    def standing(self, to: PersonId, about: RecordId) -> list[Message]:
        """Messages about a record in this person's chat that can be rewritten, oldest first."""
        ...

    def recipients_done(self, about: RecordId) -> frozenset[PersonId]:
        """People whose notice about this record was sent, or dropped for good."""
        ...

    def look_again(self, message: Message) -> None:
        """Return a message to the outbox because something beside it has changed."""
        ...

    def gone(self, message: Message) -> None:
        """Stop following a message that was taken away, or cannot be rewritten."""
        ...


@dataclass(frozen=True, kw_only=True)
class DueNudge:
    """A due nudge, as claimed."""

    record: RecordId
    kind: str
    item: str
    lane: Lane
    occurrence: int


class NudgeBook(Protocol):
    """The nudges to come, inside one unit of work."""

    def claim_due(self, limit: int) -> list[DueNudge]:
        """Lock and return the due nudges until the unit of work ends."""
        ...

    def done(self, nudge: DueNudge) -> None:
        """Mark it as acted on, or no longer wanted, and plan the next nudge of its record."""
        ...


class Directory(Protocol):
    """The directory of people, inside one unit of work."""

    def people(self) -> People:
        """The snapshot."""
        ...

    def put(self, person: Person) -> Person:
        """Keep a new or changed person. Raises Conflict if another person has the same address or platform id."""
        ...

    def remove(self, gone: PersonId) -> None:
        """Remove somebody who was only just added and has done nothing, as if they had never been here."""
        ...

    def noted(self, about: PersonId, act: str) -> None:
        """Add a line to the history of a person's identity."""
        ...

    def history(self, of: PersonId) -> list[HistoryEntry]:
        """History of a person's identity, oldest first."""
        ...


class Notes(Protocol):
    """Harbour's own notes: about the directory (`bot.directory.notes`), and the progress of its daily work.

    They are of a few kinds, sealed, and kept for some months.
    """

    def keep(self, name: str, noted: object) -> None:
        """Keep a note under this name, replacing an earlier one of its kind."""
        ...

    def find(self, kind: type[T], name: str) -> T | None:
        """Return the note of this kind and name."""
        ...

    def all(self, kind: type[T]) -> list[T]:
        """Return all notes of a kind, oldest first."""
        ...

    def drop(self, kind: type[object], name: str) -> bool:
        """Drop a note. Returns True if it was there: only one of two simultaneous calls gets True."""
        ...


class Drafts(Protocol):
    """Unsent forms: encrypted, and only for the person who typed them."""

    def keep(self, person: PersonId, form: str, values: Values, about: str | None = None) -> str:
        """Keep a draft, replacing an earlier one for the same form and record. Returns its id."""
        ...

    def find(self, person: PersonId, form: str, about: str | None = None) -> Values | None:
        """Draft for this form and record."""
        ...

    def take(self, person: PersonId, draft: str) -> tuple[str, str | None, Values] | None:
        """Draft with this id, if it is theirs: the form, the record and the values."""
        ...

    def drop(self, person: PersonId, form: str, about: str | None = None) -> None:
        """Drop the draft for this form and record."""
        ...


@dataclass(frozen=True, kw_only=True)
class Ticket:
    """A one-time address of Harbour's own pages, or a browser that has used one: its person, record and purpose."""

    person: PersonId
    #: The record; empty for a list.
    about: RecordId
    #: The act that it allows, such as "attach"; it is authorised again when it is used.
    act: str


class Tickets(Protocol):
    """One-time addresses, inside one unit of work. Unknown, used and expired ones cannot be told apart."""

    def issue(self, ticket: Ticket, *, minutes: int) -> str:
        """Return a new address for this person: random, and stored only as a hash."""
        ...

    def find(self, token: str) -> Ticket | None:
        """Return the ticket of an address, which stays valid."""
        ...

    def use(self, token: str) -> Ticket | None:
        """Use up an address, and return its ticket."""
        ...


class Chats(Protocol):
    """Chats of people on each platform: sealed, and refreshed with every message from them."""

    def keep(self, person: PersonId, platform: str, reference: str) -> None:
        """Keep the chat in place of an earlier one; an unchanged one is not written."""
        ...

    def find(self, person: PersonId, platform: str) -> str | None:
        """The platform's reference of this person's chat."""
        ...

    def forget(self, person: PersonId, platform: str) -> None:
        """Forget a chat that no longer exists."""
        ...

    def newest(self, platform: str) -> str | None:
        """The chat reference saved last, of any person: it names the platform's servers."""
        ...


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A file in the store of evidence: its opaque name, its only key, and its size in bytes."""

    blob: str
    key: str = field(repr=False)
    size: int


class Paces(Protocol):
    """Pace of writing to each platform, shared by all replicas."""

    def turn(self, place: str, windows: Sequence[Window], *, heeds: str, patience: float) -> Turn:
        """Take the next turn in a place, unless the place it `heeds` is quiet or the wait exceeds its `patience`."""
        ...

    def quiet(self, place: str, seconds: float) -> None:
        """Leave a place alone for that many seconds."""
        ...


class EvidenceStore(Protocol):
    """The sealed files of evidence. Synchronous; may wait for a disk."""

    def keep(self, content: Iterable[bytes]) -> Kept:
        """Seal it under a fresh key and store it safely. Raises OSError, leaving nothing behind."""
        ...

    def read(self, kept: Kept) -> bytes:
        """Return all of it, once every piece is known to be intact. Raises HarbourError."""
        ...

    def remove(self, blob: str) -> None:
        """Remove a file, if it is there."""
        ...

    def older_than(self, moment: datetime) -> list[str]:
        """Names of all files older than this moment."""
        ...


class UnitOfWork(Protocol):
    """One transaction: everything in it happens together, or not at all."""

    @property
    def now(self) -> datetime:
        """The moment of this unit of work."""
        ...

    @property
    def policy(self) -> Policy:
        """The organisation's policy settings."""
        ...

    @property
    def words(self) -> Mapping[str, Words]:
        """Names of each kind of record, by kind."""
        ...

    @property
    def records(self) -> Records: ...

    @property
    def outbox(self) -> Outbox: ...

    @property
    def nudges(self) -> NudgeBook: ...

    @property
    def directory(self) -> Directory: ...

    @property
    def notes(self) -> Notes: ...

    @property
    def drafts(self) -> Drafts: ...

    @property
    def tickets(self) -> Tickets: ...

    @property
    def chats(self) -> Chats: ...

    @property
    def paces(self) -> Paces: ...

    @property
    def people(self) -> People:
        """The directory's snapshot."""
        ...

    def once(self, key: str, result: str = "") -> str | None:
        """Claim the key of an event: None if it is new, otherwise the result kept for the first."""
        ...

    def alone(self, subject: str) -> None:
        """Lock this subject until the end; anything read from then on includes the last holder's changes."""
        ...

    def turn(self, name: str, period: str) -> bool:
        """Claim a task that runs once a period; False if it was claimed, or is just being done.

        A period is named so that a later one sorts behind it. A claim counts if the unit of work commits.
        """
        ...

    def again(self, name: str) -> None:
        """Give back a turn that was claimed here, because there is more to do."""
        ...


#: The platform without buttons, on which a sent message never changes.
EMAIL = "email"


class Messenger(Protocol):
    """Sender on one platform, for the courier. Asynchronous: an adapter."""

    @property
    def platform(self) -> str:
        """Its name, as in `Message.platform`."""
        ...

    def reaches(self, person: Person) -> bool:
        """True if it may reach this person."""
        ...

    async def send(self, person: Person, card: Card, *, urgent: bool = False) -> str:
        """Post the card to the person alone; returns its address. Raises DeliveryError.

        `urgent`: draw their attention to it at once, if the platform has a means to do so.
        """
        ...

    async def rewrite(self, address: str, card: Card) -> None:
        """Write the message at this address again. Raises DeliveryError."""
        ...

    async def remove(self, address: str) -> None:
        """Remove the message at this address, if it is there. Raises DeliveryError."""
        ...
