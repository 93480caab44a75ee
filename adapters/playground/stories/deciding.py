"""Restrictions: suggested and approved, proposed and denied, made lighter, and active at once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time

from adapters.playground.people.person import Given
from adapters.playground.stories.stage import Stage

#: How many working days ahead the review of the story's restriction lies.
REVIEW_AHEAD = 60

#: What has to hold, thought of one by one.
HOLDS = "I have thought of these, and each holds"
EACH = (
    "It is about what it does, not about somebody being different or upset",
    "A full team on a normal day could not manage it either",
    "A complaint or request that is open goes on",
    "Emergencies and urgent repairs can still be reported",
)
#: What the policy asks for besides what happened: the same in every dialog in which one is decided or proposed.
FAIR: Mapping[str, Given] = {
    "Where do steps to restore the relationship stand?": "They were tried",
    "What was tried, or why not?": "Two calm calls back, and a new date for the repair",
    "Which needs or adjustments did you consider?": "None known; asked at the last visit",
    "Why is this needed, and why is nothing lighter enough?": "It protects the officers; a letter was sent in autumn",
    HOLDS: EACH,
}


async def approve(stage: Stage) -> None:
    """Morag finds Isla's wish, and approves it in one dialog; what the report says stands there already."""
    stage.scene("Approve: one dialog, with what the policy asks for")
    morag, isla = stage.person("morag"), stage.person("isla")
    before = stage.counts()
    impact = stage.confide("Two officers no longer answer alone", "no longer answer alone")
    message = await morag.wait_for("A restriction is waiting for your decision")
    stage.stale["approve"] = message
    stage.hides(message, "Isla", "HA-20417", "shout", "phone")
    await morag.press("Approve", near="RS-0001")
    stage.sees(morag.modal(), "Is it fair?", "What happens then")
    await morag.fill({"What should change?": ("Contact by certain channels only",)})
    await morag.fill({"How can they be in contact instead?": "By e-mail; the phone stays open for emergencies"})
    await morag.fill({"What does it do to staff and to the service?": impact})
    for question, answer in FAIR.items():
        await morag.fill({question: answer})
    review = stage.calendar.working_days_from(stage.calendar.today(stage.now), REVIEW_AHEAD)
    for question, answer in approval(review).items():
        await morag.fill({question: answer})
    await morag.fill({HOLDS: EACH[:-1]})
    await morag.send()
    stage.expect(morag.modal().errors, "A restriction under which emergencies were not thought of is refused.")
    stage.tell(morag, f"is asked: {next(iter(morag.modal().errors.values()))}")
    await morag.fill({HOLDS: EACH})
    await morag.send()
    stage.tell(morag, "approves: what happened, whom it is about and the evidence stood there from the report")
    stage.tell(morag, f"the review is on {stage.calendar.day_words(review)}")
    stage.review_on = review
    await _close(stage, "morag")
    await stage.settle()
    stage.sees(next(m for m in morag.messages() if m.ref == message.ref), "Approved", "has been told")
    await isla.press("Open", near="There is an answer to what you asked for")
    stage.sees(isla.modal(), "Approved. It starts when the individual has been told.")
    await isla.close()
    stage.tell(isla, "reads: Approved. It starts when the individual has been told.")
    stage.nobody_else_heard(before, "isla", "morag")


def approval(review: date) -> dict[str, Given]:
    """Another day for the review than the one that is suggested."""
    return {
        "When do we look at it again?": "On another day",
        "The day of the review": review,
        "What would make us look sooner?": "Three calm contacts in a row",
    }


