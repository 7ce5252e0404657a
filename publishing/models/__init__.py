"""Rows of the publishing app; each part of it has a module of its own."""

from publishing.models.forms import Form, Notice, Submission, SubmissionFile
from publishing.models.hosts import CustomHost
from publishing.models.published import Publication, PublishedSite, SiteAddress
from publishing.models.visits import CountedBatch, DailyVisitors, DailyVisits

__all__ = [
    "CountedBatch",
    "CustomHost",
    "DailyVisitors",
    "DailyVisits",
    "Form",
    "Notice",
    "Publication",
    "PublishedSite",
    "SiteAddress",
    "Submission",
    "SubmissionFile",
]
