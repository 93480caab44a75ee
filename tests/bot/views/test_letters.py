"""The scaffold of each letter, in each form: its parts, and its forbidden content (policy 1.3, 1.8, 1.13)."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.people import Person
from bot.policy import Policy
from bot.records.individual import Individual
from bot.records.letters import Which
from bot.records.restriction.measures import Channel, Measure, MeasureType
from bot.records.restriction.parts import SOONER, Fairness, ReviewOutcome, ReviewPlan
from bot.records.restriction.record import Restriction
from bot.views.appeal import letter as appeal
from bot.views.examples.people import MORAG, NOW, STAFF
from bot.views.letters import examples, form, skeleton, warning
from bot.views.letters.form import SHAPE, Choice
from bot.views.letters.parts import Content, Extra, Pen, Section, Shape
from bot.views.letters.shapes import Letter, drawn
from bot.views.restriction import letters
from bot.views.restriction.examples import states as restrictions

POLICY = examples.POLICY
CONTENTS = examples.contents()
#: Those that tell of a decision about contact, and those that restrict nothing.
DECIDES = [name for name in CONTENTS if name not in {which.value for which in warning.LETTERS}]
WARNS = [which.value for which in warning.LETTERS]
CANARY = "vilewordcanary"


def text(content: Content, shape: Shape = Shape.LETTER) -> str:
    """A letter as one text, with single blanks."""
    return " ".join(drawn(content, shape, POLICY).text.split())


def without_hints(words: str) -> str:
    """Text as the individual would read it: without the hints in square brackets."""
    return re.sub(r"\[[^\]]*\]", "", words)


def each(names: list[str]) -> list[tuple[str, Shape]]:
    """Each of these letters in each form."""
    return [(name, shape) for name in names for shape in Shape]


def drafted(
    record: Restriction, which: Which, individual: Individual | None = None, *, nameless: bool = False
) -> Content:
    """A letter about this restriction."""
    pen = examples.pen(nameless=nameless)
    desk = letters.Desk(record=record, individual=individual, occasion=examples.OCCASION, pen=pen)
    return letters.content(which, desk)


# -- what each carries ---------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.8-10")
def test_what_brings_a_review_forward_reads_on() -> None:
    """A reason that is left out is put in the words of the letter's reader."""
    part = skeleton.review(ReviewPlan(on=date(2027, 5, 25), sooner_if=SOONER), Pen(policy=POLICY, name="Morag Reid"))
    assert part.lines == ("We look at this again by 25 May 2027, or sooner if you ask for it, or something changes.",)
    assert part.easy[-1] == "You ask for it, or something changes."


@pytest.mark.requirement("R-1.13-4")
@pytest.mark.parametrize("name", CONTENTS)
def test_the_parts_stand_in_the_order_of_the_scaffold(name: str) -> None:
    """Past events first, contact last; each section at most once."""
    sections = [part.section for part in CONTENTS[name].parts]
    assert sections == [section for section in Section if section in sections]
    assert set(Section) == set(sections)


#: At which stage somebody is, as each letter says it, and as easy read does.
STAGES = {
    "decided": ("We have decided this", "We have decided"),
    "decided, a lighter measure, without names and without a review": ("We have decided this", "We have decided"),
    "decided, suspended": ("While your appeal is heard", "We are looking at your appeal"),
    "at once": ("the decision follows", "We will decide later"),
    "stopped": ("It was not made a decision", "has ended"),
    "a review is coming": ("Nothing changes today", "Nothing changes today"),
    "ended with the service": ("Our service to you has ended", "Our service to you has ended"),
    "varied on appeal": ("Your appeal to our Chief Executive has been decided", "Your appeal has been decided"),
    **dict.fromkeys(("review, lifted", "review, varied", "review, continued"), ("looked at it again",) * 2),
    **{name: ("This is our final answer", "The answer to your appeal") for name in DECIDES if "appeal, " in name},
}


@pytest.mark.requirement("R-1.3-3", "R-1.8-7")
@pytest.mark.parametrize(("name", "shape"), each(DECIDES))
def test_each_decision_says_the_stage_and_how_to_challenge_it(name: str, shape: Shape) -> None:
    """To the Chief Executive in any form and at any time; after an appeal, to the ombudsman."""
    said = without_hints(text(CONTENTS[name], shape))
    assert STAGES[name][shape is Shape.EASY_READ] in said
    assert POLICY.ombudsman in said
    assert "at any time" in said
    if not name.startswith("appeal, "):
        assert "appeal to our Chief Executive" in said
        assert "write, ring, or come to us" in said or "in any form" in said


