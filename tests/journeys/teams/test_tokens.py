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
from tests.journeys.town import Town

CANARY = "canary004bird"


async def refused(town: Town, activity: Json, tokens: list[str]) -> list[str]:
    """Those that were let in: none, where all is well."""
    answers = [await town.teams.people.link.deliver(activity, token=token) for token in tokens]
    return [token for token, answer in zip(tokens, answers, strict=True) if (answer.status, answer.body) != (401, b"")]


def words(town: Town, who: str = "isla") -> Json:
    """Activity that would be answered if its token were good."""
    tenant = town.teams.tenant
    member = tenant.find_member(who)
    return activities.message(tenant, member, tenant.post(tenant.chat_with(member.aad), member.aad, f"help {CANARY}"))


async def test_whatever_is_wrong_with_a_token_it_is_401(town: Town) -> None:
    """One claim, one header, the signature, all of it: also on what would do something."""
    ref = await reports(town, "isla")
    link, now = town.teams.people.link, int(time.time())
    good, stranger = link.token(), SigningKey.fresh()
    head, body, signature = good.split(".")
    known = town.teams.tenant.keys.current.kid
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
        link.token(aud=[town.teams.tenant.app.app_id]),
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
    tenant, morag = town.teams.tenant, town.teams.tenant.find_member("morag")
    act = (await opens(town, "morag", ref)).modal().buttons[0]
    presses = activities.submit(tenant, morag, act.element["data"])
    before, said = town.state(), len(tenant.sent)
    for activity in (words(town), presses):
        assert await refused(town, activity, tokens) == []
    assert (town.state(), len(tenant.sent)) == (before, said)
    assert town.leaks(CANARY) == []
    assert "Traceback" not in town.ground.log.getvalue()
    assert not [token for token in tokens if len(token) > 5 and token in town.ground.log.getvalue()]


async def test_a_header_of_another_kind_is_401(town: Town) -> None:
    """Basic, two tokens, none at all; never an error."""
    good = town.teams.people.link.token()
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
        answers = await posted(town, [encoded(words(town))], {"Authorization": header})
        assert counted(answers) == {401: 1}, header


async def test_invented_key_ids_make_harbour_ask_for_keys_a_few_times_at_most(town: Town) -> None:
    """Three hundred tokens, each with a key id of its own; whoever has a good one is let in meanwhile."""
    most = 6
    town.teams.tenant.faults.on(Operation.KEYS, Fault.slow(0.0), times=most)
    link, body = town.teams.people.link, encoded(words(town))
    stranger = SigningKey.fresh()
    for number in range(300):
        token = link.token(key=stranger, kid=f"invented-{number}")
        answers = await posted(town, [body], {"Authorization": f"Bearer {token}"})
        assert counted(answers) == {401: 1}
    assert await reports(town, "callum") == "EC-0001"
    assert town.teams.tenant.faults.take(Operation.KEYS) is not None, f"asked {most} times or more"


async def test_a_change_of_keys_in_the_middle_of_a_journey_goes_unnoticed(town: Town) -> None:
    """A new key signs, the old one is withdrawn a while later: nobody is turned away, and nothing is asked twice."""
    async with overheard(town) as link:
        ref = await reports(town, "isla")
        isla = town.person("isla")
        await isla.command("/ended-contact", "swore at me")
        town.teams.tenant.keys.rollover()
        await fill(isla, REPORT)
        await isla.send()
        assert "EC-0002" in isla.modal().text
        await closed(isla)
        town.teams.tenant.keys.rollover()
        town.teams.tenant.keys.withdraw()
        await acknowledges(town, "morag", ref)
        assert town.standing(ref) == "acknowledged"
        assert {answer.status for _, answer in link.heard} == {200}


async def test_a_key_that_was_withdrawn_is_no_good_once_others_are_known(town: Town) -> None:
    """Microsoft takes a key back: what it signed is refused as soon as the keys have been fetched again."""
    old = town.teams.tenant.keys.current
    await reports(town, "isla")
    town.teams.tenant.keys.rollover()
    town.teams.tenant.keys.withdraw()
    await reports(town, "callum")
    link = town.teams.people.link
    assert await refused(town, words(town), [link.token(key=old, nbf=1)]) == []


async def test_keys_that_cannot_be_fetched_any_more_go_on_as_they_are(town: Town) -> None:
    """The metadata is gone: everybody goes on; what names a new key is refused, and let in once it is known."""
    for fault in (Fault.bad_gateway(), Fault.slow(0.5), Fault.lost()):
        town.teams.tenant.faults.on(Operation.OPENID, fault)
        await reports(town, "isla")
    town.teams.tenant.faults.on(Operation.OPENID, Fault.bad_gateway())
    town.teams.tenant.keys.rollover()
    assert (await town.teams.people.link.deliver(words(town))).status == 401
    town.teams.tenant.faults.off()
    await reports(town, "callum")


async def test_without_keys_it_is_not_ready_and_mends_by_itself(town: Town) -> None:
    """The keys are out of reach when the house is opened: nobody is let in until they are found; the probe says so."""
    await town.close()
    town.teams.tenant.faults.on(Operation.OPENID, Fault.bad_gateway())
    await town.reopen()
    body = encoded(words(town))
    assert await ready(town) == 503
    assert counted(await posted(town, [body])) == {503: 1}  # Teams sends it again
    town.teams.tenant.faults.off()
    assert counted(await posted(town, [body])) == {200: 1}
    assert await ready(town) == 200
    await reports(town, "isla")


async def ready(town: Town) -> int:
    """Status of the readiness probe."""
    async with aiohttp.ClientSession() as session, session.get(f"{town.house.url}/readyz") as answer:
        return answer.status
