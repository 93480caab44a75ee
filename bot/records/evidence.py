"""A piece of evidence: a file, a link or a thing, kept under what it belongs to (policy 1.14.1, 1.9.2; model.md §2.10).

What may distress bears that in its name, and is reached by a deliberate second step alone. Nothing is
ever changed or put in the place of another; a manager can withdraw a piece, and its file is gone then.
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

#: What the name of a file begins with that may distress (R-1.14.1-3).
WARNING = "DISTRESSING-"

#: The files that are taken, by media type, and how their names end.
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

#: What a browser is told to offer: some know a kind by its ending alone, and a phone's pictures become JPEG.
OFFERED = (*ENDINGS, "image/heic", ".heic", ".msg", ".amr")

#: The longest words for what a thing is, where it is kept, and what else is in it.
SHORT = 120


class ItemType(StrEnum):
    """What a piece of evidence is."""

    FILE = "file"
    LINK = "link"
    PHYSICAL = "physical"


class Material(StrEnum):
    """What may distress, in plain words: said before anybody looks."""

    THREATS = "threats"
    ABUSE = "abuse"
    HATRED = "hatred"
    SEXUAL = "sexual"
    VIOLENCE = "violence"
    SELF_HARM = "self_harm"
    PRIVATE = "private"
    OTHER = "other"


class State(StrEnum):
    """Where it stands."""

    KEPT = "kept"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, kw_only=True)
class Nature:
    """Whether it may distress, and by what."""

    distressing: bool
    materials: tuple[Material, ...] = ()
    #: What else, in a few words.
    words: str = ""

    def missing(self) -> dict[str, Problem]:
        """What is still needed, by the id of its field."""
        if not self.distressing:
            return {}
        return lacking(materials=self.materials, words=self.words or Material.OTHER not in self.materials)


@dataclass(frozen=True, kw_only=True)
class File:
    """A file, by the name that it bears, and where its sealed bytes lie. What it was called before is not kept."""

    name: str
    media_type: str
    #: In bytes.
    size: int
    blob: str
    #: The key that alone opens it: whoever erases this record has erased the file.
    key: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Thing:
    """A thing, and where it is kept (R-1.14.1-4)."""

    what: str
    where: str

    def missing(self) -> dict[str, Problem]:
        """What is still needed, by the id of its field."""
        return lacking(thing=self.what, place=self.where)


@dataclass(frozen=True, kw_only=True)
class Look:
    """That somebody has looked at the material itself."""

    by: PersonId
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Withdrawn:
    """That it is no evidence any more."""

    by: PersonId
    at: datetime
    reason: str


@dataclass(frozen=True, kw_only=True)
class EvidenceItem(Record):
    """One piece of evidence. Who may do what with it follows from what it belongs to (`bot.access`)."""

    kind: ClassVar[str] = "evidence"
    prefix: ClassVar[str] = "EV"
    under_parent: ClassVar[bool] = True
    # Besides what follows from the record that it belongs to: see `_UNDER`.
    allowed: ClassVar[Allowed] = {
        Role.RECORDS_ADMIN: frozenset({Act.INSPECT}),
        # Who is concerned, has asked to look, and was let by the manager (model.md §4, note 3).
        Part.AFFECTED: frozenset({Act.READ}),
    }

    #: The reference of what it belongs to, and which piece of that it is.
    parent_ref: str
    number: int
    type: ItemType
    nature: Nature
    #: The day on which the screenshot was taken, the letter came, the page was seen.
    captured_on: date | None = None
    file: File | None = None
    #: Plain text, and never followed.
    link: str = ""
    thing: Thing | None = None
    looks: tuple[Look, ...] = ()
    #: Those concerned who asked to look at it, where a manager agreed (model.md §4, note 3).
    let: tuple[PersonId, ...] = ()
    #: The restrictions that rest on it: whoever decides one of them may look at it.
    named_in: tuple[RecordId, ...] = ()
    withdrawn: Withdrawn | None = None

    @classmethod
    def of_file(
        cls, origin: Origin, parent: Record, number: int, *, nature: Nature, captured_on: date | None, file: File
    ) -> Self:
        """A file, under a name of ours."""
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
        """A link, as text."""
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
        """A thing, which stays where it is."""
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
        """Somebody looks at the material itself: written down, each time."""
        not_yet(self.withdrawn)
        return self.changed(looks=(*self.looks, Look(by=by, at=at)))

    def lets(self, person: PersonId, parent: Record) -> Self:
        """Somebody concerned asked to look at it, and the manager agrees. Raises Forbidden for anybody else."""
        not_yet(self.withdrawn)
        if person not in concerned(parent):
            raise Forbidden
        if person in self.let:
            raise AlreadyDone("They can look at it already. Nothing changed.")
        return self.changed(let=(*self.let, person))

    def names(self, restriction: RecordId) -> Self:
        """A restriction rests on it (R-1.8-6)."""
        return self.changed(named_in=tuple(dict.fromkeys((*self.named_in, restriction))))

    # -- its end -----------------------------------------------------------------------------------

    def withdraw(self, withdrawn: Withdrawn) -> Self:
        """It is no evidence any more. What it is stays known; file, link and place are gone for good."""
        not_yet(self.withdrawn)
        refuse(lacking(reason=withdrawn.reason))
        return self.changed(withdrawn=withdrawn, file=None, link="", thing=None, let=())

    # -- what others need to know --------------------------------------------------------------------

    @property
    def label(self) -> str:
        """What to write on the envelope of a thing (R-1.14.1-4), and what a file is called without its ending."""
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
        # By its blob: what lies in the store and no record points at is swept away.
        return None if self.file is None else self.file.blob

    @property
    def at_rest(self) -> bool:
        # It goes with the record that it belongs to.
        return True

    def parties(self) -> Parties:
        return frozenset((person, Part.AFFECTED) for person in self.let)

    def facts(self) -> Mapping[str, str | int | bool]:
        return {"type": self.type.value, "distressing": self.nature.distressing}


def concerned(parent: Record) -> frozenset[PersonId]:
    """Whom the matter concerns, and who may therefore ask to see its evidence (model.md §4, note 3)."""
    return frozenset(person for person, part in parent.parties() if part in (Part.REPORTER, Part.AFFECTED))


def _name(ref: str, number: int, nature: Nature, ending: str) -> str:
    warning = WARNING if nature.distressing else ""
    return f"{warning}{ref}-{number}{'.' if ending else ''}{ending}"
