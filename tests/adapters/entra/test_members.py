"""The people of a tenant, over HTTP against a stand-in that refuses what Microsoft Graph refuses."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from adapters.entra.graph import Graph, Refused, session
from adapters.entra.members import GROUPS, USERS, EntraMembers
from adapters.entra.settings import EntraSettings
from adapters.playground.entra.server import GraphStandIn
from adapters.playground.entra.tenant import Fault, GraphTenant, GraphUser, ReadingApp
from adapters.sources import Unread
from bot.directory.absences import Away
from bot.directory.sources import Member, Read
from bot.people import Role

BOARD = "99999999-0000-0000-0000-000000000000"
CHIEF = {BOARD: frozenset({Role.CHIEF_EXECUTIVE})}


def id_of(number: int) -> str:
    """An object id."""
    return f"00000000-0000-0000-0000-{number:012d}"


def user(number: int, **facts: object) -> GraphUser:
    """Somebody."""
    known = {"id": id_of(number), "name": f"Person {number}", "mail": f"P{number}@hfl.example"}
    return GraphUser(**(known | facts))  # type: ignore[arg-type] # by name


@pytest.fixture
async def graph() -> AsyncIterator[GraphStandIn]:
    """A tenant with a manager and two of her team."""
    tenant = GraphTenant([user(1, employee_id="E1"), user(2, manager=id_of(1)), user(3, manager=id_of(1))])
    tenant.groups[BOARD] = {id_of(1)}
    async with GraphStandIn(tenant) as running:
        yield running


class Waits(list[float]):
    """Notes how long it should wait, and does not."""

    async def __call__(self, seconds: float) -> None:
        """Wait."""
        self.append(seconds)


def source(graph: GraphStandIn, **facts: object) -> EntraMembers:
    """The source, with roles by a group."""
    settings = replace(graph.settings(), **facts)  # type: ignore[arg-type] # by name
    return EntraMembers(settings, CHIEF, sleep=Waits())


def here(read: Read) -> dict[str, Member]:
    """People at work here, by name."""
    return {member.name: member for member in read.members if member.enabled}


async def test_people_come_with_manager_key_and_roles(graph: GraphStandIn) -> None:
    """In pages of 999; closed accounts and guests are nobody who works here."""
    for number in range(4, 1100):
        graph.tenant.put(user(number))
    graph.tenant.put(user(2000, enabled=False))
    graph.tenant.put(user(2001, is_guest=True, upn="x#EXT#@hfl.example"))
    read = await source(graph).read()
    found = here(read)
    assert len(found) == 1099
    assert (found["Person 1"].key, found["Person 2"].manager) == ("E1", id_of(1))
    assert (dict(read.roles), "roles" in read.silent) == ({id_of(1): CHIEF[BOARD]}, False)
    assert graph.tenant.asked.count("/v1.0/users") == 2


async def test_without_groups_roles_stay_and_nothing_is_asked_of_them(graph: GraphStandIn) -> None:
    """And the permission for groups is not needed."""
    graph.tenant.app = replace(graph.tenant.app, permissions=frozenset({USERS}))
    read = await EntraMembers(graph.settings(), {}).read()
    assert ("roles" in read.silent, [path for path in graph.tenant.asked if "groups" in path]) == (True, [])


async def test_a_delta_says_who_has_changed_and_who_has_gone(graph: GraphStandIn) -> None:
    """Each of them is asked for anew: a delta alone leaves out what has not changed."""
    reads = source(graph)
    mark = (await reads.read()).mark
    graph.tenant.change(id_of(3), name="Person Three")
    graph.tenant.delete(id_of(2))
    graph.tenant.asked.clear()
    read = await reads.read(mark)
    assert [(m.name, m.manager) for m in read.members] == [("Person Three", id_of(1))]
    assert read.gone == frozenset({id_of(2)})
    assert "/v1.0/users" not in graph.tenant.asked
    again = await reads.read(read.mark)
    assert (again.members, again.gone) == ((), frozenset())


@pytest.mark.parametrize("why", ["forgotten", "many", "elsewhere"])
async def test_everybody_is_read_where_a_delta_does_not_do(graph: GraphStandIn, why: str) -> None:
    """Graph no longer knows it (410), very many have changed, or it would lead to another server."""
    reads = source(graph)
    mark = (await reads.read()).mark
    if why == "forgotten":
        graph.tenant.forget()
    elif why == "many":
        for number in range(10, 200):
            graph.tenant.put(user(number))
    else:
        mark = mark.replace("127.0.0.1", "graph.example.org")
    read = await reads.read(mark)
    assert (read.gone, len(here(read))) == (None, len(graph.tenant.users))
    assert (await reads.read(read.mark)).gone == frozenset()


async def test_what_changes_meanwhile_is_not_missed(graph: GraphStandIn) -> None:
    """The mark is from before everybody was read."""
    graph.tenant.faults.on("/v1.0/users", Fault.throttled(1), times=1)

    async def sleep(_: float) -> None:
        graph.tenant.change(id_of(3), name="Person Three")

    reads = EntraMembers(graph.settings(), CHIEF, sleep=sleep)
    read = await reads.read()
    assert [m.name for m in (await reads.read(read.mark)).members] == ["Person Three"]


@pytest.mark.parametrize(
    ("fault", "waits"), [(Fault.throttled(17), 17), (Fault.throttled(None), 5), (Fault.broken(), 5)]
)
async def test_graph_is_waited_for_as_long_as_it_asks(graph: GraphStandIn, fault: Fault, waits: float) -> None:
    """429 with Retry-After; and a while where it says nothing. In the end it is told, and nobody has left."""
    graph.tenant.faults.on("/v1.0/users", fault, times=2)
    waited = Waits()
    assert len((await EntraMembers(graph.settings(), CHIEF, sleep=waited).read()).members) == 3
    assert waited == [waits, waits]
    graph.tenant.faults.on("/v1.0/users", fault)
    with pytest.raises(Unread, match="does not answer, or asks to wait"):
        await source(graph).read()


async def test_a_token_goes_to_no_other_server(graph: GraphStandIn) -> None:
    """Not even if a next link leads there."""
    graph.next_host = "https://graph.example.org"
    for number in range(4, 1100):
        graph.tenant.put(user(number))
    with pytest.raises(Unread, match="another server"):
        await source(graph).read()


@pytest.mark.parametrize("missing", [USERS, GROUPS])
async def test_a_missing_permission_is_named(graph: GraphStandIn, missing: str) -> None:
    """By the doctor, as is one that nothing needs."""
    granted = frozenset({USERS, GROUPS, "Directory.ReadWrite.All"}) - {missing}
    graph.tenant.app = replace(graph.tenant.app, permissions=granted)
    with pytest.raises(Unread, match="permission is missing"):
        await source(graph).read()
    lacks, broad = await source(graph).check()
    assert (lacks.is_good, missing in lacks.says, "Directory.ReadWrite.All" in broad.says) == (False, True, True)


async def test_what_is_granted_and_needed_is_right(graph: GraphStandIn) -> None:
    """And nothing else."""
    (found,) = await source(graph).check()
    assert (found.is_good, found.mend) == (True, "")


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"secret": "zebra"}, "ENTRA_CLIENT_SECRET is not the value"),
        ({"client_id": "zebra"}, "ENTRA_CLIENT_ID is no app"),
        ({"certificate": "zebra"}, "ENTRA_CERTIFICATE_FILE must hold a private key"),
        ({"login_url": "http://127.0.0.1:9"}, "cannot be reached"),
    ],
)
async def test_what_microsoft_does_not_accept_is_named(graph: GraphStandIn, facts: dict[str, str], said: str) -> None:
    """In words of ours, and without the value."""
    with pytest.raises(Unread, match=said) as refused:
        await source(graph, **facts).read()
    assert "zebra" not in str(refused.value)
    (found,) = await source(graph, **facts).check()
    assert (found.is_good, said in found.says) == (False, True)


async def test_a_certificate_does_instead_of_a_secret(graph: GraphStandIn) -> None:
    """Only the one that was uploaded."""
    mine, other = certificate(), certificate()
    graph.tenant.app = ReadingApp(certificate=mine)
    assert len((await source(graph, secret="", certificate=mine).read()).members) == 3
    with pytest.raises(Unread, match="ENTRA_CERTIFICATE_FILE is not one of this app"):
        await source(graph, secret="", certificate=other).read()


@pytest.mark.parametrize("who", ["system", "12345678-0000-0000-0000-000000000000"])
async def test_a_managed_identity_needs_no_secret(
    graph: GraphStandIn, monkeypatch: pytest.MonkeyPatch, who: str
) -> None:
    """The machine says who it is."""
    monkeypatch.setenv("AZURE_POD_IDENTITY_AUTHORITY_HOST", graph.url)
    settings = EntraSettings(managed_identity=who, graph_url=graph.url)
    assert len((await EntraMembers(settings, {}).read()).members) == 3


def certificate() -> str:
    """A new key and its certificate, as PEM."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "harbour")])
    begins = datetime.now(UTC) - timedelta(days=1)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(begins + timedelta(days=30))
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    return (private + made.public_bytes(serialization.Encoding.PEM)).decode()