async def tell(stage: Stage) -> None:
    """It is not active before the individual has been told, with timing and circumstances of the review."""
    stage.scene("Nothing starts before the individual has been told")
    morag = stage.person("morag")
    await stage.pass_working_days(1, time(9, 45))
    stage.sees(await morag.wait_for("RS-0001"), "It starts once those who need to know have been decided on")
    stage.tell(morag, "was reminded on the next working day")
    await _shared(stage)
    await morag.press("Open", near="Approved · RS-0001")
    await morag.press("The individual has been told")
    await morag.fill({"How were they told?": "Letter"})
    await morag.fill({"They have heard": ("How to appeal to the Chief Executive",)})
    await morag.send()
    stage.expect(morag.modal().errors, "Told without timing and circumstances of the review is refused.")
    stage.tell(morag, f"is asked: {'; '.join(morag.modal().errors.values())}")
    await morag.fill({"They have heard": EVERYTHING})
    await morag.send()
    stage.sees(morag.modal(), "In force.")
    await _close(stage, "morag")
    await stage.settle()
    stage.tell(morag, "records when and how; RS-0001 is in force")
    await hears(stage, "isla", "Contact is restricted from now on.")
    await _was_there(stage)
    stage.sees(next(m for m in morag.messages() if "EC-0001" in m.text), "Nothing more to do")


async def _was_there(stage: Stage) -> None:
    """Callum was there and may meet the individual again: he hears that there is a card, and reads what to do."""
    callum = stage.person("callum")
    stage.hides(await callum.wait_for("This card is in force now."), "HA-20417", "call", "e-mail")
    await callum.press("Open", near="This card is in force now.")
    stage.hides(stage.sees(callum.modal(), "HA-20417", "In force."), "shout", "swore", "Isla")
    await _close(stage, "callum")
    stage.tell(callum, "who was there, reads the card: what to do, and nothing of what happened")


async def hears(stage: Stage, name: str, what: str) -> None:
    """Notify the reporter of the outcome, without anybody having to remember it: a pointer, and the text behind it."""
    person = stage.person(name)
    stage.hides(await person.wait_for("There is news of what came of your report."), what, "restrict", "sender")
    await person.press("Open", near="There is news of what came of your report.")
    stage.sees(person.modal(), what)
    await _close(stage, name)
    stage.tell(person, f"reads what came of it, as was promised: {what}")


async def _shared(stage: Stage) -> None:
    """Those who answer the phones get a card that says what to do, and nothing else."""
    morag, rory = stage.person("morag"), stage.person("rory")
    before = stage.counts()
    await morag.press("Open", near="Approved · RS-0001")
    await morag.press("Decide who needs to know")
    what = stage.confide("Take no calls; ask for an e-mail. Emergencies as ever", "ask for an e-mail")
    await morag.fill({"What should they do?": what})
    await morag.send()
    stage.sees(morag.modal(), "As they will read it", "HA-20417", what)
    stage.hides(morag.modal(), "shout", "swore", "boiler")
    await morag.send()
    await _close(stage, "morag")
    stage.tell(morag, "decides who needs to know: those who answer the phones, ticked because it was on the phone")
    await stage.settle()
    stage.nobody_else_heard(before, "rory", "morag")
    message = await rory.wait_for("A card to read")
    stage.hides(message, "HA-20417", "Isla", "call", "e-mail")
    await rory.press("Open", near="A card to read")
    stage.sees(rory.modal(), "HA-20417", what, "The duty manager")
    await rory.press("I have read it")
    await _close(stage, "rory")
    stage.tell(rory, "reads the card: what to do, whom to pass to, the month of the review; and says so")
    await stage.settle()


async def share_with_nobody(stage: Stage, name: str, near: str) -> None:
    """It is decided and recorded that nobody else needs to know."""
    person = stage.person(name)
    why = stage.confide("Letters reach the one caseworker and nobody else", "the one caseworker")
    await person.press("Open", near=near)
    await person.press("Decide who needs to know")
    await person.fill({"Who needs to know, for their work?": ()})
    await person.fill({"Why does nobody need to know?": why})
    await person.send()
    await _close(stage, name)
    await stage.settle()


#: All that the individual has to hear.
EVERYTHING = (
    "When we look at it again, and what would bring it forward",
    "How to appeal to the Chief Executive",
)


