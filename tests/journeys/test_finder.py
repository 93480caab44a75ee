"""A finder of a colleague named in public cannot learn anything further, by any way they try (1.14.3)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import count

import pytest

from adapters.playground.people.person import Forgery, Given, Person
from adapters.playground.people.screen import Button
from bot import dispatcher
from bot.chat import commands
from tests import sizes
from tests.journeys.acts import closed, fill, opens
from tests.journeys.test_forged import any_button
from tests.journeys.world import NOT_YOURS, World

#: The address of a page, which is another each time.
_PAGE = re.compile(r"/page/[\w-]+")

LINK = "https://www.example.org/posts/17"
FOUND: Mapping[str, Given] = {"Where?": "Facebook", "Does it hold a threat?": "No"}
THREAT: Mapping[str, Given] = {"Where?": "Facebook", "Does it hold a threat?": "Yes"}
#: Everything that a click can ask for; in the quick size, all of this topic, one act and one form of each other.
_EVERY = (*sorted(dispatcher.ACTIONS), *(f"form:{name}" for name in sorted(dispatcher.FORMS)))
ACTS = sizes.sample(_EVERY, of=lambda act: act if "named_online" in act else act.split(".")[0])
#: Finders of every sort: somebody whom the directory does not list, a manager who stands in for the named person's
#: own, answers the phones, management team, keeps the records, looks after the systems.
FINDERS = ("tam", "ailsa", "rory", "hamish", "fiona", "angus")[: sizes.size(2, 6)]


async def finds(
    world: World,
    who: str,
    named: tuple[str, ...] = ("Isla Fraser",),
    link: str = LINK,
    found: Mapping[str, Given] = FOUND,
) -> str:
    """Report it as somebody; returns the answer sent to them, to the byte except for the platform's own ids."""
    person = world.person(who)
    await person.command("/named-online", link)
    await fill(person, {"Who is named?": named, **found})
    await person.send()
    answer = raw(world, person)
    await closed(person)
    return answer


def raw(world: World, person: Person) -> str:
    """The dialog that is open, as it was sent: without the ids that the platform gives to blocks.

    The address for a screenshot is another each time, and as long.
    """
    return re.sub(r"/evidence/add/[\w-]{43}\b", "/evidence/add/…", world.side(person).raw(person))


def its_id(world: World, manager: str = "morag") -> str:
    """The id of the record, from the manager's own button."""
    button = next(b for m in reversed(world.messages(manager, "NO-")) for b in m.buttons if b.label == "Open")
    return button.value.split("|")[0]


def made_up(record: str) -> str:
    """An id of the same shape that is nobody's."""
    return "ffffffffffff" + record[12:]


#: What tells one showing of a form from the next: each is sent once.
_SHOWINGS = count(1)


# -- the answer ----------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.14.3-3")
@pytest.mark.parametrize("found", [FOUND, THREAT], ids=["no threat", "a threat"])
async def test_the_answer_is_equal_to_the_byte(world: World, found: Mapping[str, Given]) -> None:
    """New, known, closed, several, the chief executive, the finder the manager, nobody there to handle it."""
    answers = {"new": await finds(world, "rory", found=found)}
    await world.settle()
    answers["known, to another"] = await finds(world, "shona", found=found)
    answers["known, to the same"] = await finds(world, "rory", ("Isla Fraser",), f"{LINK}?again", found)
    answers["the manager"] = await finds(world, "morag", ("Callum Stewart",), found=found)
    answers["her own manager too"] = await finds(world, "morag", found=found)
    answers["chief executive"] = await finds(world, "rory", ("Eilidh Grant",), found=found)
    await closes(world, "morag", "NO-0001", police=found is THREAT)
    answers["closed"] = await finds(world, "shona", found=found)
    for name in ("morag", "ailsa", "hamish", "catriona"):
        await world.is_away(name, world.day(3))
    answers["nobody is there"] = await finds(world, "rory", ("Callum Stewart",), f"{LINK}/18", found)
    assert "NO-" not in "".join(answers.values())
    ids = decisions(world)
    assert (len(ids) > 0) == (found is THREAT)
    bare = {case: _without(answer, ids) for case, answer in answers.items()}
    assert [case for case, answer in bare.items() if answer != bare["new"]] == []


