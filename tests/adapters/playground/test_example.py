"""The people of the demo fit the contract."""

from __future__ import annotations

import csv
import tomllib
from datetime import UTC, datetime
from pathlib import Path

from adapters.playground.page.windows import SEATED
from adapters.playground.people.example import (
    CHAIR,
    COLLEAGUES,
    COLUMNS,
    IN_TEAMS,
    address,
    directory_csv,
    example_tenant,
    example_workspace,
    policy_toml,
    write_directory,
    write_policy,
)
from adapters.playground.stand_in.clock import MovableClock
from bot import directory
from bot.app.platforms import PLATFORMS
from bot.people import Role
from bot.policy import Policy
from storage import Store, new_key
from tests import migrated

AT = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


def test_the_directory_file_is_in_the_contract_s_form(tmp_path: Path) -> None:
    """Known columns, known roles, and managers and deputies who are in it."""
    with write_directory(tmp_path / "people.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    emails = {row["email"] for row in rows}
    named = {e for row in rows for e in (row["line_manager"], *row["deputies"].split(";")) if e}
    roles = {role for row in rows for role in row["roles"].split(";") if role}
    assert list(rows[0]) == list(COLUMNS)
    assert len(emails) == len(rows) == len(COLLEAGUES)
    assert named <= emails
    assert roles == {role.value for role in Role}


def test_the_main_line_is_as_the_story_needs_it() -> None:
    """Isla -> Morag -> Hamish of the management team -> the chief executive; Ailsa stands in for Morag."""
    by_handle = {c.handle: c for c in COLLEAGUES}
    assert by_handle["isla"].manager == by_handle["callum"].manager == "morag"
    assert (by_handle["morag"].manager, by_handle["morag"].deputies) == ("hamish", ("ailsa",))
    assert by_handle["hamish"].roles == ("management_team",)
    assert by_handle["eilidh"].roles == ("chief_executive",)


def test_the_workspace_knows_more_people_than_the_directory() -> None:
    """A temporary worker, a guest, a bot and a stranger; and one colleague is not in the chat."""
    workspace = example_workspace()
    listed = {c.email for c in COLLEAGUES}
    others = {u.name for u in workspace.users.values() if u.email not in listed}
    assert others == {"harbour", "tam", "greta", "rota", "owen"}
    assert "jean" not in {u.name for u in workspace.users.values()}


def test_the_tenant_has_the_same_people_with_ids_that_stay() -> None:
    """Names and addresses are the same for everybody in the chat; a guest has not got the app."""
    tenant, again, workspace = example_tenant(), example_tenant(), example_workspace()
    assert list(tenant.members) == list(again.members)
    members = {m.name: (m.real_name, m.email) for m in tenant.members.values()}
    assert members == {u.name: (u.real_name, u.email) for u in workspace.users.values() if u.name in members}
    assert {c.handle for c in COLLEAGUES if c.in_chat} == members.keys() - {"tam", "greta"}
    assert {m.name for m in tenant.members.values() if not m.installed} == {"greta"}
    some = example_tenant(installed=IN_TEAMS)
    assert {m.name for m in some.members.values() if m.installed} == IN_TEAMS


def test_where_people_are_on_both_platforms_their_work_crosses() -> None:
    """From whoever reports to their manager, from her to hers, and to who stands in for her."""
    by_handle = {c.handle: c for c in COLLEAGUES}
    isla, rory, morag = (by_handle[name] for name in ("isla", "rory", "morag"))
    for one, other in ((isla, isla.manager), (rory, rory.manager), (morag, morag.manager), (morag, morag.deputies[0])):
        assert (one.handle in IN_TEAMS) is not (other in IN_TEAMS)


def test_the_policy_names_the_duty_manager(tmp_path: Path) -> None:
    """By e-mail."""
    written = write_policy(tmp_path / "policy.toml").read_text(encoding="utf-8")
    assert written == policy_toml()
    assert tomllib.loads(written)["people"]["duty_manager"] == address("catriona")


def test_somebody_in_the_chat_holds_every_role() -> None:
    """Nobody who has to press something is reached by e-mail alone; two at least lead besides the chief executive."""
    in_chat = [c for c in COLLEAGUES if c.in_chat]
    assert {role for c in in_chat for role in c.roles} == {role.value for role in Role}
    assert len([c for c in in_chat if "management_team" in c.roles]) >= 2


def test_there_are_two_teams_whose_managers_have_a_deputy() -> None:
    """So that a finder and the one who is named need not have the same manager."""
    by_handle = {c.handle: c for c in COLLEAGUES}
    plain = [c for c in COLLEAGUES if c.manager in ("morag", "ailsa")]
    assert {name: sum(c.manager == name for c in plain) for name in ("morag", "ailsa")} == {"morag": 2, "ailsa": 2}
    assert by_handle["morag"].deputies
    assert by_handle["ailsa"].deputies


def test_the_chair_of_the_board_stands_above_the_chief_executive(tmp_path: Path) -> None:
    """Matters about her go to the chair, who is in the chat and takes part if asked."""
    policy = Policy.load(write_policy(tmp_path / "policy.toml"))
    rows = directory.read(directory_csv().encode(), PLATFORMS).rows
    store = Store(migrated.on_sqlite(tmp_path / "harbour.db"), new_key(), policy, MovableClock(AT))
    store.run(lambda uow: directory.import_into(uow, rows))
    people = store.run(lambda uow: uow.people)
    store.close()
    eilidh, elspeth = (people.by_email(address(handle)) for handle in ("eilidh", CHAIR))
    assert eilidh is not None
    assert elspeth is not None
    assert people.who_handles(eilidh.id, day=AT.date()) == elspeth.id
    assert CHAIR in {u.name for u in example_workspace().users.values()}


def test_whoever_has_no_window_at_first_can_be_asked_to_the_table() -> None:
    """Everybody with an account is offered; four sit there from the start."""
    offered = {u.name for u in example_workspace().users.values() if not u.is_bot}
    assert len(SEATED) == 4
    assert {c.handle for c in COLLEAGUES if c.in_chat} <= offered
