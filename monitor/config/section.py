"""One table of the file while it is read, and the list of everything wrong so far."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TypeVar

from monitor.config.values import BadValueError
from monitor.errors import ConfigProblem

T = TypeVar("T")
_PLAIN_KEY = re.compile(r"[A-Za-z0-9_-]{1,40}")


@dataclass(slots=True)
class Findings:
    """Everything wrong in one file, with the lines of its keys. `lines` is empty when the text could not be read."""

    lines: dict[str, int]
    problems: list[ConfigProblem] = field(default_factory=list)

    def add(self, path: str, problem: str) -> None:
        """Note one problem at this dotted path."""
        self.problems.append(ConfigProblem(path, self.line_of(path), problem))

    def line_of(self, path: str) -> int:
        """The line of the key, or of the nearest table around it; 0 when unknown."""
        while path:
            if path in self.lines:
                return self.lines[path]
            path = path[: max(path.rfind("."), path.rfind("["), 0)]
        return 0


@dataclass(slots=True)
class Section:
    """A table of the file: `read` takes one key, `close` complains about every key that nobody asked for."""

    path: str
    values: dict[str, object]
    findings: Findings
    asked: list[str] = field(default_factory=list)

    def read(self, key: str, reader: Callable[[object], T], default: T) -> T:
        """The value of `key`, or `default` when it is absent or bad; bad ones are noted."""
        self.asked.append(key)
        if key not in self.values:
            return default
        try:
            return reader(self.values[key])
        except BadValueError as bad:
            self.findings.add(self.at(key), str(bad))
            return default

    def need(self, key: str, reader: Callable[[object], T], default: T) -> T:
        """Like `read`, but the key must be there."""
        if key not in self.values:
            self.findings.add(self.at(key), "is missing")
        return self.read(key, reader, default)

    def has(self, key: str) -> bool:
        """Whether the file says something for this key."""
        return key in self.values

    def table(self, key: str) -> "Section":
        """The table under `key`; an empty one when it is absent or no table."""
        self.asked.append(key)
        found = self.values.get(key, {})
        if not isinstance(found, dict):
            self.findings.add(self.at(key), f"is to be a table: [{self.at(key)}]")
            found = {}
        return Section(self.at(key), found, self.findings)

    def tables(self, key: str) -> "list[Section]":
        """The tables `[[key]]`, in their order."""
        self.asked.append(key)
        found = self.values.get(key, [])
        if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
            self.findings.add(self.at(key), f"is to be a list of tables: [[{self.at(key)}]]")
            return []
        return [Section(f"{self.at(key)}[{index}]", item, self.findings) for index, item in enumerate(found)]

    def at(self, key: str) -> str:
        """The dotted path of a key of this table. A key that is no plain word is not repeated: it may be a secret."""
        shown = key if _PLAIN_KEY.fullmatch(key) else "(quoted key)"
        return f"{self.path}.{shown}" if self.path else shown

    def problem(self, key: str, problem: str) -> None:
        """Note a problem of this key, or of the table itself when `key` is empty."""
        self.findings.add(self.at(key) if key else self.path, problem)

    def close(self) -> None:
        """Note every key that nobody asked for, with the nearest one that exists."""
        for key in self.values:
            if key not in self.asked:
                near = get_close_matches(key, self.asked, 1, 0.6)
                known = f"did you mean {near[0]}?" if near else f"known here: {', '.join(sorted(set(self.asked)))}"
                self.findings.problems.append(
                    ConfigProblem(self.at(key), self._line(key), f"is an unknown key; {known}")
                )

    def _line(self, key: str) -> int:
        return self.findings.line_of(f"{self.path}.{key}" if self.path else key)
