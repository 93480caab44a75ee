"""The people of the matrix: one for each column of model.md §4, with the same part in every record."""

from __future__ import annotations

from collections.abc import Mapping

from bot.people import Person, PersonId, Role

REPORTER = PersonId("isla")
AFFECTED = PersonId("nan")
WITNESS = PersonId("rory")
FINDER = PersonId("fin")
#: Tries again, owns an agreed action, covers: a colleague who does one thing.
OWNER = PersonId("ola")
#: A manager who proposes a restriction formally.
PROPOSER = PersonId("pippa")
HANDLER = PersonId("hamish")
DEPUTY = PersonId("dee")
FORMER = PersonId("morag")
ANOTHER = PersonId("callum")
TEAM = PersonId("ailsa")
CHIEF = PersonId("ewan")
PHONE = PersonId("phone")
WEB = PersonId("web")
KEEPER = PersonId("keeper")
APP = PersonId("app")
SAFETY = PersonId("safety")
BOARD = PersonId("board")
NOBODY = PersonId("nobody")
#: Who handles what comes from somebody without a manager who can be reached; and who is not in the directory file.
DUTY = PersonId("dougal")
STRANGER = PersonId("stranger")

#: The columns, in the order of the table.
COLUMNS: Mapping[str, PersonId] = {
    "reporter": REPORTER,
    "affected": AFFECTED,
    "witness": WITNESS,
    "finder": FINDER,
    "owner": OWNER,
    "proposer": PROPOSER,
    "handler": HANDLER,
    "deputy": DEPUTY,
    "former": FORMER,
    "another": ANOTHER,
    "team": TEAM,
    "chief": CHIEF,
    "phone": PHONE,
    "web": WEB,
    "keeper": KEEPER,
    "app": APP,
    "safety": SAFETY,
    "board": BOARD,
    "nobody": NOBODY,
    "duty": DUTY,
    "stranger": STRANGER,
}
WHO: Mapping[PersonId, str] = {person: column for column, person in COLUMNS.items()}


def _person(
    id_: PersonId, name: str, manager: PersonId | None, *deputies: PersonId, role: Role | None = None
) -> Person:
    roles = frozenset({role}) if role is not None else frozenset()
    return Person(id=id_, email=f"{id_}@example.org", name=name, line_manager=manager, deputies=deputies, roles=roles)


#: Everything comes to Morag, who cannot take it; so it lies with Hamish, and Dee is the next.
CAST = (
    _person(REPORTER, "Isla Fraser", FORMER),
    _person(AFFECTED, "Nan Ross", FORMER),
    _person(WITNESS, "Rory Muir", ANOTHER),
    _person(FINDER, "Fin Tait", ANOTHER),
    _person(OWNER, "Ola Kerr", ANOTHER),
    _person(PROPOSER, "Pippa Lyle", FORMER),
    _person(FORMER, "Morag Reid", ANOTHER, HANDLER, DEPUTY),
    _person(HANDLER, "Hamish Orr", TEAM),
    _person(DEPUTY, "Dee Hogg", TEAM),
    _person(ANOTHER, "Callum Boyd", TEAM),
    _person(TEAM, "Ailsa Grant", CHIEF, role=Role.MANAGEMENT_TEAM),
    _person(CHIEF, "Ewan Scott", None, role=Role.CHIEF_EXECUTIVE),
    _person(PHONE, "Una Ptolemy", ANOTHER, role=Role.PHONE_HANDLER),
    _person(WEB, "Vic Quaid", ANOTHER, role=Role.WEB_MONITOR),
    _person(KEEPER, "Kit Eadie", TEAM, role=Role.RECORDS_ADMIN),
    _person(APP, "Abe Purdie", ANOTHER, role=Role.APP_ADMIN),
    _person(SAFETY, "Sal Fyfe", ANOTHER, role=Role.HEALTH_AND_SAFETY),
    _person(BOARD, "Bo Ard", None, role=Role.BOARD),
    # Managed by Pippa, so that she is a manager.
    _person(NOBODY, "Ned Body", PROPOSER),
)
