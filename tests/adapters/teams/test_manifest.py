"""The app package of Teams holds to Microsoft's own schema and asks for as little as there is."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from jsonschema_rs import Draft4Validator
from PIL import Image

from adapters.pages.about import GETS
from adapters.teams.manifest import MOST_COMMANDS, VERSION, manifest, package, version_of
from bot.chat.commands import COMMANDS
from bot.errors import Misconfigured

APP_ID = "5C8F3F2E-0B1D-4E53-9E6B-0A7B1C2D3E4F"
URL = "https://harbour.example"
_SCHEMA = Path(__file__).parent / "schemas" / f"MicrosoftTeams.v{VERSION}.schema.json"


def _validator() -> Draft4Validator:
    return Draft4Validator(json.loads(_SCHEMA.read_text(encoding="utf-8")), validate_formats=True)


def test_the_manifest_is_valid_by_microsofts_own_schema() -> None:
    """The one that Microsoft publishes for 1.9, the oldest that has what is used."""
    assert [error.message for error in _validator().iter_errors(manifest(APP_ID, URL, "HfL"))] == []


def test_the_schema_refuses_what_is_wrong() -> None:
    """So that the test above can fail."""
    assert list(_validator().iter_errors({**manifest(APP_ID, URL), "scopes": []})) != []


def test_it_is_for_the_personal_chat_alone_and_takes_no_files() -> None:
    """Nothing is answered where others read; files would lie in a OneDrive; nothing is asked of Graph."""
    found = manifest(APP_ID, URL)
    (bot,) = found["bots"]
    assert bot["scopes"] == ["personal"]
    assert [each["scopes"] for each in bot["commandLists"]] == [["personal"]]
    assert (bot["supportsFiles"], bot["isNotificationOnly"]) == (False, False)
    assert found["permissions"] == ["identity"]
    assert "webApplicationInfo" not in found
    assert "authorization" not in found


def test_it_lists_exactly_the_commands_that_work() -> None:
    """From the core's own table, as they are typed."""
    commands = manifest(APP_ID, URL)["bots"][0]["commandLists"][0]["commands"]
    assert [c["title"] for c in commands] == [c.words for c in COMMANDS]
    assert len(commands) <= MOST_COMMANDS


def test_the_package_holds_the_manifest_and_both_icons() -> None:
    """At the top of the zip, where Teams looks for them; the same input gives the same bytes."""
    written = package(APP_ID, URL)
    with zipfile.ZipFile(io.BytesIO(written)) as file:
        assert sorted(file.namelist()) == ["color.png", "manifest.json", "outline.png"]
        assert json.loads(file.read("manifest.json")) == manifest(APP_ID, URL)
        sizes = {name: Image.open(io.BytesIO(file.read(name))).size for name in ("color.png", "outline.png")}
        outline = Image.open(io.BytesIO(file.read("outline.png"))).convert("RGBA")
    assert sizes == {"color.png": (192, 192), "outline.png": (32, 32)}
    seen = {colour[:3] for _, colour in outline.getcolors(32 * 32) or [] if isinstance(colour, tuple) and colour[3]}
    assert seen == {(255, 255, 255)}
    assert written == package(APP_ID, URL)


def test_its_pages_are_there_and_open() -> None:
    """The website, the privacy notice and the terms of use."""
    developer = manifest(APP_ID, URL)["developer"]
    addresses = {developer[name] for name in ("websiteUrl", "privacyUrl", "termsOfUseUrl")}
    assert addresses == {f"{URL}{path}" for path in GETS}


def test_a_version_is_raised_by_itself_when_the_content_changes() -> None:
    """From the package that was written before; what is the same keeps its version, and is the same to the byte."""
    first = package(APP_ID, URL)
    assert version_of(first) == "1.0.0"
    assert package(APP_ID, URL, earlier=first) == first
    second = package(APP_ID, URL, "HfL", earlier=first)
    assert version_of(second) == "1.0.1"
    assert package(APP_ID, URL, "HfL", earlier=second) == second
    assert version_of(package(APP_ID, URL, earlier=second)) == "1.0.2"


def test_a_version_can_be_given_and_never_goes_back() -> None:
    """Teams takes another content under a higher version alone."""
    first = package(APP_ID, URL, version="2.0.0")
    assert version_of(first) == "2.0.0"
    assert version_of(package(APP_ID, URL, "HfL", version="2.0.10", earlier=first)) == "2.0.10"
    assert package(APP_ID, URL, version="2.0.0", earlier=first) == first
    for lower in ("1.9.9", "2.0.0"):
        with pytest.raises(Misconfigured, match=r"above 2\.0\.0"):
            package(APP_ID, URL, "HfL", version=lower, earlier=first)


@pytest.mark.parametrize("version", ["1", "1.0", "1.0.0-rc1", "v1.0.0", "01.0.0", ""])
def test_a_version_that_is_none_is_refused(version: str) -> None:
    """In a sentence that says what to write."""
    with pytest.raises(Misconfigured, match=r"1\.2\.0"):
        package(APP_ID, URL, version=version)


def test_what_is_no_package_is_not_written_over() -> None:
    """Somebody may need it."""
    with pytest.raises(Misconfigured, match="no app package"):
        package(APP_ID, URL, earlier=b"something else")


@pytest.mark.parametrize("app_id", [None, "", "harbour", "5c8f3f2e-0b1d-4e53-9e6b"])
def test_without_the_bots_id_there_is_no_package(app_id: str | None) -> None:
    """In a sentence that says what to set."""
    with pytest.raises(Misconfigured, match="TEAMS_APP_ID"):
        manifest(app_id, URL)


@pytest.mark.parametrize("url", ["http://harbour.example", "harbour.example", "https://", "https://x.example/?a=b", ""])
def test_an_address_that_teams_would_not_take_is_refused(url: str) -> None:
    """In a sentence that says what to write."""
    with pytest.raises(Misconfigured, match=r"https://harbour\.example"):
        manifest(APP_ID, url)
