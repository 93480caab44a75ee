"""E-mail: a content-free pointer beside the chat's message, or where the chat does not reach somebody.

It knows addresses, encodings and the way to the organisation's mail server (RFC 5321, RFC 5322); the
words come from `bot.views.mail`.
"""
