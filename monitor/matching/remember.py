"""Answers that are kept: a dictionary that works out what it does not have, asked as fast as a dictionary is."""

from collections.abc import Callable, Iterable
from typing import TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class Remembered(dict[Key, Value]):
    """`answer` is asked once a key. When `most` answers are kept all are forgotten: memory has a bound."""

    def __init__(self, answer: Callable[[Key], Value], most: int) -> None:
        super().__init__()
        self._answer = answer
        self._most = most

    def __missing__(self, key: Key) -> Value:
        """Work it out, and keep it."""
        if len(self) >= self._most:
            self.clear()
        found = self[key] = self._answer(key)
        return found

    def of(self, keys: Iterable[Key]) -> list[Value]:
        """The answers in the order of the keys."""
        return list(map(self.__getitem__, keys))
