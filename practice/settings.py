"""Every setting, its default and its unit; all come from the environment with the prefix BACKTALK_."""

from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Read once by a composition root and passed on; nothing below a root reads the environment."""

    model_config = SettingsConfigDict(env_prefix="BACKTALK_", extra="ignore")

    # where things are
    host: str = "127.0.0.1"
    port: int = Field(8000, ge=0, le=65535)
    data_dir: Path = Path("data")
    database_url: SecretStr = SecretStr("postgresql://backtalk_app@127.0.0.1:5432/backtalk")
    redis_url: SecretStr = SecretStr("redis://127.0.0.1:6379/0")
    encoder_url: str = "http://127.0.0.1:8100"
    encoder_timeout_s: float = 10.0
    # a search does not wait longer than this for its vector; then it goes by words
    search_timeout_s: float = 2.0
    site_dir: Path = Path("frontend/out")

    # logs
    log_format: Literal["text", "json"] = "text"
    log_level: Literal["debug", "info", "warning", "error"] = "info"

    # limits for input
    answer_max_chars: int = Field(20_000, ge=1)
    body_max_bytes: int = Field(256 * 1024, ge=1024)
    import_max_bytes: int = Field(2 * 1024 * 1024, ge=1024)
    import_max_questions: int = Field(2000, ge=1)
    session_days: int = Field(90, ge=1)

    # database
    database_pool: int = Field(10, ge=1)
    database_timeout_s: float = 5.0

    # jobs
    lease_s: int = Field(60, ge=1)
    job_max_attempts: int = Field(5, ge=1)
    retry_base_s: float = 1.0
    retry_cap_s: float = 60.0
    dispatch_timeout_s: float = 2.0
    sweep_every_s: float = 1.0
    dispatch_grace_s: float = 3.0
    redispatch_after_s: float = 60.0

    # workers
    scoring_threads: int = Field(16, ge=1)
    embedding_processes: int = Field(1, ge=1)
    embedding_nice: int = Field(5, ge=0, le=19)
    embedding_batch: int = Field(32, ge=1)
    embedding_budget_s: float = 20.0
    embedding_threads: int = Field(2, ge=1)
    encoder_threads: int = Field(2, ge=1)
    embedding_model: str = "multilingual-e5-small"

    # relay and streams
    relay_poll_s: float = 1.0
    relay_batch: int = Field(500, ge=1)
    event_keep_days: int = Field(30, ge=1)
    stream_buffer: int = Field(256, ge=1)
    stream_ping_s: int = Field(15, ge=1)
    stream_lifetime_s: float = 600.0
    stream_page: int = Field(200, ge=1)
    similar_limit: int = Field(5, ge=1)


@cache
def settings() -> Settings:
    """The process's settings, read from the environment at the first call."""
    return Settings()
