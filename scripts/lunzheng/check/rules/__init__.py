"""The rules, one module for each part of a proposal; importing this package registers them all."""

from lunzheng.check.rules import content, folder, investment, profile, schedule, structure

__all__ = ["content", "folder", "investment", "profile", "schedule", "structure"]
