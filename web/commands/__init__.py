"""The commands, by what they are for.

Whatever a command alone needs is imported inside it: Flask costs 13 bare interpreter starts, Whoosh 7.
"""
