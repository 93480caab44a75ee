"""Common acts of people in a story: open, press, fill in, send, close."""

from __future__ import annotations

from collections.abc import Mapping

from adapters.playground.people.person import Given, Person
from adapters.playground.people.screen import Screen
from adapters.playground.stories.story import Story

#: The one answer to whoever may not, and about what does not exist.
NOT_YOURS = "This is not available to you, or it no longer exists. Nothing changed."


async def sends(story: Story, person: Person, answers: Mapping[str, Given] | None = None) -> None:
    """Fill in the open dialog, one field after the other, and send it: it has to be taken."""
    for label, given in (answers or {}).items():
        await person.fill({label: given})
    await person.send()
    errors = person.modal().errors if person.has_modal else {}
    story.expect(not errors, f"{person.name} is asked again: {'; '.join(errors.values())}")


async def opens(story: Story, who: str, near: str) -> Person:
    """Open the record of the newest message that contains this text."""
    person = story.person(who)
    await person.press("Open", near=near)
    return person


async def does(story: Story, who: str, near: str, what: str, answers: Mapping[str, Given] | None = None) -> Person:
    """Open it, press, fill in and send; the dialog that answers stays open."""
    person = await opens(story, who, near)
    await person.press(what)
    await sends(story, person, answers)
    return person


def answer_to(person: Person) -> Screen:
    """Answer to a command: a dialog, or a card in the chat that offers a choice."""
    return person.modal() if person.has_modal else person.newest()


async def presses(story: Story, who: str, near: str, what: str) -> Person:
    """Open it and press a button that acts at once; the dialog that answers stays open."""
    person = await opens(story, who, near)
    await person.press(what)
    return person


async def leaves(story: Story, who: str) -> None:
    """Close every dialog, and let the service do its due work."""
    person = story.person(who)
    while person.has_modal:
        await person.close()
    await story.settle()


async def refused(story: Story, who: str) -> None:
    """The dialog says that it is not theirs, or not there; close it."""
    person = story.person(who)
    story.sees(person.modal(), NOT_YOURS)
    await leaves(story, who)
