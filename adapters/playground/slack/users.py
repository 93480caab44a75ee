"""The people, guests and bots of a workspace, as Slack describes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from adapters.playground.stand_in.refusals import Json


@dataclass(frozen=True, kw_only=True)
class User:
    """A user of the workspace."""

    #: Slack's id, such as "U0ISLA".
    id: str
    #: The short name, such as "isla".
    name: str
    real_name: str
    email: str = ""
    #: False until its owner has followed the link in Slack's e-mail, or where an administrator typed it.
    is_email_confirmed: bool = True
    #: IANA name.
    tz: str = "Europe/London"
    locale: str = "en-GB"
    #: True once the account is deactivated.
    deleted: bool = False
    is_bot: bool = False
    #: A guest of several channels, and of one channel (then both are true).
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    #: Somebody of another organisation who is seen through a shared channel; their own team's id.
    is_stranger: bool = False
    team_id: str = ""
    #: The fields of the profile that the team has made for itself: values by their ids. `users.list` has none.
    fields: Mapping[str, str] = field(default_factory=dict)

    def payload(self, team_id: str, *, with_email: bool) -> Json:
        """The user object of `users.info`. The e-mail needs the scope `users:read.email`."""
        profile = {
            "real_name": self.real_name,
            "real_name_normalized": self.real_name,
            "display_name": self.name,
            "display_name_normalized": self.name,
            "team": self.team_id or team_id,
        }
        if with_email and self.email and not self.is_stranger:
            profile["email"] = self.email
        user: Json = {
            "id": self.id,
            "team_id": self.team_id or team_id,
            "name": self.name,
            "deleted": self.deleted,
            "profile": profile,
            "is_bot": self.is_bot,
            "is_app_user": False,
        }
        if self.is_stranger:
            user["is_stranger"] = True
        if not self.deleted:
            user |= {
                "real_name": self.real_name,
                "tz": self.tz,
                "is_admin": False,
                "is_owner": False,
                "is_email_confirmed": self.is_email_confirmed,
                "is_restricted": self.is_restricted,
                "is_ultra_restricted": self.is_ultra_restricted,
                "locale": self.locale,
            }
        return user
