"""Saved files to an index that is up to date with them: runs of reading, what they remember, and the same anew."""
