"""Users, and the logins that their refresh tokens belong to."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models, transaction
from django.db.models import Value
from django.db.models.functions import Lower, Now
from django.utils.translation import gettext_lazy as _

from credits import services as credit_services


class UserManager(BaseUserManager["User"]):
    """Makes users with a wallet: there is no user without one."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Store a user and open the wallet. Raises IntegrityError (user_email_once) for a taken e-mail."""
        user = self.model(email=self.normalize_email(email.strip()), **fields)
        user.set_password(password)  # slow on purpose, so outside the transaction
        return self.add(user)

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        return self.create_user(email, password, **{"is_staff": True, "is_superuser": True, **fields})

    def add(self, user: User) -> User:
        """Store a prepared user and open the wallet, in one transaction."""
        with transaction.atomic():
            user.save(using=self._db, force_insert=True)
            credit_services.open_account(user_id=user.pk)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        """The user of an e-mail in whatever case: what Django's ModelBackend asks. Raises DoesNotExist."""
        return self.by_email(username or "").get()

    def by_email(self, email: str) -> models.QuerySet[User]:
        """None or one user. Lower-cased by the database, as in the unique index that this uses."""
        return self.alias(address=Lower("email")).filter(address=Lower(Value(email.strip())))


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in with an e-mail address, which is unique whatever its case."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(_("e-mail"), max_length=254)
    email_verified_at = models.DateTimeField(
        _("email verified at"),
        null=True,
        blank=True,
        help_text=_("When a link sent to the address was opened."),
    )
    name = models.CharField(_("name"), max_length=150, blank=True)
    is_active = models.BooleanField(
        _("is active"), default=True, help_text=_("Switch off instead of deleting: the books stay.")
    )
    is_staff = models.BooleanField(_("is staff"), default=False, help_text=_("May open this administration."))
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)
    # Closing an account takes its name and address away; what belonged to it is gone at ``erased_at``.
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        indexes = [
            # Closed accounts that are still to be erased.
            models.Index(
                fields=["closed_at"],
                name="user_to_erase",
                condition=models.Q(closed_at__isnull=False, erased_at=None),
            )
        ]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_once",
                violation_error_message=_("There is an account with this e-mail address already."),
            )
        ]

    def __str__(self) -> str:
        return self.email

    @property
    def email_verified(self) -> bool:
        """Whether the address is known to be the user's."""
        return self.email_verified_at is not None

    def get_full_name(self) -> str:
        return self.name or self.email

    def get_short_name(self) -> str:
        return self.get_full_name().split()[0]


class LoginEnd(models.TextChoices):
    SIGNED_OUT = "signed_out", _("Signed Out")
    REVOKED = "revoked", _("Revoked")
    TOKEN_REUSED = "token_reused", _("Token Reused")
    ACCOUNT_CLOSED = "account_closed", _("Account Closed")
    PASSWORD_CHANGED = "password_changed", _("Password Changed")


class Login(models.Model):
    """One sign-in: the family of refresh tokens that grew from it, or the web session; they all end together.

    ``session_key`` is that of a web session and empty for tokens; ``device`` is what the client says it is.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, verbose_name=_("user"), on_delete=models.CASCADE, related_name="logins")
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    ended_by = models.CharField(_("ended by"), max_length=20, choices=LoginEnd.choices, blank=True)
    used_at = models.DateTimeField(
        _("used at"), db_default=Now(), help_text=_("When it last got a token or a session.")
    )
    session_key = models.CharField(_("session key"), max_length=40, blank=True, default="")
    device = models.CharField(_("device"), max_length=300, blank=True, default="")

    class Meta:
        verbose_name = _("login")
        verbose_name_plural = _("logins")
        constraints = [
            # Also serves ending the sign-in of a session that is left.
            models.UniqueConstraint(
                fields=["session_key"], condition=~models.Q(session_key=""), name="login_session_once"
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at=None, ended_by="")
                | models.Q(ended_at__isnull=False, ended_by__in=LoginEnd.values),
                name="login_end_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.created_at:%Y-%m-%d %H:%M}"
