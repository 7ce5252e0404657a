"""Users for operators."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin as BaseGroupAdmin
from django.contrib.auth.admin import UserAdmin as BaseUserAdmin
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.admin import ModelAdmin
from unfold.decorators import display
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm

from accounts.models import Login, User
from accounts.selectors import with_figures


class NewUserForm(UserCreationForm):  # type: ignore[misc]  # no types are published
    class Meta:
        model = User
        fields = ("email", "name")


admin.site.unregister(Group)


@admin.register(Group)
class GroupAdmin(BaseGroupAdmin, ModelAdmin):  # type: ignore[misc]  # no types are published
    pass


@admin.register(User)
class UserAdmin(BaseUserAdmin, ModelAdmin):  # type: ignore[misc,type-arg]  # no types are published
    form = UserChangeForm
    add_form = NewUserForm
    change_password_form = AdminPasswordChangeForm
    list_display = [
        "email", "name", "credits_link", "projects_link", "last_seen", "is_active", "is_staff", "created_at",
    ]  # fmt: skip
    list_filter = ["is_active", "is_staff", "groups"]
    search_fields = ["email", "name"]
    ordering = ["email"]
    readonly_fields = ["email_verified_at", "last_login", "created_at", "updated_at"]
    list_per_page = 50
    show_full_result_count = False
    fieldsets = [
        (None, {"fields": ["email", "email_verified_at", "name", "password"]}),
        (
            gettext_lazy("What they may do"),
            {"fields": ["is_active", "is_staff", "is_superuser", "groups", "user_permissions"]},
        ),
        (gettext_lazy("When"), {"fields": ["last_login", "created_at", "updated_at"]}),
    ]
    add_fieldsets = [
        (
            None,
            {"classes": ["wide"], "fields": ["email", "name", "usable_password", "password1", "password2"]},
        ),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return with_figures(super().get_queryset(request))

    @display(description=gettext_lazy("credits"), ordering="credits_left")
    def credits_link(self, user: Any) -> str:
        url = reverse("admin:credits_account_change", args=[user.pk])
        return format_html('<a class="books-link" href="{}">{}</a>', url, user.credits_left)

    @display(description=gettext_lazy("projects"), ordering="projects_count")
    def projects_link(self, user: Any) -> str:
        url = reverse("admin:projects_project_changelist")
        text = '<a class="books-link" href="{}?owner__id__exact={}">{}</a>'
        return format_html(text, url, user.pk, user.projects_count)

    @display(description=gettext_lazy("last seen"), ordering="seen_at")
    def last_seen(self, user: Any) -> str:
        return f"{user.seen_at:%Y-%m-%d %H:%M}" if user.seen_at else _("never")

    def save_model(self, request: HttpRequest, obj: User, form: ModelForm[User], change: bool) -> None:
        if change:
            if "email" in form.changed_data:
                obj.email_verified_at = None  # nobody has shown that the new one is theirs
            super().save_model(request, obj, form, change)
        else:
            User.objects.add(obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False  # the books stay; switch the user off instead


@admin.register(Login)
class LoginAdmin(ModelAdmin):  # type: ignore[misc]  # no types are published
    list_display = ["user", "created_at", "ended_at", "ended_by"]
    list_filter = ["ended_by"]
    list_select_related = ["user"]
    search_fields = ["user__email"]
    ordering = ["-created_at"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
