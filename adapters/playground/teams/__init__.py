"""A stand-in for Microsoft Teams on the loopback address (platform page: teams, "Testing without Teams").

`tenant` holds the people and their chats; `connector`, `entra` and `server` are the Bot Connector, the signing keys
and the token endpoint over HTTP; `activities` and `link` deliver people's acts to the app, signed; `faults` are the
possible failures in between.
"""
