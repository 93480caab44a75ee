"""A threat reported in the chat itself, on a client that opens no dialogs."""

from __future__ import annotations

from adapters.teams.in_chat import HERE, THANKS
from tests.journeys.acts import THREAT
from tests.journeys.world import World


async def test_a_threat_is_reported_in_the_chat(world: World) -> None:
    """At once; what stays of it is the report's own reference and one sentence."""
    isla = world.person("isla")
    await isla.say("ended contact Canarythreat")
    await isla.press(HERE)
    form = isla.newest()
    await isla.fill(THREAT)
    await isla.send()
    await world.settle()
    assert world.refs() == ["EC-0001", "PD-0001"]
    sent = [m for m in isla.messages() if m.title == "Sent. EC-0001"]
    assert [m.ref for m in sent] == [form.ref]
    assert all(THANKS in m.text and not m.buttons and m.submit is None for m in sent)
    assert "Canarythreat" not in "".join(m.text for m in isla.messages() if m.by != isla.name)
