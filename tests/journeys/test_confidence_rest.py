"""A canary in every free-text field, link and file of the follow-ups to a report: in dialogs, and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from adapters.playground.people import browser
from adapters.playground.people.person import Given, Person
from tests.journeys.acts import TOLD_EVERYTHING, approval, approves, fill, opens, proposes
from tests.journeys.canaries import Canaries, free_text
from tests.journeys.world import World, ref_in

#: The forms of these conversations, by how their names begin.
OURS = (
    "advice.",
    "appeal.",
    "check_contact.",
    "correspondence.",
    "evidence.",
    "letter.",
    "online_action.",
    "restorative.",
    "sharing.",
)
WRITTEN: Mapping[str, Given] = {"How were you in contact?": "Email", "What was it?": ("Abusive language",)}
FOLLOWS: Mapping[str, Given] = {
    "Which kind of engagement is it?": ("Abuse",),
    "Is it a zero tolerance incident?": "Yes",
    "What is being done": "A letter says what we need from now on",
    "What follows?": (
        "A decision about correspondence",
        "Action online",
        "Steps to restore the relationship",
        "A restriction",
    ),
}
WHO = "Who needs to know, for their work?"


@pytest.fixture
def canaries(world: World) -> Canaries:
    """The canaries of this world."""
    return Canaries(world)


@pytest.mark.requirement("R-1.14.1-3", "R-1.14.1-6", "R-1.9.2-5")
async def test_no_word_and_no_byte_of_what_follows_gets_out(world: World, canaries: Canaries) -> None:
    """Messages, e-mails, logs at DEBUG, metrics, database files, the evidence folder, and what refuses."""
    ref = await _reported(world, canaries)
    await _evidence(world, canaries, ref)
    await _correspondence(canaries)
    await _online(canaries)
    await _restored(canaries)
    await _advice(world, canaries, ref)
    await _restricted(world, canaries)
    await _looked_up(world, canaries)
    await _appeals(world, canaries)
    await world.until(12)
    assert free_text(*OURS) - canaries.filled == set()
    assert len(canaries.words) > 60
    assert len(list(world.surroundings.folder.glob("evidence/*"))) == 3
    assert world.leaks(*canaries.words) == []


async def _reported(world: World, canaries: Canaries) -> str:
    isla = world.person("isla")
    await isla.command("/ended-contact", canaries.word())
    await canaries.sends(isla, {**WRITTEN, "What would help?": ("I would like contact to be restricted",)})
    ref = ref_in(isla.modal(), "EC")
    await canaries.leaves(isla)
    morag = await opens(world, "morag", ref)
    await morag.press("Acknowledge")
    await morag.press("Decide what follows")
    await canaries.sends(morag, FOLLOWS)
    await canaries.leaves(morag)
    return ref


# -- evidence ------------------------------------------------------------------------------------------


async def _evidence(world: World, canaries: Canaries, ref: str) -> None:
    """A link, a thing, and files of each kind: taken, of a wrong kind, and to an address that is used up."""
    nature: Mapping[str, Given] = {
        "Could it distress whoever looks at it?": "Yes",
        "What is in it?": ("Something else",),
    }
    for what in ("A link", "A thing, such as a letter"):
        isla = await _adding(world, ref, what)
        await canaries.sends(isla, nature)
        await canaries.leaves(isla)
    for content in (_text(canaries), browser.picture(canaries.word()), b"%PDF-1.7\n" + _text(canaries)):
        await _file(world, canaries, ref, content)
    morag = await opens(world, "morag", "Something was added here.")
    await morag.press("Look at it", near="EV-0001")
    await morag.press("Withdraw it")
    await canaries.sends(morag)
    await canaries.leaves(morag)


async def _adding(world: World, ref: str, what: str) -> Person:
    isla = world.person("isla")
    await isla.open_home()
    await isla.press("Open", "home", near=ref)
    await isla.press("Add evidence")
    await isla.fill({"What do you add?": what})
    return isla


def _text(canaries: Canaries) -> bytes:
    return f"{canaries.word()} sings\n".encode()


async def _file(world: World, canaries: Canaries, ref: str, content: bytes) -> None:
    isla = await _adding(world, ref, "A file, such as a screenshot, an e-mail or a recording")
    await isla.send()
    url = browser.address(isla.modal())
    given = (("distressing", "yes"), ("materials", "other"), ("words", f"{canaries.word()} sings"))
    name = f"{canaries.word()}.png"
    wrong = await browser.sends(url, given, b"PK\x03\x04" + _text(canaries), name)
    kept = await browser.sends(url, given, content, name)
    gone = await browser.sends(url, given, content, name)
    assert (wrong.status, kept.status, gone.status) == (400, 200, 404)
    assert [bird for bird in canaries.words if bird in gone.text or bird in str(gone.headers)] == []
    await canaries.leaves(isla)


async def _advice(world: World, canaries: Canaries, ref: str) -> None:
    morag = await opens(world, "morag", ref)
    await morag.press("Ask for advice without names")
    await canaries.sends(morag, {"From which kind of professional do you seek advice?": "Mental health"})
    await canaries.leaves(morag)


# -- what follows a report -----------------------------------------------------------------------------


async def _home(canaries: Canaries, ref: str) -> Person:
    morag = canaries.world.person("morag")
    await morag.open_home()
    await morag.press("Open", "home", near=ref)
    return morag


async def _correspondence(canaries: Canaries) -> None:
    """Decided; refused as coming from who received it; and then not informed at all."""
    morag = await _home(canaries, "CD-0001")
    await morag.press("It is not acceptable")
    used: Mapping[str, Given] = {
        "Something was sent with it as evidence: is it used?": "It is used",
        "Why is it used?": "There is a risk to health or safety",
    }
    await canaries.sends(morag, used)
    await morag.press("The sender has been informed")
    manager: Mapping[str, Given] = {
        "How did the sender hear?": "A manager informed them",
        "Which manager?": ("Isla Fraser",),
    }
    await fill(morag, manager)
    await canaries.types(morag)
    await morag.send()
    assert morag.modal().errors
    await canaries.sends(morag, {"How did the sender hear?": "They are not informed, because…"})
    await canaries.leaves(morag)


async def _online(canaries: Canaries) -> None:
    """Nothing, thought over; then everything."""
    morag = await _home(canaries, "OA-0001")
    await morag.press("Decide what is done")
    await fill(morag, {"What is done?": ("Nothing",)})
    await canaries.types(morag)
    everything: Mapping[str, Given] = {
        "What is done?": (
            "Block an account, or another technical step",
            "Report it to the platform",
            "Limit contact in other ways: propose a restriction",
        ),
    }
    await canaries.sends(morag, everything)
    await canaries.leaves(morag)


async def _restored(canaries: Canaries) -> None:
    morag = await _home(canaries, "RA-0001")
    await morag.press("There was none, because…")
    await canaries.sends(morag)
    await canaries.leaves(morag)
    await morag.command("/restriction", "")
    if morag.modal().submit is None:
        await morag.press("Propose a restriction")
    await morag.press("Note a step to restore the relationship")
    await canaries.sends(morag, {"What kind of step?": "A break"})
    await canaries.leaves(morag)


# -- a restriction -------------------------------------------------------------------------------------


async def _restricted(world: World, canaries: Canaries) -> None:
    """Approved; shared with everybody who can be chosen; told by a letter drafted here."""
    await approves(world, "morag", "RS-0001", world.day(60))
    morag = await opens(world, "morag", "RS-0001")
    await morag.press("Decide who needs to know")
    await fill(morag, {WHO: ()})
    await canaries.types(morag)
    everybody = (
        "Those who answer the phones",
        "Those who look after e-mail, the web and social media",
        "Whoever reported it, whom it was aimed at, and who was there",
        "People I choose",
    )
    chosen: Mapping[str, Given] = {
        WHO: everybody,
        "Which people?": ("Callum Stewart",),
        "More people, for another reason": ("Ailsa Munro",),
    }
    await canaries.sends(morag, chosen)
    await morag.send()
    await canaries.leaves(morag)
    await opens(world, "morag", "RS-0001")
    await morag.press("Draft the letter")
    await canaries.sends(morag)
    await canaries.sends(morag, {"How were they told?": "Letter", "They have heard": TOLD_EVERYTHING})
    await canaries.leaves(morag)
    assert world.standing("RS-0001") == "active"


async def _looked_up(world: World, canaries: Canaries) -> None:
    rory = world.person("rory")
    await rory.command("/check-contact", canaries.word())
    await rory.press("Look again")
    await canaries.sends(rory)
    await canaries.leaves(rory)


# -- appeals -------------------------------------------------------------------------------------------


async def _appeals(world: World, canaries: Canaries) -> None:
    """Recorded, attached, suspended, resumed, varied, told; one that was passed on; and one that is set aside."""
    first, second = await _recorded(world, canaries), await _recorded(world, canaries)
    await _attached(world, canaries, first)
    await canaries.does("eilidh", first, "They know that it arrived")
    await canaries.does("eilidh", first, "Suspend the restriction")
    await canaries.does("eilidh", first, "End the suspension")
    vary: Mapping[str, Given] = {
        "What do you decide?": "Vary the restriction",
        "What are the measures from now on?": ("Limits on time or volume of contact",),
        "On which channels does the limit apply?": ("Phone",),
    }
    await canaries.does("eilidh", first, "Decide", vary)
    eilidh = await opens(world, "eilidh", first)
    await eilidh.press("They have been told")
    await canaries.types(eilidh)
    await canaries.sends(eilidh, {"Have they been told?": "They have not been told, because…"})
    await canaries.leaves(eilidh)
    await canaries.does("eilidh", second, "I have a part in this matter")
    await _passed_on(world, canaries)
    await _limited(world, canaries)


async def _recorded(world: World, canaries: Canaries) -> str:
    shona = world.person("shona")
    await shona.command("/appeal", canaries.word())
    await canaries.sends(shona, {"How did it come in?": "Letter"})
    ref = ref_in(shona.modal(), "AP")
    await canaries.leaves(shona)
    return ref


async def _attached(world: World, canaries: Canaries, ref: str, restricted: str = "RS-0001") -> None:
    eilidh = await opens(world, "eilidh", ref)
    await eilidh.press("Say which restriction it is about")
    await canaries.types(eilidh)
    await eilidh.send()
    assert eilidh.modal().errors  # and the word is in its field
    await eilidh.answer("reference", restricted)
    await eilidh.send()
    await canaries.leaves(eilidh)


async def _passed_on(world: World, canaries: Canaries) -> None:
    """Appeal in a letter, given to the one who decides, who notes its words."""
    shona = world.person("shona")
    await shona.command("/appeal", "")
    passed: Mapping[str, Given] = {
        "How did it come in?": "Letter",
        "What is it about?": "RS-0001",
        "How does it reach whoever decides?": "It is in the letter or e-mail that I pass on",
    }
    await fill(shona, passed)
    await shona.send()
    ref = ref_in(shona.modal(), "AP")
    await canaries.leaves(shona)
    await canaries.does("eilidh", ref, "They know that it arrived")
    await canaries.does("eilidh", ref, "Decide", {"What do you decide?": "Lift the restriction"})


async def _limited(world: World, canaries: Canaries) -> None:
    """A limit on the use of the complaint process, which the management team decides; appealed against, and varied."""
    morag, hamish = world.person("morag"), world.person("hamish")
    await morag.command("/restriction", "")
    await fill(morag, {"Is there more to say?": ("It is about use of the complaint process itself",)})
    await fill(morag, {"Is this about repeated use of the complaint process itself?": "Yes"})
    await canaries.types(morag)
    await proposes(morag, "HA-66001")
    ref = ref_in(morag.modal(), "RS")
    await canaries.leaves(morag)
    await hamish.press("Approve", near=ref)
    await fill(hamish, approval(world.day(60)))
    await hamish.send()
    await canaries.leaves(hamish)
    appealed = await _recorded(world, canaries)
    await _attached(world, canaries, appealed, ref)
    await canaries.does("eilidh", appealed, "They know that it arrived")
    await canaries.does("eilidh", appealed, "Decide", {"What do you decide?": "Vary the restriction"})
