"""The people of the demo: a small housing association, its workspace, its tenant and its directory file."""

from __future__ import annotations

import csv
import io
import time
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from adapters.playground.slack.installation import Installation
from adapters.playground.slack.tickets import Ticks
from adapters.playground.slack.users import User
from adapters.playground.slack.workspace import Workspace
from adapters.playground.stand_in.patience import Patience
from adapters.playground.teams.members import Member
from adapters.playground.teams.tenant import BotApp, Tenant

if TYPE_CHECKING:
    from bot.ports import Clock

_DOMAIN = "hfl.example"
#: The sender of Harbour's e-mail.
MAIL_FROM = f"harbour@{_DOMAIN}"
#: The columns of the directory file (contract, "Directory file"), and one more that saves questions.
COLUMNS = ("email", "name", "line_manager", "deputies", "roles", "slack_id", "teams_id", "time_zone")
KEY = "employee_id"


@dataclass(frozen=True, kw_only=True)
class Colleague:
    """A member of staff listed in the directory."""

    #: The short name in the chat, and the first part of the address.
    handle: str
    name: str
    #: What they do, in words for the story.
    post: str
    #: Handles.
    manager: str = ""
    deputies: tuple[str, ...] = ()
    #: Names of `bot.people.Role`.
    roles: tuple[str, ...] = ()
    #: False for those who have no account in the chat and get e-mail.
    in_chat: bool = True

    @property
    def email(self) -> str:
        """Their address, such as "isla.fraser@hfl.example"."""
        return f"{self.name.casefold().replace(' ', '.')}@{_DOMAIN}"

    @property
    def slack_id(self) -> str:
        """Their id in the workspace."""
        return f"U0{self.handle.upper()}"


COLLEAGUES = (
    Colleague(
        handle="eilidh", name="Eilidh Grant", post="chief executive", deputies=("hamish",), roles=("chief_executive",)
    ),
    Colleague(
        handle="hamish",
        name="Hamish Drummond",
        post="head of housing, member of the management team",
        manager="eilidh",
        deputies=("catriona",),
        roles=("management_team",),
    ),
    Colleague(
        handle="catriona",
        name="Catriona Bell",
        post="head of property, member of the management team, duty manager",
        manager="eilidh",
        deputies=("hamish",),
        roles=("management_team", "health_and_safety"),
    ),
    Colleague(handle="morag", name="Morag Sinclair", post="housing manager", manager="hamish", deputies=("ailsa",)),
    Colleague(
        handle="ailsa",
        name="Ailsa Munro",
        post="customer services manager, stands in for Morag",
        manager="hamish",
        deputies=("morag",),
    ),
    Colleague(handle="isla", name="Isla Fraser", post="housing officer", manager="morag"),
    Colleague(handle="callum", name="Callum Stewart", post="housing officer", manager="morag"),
    Colleague(handle="rory", name="Rory Mackay", post="answers the phones", manager="ailsa", roles=("phone_handler",)),
    Colleague(
        handle="shona", name="Shona Reid", post="looks after the website", manager="ailsa", roles=("web_monitor",)
    ),
    Colleague(handle="fiona", name="Fiona Baird", post="keeps the records", manager="hamish", roles=("records_admin",)),
    Colleague(
        handle="angus", name="Angus Kerr", post="looks after the systems", manager="catriona", roles=("app_admin",)
    ),
    Colleague(handle="elspeth", name="Elspeth Rennie", post="chair of the Board", roles=("board",)),
    Colleague(
        handle="jean", name="Jean Paterson", post="member of the Board, by e-mail only", roles=("board",), in_chat=False
    ),
)
#: Who handles what comes from somebody without a manager who can be reached.
DUTY_MANAGER = "catriona"
#: Who handles what is about the chief executive, above whom nobody else stands.
CHAIR = "elspeth"

#: In the workspace, but not in the directory.
OTHERS = (
    User(id="U0TAM", name="tam", real_name="Tam Wilson", email="tam.wilson@agency.example"),
    User(id="U0GRETA", name="greta", real_name="Greta Lindqvist", email="greta@contractor.example", is_restricted=True),
    User(id="U0ROTABOT", name="rota", real_name="Rota Bot", is_bot=True),
    User(
        id="U0OWEN",
        name="owen",
        real_name="Owen Hughes",
        email="owen@neighbour.example",
        is_stranger=True,
        team_id="T0NEIGHBOUR",
    ),
)

