"""A piece of evidence as a record: its name, its required fields, and its independence from any other piece."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import AlreadyDone, Forbidden, Incomplete
from bot.records.evidence import ENDINGS, EvidenceItem, File, Material, Nature, Thing, Withdrawn, concerned
from bot.views.evidence.samples import letter, link, screenshot
from bot.views.examples.people import ISLA, MORAG, NOW, RORY, origin, report

CALM = Nature(distressing=False)


@pytest.mark.requirement("R-1.14.1-3")
@given(
    distressing=st.booleans(), media_type=st.sampled_from(sorted(ENDINGS)), number=st.integers(1, 999), name=st.text()
)
def test_the_name_of_a_file_warns_and_is_ours(distressing: bool, media_type: str, number: int, name: str) -> None:
    """Its former name is dropped."""
    nature = Nature(distressing=distressing, materials=(Material.ABUSE,))
    file = File(name=name, media_type=media_type, size=1, blob="0" * 32, key="k")
    item = EvidenceItem.of_file(
        origin("EV-0001", ISLA, "id-EC-0042"), report(), number, nature=nature, captured_on=None, file=file
    )
    assert item.file is not None
    expected = f"{'DISTRESSING-' if distressing else ''}EC-0042-{number}.{ENDINGS[media_type]}"
    assert item.file.name == expected
    assert item.file.name.startswith(item.label)
    assert "key" not in repr(item.file)


@pytest.mark.parametrize(
    ("nature", "missing"),
    [
        (CALM, set()),
        (Nature(distressing=True), {"materials"}),
        (Nature(distressing=True, materials=(Material.OTHER,)), {"words"}),
        (Nature(distressing=True, materials=(Material.OTHER,), words="a door"), set()),
        (Nature(distressing=True, materials=(Material.HATRED,)), set()),
    ],
)
def test_what_may_distress_is_said(nature: Nature, missing: set[str]) -> None:
    """Before anything is kept."""
    assert set(nature.missing()) == missing
    if missing:
        with pytest.raises(Incomplete):
            EvidenceItem.of_link(origin("EV-1", ISLA), report(), 1, nature=nature, captured_on=None, link="x")


def test_a_link_and_a_thing_need_something() -> None:
    """A link its address, a thing what it is and where."""
    with pytest.raises(Incomplete):
        EvidenceItem.of_link(origin("EV-1", ISLA), report(), 1, nature=CALM, captured_on=None, link="")
    for thing in (Thing(what="", where="x"), Thing(what="x", where="")):
        with pytest.raises(Incomplete):
            EvidenceItem.of_thing(origin("EV-1", ISLA), report(), 1, nature=CALM, captured_on=None, thing=thing)


@pytest.mark.parametrize("item", [screenshot(), link(), letter()])
def test_what_is_withdrawn_holds_nothing_any_more(item: EvidenceItem) -> None:
    """File, key, link and place are gone; that it was there, and why it went, stays; and it is withdrawn once."""
    with pytest.raises(Incomplete):
        item.withdraw(Withdrawn(by=MORAG, at=NOW, reason=""))
    gone = item.withdraw(Withdrawn(by=MORAG, at=NOW, reason="Another matter"))
    assert (gone.file, gone.link, gone.thing, gone.lookup, gone.is_open) == (None, "", None, None, False)
    assert (gone.nature, gone.number) == (item.nature, item.number)
    with pytest.raises(AlreadyDone):
        gone.withdraw(Withdrawn(by=MORAG, at=NOW, reason="Again"))
    with pytest.raises(AlreadyDone):
        gone.looked(MORAG, NOW)
    with pytest.raises(AlreadyDone):
        gone.lets(ISLA, report())


def test_every_look_is_added() -> None:
    """None is ever left out."""
    item = screenshot().looked(MORAG, NOW).looked(ISLA, NOW).looked(MORAG, NOW)
    assert [look.by for look in item.looks] == [MORAG, ISLA, MORAG]


def test_only_who_is_concerned_can_be_let_look_and_once() -> None:
    """A witness is not concerned in this sense."""
    assert concerned(report()) == {ISLA}
    with pytest.raises(Forbidden):
        screenshot().lets(RORY, report())
    let = screenshot().lets(ISLA, report())
    with pytest.raises(AlreadyDone):
        let.lets(ISLA, report())


def test_a_restriction_that_rests_on_it_stands_above_it_as_well() -> None:
    """Behind what it belongs to, and each once."""
    restriction = origin("RS-0001", MORAG).id
    named = screenshot().names(restriction).names(restriction)
    assert named.above == ("id-EC-0042", restriction)


def test_its_facts_tell_nothing_of_what_is_in_it() -> None:
    """Only that it is there."""
    assert dict(screenshot().facts()) == {"type": "file", "distressing": True}
