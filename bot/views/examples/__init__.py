"""An example of every view in each of its main states: to look at, and to be drawn and checked by every platform."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.chat.cards import Card
from bot.chat.forms import Form
from bot.views.appeal import examples as appeal
from bot.views.contact_outside import examples as contact_outside
from bot.views.debrief import examples as debrief
from bot.views.earlier import examples as earlier
from bot.views.ended_contact import examples as ended_contact
from bot.views.evidence import examples as evidence
from bot.views.follow_ups import examples as follow_ups
from bot.views.home import examples as home
from bot.views.keeping import examples as keeping
from bot.views.letters import examples as letters
from bot.views.named_online import examples as named_online
from bot.views.naming import examples as naming
from bot.views.police import examples as police
from bot.views.register import examples as register
from bot.views.restriction.examples import limits as restriction_limits
from bot.views.restriction.examples import states as restriction
from bot.views.sharing import examples as sharing
from bot.views.support_request import examples as support_request
from bot.views.time_away import examples as support

Examples = Mapping[str, Callable[[], Card | Form]]

#: Name → what draws the example. The name begins with the topic.
EXAMPLES: Examples = {
    **ended_contact.EXAMPLES,
    **restriction.EXAMPLES,
    **restriction_limits.EXAMPLES,
    **sharing.EXAMPLES,
    **appeal.EXAMPLES,
    **letters.EXAMPLES,
    **debrief.EXAMPLES,
    **earlier.EXAMPLES,
    **support.EXAMPLES,
    **support_request.EXAMPLES,
    **named_online.EXAMPLES,
    **contact_outside.EXAMPLES,
    **police.EXAMPLES,
    **follow_ups.EXAMPLES,
    **evidence.EXAMPLES,
    **naming.EXAMPLES,
    **register.EXAMPLES,
    **keeping.EXAMPLES,
    **home.EXAMPLES,
}
