"""The small world of the matrix: its records, and the acts of people that make them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bot.chat.events import ActionEvent, Value
from bot.chat.replies import Reply
from bot.people import PersonId
from bot.ports import UnitOfWork
from bot.records.base import Record, RecordId
from bot.topics import RECORDS
from tests.bot.house import House, words
from tests.bot.matrix.cast import FORMER
from tests.bot.matrix.reading import canaries, strings

Values = Mapping[str, Value]


#: Kind of record → how the names of its rows begin.
PREFIX: Mapping[str, str] = {
    "ended_contact": "ec_",
    "named_online": "no_",
    "restriction": "rs_",
    "debrief": "db_",
    "time_away": "ta_",
    "support_request": "sr_",
    "contact_outside": "co_",
    "police_decision": "pd_",
    "witness_statement": "ws_",
    "appeal": "ap_",
    "correspondence": "cd_",
    "online_action": "oa_",
    "restorative": "ra_",
    "sharing": "sd_",
    "evidence": "ev_",
    "erased": "er_",
    "retention": "rt_",
    "quarter": "qr_",
    "subject_access": "sa_",
}


@dataclass(frozen=True)
class Row:
    """One record in one state: a row of the table."""

    name: str
    id: RecordId
    ref: str
    kind: str


@dataclass
class MatrixWorld:
    """The house and its records."""

    house: House
    rows: dict[str, Row] = field(default_factory=dict)
    #: Reference of an individual → the record that is about them.
    individuals: dict[str, str] = field(default_factory=dict)
    #: The texts that were typed, by the record and what they say.
    planted: set[tuple[str, str]] = field(default_factory=set)

    # -- what people do -----------------------------------------------------------------------------

    def sends(self, person: PersonId, form: str, values: Values, about: str | None = None, extra: str = "") -> Reply:
        """A form, which has to be taken."""
        self.planted |= canaries("\n".join(strings(values)))
        return self._taken(self.house.sends(person, form, values, about, extra))

    def keeps(self, person: PersonId, form: str, values: Values, about: str) -> None:
        """A form that is kept half-way."""
        self.planted |= canaries("\n".join(strings(values)))
        event = ActionEvent(person=person, action="restriction.keep", about=about, extra=f"{form} ", values=values)
        self._taken(self.house.handle(event))

    def presses(self, person: PersonId, action: str, about: str | None = None, extra: str = "") -> Reply:
        """A button, which has to work."""
        return self._taken(self.house.presses(person, action, about, extra))

    def _taken(self, reply: Reply) -> Reply:
        assert not getattr(getattr(reply, "form", None), "errors", {}), reply
        assert "Nothing changed" not in words(reply), words(reply)
        return reply

    # -- what stands there ------------------------------------------------------------------------------

    def newest(self, kind: str, before: Iterable[str]) -> str:
        """The one record of this kind that was not there before."""
        (found,) = set(self.of(kind)) - set(before)
        return found

    def of(self, kind: str) -> list[str]:
        """The ids of all records of a kind."""
        return self.house.run(lambda uow: [str(id_) for id_, _ in uow.records.facts(RECORDS[kind], limit=1000)])

    def keep(self, name: str, about: str) -> str:
        """Keep it as a row."""

        def read(uow: UnitOfWork) -> Record:
            return uow.records.get(RecordId(about), Record)

        record = self.house.run(read)
        self.rows[name] = Row(name, record.id, record.ref, record.kind)
        return about

    def made(self, kind: str, person: PersonId, form: str, values: Values, about: str | None = None) -> str:
        """Send a form as somebody, and return the id of the new record."""
        before = self.of(kind)
        self.sends(person, form, values, about)
        return self.newest(kind, before)

    def whom(self, row: str) -> str:
        """A fresh reference of an individual for this record."""
        found = f"HA-{20001 + len(self.individuals)}"
        self.individuals[found] = row
        return found

    def passed_on(self, about: str) -> str:
        """Pass it on from Morag, to whom it came, to Hamish."""
        self.presses(FORMER, "pass_on", about)
        return about
