"""A person plays the main job by hand."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.browser.desk import Desk

pytestmark = pytest.mark.asyncio(loop_scope="session")

_FAIR: dict[str, str | tuple[str, ...]] = {
    "Is this about impact, not about being different or upset?": ("Yes",),
    "Where do steps to restore the relationship stand?": ("They were tried",),
    "What was tried, and how did it go?": "Two calm calls back, and a new date for the repair",
    "Which lighter options did you consider, and why are they not enough?": "A letter was sent in autumn",
    "Which needs or adjustments did you consider?": "None known; asked at the last visit",
    "Would we manage this at normal staffing?": "Yes, and it would be the same",
    "Could a training need be part of it?": ("No",),
    "Is a complaint or a service request open?": ("No",),
    "How can they still report emergencies and urgent repairs?": "By phone, at any time",
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
    await desk.sees("morag", "Nothing more to do")
    await desk.close("morag")


async def _approve(desk: Desk) -> None:
    await desk.press("morag", "Approve", near="A restriction is waiting for your decision")
    await desk.answer(
        "morag",
        {
            "Who is it about?": "HA-20417",
            "What should change?": ("Contact by certain channels only",),
            "Which channels, and which stay open?": "By e-mail; the phone stays open for emergencies",
            "Which channels does it close or change?": ("Phone",),
            "What was said or done?": "Shouted and swore on three calls about a boiler",
            "What does it do to staff and to the service?": "Two officers no longer answer alone",
            "Which of these is evidence?": ("Report EC-0001",),
        },
    )
    await desk.press("morag", "Next")
    await desk.sees("morag", "2 of 3: Is it fair?")
    await desk.answer("morag", _FAIR)
    await desk.press("morag", "Next")
    await desk.sees("morag", "3 of 3: What happens")
    await desk.answer(
        "morag",
        {
            "The reasons for your decision": "It protects the officers and keeps the service open",
            "The day of the review": "2026-12-24",
            "What would make us look sooner?": "Three calm contacts in a row",
        },
    )
    await desk.pick("morag", "Who tells them?", "Morag Sinclair")
    await desk.pick("morag", "How?", "Letter")
    await desk.press("morag", "Decide")
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
    await desk.answer("morag", {"How": "By letter, delivered by hand", "They have heard": heard})
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
    await desk.answer(
        "morag",
        {
            "What has happened since?": "Three calm letters",
            "What does the individual say?": "Would like to phone again",
            "Which needs or adjustments did you consider?": "A named day for calls",
            "The reasons": "The reason for it has passed",
        },
    )
    await desk.press("morag", "Save")
    await desk.press("morag", "The individual has been told")
    await desk.answer("morag", {"How": "By letter"})
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