# -- what the stand-in refuses, as Graph does ----------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "query", "status"),
    [
        ("users", {"top": "1000"}, 400),
        ("users", {"select": "id,shoeSize"}, 400),
        ("users/delta", {"select": "id", "expand": "manager($select=id)"}, 400),
        ("users/delta", {"deltatoken": "77", "select": "id"}, 400),
        ("users/nobody", {"select": "id"}, 404),
        ("groups/nobody/transitiveMembers", {"select": "id"}, 404),
    ],
)
async def test_the_stand_in_refuses_what_graph_refuses(
    graph: GraphStandIn, path: str, query: dict[str, str], status: int
) -> None:
    """A page that is too large, an unknown property, an expanded delta, and what is not there."""
    async with session() as shared:
        asks = Graph(graph.url, EntraMembers(graph.settings(), {})._token.get, shared)
        with pytest.raises(Refused) as refused:
            await asks.one(asks.url(path, **query))
    assert refused.value.status == status


# -- who is away -----------------------------------------------------------------------------------------

MAILBOXES = "MailboxSettings.Read"


def replies(start: str, end: str, status: str = "scheduled", zone: str = "UTC") -> dict[str, object]:
    """Automatic replies in Graph's form."""
    moments = {"scheduledStartDateTime": start, "scheduledEndDateTime": end}
    return {"status": status} | {name: {"dateTime": at, "timeZone": zone} for name, at in moments.items()}