async def propose_and_deny(stage: Stage) -> None:
    """Propose a restriction as Morag, who was there herself: Hamish, her own manager, denies it with reasons."""
    stage.scene("Morag was there herself: Hamish, her own manager, decides")
    morag, hamish = stage.person("morag"), stage.person("hamish")
    before = stage.counts()
    reasons = stage.confide("A calmer call first, with the repairs lead", "with the repairs lead")
    instead = stage.confide("I take his next call, with the repairs lead beside me", "lead beside me")
    await morag.command("/restriction")
    await _open_proposal(stage)
    await morag.fill({"Were you involved: was it aimed at you, or were you there?": "Yes"})
    await _written(stage, stage.confide("HA-77003"))
    await morag.send()
    stage.sees(morag.modal(), "Hamish Drummond can see this privately, and decides.")
    await morag.close()
    stage.tell(morag, "proposes a limit; nobody decides about what concerns them")
    await stage.settle()
    stage.nobody_else_heard(before, "hamish")
    await hamish.press("Deny", near="A restriction is waiting for your decision")
    await hamish.fill({"Not taken forward, because…": reasons, "What is done instead, for them?": instead})
    await hamish.send()
    await _close(stage, "hamish")
    stage.tell(hamish, "denies it: why not, and what is done instead")
    await stage.settle()
    await morag.press("Open", near="There is an answer to what you asked for")
    stage.sees(morag.modal(), "Not taken forward, because:", reasons, instead)
    await morag.close()
    stage.tell(morag, "reads: Not taken forward, because …; and what is done instead")


async def _written(stage: Stage, whom: str) -> None:
    """Morag writes what and why, and that it is fair, where there is no report to say it."""
    morag = stage.person("morag")
    await morag.fill({"Who is it about?": whom, "What should change?": ("Limits on time or volume of contact",)})
    await morag.fill(
        {
            "When, how long or how often?": "One call a week",
            "On which channels does the limit apply?": ("Phone",),
            "What was said or done?": "Eleven calls on one day",
            "What does it do to staff and to the service?": "Nobody else got through",
            "What supports it?": "Call log, 20 January, in cabinet 2",
        }
    )
    for question, answer in FAIR.items():
        await morag.fill({question: answer})


async def protect_at_once(stage: Stage) -> None:
    """One manager decides (1.8): Morag makes it active at once with three answers, and decides it after."""
    stage.scene("One manager decides: active at once, for safety")
    morag = stage.person("morag")
    before = stage.counts()
    why = stage.confide("He waits outside and asks for the duty officer by name", "waits outside")
    await morag.command("/restriction")
    await _open_proposal(stage)
    await morag.press("Make it active at once, for safety")
    whom = stage.confide("HA-90210")
    await morag.fill({"Were you involved: was it aimed at you, or were you there?": "No"})
    await morag.fill({"Who is it about?": whom, "What should change?": ("Contact by certain channels only",)})
    await morag.fill(
        {
            "Which channels does it close or change?": ("In person",),
            "What was said or done?": "Threatened the duty officer at the counter",
            "What supports it?": "The duty officer's note, in the incident book",
            "Why can this not wait?": why,
        }
    )
    await morag.send()
    stage.sees(morag.modal(), "The measures are active already, for safety.")
    stage.tell(morag, "makes it active at once: what is to change, and why it cannot wait")
    await morag.press("Approve")
    await morag.fill({"What does it do to staff and to the service?": "The counter was closed for the day"})
    for question, answer in FAIR.items():
        await morag.fill({question: answer})
    await morag.send()
    stage.sees(morag.modal(), "Approved.")
    stage.tell(morag, "decides it as well: she was not involved, and no second manager is asked")
    await morag.press("Decide who needs to know")
    await morag.fill({"Who needs to know, for their work?": ()})
    await morag.fill({"Why does nobody need to know?": "The counter has its own list for the day"})
    await morag.send()
    await morag.press("Open")
    await morag.press("The individual has been told")
    await morag.fill({"How were they told?": "In person", "They have heard": EVERYTHING})
    await morag.send()
    stage.sees(morag.modal(), "In force.")
    await _close(stage, "morag")
    stage.tell(morag, "records how the individual was told; RS-0004 is in force")
    await stage.settle()
    stage.nobody_else_heard(before, "morag")


