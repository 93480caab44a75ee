"""Data of a button in `Action.Submit.data`, out and back (platform page: teams).

The client sends the data back merged with the values in the inputs of the card:

    {"harbour": {"do": "act", "name": "ended_contact.open", "to": "<pointer>"}, "msteams": {...}}
    {"harbour": {"do": "form", "name": "ended_contact.report", "to": "<pointer>", ...}, "note": "typed", ...}

It may be stale or forged: it is a pointer and never authority.
"""

from __future__ import annotations

from enum import StrEnum

#: The key of Harbour's own data; the other keys are ids of inputs, and Teams' own.
OURS = "harbour"
TEAMS = "msteams"
#: Opens a dialog: for buttons of messages.
FETCH = {"type": "task/fetch"}

#: The data: a `Do`, the name of the act or the form, and a pointer as `adapters.chat.pointers` packs it.
DO = "do"
NAME = "name"
TO = "to"
#: The ids of the questions, in this card, that take words, one choice, several, or people: the client leaves out of
#: what it sends back every input in which nothing stands, so that one that was emptied is known by these alone.
WORDS = "words"
ONE = "one"
MANY = "many"
PEOPLE = "people"
#: A mark of the questions that were drawn, where answers shape them: another one is due when they ask others.
DRAWN = "drawn"
#: The id of the chat message from which the dialog was opened, or that holds the form.
CARD = "card"
#: The id of an input beside a people field: text typed to find them.
FIND = "~find"


class Do(StrEnum):
    """Effect of pressing a button."""

    #: An act of the core; the values of the inputs come along.
    ACT = "act"
    #: Sends the form.
    FORM = "form"
    #: Shows the form again as the answers shape it, or with the colleagues that were looked for.
    RESHAPE = "reshape"
    #: Draws the form in the chat, for a client that opens no dialogs. `name` is an act that opens it.
    HERE = "here"
