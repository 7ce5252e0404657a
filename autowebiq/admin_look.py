"""How the administration looks: Unfold in the colours of the product, with the work and the books first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.templatetags.static import static
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


def _static(path: str) -> Any:
    return lambda request: static(path)


def _item(title: _StrPromise, icon: str, name: str, permission: str, badge: str = "") -> dict[str, Any]:
    item: dict[str, Any] = {
        "title": title,
        "icon": icon,
        "link": reverse_lazy(f"admin:{name}_changelist"),
        "permission": lambda request: request.user.has_perm(permission),
    }
    return {**item, "badge": badge, "badge_variant": "info"} if badge else item


UNFOLD: dict[str, Any] = {
    "SITE_TITLE": "AutoWebIQ",
    "SITE_HEADER": "AutoWebIQ",
    "SITE_SUBHEADER": gettext_lazy("Administration"),
    "SITE_ICON": _static("web/mark.svg"),
    "SITE_FAVICONS": [{"rel": "icon", "type": "image/svg+xml", "href": _static("web/mark.svg")}],
    "STYLES": [_static("credits/admin.css"), _static("web/operators.css")],
    "SCRIPTS": [_static("web/operators.js")],
    "DASHBOARD_CALLBACK": "web.operators.overview",
    "SHOW_LANGUAGES": True,
    "LANGUAGES": {"action": reverse_lazy("web:language")},
    "BORDER_RADIUS": "8px",
    "COLORS": {
        "primary": {
            "50": "#f0f7f3",
            "100": "#dcebe2",
            "200": "#bbd8c8",
            "300": "#8fbda5",
            "400": "#5f9c7f",
            "500": "#3f7f62",
            "600": "#2c664d",
            "700": "#23523f",
            "800": "#1d3a2f",
            "900": "#183128",
            "950": "#0c1b15",
        },
    },
    "SIDEBAR": {
        "show_search": True,
        "navigation": [
            {
                "title": gettext_lazy("Work"),
                "items": [
                    {
                        "title": gettext_lazy("Overview"),
                        "icon": "monitoring",
                        "link": reverse_lazy("admin:index"),
                    },
                    _item(gettext_lazy("Builds"), "construction", "builds_build", "builds.view_build"),
                    _item(gettext_lazy("Projects"), "web", "projects_project", "projects.view_project"),
                    {
                        "title": gettext_lazy("Catalog"),
                        "icon": "category",
                        "link": reverse_lazy("operators:catalog"),
                        "permission": lambda request: request.user.has_perm("builds.view_build"),
                    },
                ],
            },
            {
                "title": gettext_lazy("Credits"),
                "separator": True,
                "items": [
                    _item(
                        gettext_lazy("Wallets"),
                        "account_balance_wallet",
                        "credits_account",
                        "credits.view_account",
                    ),
                    _item(
                        gettext_lazy("Adjustments"),
                        "rule",
                        "credits_adjustment",
                        "credits.view_adjustment",
                        "credits.selectors.waiting_badge",
                    ),
                    _item(gettext_lazy("Entries"), "receipt_long", "credits_entry", "credits.view_entry"),
                    _item(gettext_lazy("Holds"), "lock_clock", "credits_hold", "credits.view_hold"),
                    _item(gettext_lazy("Grants"), "redeem", "credits_grant", "credits.view_grant"),
                ],
            },
            {
                "title": gettext_lazy("Oversight"),
                "separator": True,
                "items": [
                    _item(
                        gettext_lazy("Audit trail"),
                        "policy",
                        "credits_operatoraction",
                        "credits.view_operatoraction",
                    ),
                    _item(
                        gettext_lazy("Ledger checks"),
                        "fact_check",
                        "credits_ledgercheck",
                        "credits.view_ledgercheck",
                    ),
                ],
            },
            {
                "title": gettext_lazy("People"),
                "separator": True,
                "items": [
                    _item(gettext_lazy("Users"), "person", "accounts_user", "accounts.view_user"),
                    _item(gettext_lazy("Groups"), "group", "auth_group", "auth.view_group"),
                    _item(gettext_lazy("Sign-ins"), "login", "accounts_login", "accounts.view_login"),
                ],
            },
        ],
    },
}