#: Who is met in Teams where people are met on both platforms. What Isla and Rory report crosses from one to the
#: other, and so does what Morag proposes, and what moves on from her to her deputy.
IN_TEAMS = frozenset({"morag", "callum", "rory", "catriona", "fiona", "elspeth"})


def met_on(handle: str) -> str:
    """The platform that somebody uses in the mixed demo."""
    return "teams" if handle in IN_TEAMS else "slack"


def met_in(platform: str) -> frozenset[str]:
    """Short names of the people on this platform."""
    return frozenset(colleague.handle for colleague in COLLEAGUES if met_on(colleague.handle) == platform)


def address(handle: str) -> str:
    """The e-mail address of a colleague."""
    return next(c.email for c in COLLEAGUES if c.handle == handle)


def example_workspace(
    clock: Clock | None = None,
    *,
    ticks: Ticks = time.monotonic,
    app: Installation | None = None,
    patience: Patience | None = None,
) -> Workspace:
    """The workspace: the colleagues who are in the chat, and the others."""
    members = [User(id=c.slack_id, name=c.handle, real_name=c.name, email=c.email) for c in COLLEAGUES if c.in_chat]
    return Workspace([*members, *OTHERS], clock=clock, ticks=ticks, app=app, patience=patience)


def example_tenant(
    clock: Clock | None = None,
    *,
    ticks: Ticks = time.monotonic,
    app: BotApp | None = None,
    installed: Collection[str] | None = None,
    patience: Patience | None = None,
) -> Tenant:
    """The tenant: the colleagues who are in the chat, an agency worker, and a guest, who cannot have the app.

    `installed` are the short names of those who have the app; None for all but the guest.
    """

    def has_it(handle: str) -> bool:
        return installed is None or handle in installed

    members = [Member.called(c.handle, c.name, c.email, installed=has_it(c.handle)) for c in COLLEAGUES if c.in_chat]
    tam, greta = OTHERS[:2]
    members.append(Member.called(tam.name, tam.real_name, tam.email, installed=has_it(tam.name)))
    members.append(Member.called(greta.name, greta.real_name, greta.email, guest=True, installed=False))
    return Tenant(members, clock=clock, ticks=ticks, app=app, patience=patience)


def directory_csv(colleagues: Iterable[Colleague] = COLLEAGUES, *, numbered: bool = False) -> str:
    """The directory file. It holds no ids of a chat, which are found by e-mail; `numbered`: but employees' numbers."""
    written = io.StringIO(newline="")
    columns = (*COLUMNS, KEY) if numbered else COLUMNS
    rows = csv.DictWriter(written, columns, restval="", lineterminator="\n", extrasaction="ignore")
    rows.writeheader()
    rows.writerows(_rows(tuple(colleagues)))
    return written.getvalue()


def policy_toml() -> str:
    """Policy settings of the demo: the duty manager, the chair, the support line and its references."""
    return (
        '[support]\nline_name = "the confidential support line"\nline_number = "0800 000 0000"\n\n'
        '[references]\nforms = ["AA-99999"]\n\n'
        f'[people]\nduty_manager = "{address(DUTY_MANAGER)}"\nchair = "{address(CHAIR)}"\n'
    )


def write_directory(path: Path) -> Path:
    """Write the directory file and return its path."""
    path.write_text(directory_csv(), encoding="utf-8")
    return path


def write_policy(path: Path) -> Path:
    """Write the policy settings and return their path."""
    path.write_text(policy_toml(), encoding="utf-8")
    return path


def _rows(colleagues: Iterable[Colleague]) -> Iterator[dict[str, str]]:
    """Rows of the directory file for these colleagues; a manager or deputy who is not among them is left out."""
    emails = {colleague.handle: colleague.email for colleague in colleagues}
    for colleague in colleagues:
        yield {
            "email": colleague.email,
            "name": colleague.name,
            "line_manager": emails.get(colleague.manager, ""),
            "deputies": ";".join(emails[handle] for handle in colleague.deputies if handle in emails),
            "roles": ";".join(colleague.roles),
            KEY: f"HFL-{colleague.handle}",
        }
