"""The OpenID Connect provider: discovery, the way there, and what the person's token says."""

from dataclasses import asdict, dataclass
from typing import Any

import httpx2
from authlib.integrations.base_client import OAuthError
from authlib.integrations.starlette_client import StarletteOAuth2App
from joserfc.errors import JoseError

from practice.errors import BacktalkError
from practice.identity.accounts import Person
from practice.settings import Settings

TIMEOUT_S = 10.0
NAME_CHARS = 200
# "none" and secrets that a client shares with others prove nothing
ALGORITHMS = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519"})


class ProviderUnreachable(BacktalkError):
    code, status, title = "provider_unreachable", 503, "The sign-in provider does not answer"


class ProviderAnswerInvalid(BacktalkError):
    code, status, title = "provider_answer_invalid", 502, "The sign-in provider's answer cannot be trusted"


@dataclass(frozen=True, slots=True)
class Started:
    """A sign-in under way: the address to go to, and what the answer must fit."""

    url: str
    state: str
    nonce: str
    code_verifier: str

    def secrets(self) -> dict[str, str]:
        kept = asdict(self)
        del kept["url"]
        return kept


class Provider:
    """Authorization code with PKCE (RFC 7636), state and nonce; the provider's metadata is read at the first use."""

    def __init__(self, settings: Settings) -> None:
        self._issuer = settings.oidc_issuer.rstrip("/")
        self._app = StarletteOAuth2App(
            framework=None,
            name="backtalk",
            client_id=settings.oidc_client_id,
            client_secret=settings.oidc_client_secret.get_secret_value() or None,
            server_metadata_url=f"{self._issuer}/.well-known/openid-configuration",
            client_kwargs={"scope": settings.oidc_scopes, "code_challenge_method": "S256", "timeout": TIMEOUT_S},
        )

    async def start(self, callback: str) -> Started:
        """Raises ProviderUnreachable, ProviderAnswerInvalid."""
        try:
            await self._metadata()
            made = await self._app.create_authorization_url(callback)
        except httpx2.HTTPError as error:
            raise _unreachable() from error
        return Started(made["url"], made["state"], made["nonce"], made["code_verifier"])

    async def finish(self, callback: str, code: str, nonce: str, code_verifier: str) -> Person:
        """Trades the code for the person's token and checks it. Raises ProviderUnreachable, ProviderAnswerInvalid."""
        try:
            await self._metadata()
            token = await self._app.fetch_access_token(callback, code=code, code_verifier=code_verifier)
            claims = await self._app.parse_id_token(token, nonce)
        except httpx2.HTTPError as error:
            raise _unreachable() from error
        except (OAuthError, JoseError, KeyError, ValueError, TypeError) as error:
            raise ProviderAnswerInvalid(f"The provider's token was refused ({type(error).__name__}). Sign in again.") from error
        if claims is None:
            raise ProviderAnswerInvalid("The provider sent no ID token; the scope must hold openid.")
        return Person(self._issuer, str(claims["sub"]), _name(claims))

    async def _metadata(self) -> None:
        metadata: dict[str, Any] = await self._app.load_server_metadata()
        if str(metadata.get("issuer", "")).rstrip("/") != self._issuer:
            self._app.server_metadata.clear()
            raise ProviderAnswerInvalid("The provider calls itself by another name than BACKTALK_OIDC_ISSUER; give that one.")
        offered = metadata.get("id_token_signing_alg_values_supported") or ["RS256"]
        metadata["id_token_signing_alg_values_supported"] = [name for name in offered if name in ALGORITHMS]


def _unreachable() -> ProviderUnreachable:
    return ProviderUnreachable("The provider cannot be reached right now. Try again in a moment.")


def _name(claims: dict[str, Any]) -> str | None:
    for claim in ("name", "preferred_username", "nickname", "email"):
        if isinstance(said := claims.get(claim), str) and (clean := "".join(c for c in said if c.isprintable()).strip()):
            return clean[:NAME_CHARS]
    return None
