"""Tokens that are not Microsoft's for this app: 401 each, nothing changes, nothing is said of them anywhere."""

from __future__ import annotations

import time

import aiohttp

from adapters.playground.stand_in.refusals import Json
from adapters.playground.teams import activities
from adapters.playground.teams.faults import Fault, Operation
from adapters.playground.teams.keys import SigningKey
from tests.journeys.acts import REPORT, acknowledges, closed, fill, opens, reports
from tests.journeys.posting import counted
from tests.journeys.teams.overheard import encoded, overheard, posted
from tests.journeys.world import World

CANARY = "canary004bird"


async def refused(world: World, activity: Json, tokens: list[str]) -> list[str]:
    """Those that were let in: none, where all is well."""
    answers = [await world.teams.people.link.deliver(activity, token=token) for token in tokens]
    return [token for token, answer in zip(tokens, answers, strict=True) if (answer.status, answer.body) != (401, b"")]


def words(world: World, who: str = "isla") -> Json:
    """Activity that would be answered if its token were good."""
    tenant = world.teams.tenant
    member = tenant.find_member(who)
    return activities.message(tenant, member, tenant.post(tenant.chat_with(member.aad), member.aad, f"help {CANARY}"))


async def test_whatever_is_wrong_with_a_token_it_is_401(world: World) -> None:
    """One claim, one header, the signature, all of it: also on what would do something."""
    ref = await reports(world, "isla")
    link, now = world.teams.people.link, int(time.time())
    good, stranger = link.token(), SigningKey.fresh()
    head, body, signature = good.split(".")
    known = world.teams.tenant.keys.current.kid
    tokens = [
        link.token(algorithm="none"),
        link.token(algorithm="HS256"),
        link.token(algorithm="PS256"),
        link.token(exp=now - 600),
        link.token(exp=None),
        link.token(exp="tomorrow"),
        link.token(nbf=now + 600),
        link.token(aud=CANARY),
        link.token(aud=None),
        link.token(aud=[world.teams.tenant.app.app_id]),
        link.token(iss="https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/"),
        link.token(iss=None),
        link.token(serviceurl="https://smba.trafficmanager.net/uk/"),
        link.token(serviceurl=None),
        link.token(tid="11111111-2222-4333-8444-555555555555"),
        link.token(key=stranger, kid=known),
        link.token(key=stranger),
        link.token(kid="x" * 1000),
        f"{head}.{body}.",
        f"{head}.{body}",
        f"{head}.{body}.{signature[:-6]}AAAAAA",
        f"{head}..{signature}",
        f"{body}.{head}.{signature}",
        "",
        "x",
        "a.b.c",
        CANARY * 400,
    ]
    tenant, morag = world.teams.tenant, world.teams.tenant.find_member("morag")
    act = (await opens(world, "morag", ref)).modal().buttons[0]
    presses = activities.submit(tenant, morag, act.element["data"])
    before, said = world.state(), len(tenant.sent)
    for activity in (words(world), presses):
        assert await refused(world, activity, tokens) == []
    assert (world.state(), len(tenant.sent)) == (before, said)
    assert world.leaks(CANARY) == []
    assert "Traceback" not in world.surroundings.log.getvalue()
    assert not [token for token in tokens if len(token) > 5 and token in world.surroundings.log.getvalue()]


async def test_a_header_of_another_kind_is_401(world: World) -> None:
    """Basic, two tokens, none at all; never an error."""
    good = world.teams.people.link.token()
    for header in (
        "",
        "Bearer",
        "Bearer ",
        f"Basic {good}",
        f"Bearer {good} {good}",
        good,
        f"Bearer\t{good}",
        "Bearer é.é.é",
    ):
        answers = await posted(world, [encoded(words(world))], {"Authorization": header})
        assert counted(answers) == {401: 1}, header


async def test_invented_key_ids_make_harbour_ask_for_keys_a_few_times_at_most(world: World) -> None:
    """Three hundred tokens, each with a key id of its own; whoever has a good one is let in meanwhile."""
    most = 6
    world.teams.tenant.faults.on(Operation.KEYS, Fault.slow(0.0), times=most)
    link, body = world.teams.people.link, encoded(words(world))
    stranger = SigningKey.fresh()
    for number in range(300):
        token = link.token(key=stranger, kid=f"invented-{number}")
        answers = await posted(world, [body], {"Authorization": f"Bearer {token}"})
        assert counted(answers) == {401: 1}
    assert await reports(world, "callum") == "EC-0001"
    assert world.teams.tenant.faults.take(Operation.KEYS) is not None, f"asked {most} times or more"


async def test_a_change_of_keys_in_the_middle_of_a_journey_goes_unnoticed(world: World) -> None:
    """A new key signs, the old one is withdrawn a while later: nobody is turned away, and nothing is asked twice."""
    async with overheard(world) as link:
        ref = await reports(world, "isla")
        isla = world.person("isla")
        await isla.command("/ended-contact", "swore at me")
        world.teams.tenant.keys.rollover()
        await fill(isla, REPORT)
        await isla.send()
        assert "EC-0002" in isla.modal().text
        await closed(isla)
        world.teams.tenant.keys.rollover()
        world.teams.tenant.keys.withdraw()
        await acknowledges(world, "morag", ref)
        assert world.standing(ref) == "acknowledged"
        assert {answer.status for _, answer in link.heard} == {200}


async def test_a_key_that_was_withdrawn_is_no_good_once_others_are_known(world: World) -> None:
    """Microsoft takes a key back: what it signed is refused as soon as the keys have been fetched again."""
    old = world.teams.tenant.keys.current
    await reports(world, "isla")
    world.teams.tenant.keys.rollover()
    world.teams.tenant.keys.withdraw()
    await reports(world, "callum")
    link = world.teams.people.link
    assert await refused(world, words(world), [link.token(key=old, nbf=1)]) == []


async def test_keys_that_cannot_be_fetched_any_more_go_on_as_they_are(world: World) -> None:
    """The metadata is gone: everybody goes on; what names a new key is refused, and let in once it is known."""
    for fault in (Fault.bad_gateway(), Fault.slow(0.5), Fault.lost()):
        world.teams.tenant.faults.on(Operation.OPENID, fault)
        await reports(world, "isla")
    world.teams.tenant.faults.on(Operation.OPENID, Fault.bad_gateway())
    world.teams.tenant.keys.rollover()
    assert (await world.teams.people.link.deliver(words(world))).status == 401
    world.teams.tenant.faults.off()
    await reports(world, "callum")


async def test_without_keys_it_is_not_ready_and_mends_by_itself(world: World) -> None:
    """The keys are out of reach when the house is opened: nobody is let in until they are found; the probe says so."""
    await world.close()
    world.teams.tenant.faults.on(Operation.OPENID, Fault.bad_gateway())
    await world.reopen()
    body = encoded(words(world))
    assert await ready(world) == 503
    assert counted(await posted(world, [body])) == {503: 1}  # Teams sends it again
    world.teams.tenant.faults.off()
    assert counted(await posted(world, [body])) == {200: 1}
    assert await ready(world) == 200
    await reports(world, "isla")


async def ready(world: World) -> int:
    """Status of the readiness probe."""
    async with aiohttp.ClientSession() as session, session.get(f"{world.house.url}/readyz") as answer:
        return answer.status
