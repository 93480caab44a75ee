"""Made-up buttons and forms that nobody was ever shown: a sentence each time, never a change."""

from __future__ import annotations

import pytest

from adapters.playground.people.person import Forgery, Person
from adapters.playground.people.screen import Button
from tests.journeys.acts import REPORT, closed, fill
from tests.journeys.world import NOT_YOURS, World

pytestmark = pytest.mark.platforms

VALUES = ("", "|", "x", "|x|", "EC-0001|", "a" * 2000, "../|..", "%00|%00", "1|<!channel>", "-|-")
KNOWN = ("ended_contact.open", "restriction.approve", "form:ended_contact.triage", "pass_on")
UNKNOWN = ("", "nobody.knows", "form:", "form:nothing", "draft.open", "home.secret", "Ü" * 90)
FORMS = (
    Forgery(to="ffffffffffffffff|"),
    Forgery(to="{}"),
    Forgery(form="ended_contact.triage"),
    Forgery(form="restriction.decision"),
    Forgery(form="naming.name"),
    Forgery(form="no.such.form"),
    Forgery(form=""),
    Forgery(form="debrief.held", to="x|y"),
)


async def any_button(person: Person) -> Button:
    """One that anybody has, to be changed into one that nobody has."""
    screen = await person.open_home()
    await closed(person)
    return screen.buttons[0]


async def test_a_forged_value_finds_nothing(world: World) -> None:
    """Any value in a button gives the same sentence, no 500, no change."""
    morag = world.person("morag")
    button, before = await any_button(morag), world.state()
    for value in VALUES:
        for act in KNOWN:
            answer = await morag.click(button, act=act, value=value)
            assert answer.status == 200
            assert NOT_YOURS in morag.modal().text, (act, value)
            await closed(morag)
            assert world.state() == before


async def test_an_act_that_does_not_exist_does_nothing(world: World) -> None:
    """The same sentence."""
    morag = world.person("morag")
    button, before = await any_button(morag), world.state()
    for act in UNKNOWN:
        answer = await morag.click(button, act=act, value="|")
        assert answer.status in (200, 400)
        if answer.status == 200:
            assert NOT_YOURS in morag.modal().text, act
            await closed(morag)
    assert world.state() == before


async def test_a_forged_form_changes_nothing(world: World) -> None:
    """Another form's name, or another record's id: a sentence, no 500; what is typed stays."""
    isla = world.person("isla")
    for forged in FORMS:
        before = world.state()
        await isla.command("/ended-contact", "shouted at me")
        await fill(isla, REPORT)
        answer = await isla.deliver(isla.pending(forged))
        assert answer.status == 200
        if forged.form is not None:
            assert NOT_YOURS in answer.body.decode(), forged
            assert world.state() == before
        assert isla.modal().fields["What happened, in a sentence"] == "shouted at me"
        await closed(isla)