async def test_what_another_finder_has_said_is_not_in_the_answer(world: World) -> None:
    """Somebody saw a threat in it, somebody else none: each is answered by their own words."""
    quiet = await finds(world, "rory", link=f"{LINK}/19")
    loud = await finds(world, "shona", found=THREAT)
    assert await finds(world, "rory") == quiet
    await world.settle()
    await closes(world, "morag", "NO-0002", police=True)
    assert await finds(world, "rory", ("Callum Stewart",)) == quiet
    again = await finds(world, "callum", found=THREAT)
    assert _without(again, decisions(world)) == _without(loud, decisions(world))


async def test_several_at_once_are_answered_as_one(world: World) -> None:
    """To the byte without a threat; with one there are more decisions in the same button."""
    one = await finds(world, "rory")
    assert await finds(world, "rory", ("Isla Fraser", "Shona Reid", "Eilidh Grant")) == one


def decisions(world: World) -> list[str]:
    """The ids of all police decisions."""
    return [str(id_) for (id_,) in world._rows("SELECT id FROM record WHERE kind = 'police_decision'")]


def _without(text: str, ids: list[str]) -> str:
    for each in ids:
        text = text.replace(each, "")
    return _PAGE.sub("/page/", text)


async def closes(world: World, who: str, ref: str, *, police: bool) -> None:
    """The manager takes it to its end, and the one who is named answers."""
    await world.settle()
    person = await opens(world, who, ref)
    if "Acknowledge" in person.modal().labels:
        await person.press("Acknowledge")
    await closed(person)
    steps: list[tuple[str, Mapping[str, Given]]] = [
        ("I have told them", {"How": "In person"}),
        ("Note what they would like", {"What would they like?": "They chose not to say"}),
        ("Decide what is done", {"What is done?": ("Nothing",), "Why nothing is done": "Few have seen it"}),
        ("Note what was offered", {"Did you offer an informal talk?": "Yes", "Did you offer counselling?": "Yes"}),
        ("Share a summary", {}),
        ("Personal records", {"Should a record be made there?": "No"}),
    ]
    for what, answers in steps:
        await does(world, who, ref, what, answers)
    await does(world, "isla", ref, "Personal records", {"Should a record be made there?": "No"})
    if police:
        await decides(world, who, "PD-0001")
    assert world.standing(ref) == "closed"


async def does(world: World, who: str, ref: str, what: str, answers: Mapping[str, Given]) -> None:
    """Somebody opens it, presses, fills in, sends and closes."""
    person = await opens(world, who, ref)
    await person.press(what)
    await fill(person, answers)
    await person.send()
    assert not (person.has_modal and person.modal().errors), person.modal().errors
    await closed(person)
    await world.settle()


async def decides(world: World, who: str, ref: str) -> None:
    """The manager decides about the police."""
    decision: Mapping[str, Given] = {
        "What Isla Fraser thinks": "Nothing to add",
        "How were they told?": "Online",
        "How could it affect other staff?": "Not at all",
        "Your reasons": "It was meant",
        "The police's reference": "PS-1",
    }
    await does(world, who, ref, "Decide", decision)


# -- whatever they press -------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.14.3-3", "R-1.14.3-7")
@pytest.mark.parametrize("finder", FINDERS)
async def test_no_click_tells_it_from_what_does_not_exist(world: World, finder: str) -> None:
    """Every act and every form by name, with the record's id and with one that is nobody's: the same answer."""
    await finds(world, finder)
    await world.settle()
    person, record, before = world.person(finder), its_id(world), as_kept(world)
    other, button = made_up(record), await any_button(person)
    for act in ACTS:
        # What needs no record at all is asked for by the first of them, and is on its way for the others.
        _, with_it, without = [await _pressed_each(world, person, button, act, each) for each in (other, record, other)]
        assert _without(with_it, [record, other]) == _without(without, [record, other]), act
        assert re.search(r"www[.]example|NO-", with_it) is None, act
    await world.settle()
    assert as_kept(world) == before


