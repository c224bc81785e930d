"""Requests in, pages out; and the command line, the outermost ring."""
