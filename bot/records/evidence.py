"""A piece of evidence: a file, a link or a thing, kept under its record (policy 1.14.1, 1.9.2; model.md §2.10).

Distressing material says so in its name, and takes a deliberate second step to reach. Nothing is ever changed or
replaced; a manager can withdraw a piece, and its file is then gone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar, Self

from bot.errors import AlreadyDone, Forbidden, Problem, lacking, refuse
from bot.people import PersonId, Role
from bot.records.base import Origin, Record, RecordId, not_yet
from bot.records.rights import Act, Allowed, Part, Parties

#: Prefix of the name of a file that may distress (R-1.14.1-3).
WARNING = "DISTRESSING-"

#: Accepted files: extension by media type.
ENDINGS: Mapping[str, str] = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/gif": "gif",
    "image/webp": "webp",
    "application/pdf": "pdf",
    "text/plain": "txt",
    "audio/mpeg": "mp3",
    "audio/mp4": "m4a",
    "audio/x-wav": "wav",
    "audio/amr": "amr",
    "audio/ogg": "ogg",
    "video/mp4": "mp4",
    "video/quicktime": "mov",
    "video/webm": "webm",
    "image/tiff": "tiff",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.ms-outlook": "msg",
}

#: Types offered to a browser: some recognise a kind only by its extension, and a phone's pictures become JPEG.
OFFERED = (*ENDINGS, "image/heic", ".heic", ".msg", ".amr")

#: The longest description of a thing, its place, or other material, in characters.
SHORT = 120


class ItemType(StrEnum):
    """Type of a piece of evidence."""

    FILE = "file"
    LINK = "link"
    PHYSICAL = "physical"


class Material(StrEnum):
    """Kinds of distressing material, in plain words: stated before anybody looks."""

    THREATS = "threats"
    ABUSE = "abuse"
    HATRED = "hatred"
    SEXUAL = "sexual"
    VIOLENCE = "violence"
    SELF_HARM = "self_harm"
    PRIVATE = "private"
    OTHER = "other"


class State(StrEnum):
    """State of a piece of evidence."""

    KEPT = "kept"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, kw_only=True)
class Nature:
    """Warning on the material: distressing or not, and why."""

    distressing: bool
    materials: tuple[Material, ...] = ()
    #: Other material, in a few words.
    words: str = ""

    def missing(self) -> dict[str, Problem]:
        """Return the missing answers, by field id."""
        if not self.distressing:
            return {}
        return lacking(materials=self.materials, words=self.words or Material.OTHER not in self.materials)


@dataclass(frozen=True, kw_only=True)
class File:
    """A file: its name here, and the location of its sealed bytes. Its original name is not kept."""

    name: str
    media_type: str
    #: In bytes.
    size: int
    blob: str
    #: The only key that opens it: erasing this record erases the file.
    key: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Thing:
    """A physical thing, and its place (R-1.14.1-4)."""

    what: str
    where: str

    def missing(self) -> dict[str, Problem]:
        """Return the missing answers, by field id."""
        return lacking(thing=self.what, place=self.where)


@dataclass(frozen=True, kw_only=True)
class Look:
    """One person's look at the material itself."""

    by: PersonId
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Withdrawn:
    """Withdrawal of a piece of evidence."""

    by: PersonId
    at: datetime
    reason: str


