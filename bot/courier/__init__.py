"""The rules of delivery: what is sent, when, to whom instead, when it is tried again, and what then stands in a chat.

Synchronous, each function inside one unit of work; a loop in `adapters` drives them and does the
sending in between. Nothing is said here that a record does not say at that moment: a nudge is
checked again when it is due, and a message is drawn and authorised again when it leaves.
"""
