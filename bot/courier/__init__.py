"""The rules of delivery: choice of message, time and recipient, retries, and the later state of messages in a chat.

Synchronous, each function inside one unit of work; a loop in `adapters` drives them and sends in between. Messages say
only what the record says at that moment: a nudge is checked again when it is due, and a message is drawn and
authorised again when it leaves.
"""