@pytest.mark.requirement("R-1.3-3")
@pytest.mark.parametrize(("name", "shape"), each(WARNS))
def test_a_warning_says_that_nothing_is_restricted_and_how_to_see_it_differently(name: str, shape: Shape) -> None:
    """It is at no stage where there is something to appeal against."""
    said = without_hints(text(CONTENTS[name], shape))
    assert "Nothing is restricted" in said
    assert "complain" in said
    assert POLICY.ombudsman in said


@pytest.mark.requirement("R-1.8-10", "R-1.3-3")
@pytest.mark.parametrize("shape", Shape)
def test_timing_and_circumstances_of_the_review_are_explained(shape: Shape) -> None:
    """The day, and what would bring it forward; without a review why there is none, and what would lead to one."""
    said = text(CONTENTS["decided"], shape)
    assert re.search("look at (this|it) again by 25 May 2027", said)
    assert "Two calm months, or a wish to talk." in said
    without = text(CONTENTS["decided, a lighter measure, without names and without a review"], shape)
    assert re.search("(No|no) day .*to look (at this )?again", without)
    assert without.count("[why, in a line]") == 2
    assert "A court." in without
    assert restrictions.NO_REVIEW.none_because not in without


@pytest.mark.requirement("R-1.8-10")
@pytest.mark.parametrize(("name", "shape"), each(list(CONTENTS)))
def test_every_letter_says_how_long_or_why_there_is_no_review(name: str, shape: Shape) -> None:
    """Also where nothing is in place any more, or never was."""
    (part,) = (part for part in CONTENTS[name].parts if part.section is Section.REVIEW)
    lines = part.easy if shape is Shape.EASY_READ else part.lines
    said = text(CONTENTS[name], shape)
    assert [line for line in lines if " ".join(line.split()) not in said] == []
    assert re.search("look|review|Nothing", " ".join(lines))


@pytest.mark.requirement("R-1.3-1")
@pytest.mark.parametrize(("name", "shape"), each(list(CONTENTS)))
def test_every_letter_says_how_to_be_in_contact_and_in_an_emergency(name: str, shape: Shape) -> None:
    """It never says only what is not to be."""
    said = text(CONTENTS[name], shape)
    assert f"You can contact us here: {POLICY.reach}." in said
    assert "We want to work with you." in said
    assert re.search("emergenc.*urgent repair", said)


@pytest.mark.parametrize("shape", Shape)
def test_how_to_reach_the_office_is_a_gap_until_the_settings_say_it(shape: Shape) -> None:
    """Shared ways, nobody's own."""
    desk = letters.Desk(
        record=restrictions.approved(),
        individual=None,
        occasion=None,
        pen=replace(examples.pen(), policy=Policy.load()),
    )
    assert "You can contact us here: [the phone number" in text(letters.content(Which.DECISION, desk), shape)


@pytest.mark.requirement("R-1.3-1", "R-1.5-2", "R-1.13-3")
@pytest.mark.parametrize(("name", "shape"), each(list(CONTENTS)))
def test_every_letter_asks_what_they_need(name: str, shape: Shape) -> None:
    """Another form, something done differently, and what we should know; nobody is asked to defend themselves."""
    said = without_hints(text(CONTENTS[name], shape))
    assert "Do you need this in another form" in said
    assert "s there something we should know about what you need?" in said


@pytest.mark.requirement("R-1.5-2")
@pytest.mark.parametrize("shape", Shape)
def test_what_helps_them_goes_on(shape: Shape) -> None:
    """Preferred contact and adjustments are in every letter; without any, nothing is said of them."""
    said = text(CONTENTS["decided"], shape)
    assert "By phone, before noon." in said
    assert "Large print." in said
    none = text(drafted(restrictions.approved(), Which.DECISION), shape)
    assert not re.search("[Ww]hat helps you", none)


@pytest.mark.requirement("R-1.3-2")
def test_an_open_complaint_goes_on() -> None:
    """As the record says how."""
    assert "The complaint about the repair goes on by e-mail." in text(CONTENTS["decided"])


def test_what_is_suspended_is_said_to_be() -> None:
    """Nobody is told that something applies which does not."""
    assert "none of this applies" in text(CONTENTS["decided, suspended"])
    assert "none of this applies" not in text(CONTENTS["decided"])


