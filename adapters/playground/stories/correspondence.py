"""An abusive e-mail: reported unread, its evidence kept behind two doors, decided, its sender informed (1.9.2)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time

from adapters.playground.people import browser
from adapters.playground.people.person import Given
from adapters.playground.stories.acts import leaves, opens, presses, refused, sends
from adapters.playground.stories.deciding import hears
from adapters.playground.stories.stage import Stage

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


async def play(stage: Stage) -> None:
    """From the e-mail that nobody has to read to the end to the letter. Raises NotAsTold."""
    report = await reported(stage)
    await added(stage, report)
    await looked_at(stage)
    decision = await follows(stage, report)
    await decided(stage)
    await drafted(stage, decision)
    await informed(stage, decision)


async def reported(stage: Stage) -> str:
    """Callum stops reading, and reports it. The reference of the report."""
    await stage.pass_working_days(1, time(10))
    stage.scene("An abusive e-mail, which Callum did not read to the end")
    callum, before = stage.person("callum"), stage.counts()
    note = stage.confide("Wrote that I am a parasite and should watch my step", "a parasite", "watch my step")
    await callum.command("/ended-contact", note)
    await callum.fill({"How were you in contact?": "Email"})
    stage.sees(callum.modal(), "You need not read it to the end. Please don't answer it directly.")
    await sends(stage, callum, {**_RECEIVED, "Who it was": stage.confide("HA-55120")})
    ref = stage.ref(callum.modal(), "EC")
    stage.tell(callum, "stops reading, does not answer it, and reports it")
    await leaves(stage, "callum")
    # It was aimed at Callum: he hears of the support for himself.
    stage.nobody_else_heard(before, "morag", "callum")
    stage.hides(await stage.person("morag").wait_for(ref), *_CONTENT, "HA-55120", "parasite")
    return ref


async def added(stage: Stage, report: str) -> None:
    """A picture of it, in the browser: what it tells of itself is taken out, and where it was added is used up."""
    stage.scene("What arrived is kept as evidence, and never in the chat")
    callum, before = stage.person("callum"), stage.counts()
    await callum.open_home()
    await callum.press("Open", "home", near=report)
    await callum.press("Add evidence")
    await sends(stage, callum, {"What do you add?": "A file, such as a screenshot, an e-mail or a recording"})
    url = browser.address(callum.modal())
    await callum.press("Choose the file")
    name = stage.confide(f"{CANARY}.png", CANARY)
    words = stage.confide("A drawing of my front door", "drawing of my front door")
    given = (("distressing", "yes"), ("materials", "threats"), ("materials", "other"), ("words", words))
    wrong = await browser.sends(url, given, b"PK\x03\x04" + CANARY.encode(), name)
    stage.expect(wrong.status == 400 and words in wrong.text, "A wrong kind of file was taken, or the words were lost.")
    stage.tell(callum, "chooses a file of a wrong kind: it is asked for again, and what he typed still stands there")
    page = await browser.sends(url, given, browser.picture(CANARY), name)
    stage.expect(page.status == 200 and f"DISTRESSING-{report}-1.png" in page.text, "The picture was not taken.")
    stage.expect(CANARY not in page.text, "The name of the file was kept.")
    again = await browser.sends(url, given, browser.picture(CANARY), name)
    stage.expect(again.status == 404, "The address to add a file was good twice.")
    stage.tell(callum, f"sends a picture: kept as DISTRESSING-{report}-1.png; where it was taken is taken out of it")
    await leaves(stage, "callum")
    stage.nobody_else_heard(before, "morag")
    message = await stage.person("morag").wait_for("Something was added here.")
    stage.hides(message, *_CONTENT, "DISTRESSING", "EV-", words)


async def looked_at(stage: Stage) -> None:
    """Morag stops at the cover, goes on by choice, and sees it once; whoever guesses sees nothing."""
    stage.scene("A cover, a second step, one look")
    morag = await opens(stage, "morag", "Something was added here.")
    button = next(b for b in morag.modal().buttons if b.label == "Look at it")
    evidence = stage.ref(morag.modal(), "EV")
    await morag.press("Look at it", near=evidence)
    stage.sees(morag.modal(), "Who may want to stop here")
    stage.expect(not any("url" in b.element for b in morag.modal().buttons), "The cover opens it by itself.")
    stage.tell(morag, "reads the cover: what kind of material it is, and who may want to stop here")
    await morag.press("I want to look at it")
    url = browser.address(morag.modal())
    ahead = [await browser.reads(url) for _ in range(2)]
    stage.expect(all(b"Open it" in page.content for page in ahead), "The page before the picture is not there.")
    page = await browser.presses(url)
    stage.expect(page.status == 200 and page.content.startswith(b"\x89PNG"), "The picture is not shown.")
    stage.expect(CANARY.encode() not in page.content, "The picture still tells where it was taken.")
    for header, says in _HEADERS.items():
        stage.expect(says in page.headers.get(header, ""), f"The page does not say {header}: {says}.")
    stage.tell(morag, f"takes the second step and looks at it; the page says: {', '.join(_HEADERS.values())}")
    again = [(await browser.reads(url)).status, (await browser.presses(url)).status]
    stage.expect(again == [404, 404], "The address was good for a second look.")
    stage.tell(morag, "goes to the same address again: it is used up")
    await leaves(stage, "morag")
    for who in ("callum", "rory"):
        await stage.forge(stage.person(who), button)
        await refused(stage, who)
    stage.tell(None, "neither Callum, who added it, nor Rory gets anywhere with that button")


async def follows(stage: Stage, report: str) -> str:
    """A decision about the correspondence, which waits for Morag. Its reference."""
    morag = await presses(stage, "morag", report, "Acknowledge")
    await morag.press("We have talked")
    await sends(stage, morag)
    await morag.press("Decide what follows")
    answer = stage.confide("Thank you for stopping there. I decide about that e-mail.", "stopping there")
    await sends(stage, morag, {**_FOLLOWS, "What the reporter will read": answer})
    await leaves(stage, "morag")
    callum = await opens(stage, "callum", "There is an answer to your report")
    stage.sees(callum.modal(), answer, _DO_NOT_REPLY)
    stage.tell(callum, f"reads: {answer} {_DO_NOT_REPLY}")
    await leaves(stage, "callum")
    await stage.pass_working_days(1, time(9, 45))
    message = await morag.wait_for("A private decision is waiting")
    stage.hides(message, *_CONTENT)
    return stage.ref(message, "CD")


async def decided(stage: Stage) -> None:
    """Not acceptable, with reasons; what was sent with it is not used as evidence unless somebody says why."""
    stage.scene("One manager decides, so that it is the same for everybody")
    reasons = stage.confide("It belittles him, and asks for nothing", "belittles him")
    morag = await opens(stage, "morag", "A private decision is waiting")
    stage.sees(morag.modal(), _DO_NOT_REPLY)
    await morag.press("It is not acceptable")
    stage.expect(morag.modal().fields[_USED] == "It is not used", f"It says: {morag.modal().fields[_USED]}")
    needed = [question.label for question in morag.modal().questions if question.required and not question.answer]
    stage.expect(needed == ["The reasons"], f"It needs more than its reasons, or can be sent without: {needed}")
    await sends(stage, morag, {"The reasons": reasons})
    stage.sees(morag.modal(), "its sender should hear so", _DO_NOT_REPLY)
    stage.tell(morag, "decides that it is not acceptable, with her reasons; what came with it is not used as evidence")
    await leaves(stage, "morag")


_USED = "Something was sent with it as evidence: is it used?"


async def drafted(stage: Stage, decision: str) -> None:
    """A letter to start from, which Harbour never sends; what was sent is kept with the decision."""
    morag = await opens(stage, "morag", decision)
    await morag.press("Draft the letter")
    label, text = next((each, str(v)) for each, v in morag.modal().fields.items() if each.startswith("The text"))
    stage.expect(text, "There is no letter.")
    for word in ("Callum", "Stewart", "parasite", "belittles"):
        stage.expect(word not in text, f"The letter says {word!r}.")
    stage.tell(morag, "drafts the letter: without Callum's name, and without a word of what was written to him")
    letter = stage.confide("Dear H. B., please write about the repair alone", "about the repair alone")
    await morag.fill({label: letter})
    await sends(stage, morag, {})
    stage.sees(morag.modal(), "How did the sender hear?")
    await leaves(stage, "morag")
    stage.sees((await opens(stage, "morag", decision)).modal(), "What the individual was sent", letter)
    stage.tell(morag, "notes that it was sent: it is kept with the decision, and in no chat")
    await leaves(stage, "morag")


async def informed(stage: Stage, decision: str) -> None:
    """Not by the one it was aimed at, but from an account that is nobody's own; Callum reads not to reply."""
    account = stage.confide("complaints@hfl.example")
    morag = await opens(stage, "morag", decision)
    await morag.press("The sender has been informed")
    await morag.fill({"How did the sender hear?": "A manager informed them"})
    his = stage.person("callum").email
    await morag.fill({"Which manager?": ("Callum Stewart",), "From which account or address?": his})
    await morag.send()
    stage.expect(len(morag.modal().errors) == 2, "The one whom it was aimed at can be the sender of the answer.")
    stage.tell(morag, f"names Callum and his address, and is asked: {' '.join(morag.modal().errors.values())}")
    shared: Mapping[str, Given] = {
        "How did the sender hear?": "It came from a shared account that is nobody's own",
        "From which account or address?": account,
    }
    await sends(stage, morag, shared)
    stage.sees(morag.modal(), "Decided. Nothing more to do.")
    stage.tell(morag, "notes that it came from a shared account")
    await leaves(stage, "morag")
    await hears(stage, "callum", "The sender has been told that such correspondence is not acceptable.")
    heard = sum(decision in message.text for message in morag.messages())
    await stage.pass_working_days(5)
    stage.expect(sum(decision in m.text for m in morag.messages()) == heard, "What is closed was nudged about.")
