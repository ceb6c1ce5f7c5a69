"""Sentences computed from the tables: one file per chapter, each number linked to where it came from."""