def test_what_has_ended_is_not_said_to_apply() -> None:
    """A letter that lifts names no measure."""
    for name in ("review, lifted", "appeal, lifted", "appeal, upheld, over already", "stopped"):
        said = text(CONTENTS[name])
        assert restrictions.EMAIL_ONLY.detail not in said
        assert "in the usual ways" in said


@pytest.mark.requirement("R-1.9.2-1", "R-1.9.2-3")
def test_a_sender_hears_that_it_is_not_acceptable_and_gets_no_answer_to_it() -> None:
    """Possible consequences are in the warning alone."""
    informed, warned = (text(CONTENTS[which.value]) for which in (Which.INFORMED, Which.WARNING))
    for said in (informed, warned):
        assert "not acceptable to us" in said
        assert "This is not an answer to the matter itself" in said
    assert "If it goes on" not in informed
    assert "If it goes on" in warned


@pytest.mark.requirement("R-1.10.5-1", "R-1.3-5")
@pytest.mark.parametrize(
    ("extra", "words"),
    [
        (Extra.CRITICISE, "free to criticise HfL, in public too"),
        (Extra.POLICY, "a copy of our policy"),
        (Extra.CONCLUDED, "would not change the outcome"),
    ],
)
def test_lines_can_be_added(extra: Extra, words: str) -> None:
    """Each only where it was chosen, in a letter and in easy read; criticising us is never said to be out of bounds."""
    with_it = examples.contents(extras=(extra,))
    for name, content in with_it.items():
        assert words in text(content)
        assert words not in text(CONTENTS[name])
        assert len(text(content, Shape.EASY_READ)) > len(text(CONTENTS[name], Shape.EASY_READ))


# -- what never stands in one --------------------------------------------------------------------------


def bristling() -> Restriction:
    """A restriction in which every free text about the events is a canary."""
    fairness = replace(
        restrictions.FAIRNESS,
        restorative_words=CANARY,
        lighter_options=CANARY,
        adjustments=CANARY,
        circumstances=CANARY,
        normal_staffing=CANARY,
        training_words=CANARY,
    )
    case = replace(restrictions.CASE, behaviour=CANARY, impact=CANARY)
    record = restrictions.active().changed(case=case, fairness=fairness, wish=CANARY, ended_because=CANARY)
    assert record.decision is not None
    plan = ReviewPlan(none_because=CANARY, none_confirmed=True, sooner_if="A wish to talk.")
    return record.changed(
        decision=replace(record.decision, reasons=CANARY),
        protection=replace(restrictions.PROTECTION, reasons=CANARY, not_told_because=CANARY, measures=case.measures),
        review=plan,
        reviews=tuple(
            replace(
                r, reasons=CANARY, since_then=CANARY, individual_says=CANARY, adjustments=CANARY, lighter_options=CANARY
            )
            for r in restrictions.reviewed(ReviewOutcome.VARY).reviews
        ),
    )


@pytest.mark.requirement("R-1.13-4")
@pytest.mark.parametrize(
    "which",
    [
        Which.DECISION,
        Which.AT_ONCE,
        Which.STOPPED,
        Which.REVIEW_COMING,
        Which.REVIEW_OUTCOME,
        Which.ENDED,
    ],
)
@pytest.mark.parametrize("shape", Shape)
def test_what_was_said_or_done_is_never_repeated(which: Which, shape: Shape) -> None:
    """Neither that nor what it did to anybody, nor reasons as they were written down: a hint stands there instead."""
    content = drafted(bristling(), which, restrictions.individual())
    assert CANARY not in text(content, shape)
    if which is Which.DECISION:
        assert "without the words that were used" in text(content, shape)


@pytest.mark.requirement("R-1.13-4")
@pytest.mark.parametrize("shape", Shape)
def test_an_appeal_is_answered_without_repeating_it(shape: Shape) -> None:
    """The individual's words and the reasons are for the writer, to put in a line of their own."""
    record = examples.APPEALS["upheld"][0]()
    assert record.decision is not None
    said = record.changed(
        received=replace(record.received, says=CANARY), decision=replace(record.decision, reasons=CANARY, says=CANARY)
    )
    content = appeal.content(said, bristling(), restrictions.individual(), examples.pen())
    assert CANARY not in text(content, shape)


