"""The model behind a configured provider. Imported only where one is configured: the libraries take a second to load."""

from google.genai.types import HttpRetryOptions
from httpx2 import AsyncClient, Limits, Timeout
from openai import AsyncOpenAI
from pydantic_ai.models import Model
from pydantic_ai.models.google import GoogleModel
from pydantic_ai.models.openai import OpenAIChatModel
from pydantic_ai.profiles import merge_profile
from pydantic_ai.profiles.openai import OpenAIModelProfile
from pydantic_ai.providers.google import GoogleProvider
from pydantic_ai.providers.google_cloud import GoogleCloudProvider
from pydantic_ai.providers.openai import OpenAIProvider
from pydantic_ai.providers.openai_compatible import OpenAICompatibleProvider

from practice.scoring.providers.folding import fold
from practice.settings import Settings

CONNECT_S = 10.0


def http_client(settings: Settings) -> AsyncClient:
    """One pool for all calls of the process; a read that stays silent longer than the whole call may take ends."""
    limits = Limits(max_connections=settings.provider_concurrency, max_keepalive_connections=settings.provider_concurrency)
    timeout = Timeout(settings.provider_timeout_s, connect=CONNECT_S)
    # a hook and no transport of our own: the environment's proxies are the host's choice and stay in force
    hooks = {"response": [fold]} if settings.provider == "openai" else {}
    return AsyncClient(timeout=timeout, limits=limits, follow_redirects=True, event_hooks=hooks)


def model_of(settings: Settings, client: AsyncClient) -> Model:
    """The configured model. Its clients never retry: the waits are kept in PostgreSQL, not in a worker."""
    made = {"openai": _openai, "gemini": _gemini, "vertex": _vertex}[settings.provider]
    return made(settings, client)


def _openai(settings: Settings, client: AsyncClient) -> Model:
    # servers without keys want the header all the same
    key = settings.provider_key.get_secret_value() or "none"
    own = AsyncOpenAI(api_key=key, base_url=settings.provider_base_url, http_client=client, max_retries=0)
    provider = (
        OpenAICompatibleProvider("openai-compatible", openai_client=own)
        if settings.provider_base_url
        else OpenAIProvider(openai_client=own)
    )
    # a stream that ends without saying why has been cut; by default such a reply is taken as it is
    strict = OpenAIModelProfile(openai_chat_streaming_requires_finish_reason=True, supports_json_schema_output=True)
    name = settings.provider_model
    return OpenAIChatModel(name, provider=provider, profile=merge_profile(provider.model_profile(name), strict))


def _gemini(settings: Settings, client: AsyncClient) -> Model:
    provider = GoogleProvider(
        api_key=settings.provider_key.get_secret_value(),
        base_url=settings.provider_base_url,
        http_client=client,
        retry_options=HttpRetryOptions(attempts=1),
    )
    return GoogleModel(settings.provider_model, provider=provider)


def _vertex(settings: Settings, client: AsyncClient) -> Model:
    by_project = settings.provider_project is not None
    provider = GoogleCloudProvider(
        # project and location as arguments: from the environment alone the library would post to the root of a base URL
        project=settings.provider_project,
        location=settings.provider_location if by_project else None,
        api_key=None if by_project else settings.provider_key.get_secret_value(),
        base_url=settings.provider_base_url,
        http_client=client,
        retry_options=HttpRetryOptions(attempts=1),
    )
    return GoogleModel(settings.provider_model, provider=provider)
