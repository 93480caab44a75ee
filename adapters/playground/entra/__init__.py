"""A stand-in for Microsoft Graph and the sign-in before it: who is in a tenant, and what Graph refuses."""
