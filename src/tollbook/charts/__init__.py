"""Frames → Altair charts: one file per kind, one theme for all."""
