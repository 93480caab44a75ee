"""Encryption: a value can be read in its place with its keys, and nowhere else."""

from __future__ import annotations

from base64 import b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import Misconfigured
from bot.policy import Policy
from bot.records.base import Facts
from bot.records.ended_contact.parts import Channel, FollowUp, Reason
from bot.views.examples import people
from storage import Keyring, Store, Unreadable, columns, new_key, rotate
from storage.crypto import INDEX_PLACE, Sealed, Vault, new_index_key
from tests.bot.one_of_each import RECORD
from tests.storage.conftest import START, HandClock
from tests.storage.sample import ISLA, KINDS, MORAG, Matter, may, staff, told

KEYS = Keyring.parse(new_key())
VAULT = Vault(KEYS, KEYS.unwrap(new_index_key(KEYS), INDEX_PLACE))


@given(st.binary(max_size=300))
def test_what_was_sealed_is_unsealed(text: bytes) -> None:
    """Any bytes, in their own row."""
    assert VAULT.unseal("record", "r1", VAULT.seal("record", "r1", text)) == text


def test_the_same_text_is_never_sealed_alike() -> None:
    """Equal rows do not look equal."""
    sealed = {VAULT.seal("record", "r1", b"text") for _ in range(50)}
    assert len({s.body for s in sealed}) == len({s.wrapped_key for s in sealed}) == 50


@pytest.mark.parametrize(("table", "row"), [("record", "r2"), ("draft", "r1")])
def test_a_value_moved_to_another_place_is_not_read(table: str, row: str) -> None:
    """Nobody can show one record's words in another."""
    with pytest.raises(Unreadable):
        VAULT.unseal(table, row, VAULT.seal("record", "r1", b"text"))


