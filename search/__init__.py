"""Queries in, results out."""