@pytest.mark.requirement("R-1.13-4")
@pytest.mark.parametrize("name", [name for name in CONTENTS if "service" not in name and "coming" not in name])
def test_what_has_been_happening_is_a_line_or_two(name: str) -> None:
    """Facts, and nothing is dwelt on: one gap to fill, and that there may be reasons or that we want to go on."""
    part = CONTENTS[name].parts[0]
    assert part.section is Section.HAPPENED
    assert len(part.lines) <= 2
    assert "".join(part.lines).count("[") == 1


NAMES = [word for person in STAFF for word in person.name.split()]


def naming(person: Person) -> Restriction:
    """A restriction with names withheld, whose facts name somebody all the same."""
    who = f"Ask {person.name} or write to {person.email}"
    measures = tuple(Measure(type=type_, detail=who, channels=tuple(Channel)) for type_ in MeasureType)
    fairness: Fairness = replace(
        restrictions.FAIRNESS, emergencies=who, complaint_words=f"{person.first_name} sees to it"
    )
    record = restrictions.active()
    return record.changed(
        case=replace(record.case, measures=measures),
        fairness=fairness,
        review=replace(restrictions.PLAN, sooner_if=f"{person.name} is away"),
        protection=replace(restrictions.PROTECTION, measures=measures),
    )


@pytest.mark.requirement("R-1.8-4")
@pytest.mark.parametrize(
    "which", [Which.DECISION, Which.AT_ONCE, Which.REVIEW_COMING, Which.REVIEW_OUTCOME, Which.ENDED]
)
@pytest.mark.parametrize("shape", Shape)
def test_where_names_are_withheld_nobody_is_named(which: Which, shape: Shape) -> None:
    """Not in a measure, a review, how they are helped, or under it: a post signs for the organisation."""
    for person in STAFF:
        record = naming(person)
        if which is Which.REVIEW_OUTCOME:
            record = record.changed(reviews=restrictions.reviewed(ReviewOutcome.CONTINUE).reviews)
        helped = restrictions.individual().adjusted(
            MORAG, NOW, adjustments=f"A call from {person.first_name}", contact_by=f"Through {person.name}"
        )
        said = text(drafted(record, which, helped, nameless=True), shape)
        found = [word for word in (*person.name.split(), person.email) if re.search(rf"\b{re.escape(word)}\b", said)]
        assert found == []
        assert said.endswith(f"For {POLICY.organisation}")


@pytest.mark.requirement("R-1.8-4")
def test_where_names_are_not_withheld_they_may_stand_there() -> None:
    """A named person whom they can turn to has a name; who writes signs with theirs."""
    record = naming(STAFF[0])
    said = text(drafted(record, Which.DECISION))
    assert STAFF[0].name in said
    assert said.endswith(f"Morag Reid {POLICY.organisation}")


@given(st.sampled_from([person.name for person in STAFF]), st.text(alphabet="abc ,.-'", max_size=12), st.booleans())
def test_a_name_is_found_however_it_stands(name: str, around: str, shout: bool) -> None:
    """Between other words, in capitals, as whose something is."""
    pen = Pen(policy=POLICY, name="", withheld=tuple(p.name for p in STAFF), nameless=True)
    typed = f"{around} {name.upper() if shout else name}'s {around}"
    assert pen.fact(typed, "Say it.").startswith("[Say it. Without the name")


# -- the forms -----------------------------------------------------------------------------------------


def test_a_letter_in_full() -> None:
    """The whole of one, as a manager finds it: no headings, and three gaps."""
    content = warning.content(Which.BEHAVIOUR, None, None, examples.pen())
    assert drawn(content, Shape.LETTER, POLICY).paragraphs == (
        "Dear [name],",
        (
            "[in a line, what happened and what it meant for others, without the words that were used]. There may be "
            "many reasons. We want to work with you."
        ),
        (
            "We want to help, and we need conversations that the people who work here can stay in. [What you ask for, "
            "in a line, such as to take a break when it gets heated.] If it goes on, we may change how we are in "
            "contact. You could appeal."
        ),
        (
            "Nothing is restricted: you can contact us as before. We are always there for emergencies and urgent "
            "repairs."
        ),
        "There is nothing to look at again.",
        (
            "If you see it differently, tell us or complain, at any time, in any form, and then turn to "
            f"{POLICY.ombudsman}."
        ),
        f"You can contact us here: {POLICY.reach}.",
        "Do you need this in another form, or is there something we should know about what you need?",
        f"Morag Reid\n{POLICY.organisation}",
    )


