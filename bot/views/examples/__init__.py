"""An example of every view in each of its main states: to look at, and to be drawn and checked by every platform."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.chat.cards import Card
from bot.chat.forms import Form
from bot.views.examples import (
    appeal,
    contact_outside,
    debrief,
    earlier,
    ended_contact,
    evidence,
    follow_ups,
    home,
    keeping,
    letters,
    named_online,
    naming,
    police,
    register,
    restriction,
    restriction_limits,
    sharing,
    support,
    support_request,
)

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
