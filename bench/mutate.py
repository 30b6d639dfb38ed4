"""How many small mistakes in a rule its tests would notice: the mutation score.

    python -m bench.mutate monitor.claims.lifecycle tests/claims/test_lifecycle.py
    python -m bench.mutate monitor.alerting.retry tests/alerting/test_retry.py --sample 100 --list

Each mutant is the module with one small change (a comparison, a number, a condition, a missing statement ...). It lives in
a forked process that imports the mutant under the module's own name and runs the tests; a test that fails, or never ends,
has noticed it. Nothing is written to the source tree. Words, annotations and docstrings are left alone.
"""

import argparse
import ast
import copy
import importlib.abc
import importlib.util
import os
import random
import resource
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Any

_COMPARE: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
_ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
_NAMES = {"min": "max", "max": "min", "any": "all", "all": "any"}
#: A mutant that runs for so many seconds of CPU went round in circles.
CPU_SECONDS = 60


@dataclass(frozen=True)
class Mutant:
    """One change: where, what, and the whole module with it."""

    line: int
    words: str
    tree: ast.Module


def mutants_of(source: str) -> Iterator[Mutant]:
    """Every mutant of a module, from its top to its end."""
    tree = ast.parse(source)
    for path, node in _places(tree, ()):
        for words, changed in _changes(node):
            yield Mutant(node.lineno, words, _replaced(tree, path, changed))


Path_ = tuple[tuple[str, int | None], ...]


def _places(node: ast.AST, path: Path_) -> Iterator[tuple[Path_, Any]]:
    """Every node that may be changed, with the way to it."""
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list", "bases", "keywords") and not isinstance(node, ast.Call):
            continue
        pairs = list(enumerate(value)) if isinstance(value, list) else [(None, value)]
        for index, child in pairs:
            if not isinstance(child, ast.AST) or _is_docstring(name, child):
                continue
            here = (*path, (name, index))
            if hasattr(child, "lineno"):
                yield here, child
            yield from _places(child, here)


def _is_docstring(name: str, child: ast.AST) -> bool:
    return name == "body" and isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant)


def _changes(node: Any) -> Iterator[tuple[str, ast.AST]]:
    match node:
        case ast.Compare(ops=ops):
            for at, op in enumerate(ops):
                for other in _COMPARE[type(op)]:
                    yield f"{_word(op)} -> {other.__name__}", _with(node, ops=[*ops[:at], other(), *ops[at + 1 :]])
        case ast.BoolOp(op=op):
            other_op = ast.Or if isinstance(op, ast.And) else ast.And
            yield f"{_word(op)} -> {other_op.__name__}", _with(node, op=other_op())
        case ast.BinOp(op=op) if type(op) in _ARITHMETIC:
            yield f"{_word(op)} -> {_ARITHMETIC[type(op)].__name__}", _with(node, op=_ARITHMETIC[type(op)]())
        case ast.UnaryOp(op=ast.Not() | ast.USub(), operand=operand):
            yield f"{_word(node.op)} left out", operand
        case ast.Constant(value=bool() as value):
            yield f"{value} -> {not value}", _with(node, value=not value)
        case ast.Constant(value=int() | float() as value):
            yield f"{value} -> {value + 1}", _with(node, value=value + 1)
        case ast.If(test=test) | ast.IfExp(test=test) | ast.While(test=test):
            yield "condition turned", _with(node, test=ast.UnaryOp(ast.Not(), test))
        case ast.comprehension():
            return
        case ast.Return(value=value) if value is not None and not _is_none(value):
            yield "returns None", _with(node, value=ast.Constant(None))
        case ast.Expr() | ast.AugAssign() | ast.Continue() | ast.Break() | ast.Raise():
            yield f"{_word(node)} left out", ast.Pass()
        case ast.Call(func=ast.Name(id=name)) if name in _NAMES:
            yield f"{name} -> {_NAMES[name]}", _with(node, func=ast.Name(_NAMES[name], ast.Load()))


