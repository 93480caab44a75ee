"""Microsoft Entra as a source of the directory, through Microsoft Graph.

`credentials` gets a token (with Microsoft's own `msal`), `graph` asks page by page and waits where it is asked to,
`members` says what to ask for and what an answer means. It only ever reads.
"""
