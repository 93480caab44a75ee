"""Microsoft Graph and its sign-in over HTTP on this machine, with the same refusals."""

from __future__ import annotations

import secrets
import time
from collections.abc import Awaitable, Callable
from types import TracebackType

import jwt
from aiohttp import web
from cryptography import x509

from adapters.entra.settings import EntraSettings
from adapters.playground.entra.tenant import GraphTenant, GraphUser
from adapters.playground.stand_in.faults import FaultKind
from adapters.playground.stand_in.loopback import LoopbackServer
from adapters.playground.stand_in.refusals import Json

#: The properties of a user that can be selected, and those that are told without being asked for.
_PROPERTIES = frozenset(
    {"id", "displayName", "mail", "userPrincipalName", "accountEnabled", "employeeId", "userType", "manager"}
)
_PAGE, _LARGEST = 100, 999
_LOGIN = "https://login.microsoftonline.com"
_ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"

Answer = Callable[[web.Request], Json]


class GraphError(Exception):
    """Graph, or the sign-in, refuses."""

    def __init__(self, status: int, code: str, message: str = "") -> None:
        super().__init__(code)
        self.status, self.code, self.message = status, code, message


class GraphStandIn:
    """The stand-in, running while it is entered: `async with GraphStandIn(tenant) as graph: …`."""

    def __init__(self, tenant: GraphTenant | None = None) -> None:
        self.tenant = tenant or GraphTenant()
        self._server = LoopbackServer()
        self._secret = secrets.token_bytes(32)
        #: Without a slash at the end.
        self.url = ""
        #: What the next link of a list leads to, in place of this server.
        self.next_host = ""

    async def __aenter__(self) -> GraphStandIn:
        self.url = (await self._server.start(self._add_routes)).rstrip("/")
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._server.stop()

    def settings(self) -> EntraSettings:
        """Settings with which the app reads the tenant, with its secret."""
        app = self.tenant.app
        return EntraSettings(
            tenant_id=app.tenant_id,
            client_id=app.client_id,
            secret=app.secret,
            graph_url=self.url,
            login_url=self.url,
        )

    def _add_routes(self, app: web.Application) -> None:
        app.router.add_get("/{tenant}/v2.0/.well-known/openid-configuration", self._described)
        app.router.add_post("/{tenant}/oauth2/v2.0/token", self._signed_in)
        app.router.add_get("/metadata/identity/oauth2/token", self._identified)
        app.router.add_get("/v1.0/users", self._route(self._users, "User.Read.All"))
        app.router.add_get("/v1.0/users/delta", self._route(self._delta, "User.Read.All"))
        app.router.add_get("/v1.0/users/{id}", self._route(self._user, "User.Read.All"))
        app.router.add_get("/v1.0/users/{id}/mailboxSettings", self._route(self._mailbox, "MailboxSettings.Read"))
        app.router.add_get("/v1.0/groups/{id}/transitiveMembers", self._route(self._members, "GroupMember.Read.All"))

    # -- signing in --------------------------------------------------------------------------------

    async def _described(self, request: web.Request) -> web.Response:
        root = f"{_LOGIN}/{request.match_info['tenant']}"
        return web.json_response(
            {
                "issuer": f"{root}/v2.0",
                "token_endpoint": f"{root}/oauth2/v2.0/token",
                "authorization_endpoint": f"{root}/oauth2/v2.0/authorize",
            }
        )

    async def _signed_in(self, request: web.Request) -> web.Response:
        form = {name: str(value) for name, value in (await request.post()).items()}
        app = self.tenant.app
        wrong = 0
        if request.match_info["tenant"] != app.tenant_id:
            wrong = 90002
        elif form.get("client_id") != app.client_id:
            wrong = 700016
        elif form.get("client_assertion_type") == _ASSERTION:
            wrong = 0 if self._is_signed(form.get("client_assertion", "")) else 700027
        elif form.get("client_secret") != app.secret:
            wrong = 7000215
        if wrong:
            return web.json_response({"error": "invalid_client", "error_codes": [wrong]}, status=401)
        return web.json_response({"token_type": "Bearer", "expires_in": 3599, "access_token": self._token()})

    def _is_signed(self, assertion: str) -> bool:
        """True if it is signed with the key of the uploaded certificate, for this tenant."""
        certificate = self.tenant.app.certificate
        if not certificate:
            return False
        key = x509.load_pem_x509_certificate(certificate.encode()).public_key()
        audience = f"{_LOGIN}/{self.tenant.app.tenant_id}/oauth2/v2.0/token"
        try:
            jwt.decode(assertion, key, algorithms=["PS256", "RS256"], audience=audience)  # type: ignore[arg-type] # RSA
        except jwt.PyJWTError:
            return False
        return True

    async def _identified(self, request: web.Request) -> web.Response:
        """The managed identity of this machine."""
        if request.headers.get("Metadata") != "true":
            return web.json_response({"error": "bad_request"}, status=400)
        answer = {"access_token": self._token(), "expires_in": "3599", "resource": request.query.get("resource", "")}
        return web.json_response(answer)

    def _token(self) -> str:
        permissions = self.tenant.app.permissions
        claims = {"roles": sorted(permissions), "exp": int(time.time()) + 3599, "jti": secrets.token_hex(8)}
        token = jwt.encode(claims, self._secret, algorithm="HS256")
        self.tenant.tokens[token] = permissions
        return token

    # -- Graph -------------------------------------------------------------------------------------

    def _route(self, answer: Answer, permission: str) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def answered(request: web.Request) -> web.Response:
            self.tenant.asked.append(request.path)
            fault = self.tenant.faults.take(request.path)
            if fault is not None and fault.kind is FaultKind.BROKEN:
                return web.Response(status=fault.status, text="<html>Unavailable</html>", content_type="text/html")
            try:
                if fault is not None:
                    raise GraphError(fault.status, fault.code)
                self._authorise(request, permission)
                return web.json_response(answer(request))
            except GraphError as refusal:
                after = {"Retry-After": str(fault.retry_after)} if fault and fault.retry_after is not None else {}
                body = {"error": {"code": refusal.code, "message": refusal.message}}
                return web.json_response(body, status=refusal.status, headers=after)

        return answered

    def _authorise(self, request: web.Request, permission: str) -> None:
        granted = self.tenant.tokens.get(request.headers.get("Authorization", "").removeprefix("Bearer "))
        if granted is None:
            raise GraphError(401, "InvalidAuthenticationToken")
        if permission not in granted:
            raise GraphError(403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.")

    def _users(self, request: web.Request) -> Json:
        fields, has_manager = _selected(request), _expands(request)
        users = [_shown(user, fields, with_manager=has_manager) for user in self.tenant.users.values()]
        return self._page(request, users)

    def _user(self, request: web.Request) -> Json:
        user = self.tenant.users.get(request.match_info["id"])
        if user is None:
            raise GraphError(404, "Request_ResourceNotFound")
        return _shown(user, _selected(request), with_manager=_expands(request))

    def _mailbox(self, request: web.Request) -> Json:
        user = self.tenant.users.get(request.match_info["id"])
        if user is None or user.replies is None:
            raise GraphError(404, "MailboxNotEnabledForRESTAPI")
        if request.query.get("$select") != "automaticRepliesSetting":
            raise GraphError(400, "BadRequest")
        words = {"internalReplyMessage": "<html>I am in hospital.</html>", "externalReplyMessage": ""}
        return {"automaticRepliesSetting": {**words, **user.replies}}

    def _members(self, request: web.Request) -> Json:
        group = self.tenant.groups.get(request.match_info["id"])
        if group is None:
            raise GraphError(404, "Request_ResourceNotFound")
        return self._page(request, [{"@odata.type": "#microsoft.graph.user", "id": id_} for id_ in sorted(group)])

    def _delta(self, request: web.Request) -> Json:
        """Changes since a token, each with the changed fields alone; a "latest" token has none."""
        if "$expand" in request.query:
            raise GraphError(400, "Request_UnsupportedQuery", "Expand is not allowed for change tracking.")
        fields, said = _selected(request), request.query.get("$deltatoken", "latest")
        place = len(self.tenant.log) if said == "latest" else int(said) if said.isdigit() else -1
        if not 0 <= place <= len(self.tenant.log):
            raise GraphError(400, "Directory_InvalidDeltaToken")
        if place < self.tenant.forgotten:
            raise GraphError(410, "syncStateNotFound", "Restart the synchronization.")
        changed = [
            {"id": id_, "displayName": user.name} if user else {"id": id_, "@removed": {"reason": "changed"}}
            for id_, user in self.tenant.changed_since(place).items()
        ]
        link = request.url.with_query({"$deltatoken": str(len(self.tenant.log)), "$select": ",".join(sorted(fields))})
        return {"value": changed, "@odata.deltaLink": str(link)}

    def _page(self, request: web.Request, found: list[Json]) -> Json:
        """A page of the results, with a link to the next."""
        top = int(request.query.get("$top", _PAGE))
        if not 1 <= top <= _LARGEST:
            raise GraphError(400, "Request_UnsupportedQuery", f"Invalid page size specified: '{top}'.")
        start = int(request.query.get("$skiptoken", 0))
        page: Json = {"value": found[start : start + top]}
        if start + top < len(found):
            following = str(request.url.update_query({"$skiptoken": str(start + top)}))
            page["@odata.nextLink"] = following.replace(self.url, self.next_host or self.url)
        return page


def _selected(request: web.Request) -> set[str]:
    fields = {*request.query.get("$select", "id,displayName").split(",")}
    if unknown := fields - _PROPERTIES:
        raise GraphError(400, "BadRequest", f"Could not find a property named '{min(unknown)}'.")
    return fields


def _expands(request: web.Request) -> bool:
    asked = request.query.get("$expand")
    if asked not in (None, "manager", "manager($select=id)"):
        raise GraphError(400, "Request_UnsupportedQuery")
    return asked is not None


def _shown(user: GraphUser, fields: set[str], *, with_manager: bool) -> Json:
    """The selected properties; a manager only where it was expanded, and there is one."""
    known: Json = {
        "id": user.id,
        "displayName": user.name,
        "mail": user.mail or None,
        "userPrincipalName": user.upn or user.mail,
        "accountEnabled": user.enabled,
        "employeeId": user.employee_id or None,
        "userType": "Guest" if user.is_guest else "Member",
    }
    shown = {name: value for name, value in known.items() if name in fields}
    if with_manager and user.manager:
        shown["manager"] = {"@odata.type": "#microsoft.graph.user", "id": user.manager}
    return shown
