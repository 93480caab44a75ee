"""An abusive e-mail: reported unread, its evidence kept behind two doors, decided, its sender informed (1.9.2)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time

from adapters.playground.people import browser
from adapters.playground.people.person import Given
from adapters.playground.stories.acts import leaves, opens, presses, refused, sends
from adapters.playground.stories.deciding import hears
from adapters.playground.stories.story import Story

#: What the picture says of where and with what it was taken, and the word that its own name holds.
CANARY = "kestrel-in-the-metadata"
#: What no message may hold.
_CONTENT = ("Callum", "mail", "abus", "picture", "evidence", "distress", "threat")
_DO_NOT_REPLY = "Please do not reply to it directly."

_RECEIVED: Mapping[str, Given] = {
    "How were you in contact?": "Email",
    "What was it?": ("Abusive language",),
    "How I ended it": ("I did not read to the end",),
    "It was aimed at": "Me",
}
_FOLLOWS: Mapping[str, Given] = {
    "Which kind of engagement is it?": ("Abuse",),
    "Is it a zero tolerance incident?": "Yes",
    "What is being done": "A letter says what we need from now on",
    "What follows?": ("A decision about correspondence",),
}
#: What the page with the file has to say to a browser.
_HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'",
}


async def play(story: Story) -> None:
    """From an e-mail that nobody has to read to the end, to the letter. Raises NotAsTold."""
    report = await reported(story)
    await added(story, report)
    await looked_at(story)
    decision = await follows(story, report)
    await decided(story)
    await drafted(story, decision)
    await informed(story, decision)


async def reported(story: Story) -> str:
    """Callum stops reading, and reports it. The reference of the report."""
    await story.pass_working_days(1, time(10))
    story.scene("An abusive e-mail, which Callum did not read to the end")
    callum, before = story.person("callum"), story.counts()
    note = story.confide("Wrote that I am a parasite and should watch my step", "a parasite", "watch my step")
    await callum.command("/ended-contact", note)
    await callum.fill({"How were you in contact?": "Email"})
    story.sees(callum.modal(), "You need not read it to the end. Please don't answer it directly.")
    await sends(story, callum, {**_RECEIVED, "Who it was": story.confide("HA-55120")})
    ref = story.ref(callum.modal(), "EC")
    story.tell(callum, "stops reading, does not answer it, and reports it")
    await leaves(story, "callum")
    # It was aimed at Callum: he hears of the support for himself.
    story.nobody_else_heard(before, "morag", "callum")
    story.hides(await story.person("morag").wait_for(ref), *_CONTENT, "HA-55120", "parasite")
    return ref


async def added(story: Story, report: str) -> None:
    """Add a picture in the browser: its metadata are removed, and the address works once."""
    story.scene("What arrived is kept as evidence, and never in the chat")
    callum, before = story.person("callum"), story.counts()
    await callum.open_home()
    await callum.press("Open", "home", near=report)
    await callum.press("Add evidence")
    await sends(story, callum, {"What do you add?": "A file, such as a screenshot, an e-mail or a recording"})
    url = browser.address(callum.modal())
    await callum.press("Choose the file")
    name = story.confide(f"{CANARY}.png", CANARY)
    words = story.confide("A drawing of my front door", "drawing of my front door")
    given = (("distressing", "yes"), ("materials", "threats"), ("materials", "other"), ("words", words))
    wrong = await browser.sends(url, given, b"PK\x03\x04" + CANARY.encode(), name)
    story.expect(wrong.status == 400 and words in wrong.text, "A wrong kind of file was taken, or the words were lost.")
    story.tell(callum, "chooses a file of a wrong kind: it is asked for again, and what he typed still stands there")
    page = await browser.sends(url, given, browser.picture(CANARY), name)
    story.expect(page.status == 200 and f"DISTRESSING-{report}-1.png" in page.text, "The picture was not taken.")
    story.expect(CANARY not in page.text, "The name of the file was kept.")
    again = await browser.sends(url, given, browser.picture(CANARY), name)
    story.expect(again.status == 404, "The address to add a file was good twice.")
    story.tell(callum, f"sends a picture: kept as DISTRESSING-{report}-1.png; where it was taken is taken out of it")
    await leaves(story, "callum")
    story.nobody_else_heard(before, "morag")
    message = await story.person("morag").wait_for("Something was added here.")
    story.hides(message, *_CONTENT, "DISTRESSING", "EV-", words)


async def looked_at(story: Story) -> None:
    """Morag stops at the cover, goes on by choice, and sees it once; a guesser sees nothing."""
    story.scene("A cover, a second step, one look")
    morag = await opens(story, "morag", "Something was added here.")
    button = next(b for b in morag.modal().buttons if b.label == "Look at it")
    evidence = story.ref(morag.modal(), "EV")
    await morag.press("Look at it", near=evidence)
    story.sees(morag.modal(), "Who may want to stop here")
    story.expect(not any("url" in b.element for b in morag.modal().buttons), "The cover opens it by itself.")
    story.tell(morag, "reads the cover: what kind of material it is, and who may want to stop here")
    await morag.press("I want to look at it")
    url = browser.address(morag.modal())
    ahead = [await browser.reads(url) for _ in range(2)]
    story.expect(all(b"Open it" in page.content for page in ahead), "The page before the picture is not there.")
    page = await browser.presses(url)
    story.expect(page.status == 200 and page.content.startswith(b"\x89PNG"), "The picture is not shown.")
    story.expect(CANARY.encode() not in page.content, "The picture still tells where it was taken.")
    for header, says in _HEADERS.items():
        story.expect(says in page.headers.get(header, ""), f"The page does not say {header}: {says}.")
    story.tell(morag, f"takes the second step and looks at it; the page says: {', '.join(_HEADERS.values())}")
    again = [(await browser.reads(url)).status, (await browser.presses(url)).status]
    story.expect(again == [404, 404], "The address was good for a second look.")
    story.tell(morag, "goes to the same address again: it is used up")
    await leaves(story, "morag")
    for who in ("callum", "rory"):
        await story.forge(story.person(who), button)
        await refused(story, who)
    story.tell(None, "neither Callum, who added it, nor Rory gets anywhere with that button")


async def follows(story: Story, report: str) -> str:
    """A decision about the correspondence, which waits for Morag. Its reference."""
    morag = await presses(story, "morag", report, "Acknowledge")
    await morag.press("We have talked")
    await sends(story, morag)
    await morag.press("Decide what follows")
    answer = story.confide("Thank you for stopping there. I decide about that e-mail.", "stopping there")
    await sends(story, morag, {**_FOLLOWS, "What the reporter will read": answer})
    await leaves(story, "morag")
    callum = await opens(story, "callum", "There is an answer to your report")
    story.sees(callum.modal(), answer, _DO_NOT_REPLY)
    story.tell(callum, f"reads: {answer} {_DO_NOT_REPLY}")
    await leaves(story, "callum")
    await story.pass_working_days(1, time(9, 45))
    message = await morag.wait_for("A private decision is waiting")
    story.hides(message, *_CONTENT)
    return story.ref(message, "CD")


async def decided(story: Story) -> None:
    """Not acceptable, with reasons; an attachment is not used as evidence unless somebody says why."""
    story.scene("One manager decides, so that it is the same for everybody")
    reasons = story.confide("It belittles him, and asks for nothing", "belittles him")
    morag = await opens(story, "morag", "A private decision is waiting")
    story.sees(morag.modal(), _DO_NOT_REPLY)
    await morag.press("It is not acceptable")
    story.expect(morag.modal().fields[_USED] == "It is not used", f"It says: {morag.modal().fields[_USED]}")
    needed = [question.label for question in morag.modal().questions if question.required and not question.answer]
    story.expect(needed == ["The reasons"], f"It needs more than its reasons, or can be sent without: {needed}")
    await sends(story, morag, {"The reasons": reasons})
    story.sees(morag.modal(), "its sender should hear so", _DO_NOT_REPLY)
    story.tell(morag, "decides that it is not acceptable, with her reasons; what came with it is not used as evidence")
    await leaves(story, "morag")


_USED = "Something was sent with it as evidence: is it used?"


async def drafted(story: Story, decision: str) -> None:
    """Draft a letter, which Harbour never sends; the sent text is kept with the decision."""
    morag = await opens(story, "morag", decision)
    await morag.press("Draft the letter")
    label, text = next((each, str(v)) for each, v in morag.modal().fields.items() if each.startswith("The text"))
    story.expect(text, "There is no letter.")
    for word in ("Callum", "Stewart", "parasite", "belittles"):
        story.expect(word not in text, f"The letter says {word!r}.")
    story.tell(morag, "drafts the letter: without Callum's name, and without a word of what was written to him")
    letter = story.confide("Dear H. B., please write about the repair alone", "about the repair alone")
    await morag.fill({label: letter})
    await sends(story, morag, {})
    story.sees(morag.modal(), "How did the sender hear?")
    await leaves(story, "morag")
    story.sees((await opens(story, "morag", decision)).modal(), "What the individual was sent", letter)
    story.tell(morag, "notes that it was sent: it is kept with the decision, and in no chat")
    await leaves(story, "morag")


async def informed(story: Story, decision: str) -> None:
    """Not by the one it was aimed at, but from an account that is nobody's own; Callum reads not to reply."""
    account = story.confide("complaints@hfl.example")
    morag = await opens(story, "morag", decision)
    await morag.press("The sender has been informed")
    await morag.fill({"How did the sender hear?": "A manager informed them"})
    his = story.person("callum").email
    await morag.fill({"Which manager?": ("Callum Stewart",), "From which account or address?": his})
    await morag.send()
    story.expect(len(morag.modal().errors) == 2, "The one whom it was aimed at can be the sender of the answer.")
    story.tell(morag, f"names Callum and his address, and is asked: {' '.join(morag.modal().errors.values())}")
    shared: Mapping[str, Given] = {
        "How did the sender hear?": "It came from a shared account that is nobody's own",
        "From which account or address?": account,
    }
    await sends(story, morag, shared)
    story.sees(morag.modal(), "Decided. Nothing more to do.")
    story.tell(morag, "notes that it came from a shared account")
    await leaves(story, "morag")
    await hears(story, "callum", "The sender has been told that such correspondence is not acceptable.")
    heard = sum(decision in message.text for message in morag.messages())
    await story.pass_working_days(5)
    story.expect(sum(decision in m.text for m in morag.messages()) == heard, "What is closed was nudged about.")
