"""Content of homes, lists and commands: pointers to the right people, and no word more."""

from __future__ import annotations

import pytest

from bot.chat.events import CommandEvent, Event, HomeEvent, MessageEvent
from bot.dispatcher import COMMANDS
from tests.bot.matrix.cast import CAST, COLUMNS
from tests.bot.matrix.finding import Finder
from tests.bot.matrix.readers import LOOKED_UP, POINTS
from tests.bot.matrix.reading import canaries, individuals, refs
from tests.bot.matrix.test_routes import differing, looked_up, nothing
from tests.sizes import sample

#: The lists, each by the button that shows all of it.
LISTS = {
    "waiting": "home.waiting",
    "yours": "home.yours",
    "coming": "home.coming",
    "management_list": "home.management_list",
    "appeals": "home.appeals",
    "overdue": "home.overdue",
    "cards": "home.cards",
    "with_me": "matters.part with_me.0",
    "in_force": "matters.part in_force.0",
    "decided": "matters.part decided.0",
    "closed": "matters.part closed.0",
    "register": "register.list",
}
#: Whoever manages somebody, stands in for a manager, or leads.
MANAGERS = {"proposer", "handler", "deputy", "former", "another", "team", "chief", "duty"}
#: Lists that are for one role alone: anybody else reads that there is nothing for them.
FOR_A_ROLE = {
    "management_list": {"team", "chief"},
    "appeals": {"chief"},
    "overdue": {"chief"},
    "with_me": MANAGERS,
    "in_force": MANAGERS,
    "decided": MANAGERS,
    "closed": MANAGERS,
    "register": {"keeper"},
}


def pages(column: str) -> list[Event]:
    """The home, however it is opened, and each list."""
    person = COLUMNS[column]
    return [HomeEvent(person=person), CommandEvent(person=person, name="harbour")]


@pytest.mark.requirement("R-1.14.1-7", "R-1.14.3-3")
def test_a_reference_stands_in_the_lists_of_those_whom_the_table_names(finder: Finder) -> None:
    """Waiting, yours, coming up, the management team's list, the register: all pages of each."""
    names = {row.ref: row.name for row in finder.world.rows.values()}
    there: dict[tuple[str, str], set[str]] = {}
    for column in COLUMNS:
        for list_, action in LISTS.items():
            for ref in refs(finder.presses(column, action).everything) & names.keys():
                there.setdefault((names[ref], list_), set()).add(column)
    wanted = {
        (row, list_): set(columns.split())
        for row in finder.world.rows
        for list_ in LISTS
        if (columns := looked_up(POINTS, row, list_)) is not None
    }
    nothing(differing(there, wanted))


@pytest.mark.requirement("R-1.14.1-7")
def test_no_page_holds_a_word_of_a_record_or_the_name_of_anybody(finder: Finder) -> None:
    """A list is a list of pointers: no text, no individual, no colleague."""
    wrong = []
    for column, person in COLUMNS.items():
        tries = [
            finder.presses(column, action) for action in ("home.show", "home.more", "matters.show", *LISTS.values())
        ]
        tries += [finder.tries.of(event) for event in pages(column)]
        for tried in tries:
            everything = tried.everything
            others = [p.name for p in CAST if p.id != person and p.name in everything]
            wrong += [f"{column}: {each}" for each in (*canaries(everything), *individuals(everything), *others)]
            wrong += [f"{column}: changes something"] if tried.changed else []
    nothing(wrong)


@pytest.mark.requirement("R-1.14.1-7")
def test_a_home_points_at_nothing_that_no_list_of_it_holds(finder: Finder) -> None:
    """Each reference in a home is in one of its lists as well."""
    for column in COLUMNS:
        lists = [finder.presses(column, action) for action in LISTS.values()]
        known = {ref for tried in lists for ref in refs(tried.everything)}
        for event in pages(column):
            assert refs(finder.tries.of(event).everything) <= known


def test_a_list_of_a_role_is_for_that_role_alone(finder: Finder) -> None:
    """The same answer for everybody else."""
    for list_, columns in FOR_A_ROLE.items():
        answers = {finder.presses(column, LISTS[list_]).answer for column in COLUMNS if column not in columns}
        assert len(answers) == 1
        assert all(finder.presses(column, LISTS[list_]).answer not in answers for column in columns)


@pytest.mark.requirement("R-1.14.1-6")
@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_a_command_that_names_a_record_shows_nothing_of_it(finder: Finder, command: str) -> None:
    """A reference or an id after a command, or in a direct message, is words like any other."""
    wrong = []
    for column, person in COLUMNS.items():
        rows = sample(finder.world.rows.values(), of=lambda row: row.kind)
        typed = ["ZZ-9999", *(row.ref for row in rows), *(row.id for row in rows)]
        plain, *tries = finder.tries.each([CommandEvent(person=person, name=command, text=text) for text in typed])
        for text, tried in zip(typed[1:], tries, strict=True):
            if tried.reply == plain.reply and not (tried.changed or canaries(plain.everything)):
                continue
            if tried.answer != plain.answer or tried.changed or canaries(tried.everything):
                wrong.append(f"{column} {command} {text}")
    nothing(wrong)


@pytest.mark.requirement("R-1.14.1-6")
def test_a_direct_message_that_names_a_record_shows_nothing_of_it(finder: Finder) -> None:
    """For any record."""
    wrong = []
    for column, person in COLUMNS.items():
        typed = [
            "open ZZ-9999",
            *(f"open {row.ref}" for row in sample(finder.world.rows.values(), of=lambda row: row.kind)),
        ]
        plain, *tries = finder.tries.each([MessageEvent(person=person, text=text) for text in typed])
        for text, tried in zip(typed[1:], tries, strict=True):
            if tried.answer != plain.answer or tried.changed:
                wrong.append(f"{column} {text}")
    nothing(wrong)


@pytest.mark.requirement("R-1.14.2-1", "R-1.14.1-6")
def test_who_looks_somebody_up_reads_the_card_that_they_need(finder: Finder) -> None:
    """By the individual's reference; where there is none for them, it reads as if there were none at all."""
    of = {row: reference for reference, row in finder.world.individuals.items()}
    for row, decision in (("rs_active", "sd_read"), ("rs_approved", "sd_waits"), ("ec_sent", "")):
        readers, answers = set(), set()
        for column, person in COLUMNS.items():
            tried = finder.tries.of(CommandEvent(person=person, name="check_contact", text=of[row]))
            assert tried.changed == frozenset()
            if (decision, "instruction") in canaries(tried.everything):
                readers.add(column)
            else:
                answers.add(tried.answer)
        assert (row, readers) == (row, set(LOOKED_UP.get(row, "").split()))
        none = finder.tries.of(CommandEvent(person=COLUMNS["nobody"], name="check_contact", text="HA-99999"))
        assert answers == {none.answer}