@pytest.mark.requirement("R-1.13-4")
@pytest.mark.parametrize("name", CONTENTS)
def test_a_letter_is_a_clear_short_statement(name: str) -> None:
    """About 150 words to read, and at most four gaps, where the record and the settings know what is usual."""
    written = drawn(CONTENTS[name], Shape.LETTER, POLICY)
    reference = f"Our reference: {CONTENTS[name].reference}"
    assert (reference in written.paragraphs) is bool(CONTENTS[name].reference)
    # The line with the reference is quoted, and not read.
    statement = without_hints(written.text.replace(reference, ""))
    read = [word for word in statement.split() if any(c.isalnum() for c in word)]
    assert len(read) <= 170
    assert len(re.findall(r"\[", written.text)) <= 4
    assert written.headings == frozenset()


@pytest.mark.requirement("R-1.13-6")
@pytest.mark.parametrize("name", CONTENTS)
def test_easy_read_has_one_short_idea_a_line(name: str) -> None:
    """A mean of at most nine words a sentence, none longer than sixteen, and no long words to speak of."""
    shown = " ".join(line for part in CONTENTS[name].parts for line in (part.heading + ".", *part.easy))
    own = without_hints(shown.replace(POLICY.ombudsman, "them"))
    sentences = [s.split() for s in re.split(r"[.?:!]\s", own) if s.split()]
    lengths = [len(sentence) for sentence in sentences]
    assert sum(lengths) / len(lengths) <= 9
    assert max(lengths) <= 16
    long = [word for sentence in sentences for word in sentence if len(word) > 11]
    assert len(long) / sum(lengths) < 0.02


@pytest.mark.requirement("R-1.13-6")
def test_each_choice_has_a_word() -> None:
    """Every letter and every form."""
    assert set(SHAPE) == set(Shape)
    assert set(form.WHICH) == set(Which)


@given(st.text(alphabet="ab \n", max_size=200), st.integers(min_value=20, max_value=60))
def test_a_letter_in_pieces_is_the_whole_letter(words: str, longest: int) -> None:
    """No piece is too long, and no word is lost."""
    letter = Letter(title="Title", paragraphs=tuple(words.split("\n")))
    pieces = letter.pieces(longest)
    assert max(len(piece) for piece in pieces) <= max(longest, 5)
    assert "".join("".join(pieces).split()) == "".join(letter.text.split())


@given(
    st.sampled_from(Which), st.sampled_from(Shape), st.lists(st.sampled_from(Extra), unique=True).map(lambda e: [*e])
)
def test_a_choice_is_carried_by_a_button(which: Which, shape: Shape, extras: list[Extra]) -> None:
    """And nothing else is read as one."""
    choice = Choice(which=which, shape=shape, extras=tuple(each for each in Extra if each in extras))
    assert Choice.unpacked(choice.packed) == choice
    assert Choice.of_field(choice.field(1)) == choice
    assert Choice.unpacked(f"{choice.packed}-nothing") is None
    assert Choice.unpacked("") is None
    assert Choice.of_field(which) is None


@pytest.mark.parametrize("former", ["large_print", "phone", "advocate", "translated"])
def test_a_form_that_there_once_was_leads_to_the_letter(former: str) -> None:
    """A button that stands in a chat still works."""
    choice = Choice(which=Which.DECISION, shape=Shape.LETTER, extras=(Extra.POLICY,))
    assert Choice.unpacked(f"decision.{former}.policy") == choice


@pytest.mark.parametrize(
    ("pieces", "refused"),
    [
        (("Dear T. B.,\n\nfilled in.", "All of it."), {}),
        (("Dear [name],", "All of it."), {"0": "[name]"}),
        (("Dear T. B.,", "because [why, in a line]. [And more]"), {"1": "[why, in a line]"}),
        (("", ""), {"0": "no text here"}),
        (("[" + "x" * 90 + "]",), {"0": "[" + "x" * 79 + "…"}),
    ],
)
def test_a_gap_is_found_where_it_stands(pieces: tuple[str, ...], refused: dict[str, str]) -> None:
    """A sentence beside the piece that has one says which line."""
    found = form.gaps({str(n): piece for n, piece in enumerate(pieces)})
    assert found.keys() == refused.keys()
    assert all(words in found[field] for field, words in refused.items())