@dataclass(frozen=True, kw_only=True)
class EvidenceItem(Record):
    """One piece of evidence. Access follows from access to its parent (`bot.access`)."""

    kind: ClassVar[str] = "evidence"
    prefix: ClassVar[str] = "EV"
    under_parent: ClassVar[bool] = True
    # Besides what follows from its parent: see `_UNDER`.
    allowed: ClassVar[Allowed] = {
        Role.RECORDS_ADMIN: frozenset({Act.INSPECT}),
        # Someone concerned who asked to look, and whom the manager let (model.md §4, note 3).
        Part.AFFECTED: frozenset({Act.READ}),
    }

    #: The reference of its parent, and its number there.
    parent_ref: str
    number: int
    type: ItemType
    nature: Nature
    #: The day of the screenshot, letter or visit to the page.
    captured_on: date | None = None
    file: File | None = None
    #: Plain text, and never followed.
    link: str = ""
    thing: Thing | None = None
    looks: tuple[Look, ...] = ()
    #: People concerned who asked to look at it, and whom a manager let (model.md §4, note 3).
    let: tuple[PersonId, ...] = ()
    #: Restrictions that rest on it: the decider of one may look at it.
    named_in: tuple[RecordId, ...] = ()
    withdrawn: Withdrawn | None = None

    @classmethod
    def of_file(
        cls, origin: Origin, parent: Record, number: int, *, nature: Nature, captured_on: date | None, file: File
    ) -> Self:
        """Create it from a file, which gets a name of ours."""
        named = replace(file, name=_name(parent.ref, number, nature, ENDINGS[file.media_type]))
        new = cls(
            origin=origin,
            parent_ref=parent.ref,
            number=number,
            type=ItemType.FILE,
            nature=nature,
            captured_on=captured_on,
            file=named,
        )
        return new._complete()

    @classmethod
    def of_link(
        cls, origin: Origin, parent: Record, number: int, *, nature: Nature, captured_on: date | None, link: str
    ) -> Self:
        """Create it from a link, kept as text."""
        refuse(lacking(link=link))
        new = cls(
            origin=origin,
            parent_ref=parent.ref,
            number=number,
            type=ItemType.LINK,
            nature=nature,
            captured_on=captured_on,
            link=link,
        )
        return new._complete()

    @classmethod
    def of_thing(
        cls, origin: Origin, parent: Record, number: int, *, nature: Nature, captured_on: date | None, thing: Thing
    ) -> Self:
        """Create it from a thing, which stays where it is."""
        refuse(thing.missing())
        new = cls(
            origin=origin,
            parent_ref=parent.ref,
            number=number,
            type=ItemType.PHYSICAL,
            nature=nature,
            captured_on=captured_on,
            thing=thing,
        )
        return new._complete()

    def _complete(self) -> Self:
        refuse(self.nature.missing())
        return self

    # -- looking -----------------------------------------------------------------------------------

    def looked(self, by: PersonId, at: datetime) -> Self:
        """Record a look at the material itself, each time."""
        not_yet(self.withdrawn)
        return self.changed(looks=(*self.looks, Look(by=by, at=at)))

    def lets(self, person: PersonId, parent: Record) -> Self:
        """Let someone concerned look at it, as they asked. Raises Forbidden for anybody else."""
        not_yet(self.withdrawn)
        if person not in concerned(parent):
            raise Forbidden
        if person in self.let:
            raise AlreadyDone("They can look at it already. Nothing changed.")
        return self.changed(let=(*self.let, person))

    def names(self, restriction: RecordId) -> Self:
        """Record that a restriction rests on it (R-1.8-6)."""
        return self.changed(named_in=tuple(dict.fromkeys((*self.named_in, restriction))))

    # -- its end -----------------------------------------------------------------------------------

    def withdraw(self, withdrawn: Withdrawn) -> Self:
        """Withdraw it. Its description stays; file, link and place are gone for good."""
        not_yet(self.withdrawn)
        refuse(lacking(reason=withdrawn.reason))
        return self.changed(withdrawn=withdrawn, file=None, link="", thing=None, let=())

    # -- what others need to know --------------------------------------------------------------------

    @property
    def label(self) -> str:
        """Label for the envelope of a thing (R-1.14.1-4); also the name of a file, without its extension."""
        return _name(self.parent_ref, self.number, self.nature, "")

    @property
    def state(self) -> State:
        return State.KEPT if self.withdrawn is None else State.WITHDRAWN

    @property
    def is_open(self) -> bool:
        return self.withdrawn is None

    @property
    def above(self) -> tuple[RecordId, ...]:
        return (*super().above, *self.named_in)

    @property
    def lookup(self) -> str | None:
        # By its blob: stored blobs that no record points at are swept away.
        return None if self.file is None else self.file.blob

    @property
    def at_rest(self) -> bool:
        # It goes with its parent.
        return True

    def parties(self) -> Parties:
        return frozenset((person, Part.AFFECTED) for person in self.let)

    def facts(self) -> Mapping[str, str | int | bool]:
        return {"type": self.type.value, "distressing": self.nature.distressing}


def concerned(parent: Record) -> frozenset[PersonId]:
    """People whom the matter concerns, and who may ask to see its evidence (model.md §4, note 3)."""
    return frozenset(person for person, part in parent.parties() if part in (Part.REPORTER, Part.AFFECTED))


def _name(ref: str, number: int, nature: Nature, ending: str) -> str:
    warning = WARNING if nature.distressing else ""
    return f"{warning}{ref}-{number}{'.' if ending else ''}{ending}"
