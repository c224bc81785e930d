"""What is worked out once: properties, and answers to a question."""

from collections.abc import Callable
from functools import update_wrapper
from typing import Any, Concatenate, Generic, ParamSpec, Self, TypeVar, overload

Owner = TypeVar("Owner")
Value = TypeVar("Value")
Asked = ParamSpec("Asked")


class kept(Generic[Owner, Value]):  # used as a decorator, as property is
    """As functools.cached_property, which until Python 3.12 takes a lock: 1 us each, for some 50 of a search.

    Two threads may both work it out, and get equal values.
    """

    def __init__(self, make: Callable[[Owner], Value]) -> None:
        self._make = make
        self.__doc__ = make.__doc__

    def __set_name__(self, owner: type[Owner], name: str) -> None:
        self._name = name

    @overload
    def __get__(self, instance: None, owner: Any = None) -> Self: ...

    @overload
    def __get__(self, instance: Owner, owner: Any = None) -> Value: ...

    def __get__(self, instance: Owner | None, owner: Any = None) -> Self | Value:
        if instance is None:
            return self
        value = instance.__dict__[self._name] = self._make(instance)
        return value


def remembered(
    most: int | None = None,
) -> Callable[[Callable[Concatenate[Owner, Asked], Value]], Callable[Concatenate[Owner, Asked], Value]]:
    """Return a decorator of methods that keeps their answers with the instance; after `most` it forgets them all.

    So it does those of a function, with what this is given first; an answer must not hold that, or both would stay.

    functools.lru_cache on a bound method makes a cycle of the instance and its cache, which only the garbage collector
    undoes: commits that nobody needs would stay mapped until then, or for ever where it has been told to leave them.
    """

    def decorated(method: Callable[Concatenate[Owner, Asked], Value]) -> Callable[Concatenate[Owner, Asked], Value]:
        name = f"{method.__module__}.{method.__qualname__} remembered"  # of one object many may be asked

        def asked(self: Owner, /, *given: Asked.args, **named: Asked.kwargs) -> Value:
            key = (given, *named.items()) if named else given
            try:
                known: dict[Any, Value] = self.__dict__[name]
                return known[key]
            except KeyError:
                pass
            answer = method(self, *given, **named)
            known = self.__dict__.setdefault(name, {})
            if most and len(known) >= most:  # another thread may be reading what it has in hand
                known = self.__dict__[name] = {}
            known[key] = answer
            return answer

        update_wrapper(asked, method)
        return asked

    return decorated
