"""Advice to an operator about each warning and error of the log, by its event.

Each such line bears its sentence as `do`; docs/troubleshooting.md has the same sentences.
"""

from __future__ import annotations

from collections.abc import Mapping

_SEEN_AGAIN = "Nothing was kept, and the person was asked to try again."
_AGAIN = "Nothing, if it stays the only one: it is tried again."
_ACCOUNT = "If the new account is theirs, enter its id in the directory file, and import that: docs/directory.md."
_FAULT = (
    "Run 'harbour doctor'; if it comes again, send this line (it holds nothing personal) to whoever maintains this."
)

DO: Mapping[str, str] = {
    "clock.differs": "Let this machine set its clock by the network (NTP), as the database's has to.",
    "clock.set": "Nothing, if somebody set the clock; if it comes again, look after what sets this machine's clock.",
    "clock.unknown": f"{_AGAIN} Else run 'harbour doctor'.",
    "delivery.failed": "Nothing is lost: it is tried again. Mend what 'reason' says, or run 'harbour doctor'.",
    "delivery.not_sent": "Nothing: it is tried again, or goes to the next manager. If many come, run 'harbour doctor'.",
    "delivery.stopped": "Mend what 'reason' says. Everything waits, nobody is passed over, and it goes on by itself.",
    "directory.absences_unread": f"{_AGAIN} Else mend what 'reason' says, and run 'harbour doctor'.",
    "directory.failed": f"People stay as they were, and it is tried again. {_FAULT}",
    "directory.unread": f"People stay as they were. {_AGAIN} Else mend what 'reason' says, and run 'harbour doctor'.",
    "directory.waits": "Look at what would change by the command that 'reason' names, and decide it.",
    "evidence.unreadable": "Look whether HARBOUR_EVIDENCE is the folder that belongs to this database, and whole; else"
    " bring it back with 'harbour restore'.",
    "history.unnoted": "Let Harbour write to HARBOUR_HEADS_FILE; if the history is what fails, run 'harbour audit"
    " verify' at once.",
    "history.unsealed": "Nothing is lost, and people are served: it is tried again with the next beat. If it comes"
    " again, run 'harbour audit verify'.",
    "library": "Nothing, if it stays the only one; else look at what 'logger' is about, and run 'harbour doctor'.",
    "policy": "Change the policy file as 'reason' says, and start Harbour again.",
    "prune.failed": f"What is old stays a little longer: it is tried again in an hour. {_FAULT}",
    "slack.failed": f"{_SEEN_AGAIN} {_FAULT}",
    "slack.home_not_drawn": "Nothing: it is drawn anew when the person opens it.",
    "slack.not_opened": "Nothing: the person got a button instead. If it comes often, this machine or the way to Slack"
    " is too slow.",
    "slack.not_reached": "Let this machine reach Slack over https; it is asked again by itself.",
    "slack.not_shown": f"What the person did is kept, and they were told so. {_FAULT}",
    "slack.other_account": _ACCOUNT,
    "slack.refused": "If people say that nothing happens, set SLACK_SIGNING_SECRET anew (or this machine's clock); else"
    " somebody else sends to this address, and nothing came in.",
    "slack.revoked": "Install the app in the workspace again, set SLACK_BOT_TOKEN, and start Harbour again.",
    "teams.failed": f"{_SEEN_AGAIN} {_FAULT}",
    "teams.keys_not_fetched": "Let this machine reach login.botframework.com over https; until then nobody is served in"
    " Teams once the keys that it has are too old.",
    "teams.not_answered": f"Teams sends it again, or the person does. {_FAULT}",
    "teams.not_drawn_again": "Nothing: the person has what they typed.",
    "teams.not_rewritten": "Nothing: a new message says what the old one does not.",
    "teams.not_settled": "Nothing: an old message keeps its buttons, and they get a current answer.",
    "teams.not_shown": f"What the person did is kept, and they were told so. {_FAULT}",
    "teams.other_account": _ACCOUNT,
    "teams.typed_not_shown": f"The person could not be given back what they typed. {_FAULT}",
    "web.failed": f"Whoever asked got an empty page. {_FAULT}",
}
