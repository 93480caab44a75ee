"""A person plays the main job by hand."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.browser.desk import Desk

pytestmark = pytest.mark.asyncio(loop_scope="session")

_FAIR: dict[str, str | tuple[str, ...]] = {
    "Where do steps to restore the relationship stand?": ("They were tried",),
    "What was tried, or why not?": "Two calm calls back, and a new date for the repair",
    "Which needs or adjustments did you consider?": "None known; asked at the last visit",
    "Why is this needed, and why is nothing lighter enough?": "It protects the officers; a letter came in autumn",
    "I have thought of these, and each holds": (
        "It is about what it does, not about somebody being different or upset",
        "A full team on a normal day could not manage it either",
        "A complaint or request that is open goes on",
        "Emergencies and urgent repairs can still be reported",
    ),
}


async def _report(desk: Desk) -> None:
    await desk.type("isla", "/ended-contact shouted at me about the repair, swore, I warned him twice")
    await expect(desk.dialog("isla")).to_contain_text("If anyone is in danger, call 999 first.")
    await desk.choose("isla", "How were you in contact?", "Phone")
    await desk.choose("isla", "What was it?", "Abusive language")
    await desk.choose("isla", "Did you give a warning?", "Yes")
    await desk.choose("isla", "What would help?", "I would like contact to be restricted")
    await desk.press("isla", "Send")
    await desk.sees("isla", "Ending the contact was yours to decide")


async def _decide_what_follows(desk: Desk) -> None:
    await desk.press("morag", "Open", near="A private report is waiting")
    await desk.sees("morag", "shouted at me about the repair")
    await desk.press("morag", "Acknowledge")
    await desk.press("morag", "We have talked")
    await desk.press("morag", "Save")
    await desk.press("morag", "Decide what follows")
    await desk.answer(
        "morag",
        {
            "Which kind of engagement is it?": ("Abuse",),
            "Is it a zero tolerance incident?": ("Yes",),
            "What follows?": ("A restriction",),
        },
    )
    await desk.press("morag", "Save")
    await expect(
        desk.dialog("morag").locator(".wrong, .says", has_text="Please complete this required field.").first
    ).to_be_visible()
    await desk.answer(
        "morag", {"What is being done": "A warning by letter", "What the reporter will read": "Thank you."}
    )
    await desk.press("morag", "Save")
    await desk.sees("morag", "Isla Fraser was told that more is to come")
    await desk.close("morag")


async def _approve(desk: Desk) -> None:
    await desk.press("morag", "Approve", near="A restriction is waiting for your decision")
    await desk.answer(
        "morag",
        {
            "Who is it about?": "HA-20417",
            "What should change?": ("Contact by certain channels only",),
            "How can they be in contact instead?": "By e-mail; the phone stays open for emergencies",
            "What does it do to staff and to the service?": "Two officers no longer answer alone",
            **_FAIR,
        },
    )
    await desk.choose("morag", "When do we look at it again?", "On another day")
    await desk.answer(
        "morag",
        {
            "The day of the review": "2026-12-24",
            "What would make us look sooner?": "Three calm contacts in a row",
        },
    )
    await desk.press("morag", "Approve")
    await desk.sees("morag", "It starts when those who need to know have the card")


async def _share(desk: Desk) -> None:
    await desk.press("morag", "Decide who needs to know")
    await desk.answer("morag", {"What should they do?": "Take no calls; ask for an e-mail"})
    await desk.press("morag", "Next")
    await desk.sees("morag", "This is all that they will read")
    await desk.press("morag", "Share")
    await desk.press("morag", "Open")
    await expect(desk.message("morag", "Please record when and how")).to_be_attached()


async def _tell(desk: Desk) -> None:
    await desk.press("morag", "The individual has been told")
    heard = ("When we look at it again, and what would bring it forward", "How to appeal to the Chief Executive")
    await desk.pick("morag", "How were they told?", "Letter")
    await desk.answer("morag", {"They have heard": heard})
    await desk.press("morag", "Save")
    await desk.sees("morag", "In force.")
    await desk.close("morag")


async def _debrief(desk: Desk) -> None:
    await desk.press("isla", "Yes", near="Would a conversation with your manager help?")
    await desk.sees("isla", "Morag Sinclair will find a time")
    await desk.close("isla")
    await desk.leap("next morning")
    await desk.press("morag", "Open", near="A conversation to book")
    await desk.press("morag", "We have talked")
    await desk.press("morag", "Save")
    await desk.sees("morag", "You have talked with Isla Fraser")
    await desk.close("morag")


async def _lift(desk: Desk) -> None:
    while not await desk.message("morag", "A review is coming").count():
        await desk.leap("next nudge")
    await desk.press("morag", "Open", near="A review is coming")
    await desk.press("morag", "Can this be lifted?")
    await desk.choose("morag", "Can this be lifted?", "Lift it")
    await desk.answer("morag", {"Why can it be lifted?": "Three calm letters: the reason for it has passed"})
    await desk.press("morag", "Save")
    await desk.press("morag", "The individual has been told")
    await desk.pick("morag", "How were they told?", "Letter")
    await desk.press("morag", "Save")
    await desk.press("morag", "Decide who needs to know")
    await desk.press("morag", "Save")
    await desk.press("morag", "Open")
    await desk.sees("morag", "Lifted. Nothing more to do.")


async def test_the_main_job(laptop: Desk) -> None:
    """By mouse and keyboard, from the report to the lifted restriction, each seen where it belongs alone."""
    await _report(laptop)
    assert laptop.taps == 5
    await laptop.close("isla")
    await laptop.sees("morag", "A private report is waiting for you")
    for name in ("callum", "hamish"):
        await expect(laptop.window(name)).to_contain_text("No messages yet.")
    await _decide_what_follows(laptop)
    await laptop.sees("isla", "There is an answer to your report")
    await _approve(laptop)
    await _share(laptop)
    await _tell(laptop)
    await _debrief(laptop)
    await _lift(laptop)
    await expect(laptop.page.locator("body")).not_to_contain_text("cannot draw")
