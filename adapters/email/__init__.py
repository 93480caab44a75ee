"""E-mail: a content-free pointer, beside the chat's message or instead of it.

This package knows addresses, encodings and the organisation's mail server (RFC 5321, RFC 5322); the words come from
`bot.views.mail`.
"""
