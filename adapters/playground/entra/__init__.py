"""A stand-in for Microsoft Graph and its sign-in: the members of a tenant, and Graph's refusals."""