async def _open_proposal(stage: Stage) -> None:
    morag = stage.person("morag")
    if morag.modal().submit is None:
        await morag.press("Propose a restriction")


async def ask_and_lighten(stage: Stage) -> None:
    """Rory suggests one; Ailsa asks for more, and approves something lighter."""
    stage.scene("Ask for more, then a lighter measure")
    why = stage.confide("He reads my name out and laughs", "reads my name out")
    await _suggested(stage, why)
    await _asked_and_answered(stage)
    await _made_lighter(stage, why)
    await _told_why_not(stage)


async def _suggested(stage: Stage, why: str) -> None:
    rory = stage.person("rory")
    whom = stage.confide("HA-31888")
    await rory.command("/restriction", why)
    if rory.modal().submit is None:
        await rory.press("Suggest a restriction")
    helps = ("Contact by certain channels only",)
    await rory.fill({"Who is it about?": whom, "What would help?": helps, "Why would it help?": why})
    await rory.send()
    await rory.close()
    stage.tell(rory, "suggests a restriction, without any report")
    await stage.settle()


async def _asked_and_answered(stage: Stage) -> None:
    rory, ailsa = stage.person("rory"), stage.person("ailsa")
    await ailsa.press("Open", near="A restriction is waiting for your decision")
    await ailsa.press("Ask for more")
    await ailsa.fill({"What would you like to know?": "How often has it happened?"})
    await ailsa.send()
    await _close(stage, "ailsa")
    stage.tell(ailsa, "asks for more")
    await stage.settle()
    await rory.press("Open", near="A question for you")
    await rory.fill({"Your answer": "Each week since the summer"})
    await rory.send()
    await _close(stage, "rory")
    stage.tell(rory, "answers")
    await stage.settle()


async def _made_lighter(stage: Stage, why: str) -> None:
    rory, ailsa = stage.person("rory"), stage.person("ailsa")
    await ailsa.press("Open", near="A restriction is waiting for your decision")
    await ailsa.press("Approve a lighter measure")
    await ailsa.fill({"Which lighter measure?": ("Staff names or direct details are not given",)})
    await ailsa.fill(
        {
            "Which names or details, and what stands instead?": "Rory's name; “the contact centre” instead",
            "What was said or done?": why,
            "What does it do to staff and to the service?": "Rory dreads Mondays",
        }
    )
    for question, answer in FAIR.items():
        await ailsa.fill({question: answer})
    await ailsa.send()
    await _close(stage, "ailsa")
    stage.tell(ailsa, "approves a lighter measure")
    await stage.settle()
    await rory.press("Open", near="There is an answer to what you asked for")
    stage.sees(rory.modal(), "Approved with a lighter measure", "Staff names or direct details are not given")
    await rory.close()
    stage.tell(rory, "reads: Approved with a lighter measure: staff names are not given")


async def _told_why_not(stage: Stage) -> None:
    """Record the reason for not telling the individual, after which the restriction starts."""
    ailsa = stage.person("ailsa")
    await share_with_nobody(stage, "ailsa", "Approved · RS-0003")
    stage.tell(ailsa, "decides that nobody else needs to know, and why")
    reason = stage.confide("Told with the next letter; a call now would wake a row", "would wake a row")
    await ailsa.press("Open", near="Approved · RS-0003")
    await ailsa.press("The individual has been told")
    await ailsa.fill({"How were they told?": "They have not been told, because…", "Why not?": reason})
    await ailsa.send()
    stage.sees(ailsa.modal(), "In force.", reason)
    await ailsa.close()
    stage.tell(ailsa, "records why the individual is not told yet; RS-0003 is in force")
    await stage.settle()


async def _close(stage: Stage, name: str) -> None:
    person = stage.person(name)
    if person.has_modal:
        await person.close()
