"""The environment, read once: every setting that an operator may change, with its type and default.

A wrong or missing value raises ``ConfigurationError`` with one sentence that says what to set.
"""

from __future__ import annotations

import re
from email.headerregistry import Address
from email.utils import parseaddr
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from autowebiq import mail_server
from autowebiq.devstack import stackfile

BASE_DIR = Path(__file__).resolve().parent.parent


class ConfigurationError(Exception):
    """The environment does not let AutoWebIQ start; the message says what to set."""


class Env(BaseSettings):
    """Settings from environment variables and ``.env`` beside manage.py (see ``.env.example``)."""

    model_config = SettingsConfigDict(env_file=BASE_DIR / ".env", extra="ignore", env_ignore_empty=True)

    debug: bool = False
    secret_key: str = ""
    jwt_secret_key: str = ""
    database_url: str = ""
    redis_url: str = ""
    mongo_url: str = ""
    data_dir: Path = Path(".data")
    port: int = Field(default=8001, ge=1, le=65535)
    public_url: str = ""
    allowed_hosts: Annotated[tuple[str, ...], NoDecode] = ()
    http_threads: int = Field(default=8, ge=1, le=64)
    trusted_proxies: int = Field(default=0, ge=0, le=5)
    signup_bonus: int = Field(default=80, ge=0, le=100_000)
    monthly_credits: int = Field(default=0, ge=0, le=100_000)
    credits_four_eyes_limit: int = Field(default=500, ge=0, le=1_000_000)
    credits_low_balance: Annotated[tuple[int, ...], NoDecode] = (100, 50, 20, 0)
    builds_per_user: int = Field(default=2, ge=1, le=1000)
    email_url: str = ""
    mail_from: str = ""
    sites_host: str = ""
    dns_servers: Annotated[tuple[str, ...], NoDecode] = ()
    export_s3_bucket: str = ""
    export_s3_endpoint: str = ""
    export_s3_region: str = ""
    export_s3_access_key: str = ""
    export_s3_secret_key: str = ""
    export_s3_prefix: str = ""
    quota_bytes: int = Field(default=2_000_000_000, ge=0)
    quota_versions: int = Field(default=2000, ge=0)
    prune_versions_above: int = Field(default=0, ge=0)
    chromium: str = ""
    metrics_token: str = ""
    log_level: str = Field(default="INFO", pattern="^(DEBUG|INFO|WARNING|ERROR)$")
    testing: bool = Field(default=False, description="lets browsers' tests register without throttles")

    @field_validator("allowed_hosts", "dns_servers", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return tuple(h.strip() for h in value.split(",") if h.strip()) if isinstance(value, str) else value

    @field_validator("credits_low_balance", mode="before")
    @classmethod
    def _thresholds(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        parts = [part.strip() for part in value.split(",") if part.strip()]
        if not all(part.isdecimal() for part in parts):
            raise ValueError("must be whole numbers with commas between them, as in 100,50,20,0")
        return tuple(int(part) for part in parts)

    @field_validator("dns_servers")
    @classmethod
    def _addresses(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if not all(re.fullmatch(r"\d+(\.\d+){3}(:\d{1,5})?", item) for item in value):
            raise ValueError("must be IPv4 addresses with commas between them, as in 9.9.9.9,10.0.0.2:5353")
        return value

    @field_validator("export_s3_endpoint")
    @classmethod
    def _web_address(cls, value: str) -> str:
        return _with_scheme(value, {"http", "https"})

    @field_validator("export_s3_prefix")
    @classmethod
    def _folder(cls, value: str) -> str:
        value = value.strip("/")
        return f"{value}/" if value else ""

    @field_validator("email_url")
    @classmethod
    def _mail_server(cls, value: str) -> str:
        mail_server.parse(value)
        return value

    @field_validator("mail_from")
    @classmethod
    def _sender(cls, value: str) -> str:
        if value and not _is_sender(value):
            raise ValueError("must be one address, as in AutoWebIQ <no-reply@example.org>")
        return value

    @field_validator("sites_host")
    @classmethod
    def _host(cls, value: str) -> str:
        value = value.strip().lower().strip(".")
        if value and not re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)*", value):
            raise ValueError("must be the name of a host without scheme and port, as in sites.example.net")
        return value

    @field_validator("database_url")
    @classmethod
    def _postgresql(cls, value: str) -> str:
        return _with_scheme(value, {"postgresql", "postgres"})

    @field_validator("redis_url")
    @classmethod
    def _redis(cls, value: str) -> str:
        return _with_scheme(value, {"redis", "rediss"})

    @field_validator("mongo_url")
    @classmethod
    def _mongo(cls, value: str) -> str:
        value = _with_scheme(value, {"mongodb", "mongodb+srv"})
        if value and not urlsplit(value).path.strip("/"):
            raise ValueError("must end in the name of a database, as in mongodb://host:27017/autowebiq")
        return value

    # Kept when the URLs are filled in, because the supervisor asks later which servers are ours.
    embedded: frozenset[str] = frozenset()

    @property
    def database_is_embedded(self) -> bool:
        """Whether the database is ours alone, so that a user with a public password does no harm."""
        return "database" in self.embedded or stackfile.owns_database(self.data_dir, self.database_url)

    @property
    def without_url(self) -> frozenset[str]:
        """Which of ``database``, ``redis`` and ``mongo`` AutoWebIQ runs itself, because no URL is set."""
        urls = {"database": self.database_url, "redis": self.redis_url, "mongo": self.mongo_url}
        return frozenset(name for name, url in urls.items() if not url)


def _is_sender(text: str) -> bool:
    name, address = parseaddr(text)
    try:
        parsed = Address(name, addr_spec=address)
    except (ValueError, IndexError):
        return False
    return bool(parsed.username and parsed.domain) and text.isprintable() and text.count("@") == 1


def _with_scheme(value: str, schemes: set[str]) -> str:
    if value and urlsplit(value).scheme not in schemes:
        raise ValueError(f"must begin with {' or '.join(sorted(s + '://' for s in schemes))}")
    return value


def load() -> Env:
    """Read and complete the environment; missing URLs and keys come from the embedded stack's file.

    Secrets are made up only where nothing but embedded servers is used: a deployment must set its own.
    """
    try:
        env = Env()
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]).upper()
        raise ConfigurationError(f"{name} is wrong: {first['msg'].removeprefix('Value error, ')}.") from None
    data_dir = env.data_dir if env.data_dir.is_absolute() else BASE_DIR / env.data_dir
    filled: dict[str, object] = {
        "data_dir": data_dir,
        "public_url": env.public_url or f"http://localhost:{env.port}",
        "embedded": env.without_url,
    }
    if env.without_url:
        try:
            filled |= _from_stack(env, stackfile.resolve(data_dir))
        except stackfile.StackFileError as error:
            raise ConfigurationError(str(error)) from None
    elif not (env.secret_key and env.jwt_secret_key):
        raise ConfigurationError("set SECRET_KEY and JWT_SECRET_KEY, each to 50 or more random characters.")
    done = env.model_copy(update=filled)
    _check_secrets(done)
    return done.model_copy(update={"mail_from": _sender_of(done)})


