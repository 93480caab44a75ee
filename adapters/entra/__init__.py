"""Microsoft Entra as a source of the directory, through Microsoft Graph.

`credentials` gets a token (with Microsoft's own `msal`), `graph` reads pages and waits when told to, and `members`
makes people of the answers. It never writes.
"""
