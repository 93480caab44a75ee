"""The renderer of Slack's blocks draws everything that Harbour may draw, and is loud about anything else."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from adapters.playground.page import Page
from adapters.playground.stand_in.refusals import Json
from adapters.slack import limits
from tests.browser.desk import Desk
from tests.browser.tables import workspace_of

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_every_block_and_element_is_known(laptop: Desk) -> None:
    """Everything that the lint of Harbour's own rendering accepts has a drawing here."""
    blocks = await laptop.page.evaluate("async () => Object.keys((await import('/static/slack/blocks.js')).BLOCKS)")
    elements = await laptop.page.evaluate("async () => Object.keys((await import('/static/slack/parts.js')).ELEMENTS)")
    assert set(limits._BLOCKS) - set(blocks) == set()
    assert set(limits._ELEMENTS) - set(elements) == set()


async def test_an_unknown_block_is_loud(laptop: Desk, page: Page) -> None:
    """Somebody who draws something new sees at once that the page does not know it."""
    workspace = workspace_of(page.session.table)
    chat = workspace.chat_with("U0ISLA")
    strange: list[Json] = [
        {"type": "carousel", "block_id": "a"},
        {"type": "actions", "block_id": "b", "elements": [{"type": "dial", "action_id": "c"}]},
    ]
    workspace.post(chat, workspace.app.bot_user, "Strange", strange)
    window = laptop.window("isla")
    await expect(window.get_by_text("The playground cannot draw this block: carousel")).to_be_visible()
    await expect(window.get_by_text("The playground cannot draw this element: dial")).to_be_visible()


async def test_every_kind_of_field(laptop: Desk, page: Page) -> None:
    """Fields filled in by hand are in the workspace as Slack would send them."""
    workspace = workspace_of(page.session.table)
    options: list[Json] = [{"text": {"type": "plain_text", "text": f"Choice {n}"}, "value": str(n)} for n in range(3)]
    view = workspace.dialogs.open(
        "U0ISLA", {"type": "modal", "title": _plain("Everything"), "blocks": _inputs(options)}
    )
    dialog = laptop.dialog("isla")
    await dialog.get_by_label("text").fill("words")
    await dialog.get_by_label("static_select").first.select_option(label="Choice 1")
    await dialog.get_by_role("group", name="checkboxes").get_by_label("Choice 0").check()
    await dialog.get_by_role("group", name="checkboxes").get_by_label("Choice 2").check()
    await dialog.get_by_role("group", name="radio_buttons").get_by_label("Choice 2").check()
    await dialog.get_by_role("group", name="menu of several").get_by_label("Choice 1").check()
    await dialog.get_by_label("day").fill("2026-12-01")
    await dialog.get_by_label("clock").fill("14:30")
    await dialog.get_by_label("person").select_option(label="Morag Sinclair")
    for name in ("Callum Stewart", "Rory Mackay"):
        await dialog.get_by_label("people: add a colleague").select_option(label=name)
        await dialog.get_by_role("button", name=name).wait_for()
    await dialog.get_by_role("button", name="Callum Stewart").click()
    await expect(dialog.get_by_role("button", name="Callum Stewart")).to_have_count(0)
    person = page.session.table.cast.person("isla")
    assert await workspace.feed.until(lambda: person.modal().fields["text"] == "words")
    assert person.modal().fields == {
        "text": "words",
        "static_select": "Choice 1",
        "checkboxes": ("Choice 0", "Choice 2"),
        "radio_buttons": "Choice 2",
        "menu of several": ("Choice 1",),
        "day": "2026-12-01",
        "clock": "14:30",
        "person": "Morag Sinclair",
        "people": ("Rory Mackay",),
    }
    assert workspace.dialogs.top("U0ISLA") is view


def _plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def _inputs(options: list[Json]) -> list[Json]:
    elements: dict[str, Json] = {
        "text": {"type": "plain_text_input"},
        "static_select": {"type": "static_select", "options": options},
        "checkboxes": {"type": "checkboxes", "options": options},
        "radio_buttons": {"type": "radio_buttons", "options": options},
        "menu of several": {"type": "multi_static_select", "options": options},
        "day": {"type": "datepicker"},
        "clock": {"type": "timepicker"},
        "person": {"type": "users_select"},
        "people": {"type": "multi_users_select"},
    }
    return [
        {"type": "input", "block_id": f"b{n}", "label": _plain(label), "element": {**element, "action_id": f"a{n}"}}
        for n, (label, element) in enumerate(elements.items())
    ]