def _is_none(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and value.value is None


def _word(node: ast.AST) -> str:
    return type(node).__name__


def _with(node: Any, **fields: Any) -> Any:
    changed = copy.copy(node)
    for name, value in fields.items():
        setattr(changed, name, value)
    return changed


def _replaced(node: Any, path: Path_, changed: ast.AST) -> Any:
    """The tree with another node at the end of the way; all that is not on the way is shared."""
    if not path:
        return changed
    (name, index), rest = path[0], path[1:]
    value = getattr(node, name)
    if index is None:
        return _with(node, **{name: _replaced(value, rest, changed)})
    return _with(node, **{name: [*value[:index], _replaced(value[index], rest, changed), *value[index + 1 :]]})


class _Instead(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives the mutant to whoever imports the module."""

    def __init__(self, name: str, tree: ast.Module, file: str) -> None:
        self.name, self.file = name, file
        self.code = compile(ast.fix_missing_locations(tree), file, "exec")

    def find_spec(self, fullname: str, _path: Any, _target: ModuleType | None = None) -> ModuleSpec | None:
        if fullname != self.name:
            return None
        return importlib.util.spec_from_loader(fullname, self, origin=self.file)

    def exec_module(self, module: ModuleType) -> None:
        exec(self.code, module.__dict__)


def is_noticed(module: str, file: str, mutant: Mutant | None, tests: Sequence[str]) -> bool:
    """Whether the tests fail with this mutant (None = the module as it is)."""
    child = os.fork()
    if child == 0:
        _live(module, file, mutant, tests)
    _, status = os.waitpid(child, 0)
    return status != 0


def _live(module: str, file: str, mutant: Mutant | None, tests: Sequence[str]) -> None:
    """The child: it ends here, with 0 only when every test passed."""
    code = 1
    try:
        silence = os.open(os.devnull, os.O_RDWR)
        os.dup2(silence, 1)
        os.dup2(silence, 2)
        resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
        signal.alarm(5 * CPU_SECONDS)
        if mutant is not None:
            sys.meta_path.insert(0, _Instead(module, mutant.tree, file))
        import pytest

        hush = ["-W", "ignore::pytest.PytestAssertRewriteWarning"]  # hypothesis is here already
        code = int(pytest.main(["-x", "-q", "-p", "no:cacheprovider", "-m", "not slow", *hush, *tests]))
    finally:
        os._exit(code)


def load_libraries() -> None:
    """What every child would import again; nothing of ours, for that may import the mutant."""
    for name in ("pytest", "_pytest.assertion.rewrite", "hypothesis", "hypothesis.strategies", "sqlmodel", "alembic"):
        importlib.import_module(name)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("module")
    parser.add_argument("tests", nargs="+")
    parser.add_argument("--sample", type=int, default=0, help="try so many of the mutants, drawn by lot")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--list", action="store_true", help="name those that nobody noticed")
    chosen = parser.parse_args()
    spec = importlib.util.find_spec(chosen.module)
    if spec is None or spec.origin is None:
        raise SystemExit(f"there is no module {chosen.module}")
    source = Path(spec.origin).read_text()
    for name in [name for name in sys.modules if name.startswith("monitor")]:
        del sys.modules[name]
    load_libraries()
    if is_noticed(chosen.module, spec.origin, None, chosen.tests):
        raise SystemExit("the tests fail without any mutant; mend that first")
    mutants = list(mutants_of(source))
    if chosen.sample and chosen.sample < len(mutants):
        mutants = sorted(random.Random(chosen.seed).sample(mutants, chosen.sample), key=lambda it: it.line)
    began, lines = time.monotonic(), source.split("\n")
    alive = [it for it in mutants if not is_noticed(chosen.module, spec.origin, it, chosen.tests)]
    score = 1 - len(alive) / max(1, len(mutants))
    spent = time.monotonic() - began
    print(f"{chosen.module}: {len(mutants)} mutants, {len(alive)} unnoticed, score {score:.1%}, {spent:.0f} s")
    for it in alive if chosen.list else ():
        print(f"  {it.line}: {it.words}: {lines[it.line - 1].strip()}")


if __name__ == "__main__":
    main()
