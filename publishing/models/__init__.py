"""Rows of the publishing app."""

from publishing.models.forms import Form, Notice, Submission, SubmissionFile

__all__ = ["Form", "Notice", "Submission", "SubmissionFile"]
