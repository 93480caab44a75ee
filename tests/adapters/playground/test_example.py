"""The people of the demo fit the contract."""

from __future__ import annotations

import csv
import tomllib
from pathlib import Path

from adapters.playground.example import (
    COLLEAGUES,
    COLUMNS,
    address,
    example_workspace,
    policy_toml,
    write_directory,
    write_policy,
)
from bot.people import Role


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


def test_the_policy_names_the_duty_manager(tmp_path: Path) -> None:
    """By e-mail."""
    written = write_policy(tmp_path / "policy.toml").read_text(encoding="utf-8")
    assert written == policy_toml()
    assert tomllib.loads(written)["people"]["duty_manager"] == address("catriona")
