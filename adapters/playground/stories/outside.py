"""Contact outside the office: recorded, not recorded, or decided by nobody (1.10.4); and who keeps the records."""

from __future__ import annotations

from datetime import time

from adapters.playground.people.screen import Button
from adapters.playground.stories.acts import NOT_YOURS, does, leaves, opens, refused, sends
from adapters.playground.stories.story import Story

_TALKED = "Have you talked with them?"
_YES = "Yes, we have talked"
#: The taps of raising one; in Teams one more opens the form.
_TAPS = {"slack": 2, "teams": 3}


async def play(story: Story) -> None:
    """Three of them, and the register. Raises NotAsTold."""
    await story.pass_working_days(1, time(10))
    whom = story.confide("HA-61250")
    await recorded(story, whom)
    await not_recorded(story, whom)
    await nobody_decides(story)
    await the_register(story)


async def recorded(story: Story, whom: str) -> None:
    """A talk, then a note in the manager's words; Rory's own words are gone."""
    story.scene("Contact outside the office, recorded")
    line = story.confide("He asked about his repair at the pool", "repair at the pool")
    ref = await _raises(story, "rory", line, whom)
    note = story.confide("Met by chance; nothing was promised", "nothing was promised")
    ailsa = await does(story, "ailsa", ref, "Record it", {_TALKED: _YES, "The note": note})
    story.tell(ailsa, "has talked with Rory, and records it in her own words")
    await leaves(story, "ailsa")
    rory = await opens(story, "rory", ref)
    story.hides(story.sees(rory.modal(), note), line)
    story.tell(rory, "reads the note that was kept; what he wrote himself is gone")
    await leaves(story, "rory")


async def not_recorded(story: Story, whom: str) -> None:
    """The manager alone sees that there was an earlier one; not recorded, nothing is left to open."""
    story.scene("The same individual again: not recorded, and gone")
    line = story.confide("He waved to me across the street", "waved to me")
    ref = await _raises(story, "isla", line, whom)
    isla, morag = story.person("isla"), await opens(story, "morag", ref)
    story.sees(morag.modal(), "Recorded earlier about the same individual", "You alone are shown this")
    story.hides(morag.modal(), "Rory", "nothing was promised")
    story.tell(morag, "alone is shown that one was recorded earlier about the same individual")
    button = next(b for b in morag.newest().buttons if b.label == "Open")
    await _her_own_page(story, ref)
    await morag.press("Do not record")
    await sends(story, morag, {_TALKED: _YES})
    story.sees(morag.modal(), "What stays: that a talk took place")
    story.tell(morag, "has talked with Isla, and does not record it: what was written is erased")
    await leaves(story, "morag")
    story.sees(isla.newest(), ref, "You talked; nothing was recorded.")
    await _nothing_is_there(story, button, "isla", "morag")
    story.tell(None, "nothing is left to open, not even with a button that was kept")


async def _her_own_page(story: Story, ref: str) -> None:
    """Check that the page of the person who raised it shows no pattern."""
    isla = story.person("isla")
    await isla.open_home()
    await isla.press("Open", "home", near=ref)
    story.hides(isla.modal(), "Recorded earlier", "in all")
    await leaves(story, "isla")


async def _nothing_is_there(story: Story, button: Button, *names: str) -> None:
    for name in names:
        await story.forge(story.person(name), button)
        await refused(story, name)


async def nobody_decides(story: Story) -> None:
    """Reminded, moved on, and after ten working days erased: both are told."""
    story.scene("Nobody decides for ten working days: it is erased, and both are told")
    line = story.confide("Somebody I knew from a case, at the school gate", "at the school gate")
    ref = await _raises(story, "callum", line, story.confide("HA-61777"))
    button = next(b for b in story.person("morag").newest().buttons if b.label == "Open")
    await story.pass_working_days(11, time(10))
    for name in ("callum", "ailsa"):
        found = [m for m in story.person(name).messages() if ref in m.text]
        story.sees(found[-1], "Nobody decided in time", "Nothing was recorded.")
    await _nothing_is_there(story, button, "callum", "ailsa", "morag")
    story.tell(None, "erased, with its key: no button opens it any more")
    heard = story.counts()
    await story.pass_working_days(3)
    # Fiona, who keeps the records, hears with time of those that are due for a look.
    story.nobody_else_heard(heard, "fiona")


async def the_register(story: Story) -> None:
    """Fiona keeps the records: a line for each, and its content only for a reason; Hamish has none of it."""
    story.scene("Who keeps the records reads one for a reason, and nobody else has the register")
    fiona, hamish = story.person("fiona"), story.person("hamish")
    await fiona.open_home()
    register = next(b for b in fiona.home().buttons if b.label == "Register")
    await fiona.press("Register", "home")
    story.hides(story.sees(fiona.modal(), "contact outside the office: recorded"), "Rory", "nothing was promised")
    opening = next(b for b in fiona.modal().buttons if "contact outside the office: recorded" in b.beside)
    await fiona.press("Open", near=opening.beside)
    reason = story.confide("Rory asked for a copy of it", "a copy of it")
    await sends(story, fiona, {"Why do you need to read it?": reason})
    story.sees(fiona.modal(), "You are reading this to keep the records", reason, "nothing was promised")
    story.tell(fiona, "opens one with a reason, which is kept with the record and her name")
    await leaves(story, "fiona")
    story.hides(await hamish.open_home(), "Register")
    for button, act in ((register, None), (opening, None), (opening, "register.page")):
        await story.forge(hamish, button, act=act)
        story.sees(hamish.modal(), NOT_YOURS)
        await leaves(story, "hamish")
    story.tell(hamish, "has no register, and her clicks in his hands lead nowhere")


async def _raises(story: Story, who: str, line: str, whom: str) -> str:
    """Somebody raises a contact in a few taps and a line; its reference. Their manager alone hears."""
    person, before = story.person(who), story.counts()
    taps = person.taps
    await person.command("/outside-contact", line)
    await sends(story, person, {"Where was it?": "In a public place", "Who it was": whom})
    story.expect(person.taps - taps == _TAPS[person.platform], f"It took {person.taps - taps} taps.")
    ref = story.ref(person.modal(), "CO")
    story.sees(person.modal(), "Nothing is recorded unless they decide so.")
    story.tell(person, f"raises a contact outside the office in a line and a few taps ({ref})")
    await leaves(story, who)
    heard = {name for name, count in story.counts().items() if count != before[name]}
    story.expect(len(heard) == 1, "More than one person heard of it.")
    return ref