async def test_who_is_away_is_known_by_scheduled_replies_alone(graph: GraphStandIn) -> None:
    """Those that are always on are a way of working; somebody without a mailbox is left out, and nobody else."""
    graph.tenant.app = replace(graph.tenant.app, permissions=frozenset({USERS, MAILBOXES}))
    weeks = ("2026-12-21T17:00:00.0000000", "2027-01-04T09:00:00.0000000")
    says = [
        replies(*weeks),
        replies(*weeks, status="alwaysEnabled"),
        replies(*weeks, status="disabled"),
        replies(*reversed(weeks)),
        replies(*weeks, zone="Mars"),
        replies("soon", "later"),
        None,
    ]
    for number, said in enumerate(says, 10):
        graph.tenant.put(user(number, replies=said))
    ids = [id_of(number) for number in range(10, 17)]
    found = await source(graph).absences(ids)
    start, end = datetime(2026, 12, 21, 17, tzinfo=UTC), datetime(2027, 1, 4, 9, tzinfo=UTC)
    assert found == {ids[0]: Away(start=start, end=end)} | dict.fromkeys(ids[1:6])


async def test_without_the_permission_nothing_is_told(graph: GraphStandIn) -> None:
    """And doctor says which one is missing, where absences are wanted."""
    with pytest.raises(Unread, match="a permission is missing"):
        await source(graph).absences([id_of(1)])
    wanting = EntraMembers(graph.settings(), {}, absences=True)
    assert [finding.says for finding in await wanting.check() if not finding.is_good] == [
        "The permission MailboxSettings.Read is missing: read which managers are away, for directory.absences."
    ]