async def _pressed_each(world: World, person: Person, button: Button, act: str, record: str) -> str:
    return "\n".join([await _pressed(world, person, button, act, value) for value in _pointers(record)])


def _pointers(record: str) -> tuple[str, ...]:
    """The id as a button's subject, and as its extra data."""
    return f"{record}|", f"|{record}", f"{record}|{record}"


async def _pressed(world: World, person: Person, button: Button, act: str, value: str) -> str:
    await person.click(button, act=act, value=value)
    answer = raw(world, person)
    await closed(person)
    return answer


@pytest.mark.requirement("R-1.14.3-3", "R-1.14.3-7")
@pytest.mark.parametrize("finder", ["rory", "hamish", "fiona"])
async def test_no_form_that_is_sent_tells_it_from_what_does_not_exist(world: World, finder: str) -> None:
    """Every form by name, sent empty with the record's id and with one that is nobody's: the same answer."""
    await finds(world, finder)
    await world.settle()
    person, record, before = world.person(finder), its_id(world), as_kept(world)
    other = made_up(record)
    await person.command("/named-online")
    for form in sorted(dispatcher.FORMS):
        # What needs no answer at all is asked for by the first of them, and is on its way for the others.
        answers = []
        for each in (other, record, made_up(other)):
            forged = Forgery(form=form, to=f"{each}||{next(_SHOWINGS):x}", is_empty=True)
            answer = await person.deliver(person.pending(forged))
            answers.append((answer.status, _without(world.side().bare(answer.body.decode()), [record, other])))
        assert answers[1] == answers[2], form
        assert re.search(r"www[.]example|NO-", answers[1][1]) is None, form
    await world.settle()
    assert as_kept(world) == before


def as_kept(world: World) -> list[tuple[object, ...]]:
    """Rows of the find, and the number of acts on it."""
    kept = world._rows("SELECT id, version, state, body FROM record WHERE kind = 'named_online'")
    return [*kept, *world._rows("SELECT count(*) FROM history WHERE record_id = ?", kept[0][0])]


# -- whatever they type or open ------------------------------------------------------------------------


@pytest.mark.requirement("R-1.14.3-3")
@pytest.mark.parametrize("finder", FINDERS)
async def test_nothing_that_they_open_or_type_is_different_afterwards(world: World, finder: str) -> None:
    """Home, its lists, every command, words in a message: to the byte as before the report, weeks later as well."""
    person = world.person(finder)
    before, heard = await _everything(world, person), world.counts()
    await finds(world, finder)
    await world.settle()
    assert world.counts() == {**heard, "morag": 1}
    assert await _everything(world, person) == before


async def _everything(world: World, person: Person) -> dict[str, str]:
    """All that somebody can open without knowing anything, as it was sent to them."""
    seen = {"home": (await person.open_home()).text}
    await closed(person)
    button = await any_button(person)
    for command in commands.COMMANDS:
        await person.command(f"/{command.name.replace('_', '-')}")
        seen[command.name] = raw(world, person)
        await closed(person)
    for act in ("home.show", "home.waiting", "home.yours", "home.coming", "home.management_list", "register.list"):
        seen[act] = await _pressed(world, person, button, act, "")
    for words in ("NO-0001", "isla", "named online", LINK, "what waits for me"):
        heard = len(person.messages())
        await person.say(words)
        seen[words] = "\n".join(message.text for message in person.messages()[heard + 1 :])
    return seen


@pytest.mark.requirement("R-1.14.3-3")
async def test_weeks_later_and_when_it_is_closed_there_is_nothing_either(world: World) -> None:
    """Their home, the old ids, the same find again: as at first."""
    first = await finds(world, "rory")
    await world.settle()
    home = (await world.person("rory").open_home()).text
    record = its_id(world)
    await closes(world, "morag", "NO-0001", police=False)
    await world.until(30)
    assert (await world.person("rory").open_home()).text == home
    button = await any_button(world.person("rory"))
    for act in ("named_online.open", "named_online.summary", "named_online.link", "form:named_online.wishes"):
        assert NOT_YOURS in await _pressed(world, world.person("rory"), button, act, f"{record}|")
    assert await finds(world, "rory") == first
    assert "rory" not in world.counts()


