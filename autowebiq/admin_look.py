"""How the administration looks: Unfold in the colours of the product, with the work and the books first."""

from __future__ import annotations

from typing import Any

from django.templatetags.static import static
from django.urls import reverse_lazy


def _static(path: str) -> Any:
    return lambda request: static(path)


def _item(title: str, icon: str, name: str, permission: str, badge: str = "") -> dict[str, Any]:
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
    "SITE_SUBHEADER": "Administration",
    "SITE_ICON": _static("web/mark.svg"),
    "SITE_FAVICONS": [{"rel": "icon", "type": "image/svg+xml", "href": _static("web/mark.svg")}],
    "STYLES": [_static("credits/admin.css"), _static("web/operators.css")],
    "SCRIPTS": [_static("web/operators.js")],
    "DASHBOARD_CALLBACK": "web.operators.overview",
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
                "title": "Work",
                "items": [
                    {"title": "Overview", "icon": "monitoring", "link": reverse_lazy("admin:index")},
                    _item("Builds", "construction", "builds_build", "builds.view_build"),
                    _item("Projects", "web", "projects_project", "projects.view_project"),
                    {
                        "title": "Catalog",
                        "icon": "category",
                        "link": reverse_lazy("operators:catalog"),
                        "permission": lambda request: request.user.has_perm("builds.view_build"),
                    },
                ],
            },
            {
                "title": "Credits",
                "separator": True,
                "items": [
                    _item("Wallets", "account_balance_wallet", "credits_account", "credits.view_account"),
                    _item(
                        "Adjustments",
                        "rule",
                        "credits_adjustment",
                        "credits.view_adjustment",
                        "credits.selectors.waiting_badge",
                    ),
                    _item("Entries", "receipt_long", "credits_entry", "credits.view_entry"),
                    _item("Holds", "lock_clock", "credits_hold", "credits.view_hold"),
                    _item("Grants", "redeem", "credits_grant", "credits.view_grant"),
                ],
            },
            {
                "title": "Oversight",
                "separator": True,
                "items": [
                    _item("Audit trail", "policy", "credits_operatoraction", "credits.view_operatoraction"),
                    _item("Ledger checks", "fact_check", "credits_ledgercheck", "credits.view_ledgercheck"),
                ],
            },
            {
                "title": "People",
                "separator": True,
                "items": [
                    _item("Users", "person", "accounts_user", "accounts.view_user"),
                    _item("Groups", "group", "auth_group", "auth.view_group"),
                    _item("Sign-ins", "login", "accounts_login", "accounts.view_login"),
                ],
            },
        ],
    },
}
