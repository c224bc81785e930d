"""The query language: text to a tree, and the tree to text, to plain words and to JSON."""