@given(st.data())
def test_a_value_that_was_changed_is_not_read(data: st.DataObject) -> None:
    """Not a single bit."""
    sealed = VAULT.seal("record", "r1", b"some text")
    column = data.draw(st.sampled_from(Sealed._fields))
    value = bytearray(getattr(sealed, column))
    value[data.draw(st.integers(0, len(value) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(Unreadable):
        VAULT.unseal("record", "r1", sealed._replace(**{column: bytes(value)}))


@pytest.mark.parametrize("sealed", [Sealed(b"", b""), Sealed(b"\x00", b"x"), Sealed(b"\xff" * 9, b"x" * 40)])
def test_a_value_that_is_none_is_not_read(sealed: Sealed) -> None:
    """With anything else in the columns."""
    with pytest.raises(Unreadable):
        VAULT.unseal("record", "r1", sealed)


def test_an_erased_key_erases_its_row() -> None:
    """The body alone tells nothing, even with the master key."""
    first, second = VAULT.seal("record", "r1", b"text"), VAULT.seal("record", "r1", b"text")
    with pytest.raises(Unreadable):
        VAULT.unseal("record", "r1", Sealed(second.wrapped_key, first.body))


def test_a_blind_index_is_equal_where_the_text_is() -> None:
    """And parts do not run together."""
    assert VAULT.blind("email", "a@b.cc") == VAULT.blind("email", "a@b.cc")
    others = [("email", "a@b.cd"), ("emaila", "@b.cc"), ("email", "a@b.cc", ""), ("slack_id", "a@b.cc")]
    assert VAULT.blind("email", "a@b.cc") not in {VAULT.blind(*parts) for parts in others}


# -- master keys -------------------------------------------------------------------------------------

SHORT, OTHER = b64encode(b"short").decode(), b64encode(bytes(32)).decode()


@pytest.mark.parametrize(
    "text",
    [
        "",
        " , ",
        "nonsense",
        "k1:abc",
        "k1:",
        f"k1:{SHORT}",
        f"k1 :{OTHER}",
        f":{OTHER}",
        f"k1:{OTHER}!",
        f"k1:{OTHER},k1:{OTHER}",
    ],
)
def test_a_malformed_key_is_refused_without_being_shown(text: str) -> None:
    """The message says what to do."""
    with pytest.raises(Misconfigured, match="harbour keys new") as caught:
        Keyring.parse(text)
    assert SHORT not in caught.value.message
    assert OTHER not in caught.value.message


def test_keys_are_read_as_they_were_made() -> None:
    """Several, with spaces between; and none shows in a repr."""
    first, second = new_key(), new_key()
    keys = Keyring.parse(f" {first} , {second} ")
    wrapped = Keyring.parse(second).wrap(b"k" * 32, b"place")
    assert keys.unwrap(wrapped, b"place") == b"k" * 32
    assert (keys.is_newest(wrapped), keys.is_newest(keys.wrap(b"k" * 32, b"place"))) == (False, True)
    assert first.split(":")[1] not in repr(keys)


# -- rotation ----------------------------------------------------------------------------------------


def test_after_a_rotation_the_old_key_can_be_thrown_away(url: str, keys: str, policy: Policy, clock: HandClock) -> None:
    """Everything can still be read and found: records, people, drafts, chats, messages and the keys of events."""
    fresh = new_key()

    def opened(with_keys: str) -> Store:
        return Store(url, with_keys, policy, clock, records=KINDS, may=may)

    store = opened(keys)
    store.run(lambda uow: [uow.directory.put(person) for person in staff()])
    matter = store.run(lambda uow: told(uow, "words", reference="4711"))
    store.run(lambda uow: uow.drafts.keep(ISLA, "report", {"note": "typed"}))
    store.run(lambda uow: uow.chats.keep(ISLA, "teams", "a:1"))
    store.run(lambda uow: uow.once("key", "result"))
    store.run(lambda uow: uow.outbox.put(MORAG, "outcome", matter.id))
    (parcel,) = store.run(lambda uow: uow.outbox.claim(limit=1, lease_seconds=60))
    store.run(lambda uow: uow.outbox.sent(parcel, platform="slack", address="D1/1", fingerprint="f", settled=False))
    store.close()

    both = opened(f"{fresh},{keys}")
    assert (rotate(both), rotate(both)) == (9, 0)
    both.close()

    new = opened(fresh)
    assert new.run(lambda uow: uow.records.find(Matter, "4711")) == matter
    assert tuple(new.run(lambda uow: uow.people)) == staff()
    assert new.run(lambda uow: uow.drafts.find(ISLA, "report")) == {"note": "typed"}
    assert new.run(lambda uow: uow.chats.find(ISLA, "teams")) == "a:1"
    assert new.run(lambda uow: uow.once("key", "other")) == "result"
    new.run(lambda uow: uow.records.save(matter.settled(), by=MORAG, act="settled"))
    (stale,) = new.run(lambda uow: uow.outbox.claim(limit=1, lease_seconds=60))
    assert stale.message is not None
    assert stale.message.address == "D1/1"
    new.close()
    with pytest.raises(Misconfigured, match="HARBOUR_ENCRYPTION_KEYS"):
        opened(keys)


def test_rotation_sees_to_every_page(url: str, keys: str, policy: Policy, clock: HandClock) -> None:
    """However many rows there are."""
    store = Store(url, keys, policy, clock, records=KINDS, may=may)
    store.run(lambda uow: [uow.drafts.keep(ISLA, f"form {n}", {}) for n in range(1_100)])
    store.close()
    both = Store(url, f"{new_key()},{keys}", policy, clock, records=KINDS, may=may)
    assert (rotate(both), rotate(both)) == (1_101, 0)
    both.close()
    assert clock.now() == START


def test_the_facts_of_a_report_are_of_one_length_however_far_it_has_come() -> None:
    """And of one with those of all other kinds: with every step taken, and every reason given."""
    steps = dict.fromkeys(("reported_after", "seen_after", "talked_after", "triaged_after", "told_after"), 9999)
    every: dict[str, str | int | bool] = {
        "reasons": ",".join(Reason),
        "follow_ups": ",".join(FollowUp),
        "channel": Channel.IN_PERSON_OFFICE,
        **steps,
    }
    several: list[Facts] = [one().facts() for one in RECORD.values()] + [{**people.closed().facts(), **every}]
    assert len({len(columns.covered(VAULT, "id", 1, facts)) for facts in several}) == 1