@pytest.mark.requirement("R-1.14.3-3")
async def test_the_same_find_told_differently_is_answered_the_same(world: World) -> None:
    """Nobody finds out by trying which link, place or colleague is known already."""
    first = await finds(world, "rory")
    await world.settle()
    links = ("http://example.org/posts/17", f"{LINK}/", LINK.upper(), f"{LINK}#top", "example.org/posts/18", "")
    places = ("Facebook", "X", "YouTube")
    for who in ("rory", "callum"):
        for link in links:
            for place in places:
                found = {**FOUND, "Where?": place}
                assert await finds(world, who, ("Isla Fraser",), link, found) == first, (who, link, place)
    assert await finds(world, "rory", ("Hamish Drummond",)) == first


@pytest.mark.requirement("R-1.9.4-4", "R-1.14.3-3")
async def test_a_call_to_the_police_is_thanked_for_in_the_same_words_at_any_time(world: World) -> None:
    """Open, decided, closed: the one thing that a finder may still do tells nothing of where it stands."""
    await finds(world, "rory", found=THREAT)
    await world.settle()
    (decision,) = decisions(world)
    rory = world.person("rory")
    button = await any_button(rory)
    thanks = [await _pressed(world, rory, button, "police.called", f"{decision}|")]
    await world.settle()
    await closes(world, "morag", "NO-0001", police=True)
    thanks.append(await _pressed(world, rory, button, "police.called", f"{decision}|"))
    await does(world, "morag", "PD-0001", "I have told them", {})
    morag = await opens(world, "morag", "PD-0001")
    await morag.press("Close it")
    await closed(morag)
    assert world.standing("PD-0001") == "closed"
    thanks.append(await _pressed(world, rory, button, "police.called", f"{decision}|"))
    assert "It is noted that you have called the police." in thanks[0]
    assert thanks == [thanks[0]] * 3
    for act in ("police.open", "form:police.view", "form:police.decide", "form:police.reference"):
        assert NOT_YOURS in await _pressed(world, rory, button, act, f"{decision}|")


# -- the work behind the answer ------------------------------------------------------------------------


@pytest.mark.requirement("R-1.14.3-3")
async def test_what_is_known_already_takes_as_much_work_as_what_is_new(world: World) -> None:
    """A row of history, a message to send, and so much that goes to the disk: of one order."""
    await finds(world, "callum", ("Shona Reid",), f"{LINK}/0")  # the first of all makes the files
    work = {
        "new": await _work(world, "rory", LINK),
        "known, to another": await _work(world, "shona", LINK),
        "new again": await _work(world, "rory", f"{LINK}/1"),
    }
    assert {case: history for case, (history, _, _) in work.items()} == dict.fromkeys(work, 1)
    written = [pages for _, _, pages in work.values()]
    assert max(written) <= 3 * min(written), work
    assert min(notices for _, notices, _ in work.values()) >= 1, work


async def _work(world: World, who: str, link: str) -> tuple[int, int, int]:
    """Rows of history, notices to send, and pages written to the database's log by one find; nothing else runs."""
    before = _written(world)
    await finds(world, who, ("Isla Fraser",), link)
    after = _written(world)
    return after[0] - before[0], after[1] - before[1], after[2] - before[2]


def _written(world: World) -> tuple[int, int, int]:
    # What is learnt of an account when somebody is first met has nothing to do with what they find.
    of_records = "SELECT count(*) FROM history WHERE record_id IN (SELECT id FROM record)"
    history, notices = (world._rows(sql)[0][0] for sql in (of_records, "SELECT count(*) FROM notice"))
    pages = (world.surroundings.folder / "harbour.db-wal").stat().st_size // 4096
    return int(history), int(notices), pages
