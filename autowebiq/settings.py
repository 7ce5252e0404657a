"""Django settings. What an operator may change is in ``env.py``; this module only composes."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

from celery.schedules import crontab
from psycopg.conninfo import conninfo_to_dict

from autowebiq import __version__, mail_server
from autowebiq import env as environment
from autowebiq.admin_look import UNFOLD as UNFOLD

ENV = environment.load()
BASE_DIR = environment.BASE_DIR
VERSION = __version__

DEBUG = ENV.debug
SECRET_KEY = ENV.secret_key
PUBLIC_URL = ENV.public_url.rstrip("/")
_public = urlsplit(PUBLIC_URL)
ALLOWED_HOSTS = sorted(
    {*ENV.allowed_hosts, _public.hostname or "localhost", "localhost", "127.0.0.1", "[::1]"}
)
CSRF_TRUSTED_ORIGINS = [f"{_public.scheme}://{_public.netloc}"]

INSTALLED_APPS = [
    "unfold",
    "unfold.contrib.filters",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "pgtrigger",
    "rest_framework",
    "rest_framework_simplejwt.token_blacklist",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "lucide",
    "channels",
    "django_celery_results",
    "autowebiq.common",
    "autowebiq.devstack",
    "accounts",
    "credits",
    "templates_catalog",
    "projects",
    "builds",
    "publishing",
    "web",
]

MIDDLEWARE = [
    "publishing.middleware.PublishedSitesMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "autowebiq.common.headers.SecurityHeadersMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "autowebiq.common.language.InterfaceLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "web.middleware.RefusalsMiddleware",
]

ROOT_URLCONF = "autowebiq.urls"
ASGI_APPLICATION = "autowebiq.asgi.application"
WSGI_APPLICATION = "autowebiq.asgi.wsgi"
APPEND_SLASH = False

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "web.context.page",
            ],
        },
    },
]


def _database(url: str) -> dict[str, object]:
    """A Django database from a libpq URL; whatever Django has no key for goes to OPTIONS."""
    parts: dict[str, object] = dict(conninfo_to_dict(url))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.pop("dbname", "autowebiq"),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", "127.0.0.1"),
        "PORT": parts.pop("port", 5432),
        # REST runs on a fixed pool of threads (asgi.py), so connections can stay; a fresh thread
        # for each request would leak them instead.
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": 3, **parts},
    }


DATABASES = {"default": _database(ENV.database_url)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = ENV.redis_url
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "awiq",
        "OPTIONS": {"socket_timeout": 2, "socket_connect_timeout": 2},
    }
}
CHANNEL_LAYERS = {
    "default": {
        "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
        "CONFIG": {"hosts": [REDIS_URL], "prefix": "awiq"},
    }
}

MONGO_URL = ENV.mongo_url
MONGO_COLLECTION_PREFIX = ""

AUTH_USER_MODEL = "accounts.User"
# User.email is unique in lower case (user_email_once), which this check does not recognise.
SILENCED_SYSTEM_CHECKS = ["auth.E003"]
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {"user_attributes": ("email", "name")}),
        ("MinimumLengthValidator", {}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]
PASSWORD_RESET_TIMEOUT = 3600
PASSWORD_RESET_URL = f"{PUBLIC_URL}/reset-password/{{uid}}/{{token}}"
"""The page that the e-mail about a forgotten password leads to."""
VERIFY_EMAIL_URL = f"{PUBLIC_URL}/verify-email?token={{token}}"
"""The page that the e-mail about a new address leads to."""
VERIFY_EMAIL_SECONDS = 3 * 24 * 3600
CSRF_FAILURE_VIEW = "web.views.errors.csrf_failure"
LOGIN_URL = "web:sign-in"
LOGIN_REDIRECT_URL = "web:projects"
LOGOUT_REDIRECT_URL = "web:landing"

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "rest_framework_simplejwt.authentication.JWTAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "EXCEPTION_HANDLER": "autowebiq.common.api.problem_handler",
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "NUM_PROXIES": ENV.trusted_proxies,
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
SIMPLE_JWT = {
    "ACCESS_TOKEN_LIFETIME": timedelta(minutes=15),
    "REFRESH_TOKEN_LIFETIME": timedelta(days=14),
    "ROTATE_REFRESH_TOKENS": True,
    "BLACKLIST_AFTER_ROTATION": True,
    "ALGORITHM": "HS256",
    "SIGNING_KEY": ENV.jwt_secret_key,
    "ISSUER": "autowebiq",
    "AUDIENCE": "autowebiq-api",
    "CHECK_REVOKE_TOKEN": True,
    "REVOKE_TOKEN_CLAIM": "pwd",
    "USER_ID_FIELD": "id",
    "USER_ID_CLAIM": "sub",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "AutoWebIQ API",
    "DESCRIPTION": "A prompt goes in, a website comes out. Errors are RFC 9457 problem+json.",
    "VERSION": "2",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api",
    "ENUM_NAME_OVERRIDES": {
        "ProjectStatus": "projects.models.Project.Status",
        "TaskStatus": "builds.serializers.STATUSES",
        "VersionChange": "projects.version_serializers.CHANGES",
        "FileChangeKind": "projects.version_serializers.FILE_CHANGES",
        "WordChange": "projects.version_serializers.WORD_CHANGES",
        "TransactionStatus": "credits.serializers.TRANSACTION_STATUSES",
    },
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
}

# --- Celery: see docs/architecture.md for what each of these protects against.
CELERY_BROKER_URL = REDIS_URL
CELERY_RESULT_BACKEND = "django-db"
CELERY_TASK_IGNORE_RESULT = True
# Builds keep theirs, for operators: name, arguments and worker with it, for a week.
CELERY_RESULT_EXTENDED = True
CELERY_RESULT_EXPIRES = timedelta(days=7)
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 200
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 400_000  # KiB
CELERY_TASK_SOFT_TIME_LIMIT = 330
CELERY_TASK_TIME_LIMIT = 360
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    # Twice the time limit of a task: a shorter one would start a second copy of a long build.
    "visibility_timeout": 900,
    "unacked_restore_interval": 1,
    "unacked_restore_throttle": 1,
    "health_check_interval": 25,
    "socket_keepalive": True,
    "socket_timeout": 5,
    "socket_connect_timeout": 2,
    "global_keyprefix": "awiq:celery:",
}
CELERY_TASK_DEFAULT_QUEUE = "builds"
CELERY_TIMEZONE = "UTC"
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BEAT_SCHEDULE: dict[str, dict[str, object]] = {
    "publish-outbox": {"task": "builds.publish_outbox", "schedule": 5.0, "options": {"expires": 5}},
    "reap-stale-builds": {"task": "builds.reap_stale_builds", "schedule": 5.0, "options": {"expires": 5}},
    "turn-grants": {"task": "credits.turn_grants", "schedule": 30.0, "options": {"expires": 30}},
    "release-expired-holds": {
        "task": "credits.release_expired_holds",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    # Hourly, so that who registers in the middle of a month gets theirs, and a missed run matters little.
    "refill-month": {"task": "credits.refill_month", "schedule": 3600.0, "options": {"expires": 3600}},
    "notice-low-balances": {
        "task": "credits.notice_low_balances",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "collect-visits": {"task": "publishing.collect_visits", "schedule": 30.0, "options": {"expires": 30}},
    "recheck-hosts": {"task": "publishing.recheck_hosts", "schedule": 60.0, "options": {"expires": 60}},
    # Not sent by the request, so that a visitor never waits for a broker or a mail server.
    "deliver-form-notices": {
        "task": "publishing.deliver_notices",
        "schedule": 5.0,
        "options": {"expires": 5},
    },
    "tidy-inboxes": {"task": "publishing.tidy_inboxes", "schedule": 3600.0, "options": {"expires": 3600}},
    "make-thumbnails": {"task": "projects.make_thumbnails", "schedule": 20.0, "options": {"expires": 20}},
    "picture-templates": {
        "task": "publishing.picture_templates",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "collect-blobs": {"task": "projects.collect_blobs", "schedule": 3600.0, "options": {"expires": 3600}},
    "free-deleted": {"task": "projects.free_deleted", "schedule": 3600.0, "options": {"expires": 3600}},
    "forget-deleted-sites": {
        "task": "publishing.forget_deleted_sites",
        "schedule": 3600.0,
        "options": {"expires": 3600},
    },
    "prune-versions": {"task": "projects.prune_versions", "schedule": 3600.0, "options": {"expires": 3600}},
    "finish-closings": {
        "task": "accounts.finish_closings",
        "schedule": 300.0,
        "options": {"expires": 300},
    },
    "check-ledger": {
        "task": "credits.check_ledger",
        "schedule": crontab(hour=3, minute=17),
        "options": {"expires": 3600},
    },
}

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
# The interface shares the type of the generated sites.
STATICFILES_DIRS = [("fonts", BASE_DIR / "sitegen" / "fonts" / "files")]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or ENV.testing
        else "autowebiq.common.storage.StaticStorage"
    },
}
# Fonts are compressed already; maps are for developers, and compressing them takes seconds.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["png", "gz", "br", "woff2", "map", "txt"]
WHITENOISE_USE_FINDERS = DEBUG or ENV.testing

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("es", "Español")]
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = True

DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
_mail = mail_server.parse(ENV.email_url)
EMAIL_BACKEND = _mail.backend
EMAIL_HOST, EMAIL_PORT = _mail.host, _mail.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail.user, _mail.password
EMAIL_USE_TLS, EMAIL_USE_SSL = _mail.use_tls, _mail.use_ssl
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = SERVER_EMAIL = ENV.mail_from

_secure = _public.scheme == "https"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = _secure
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SECURE_HSTS_SECONDS = 31_536_000 if _secure else 0
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if ENV.trusted_proxies:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(levelname).1s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": ENV.log_level},
    "loggers": {
        "django.request": {"level": "ERROR"},
        "daphne.http_protocol": {"level": "WARNING"},
        "celery.beat": {"level": "WARNING"},
        "pymongo": {"level": "WARNING"},
    },
}

# --- AutoWebIQ's own
SIGNUP_BONUS = ENV.signup_bonus
"""Credits granted at registration: two full builds and more (a full build costs at most 40)."""
MONTHLY_CREDITS = ENV.monthly_credits
"""Credits that every active user gets for each month, and which end with it; 0 gives none."""
CREDITS_FOUR_EYES_LIMIT = ENV.credits_four_eyes_limit
"""An adjustment of more credits than this, up or down, needs a second operator."""
CREDITS_LOW_BALANCE = ENV.credits_low_balance
"""Balances at which the owner is told, once each, that few credits are left."""
BUILD_HOLD_SECONDS = 24 * 3600
"""A build that has not ended by then fails, and its credits come back."""
HOLD_GRACE_SECONDS = 600
"""How long after its expiry a hold waits for its owner's own ending before it is simply released."""
LEDGER_CHECKS = ["credits.audit_checks.CHECKS", "builds.audit.CHECKS"]
"""What ``check_ledger`` recomputes; apps above the books add what they know of them."""
USER_DATA = [
    "builds.personal.PART",
    "publishing.personal.PART",
    "projects.personal.PART",
    "credits.personal.PART",
]
"""What apps keep about users, in the order in which it is erased: builds under way end first."""
METRICS_TOKEN = ENV.metrics_token
PROMPT_MAX_LENGTH = 20_000
BUILDS_PER_USER = ENV.builds_per_user
"""How many builds of one user run at a time; further ones wait, whoever else is idle."""
BUILD_LEASE_SECONDS = 15
"""How long a silent worker counts as alive; it speaks every second."""
BUILD_MAX_ATTEMPTS = 3
"""How many runs of a build may end without a word before it is given up."""
BUILD_AGENTS = "builds.pipeline.Agents"
"""Where the agents come from: something to call that gives a ``builds.pipeline.Agents``."""
BUILD_TIME_LIMIT_SECONDS = 300
SITES_HOST = ENV.sites_host
"""Published sites live at ``{slug}.SITES_HOST``; without it at ``/s/{slug}/`` on the application's host."""
DNS_SERVERS = ENV.dns_servers
"""Name servers that are asked about customers' hosts; the system's without any."""
EXPORT_S3 = {
    "bucket": ENV.export_s3_bucket,
    "endpoint": ENV.export_s3_endpoint,
    "region": ENV.export_s3_region,
    "key": ENV.export_s3_access_key,
    "secret": ENV.export_s3_secret_key,
    "prefix": ENV.export_s3_prefix,
}
"""The S3-compatible store that exports can be put into; without a bucket there is none."""
PUBLISHED_CACHE_BYTES = 64 * 1024 * 1024
"""How much of published sites a web process keeps in memory."""
PUBLISHED_URL = "publishing.publication.published_url"
"""What tells the address of a project's published site."""
PREVIEW_LINK_SECONDS = 6 * 3600
SPAM_DAYS = 30
# How long a deleted project can be restored and keeps its address; then its files are let go.
RESTORE_DAYS = 30
# Called when a site came or went with its project.
SITES_CHANGED = "publishing.shelf.forget_names"
"""How long posts to forms stay in the spam folder."""
WEBHOOK_RULES = "autowebiq.common.outbound.PUBLIC"
"""Which addresses webhooks may have: something importable that is an ``outbound.Rules``."""
SHARE_OPEN_SECONDS = 12 * 3600
"""How long a visitor who knew the password of a share link may look around."""
SHARE_SEND_SECONDS = 48 * 3600
"""How long such a visitor may still send a form: nobody loses what was written overnight."""
QUOTA_BYTES = ENV.quota_bytes
"""How many bytes the files of a user's versions may take, each content counted once; 0 is no limit."""
SITE_ROOM_BYTES = 2_000_000
"""What a build under way is counted with, until its site is there. The largest of fifty took 0.54 MB."""
QUOTA_VERSIONS = ENV.quota_versions
"""How many versions a user may have in all projects together; 0 is no limit."""
CHROMIUM = ENV.chromium or ("off" if ENV.testing else "")
"""The browser that takes thumbnails: a path or name, ``off``, or empty for the one on the search path."""
PRUNE_VERSIONS_ABOVE = ENV.prune_versions_above
"""How many versions without a name a project keeps; older ones are removed. 0 keeps them all."""
WS_TICKET_SECONDS = 60
WS_AUTH_SECONDS = 5
"""How long a socket without a token in its address may take to send one."""
WS_HEARTBEAT_SECONDS = 25
WS_POLL_SECONDS = 5
"""How often a web process asks the table how far the builds that it shows have come."""
WS_SEND_SECONDS = 10
"""How long a frame may wait for a subscriber who does not read."""
EVENTS_HEARTBEAT_SECONDS = 20
"""How often a silent event stream sends a comment, so that proxies keep it open."""
EVENTS_WAITING_PER_USER = 200
"""How many requests for events of one user a web process lets wait at once."""
WS_LIFE_SECONDS = 2 * 3600
"""How long a socket opened with a ticket lasts before it needs a new one."""
WS_SOCKETS_PER_USER = 10
RATE_LIMITS: dict[str, tuple[int, int]] = {
    # name: (how many, in how many seconds); a name that is missing here is not limited.
    "sign-in-account": (10, 300),  # failures only
    "sign-in-address": (50, 300),  # failures only
    "register-address": (60, 3600),
    "password-forgot-account": (5, 3600),
    "password-forgot-address": (30, 3600),
    "password-reset-address": (30, 3600),
    "verify-email-address": (30, 3600),
    "verify-email-user": (5, 3600),  # e-mails that one user may ask for
    "refresh-address": (600, 300),
    "export-user": (10, 3600),
    "ticket-user": (120, 60),
    "host-check-user": (30, 300),
    "upload-user": (120, 300),  # requests that bring pictures: each is decoded and written anew
    "form-address": (20, 60),  # posts of one address to one form; above it, refused for a moment
    "form-all": (200, 600),  # posts to one form; above it, each must be confirmed
    "share-password-address": (10, 300),  # failures only
    "share-password-link": (100, 300),  # failures only
}
if ENV.testing:
    RATE_LIMITS = {}
