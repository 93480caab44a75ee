"""A stand-in for Microsoft Teams on the loopback address (platform page: teams, "Testing without Teams").

`tenant` holds who is there and what they see; `connector`, `entra` and `server` are the Bot
Connector, the signing keys and the token endpoint over HTTP; `activities` and `link` carry what
people do to the app, signed; `faults` is what can go wrong in between.
"""
