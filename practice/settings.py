"""Every setting, its default and its unit; all come from the environment with the prefix BACKTALK_."""

import ipaddress
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import Field, ModelWrapValidatorHandler, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

Seconds = Annotated[float, Field(ge=0, allow_inf_nan=False)]
# a hundred years: what is counted from today with more leaves the calendar of Python and of the database
MOST_DAYS = 36_500


class BadSettings(SystemExit):
    """Ends any process where it reads its settings, with words: a traceback would hide which variable it was."""


class Settings(BaseSettings):
    """Read once by a composition root and passed on; nothing below a root reads the environment."""

    # compose files and shells set a variable to nothing where they mean none
    model_config = SettingsConfigDict(env_prefix="BACKTALK_", extra="ignore", env_ignore_empty=True)

    # where things are
    host: str = "127.0.0.1"
    port: int = Field(8000, ge=0, le=65535)
    # in a container, the host's address that its port is published on: that one is reached from outside, not `host`
    bind: str = ""
    data_dir: Path = Path("data")
    # of the embedded database, for what it reads often. A bank of a million passages wants more than its index (1.1 GB)
    postgres_buffers_mb: int = Field(256, ge=16)
    # connections that it takes at most; two hundred more than its own default are 8 MB while they are not used. `backtalk doctor`
    # compares it with what the processes may open
    postgres_max_connections: int = Field(300, ge=20, le=10_000)
    database_url: SecretStr = SecretStr("postgresql://backtalk_app@127.0.0.1:5432/backtalk")
    redis_url: SecretStr = SecretStr("redis://127.0.0.1:6379/0")
    encoder_url: str = "http://127.0.0.1:8100"
    encoder_timeout_s: Seconds = 10.0
    # a search does not wait longer than this for its vector, its turn at the encoder included; then it goes by words
    search_timeout_s: Seconds = 2.0
    site_dir: Path = Path("frontend/out")

    # logs
    log_format: Literal["text", "json"] = "text"
    log_level: Literal["debug", "info", "warning", "error"] = "info"

    # limits for input
    answer_max_chars: int = Field(20_000, ge=1)
    # at least; a body with the longest answer fits in any case
    body_max_bytes: int = Field(256 * 1024, ge=1024)
    body_timeout_s: Seconds = 30.0
    import_max_bytes: int = Field(2 * 1024 * 1024, ge=1024)
    import_max_questions: int = Field(2000, ge=1)
    session_days: int = Field(90, ge=1, le=MOST_DAYS)

    # hosting for others: the address that people type, further names that this may be asked under (comma-separated, * for
    # any), proxies whose X-Forwarded headers are believed, and whether anybody may open a workspace without signing in
    public_url: str = ""
    allowed_hosts: str = ""
    trusted_proxies: str = "127.0.0.1,::1"
    allow_guests: bool | None = None
    oidc_issuer: str = ""
    oidc_client_id: str = ""
    oidc_client_secret: SecretStr = SecretStr("")
    oidc_scopes: str = "openid profile"

    # rate limits: requests a minute, 0 turns one off. One address may be a whole school behind one router, so what an
    # address may is what one machine can serve; what a session may is far above what a person does.
    rate_session_requests: int = Field(1_200, ge=0)
    rate_session_answers: int = Field(60, ge=0)
    rate_session_searches: int = Field(120, ge=0)
    rate_session_imports: int = Field(20, ge=0)
    rate_address_requests: int = Field(60_000, ge=0)
    rate_address_answers: int = Field(12_000, ge=0)
    rate_address_searches: int = Field(6_000, ge=0)
    rate_address_sessions: int = Field(1_200, ge=0)
    rate_redis_timeout_s: Seconds = 0.1

    # database
    database_pool: int = Field(10, ge=1)
    database_timeout_s: Seconds = 5.0
    # submits take as many connections as the pool has; how long one of a crowd waits for its turn before it is 503
    submit_patience_s: Seconds = 10.0

    # jobs
    lease_s: int = Field(60, ge=1)
    job_max_attempts: int = Field(5, ge=1)
    retry_base_s: Seconds = 1.0
    retry_cap_s: Seconds = 60.0
    dispatch_timeout_s: Seconds = 2.0
    sweep_every_s: Seconds = 1.0
    dispatch_grace_s: Seconds = 3.0
    redispatch_after_s: Seconds = 60.0

    # workers
    scoring_threads: int = Field(16, ge=1)
    embedding_processes: int = Field(1, ge=1)
    embedding_nice: int = Field(5, ge=0, le=19)
    embedding_batch: int = Field(32, ge=1)
    embedding_budget_s: Seconds = 20.0
    embedding_threads: int = Field(2, ge=1)
    encoder_threads: int = Field(2, ge=1)
    # the first model of a new database; later ones come by `backtalk reembed`
    embedding_model: str = "multilingual-e5-small"
    # texts that the model reads at once, and the most tokens of one of them: together they bound the memory
    encode_batch: int = Field(4, ge=1)
    encode_tokens: int = Field(512, ge=64)
    # a server that speaks the OpenAI embeddings API, for models named openai:NAME
    embedding_api_url: str = "https://api.openai.com/v1"
    embedding_api_key: SecretStr | None = None
    embedding_api_threads: int = Field(4, ge=1)
    # where `backtalk model fetch` looks; empty: the library's own choice
    model_hub_url: str = ""

    # AI provider: without one the offline scorer judges. A key on Vertex AI is its express mode's; without a key the
    # machine's own Google credentials are used. Base URL: any server that speaks the wire (vLLM, Ollama, llama.cpp).
    provider: Literal["none", "openai", "gemini", "vertex"] = "none"
    provider_model: str = ""
    provider_key: SecretStr = SecretStr("")
    provider_base_url: str | None = None
    provider_project: str | None = None
    provider_location: str = "global"
    # calls in flight per worker process, which also sizes its pool; calls a minute over all processes, 0: no limit of ours
    provider_concurrency: int = Field(64, ge=1)
    provider_rate_per_minute: int = Field(0, ge=0)
    # a whole call, and the wait for its first words
    provider_timeout_s: float = Field(120.0, gt=0)
    provider_first_words_s: float = Field(60.0, gt=0)
    provider_max_tokens: int = Field(4096, ge=64)
    provider_temperature: float | None = None
    provider_samples: int = Field(1, ge=1, le=9)
    # waits between tries grow up to the cap; after so long in vain an answer's scoring ends as failed, to be run again
    provider_retry_cap_s: Seconds = 300.0
    provider_patience_s: Seconds = 86_400.0
    # failures in a row that open the breaker of all processes, and how long it rests before one call tries again
    provider_breaker_failures: int = Field(5, ge=1)
    provider_breaker_rest_s: Seconds = 15.0
    # US dollars: prices per million tokens, and the most per day in UTC (none: no limit), which needs the prices; beyond it
    # answers wait for the next day
    provider_price_in: float = Field(0.0, ge=0)
    provider_price_out: float = Field(0.0, ge=0)
    provider_daily_budget: float | None = Field(None, ge=0)

    # relay and streams
    relay_poll_s: Seconds = 1.0
    relay_batch: int = Field(500, ge=1)
    event_keep_days: int = Field(30, ge=1, le=MOST_DAYS)
    # a guest without an account is deleted whole so long after the last of their sessions has expired; 0: never
    guest_keep_days: int = Field(400, ge=0, le=MOST_DAYS)
    stream_buffer: int = Field(256, ge=1)
    stream_ping_s: int = Field(15, ge=1)
    stream_lifetime_s: float = Field(600.0, gt=0, allow_inf_nan=False)
    stream_page: int = Field(200, ge=1)
    # open at once for one person on one API process, 0 for no limit; the page shares one stream between all its tabs
    streams_per_person: int = Field(20, ge=0)
    similar_limit: int = Field(5, ge=1)

    @field_validator("public_url")
    @classmethod
    def _whole_address(cls, value: str) -> str:
        """The page and the API lie at the root of their address, so a path would be left out."""
        parts = urlsplit(value)
        if value and not (parts.scheme in ("http", "https") and parts.hostname and not parts.path.strip("/")):
            raise ValueError("must be https:// or http:// and a name, without a path, such as https://practice.example.org")
        return value

    @field_validator("allowed_hosts")
    @classmethod
    def _names_of_hosts(cls, value: str) -> str:
        for name in _listed(value):
            if "/" in name or " " in name or ("*" in name and name != "*"):
                raise ValueError(
                    "must be names of hosts, separated by commas, such as practice.example.org, without https:// and "
                    "without a path, or * for any"
                )
        return value

    @field_validator("trusted_proxies")
    @classmethod
    def _addresses(cls, value: str) -> str:
        """The server looks no name up: one would never be met, and all people would have the proxy's address."""
        # any is any: beside others the server would take the star for a name
        for address in _listed(value) if value.strip() != "*" else ():
            try:
                ipaddress.ip_network(address)
            except ValueError:
                raise ValueError(
                    "must be IP addresses or networks, separated by commas, such as 127.0.0.1,172.16.0.0/12, "
                    "or * for any; a name is not looked up"
                ) from None
        return value.strip()

    @model_validator(mode="wrap")
    @classmethod
    def _refused_in_words(cls, values: Any, read: ModelWrapValidatorHandler["Settings"]) -> "Settings":
        try:
            return read(values)
        except ValidationError as error:
            raise BadSettings("\n".join(_refusal(found) for found in error.errors())) from None

    @property
    def guests_welcome(self) -> bool:
        """Anybody may open a workspace, unless the host says no or people can sign in instead."""
        return not self.oidc_issuer if self.allow_guests is None else self.allow_guests


def _listed(value: str) -> list[str]:
    return [each.strip() for each in value.split(",") if each.strip()]


def _refusal(found: Any) -> str:
    name = f"BACKTALK_{found['loc'][0]}".upper()
    said = found["msg"].removeprefix("Value error, ")
    return f"{name}={found['input']} does not fit: {said}. Change it, or leave it out (practice/settings.py has the defaults)."


@cache
def settings() -> Settings:
    """The process's settings, read from the environment at the first call."""
    return Settings()