def _sender_of(env: Env) -> str:
    host = urlsplit(env.public_url).hostname or "localhost"
    if env.email_url.startswith("smtp") and not env.mail_from and host in mail_server.NEAR:
        raise ConfigurationError(
            "set MAIL_FROM to the sender of e-mails, as in AutoWebIQ <no-reply@example.org>; "
            "PUBLIC_URL names no host that a mail server would accept."
        )
    return env.mail_from or f"AutoWebIQ <no-reply@{host}>"


def _from_stack(env: Env, stack: stackfile.StackFile) -> dict[str, object]:
    return {
        "database_url": env.database_url or stack.database_url,
        "redis_url": env.redis_url or stack.redis_url,
        "mongo_url": env.mongo_url or stack.mongo_url,
        "secret_key": env.secret_key or stack.secret_key,
        "jwt_secret_key": env.jwt_secret_key or stack.jwt_secret_key,
    }


def _check_secrets(env: Env) -> None:
    if min(len(env.secret_key), len(env.jwt_secret_key)) < 32:
        raise ConfigurationError("SECRET_KEY and JWT_SECRET_KEY must have at least 32 characters each.")
    if env.secret_key == env.jwt_secret_key:
        raise ConfigurationError("SECRET_KEY and JWT_SECRET_KEY must differ.")
