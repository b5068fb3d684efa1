"""No code runs from data: nothing of the package can turn text or bytes into a program."""

import ast
from pathlib import Path

import numpy as np
import pytest
import yaml

import communique
from communique.frames import load as frames
from communique.language.pairs import read_pairs
from communique.lexicon import tables

ROOT = Path(communique.__file__).parent
SOURCES = sorted(ROOT.rglob("*.py"))
CALLS = frozenset("eval exec compile __import__".split())
MODULES = frozenset("pickle marshal shelve dill cloudpickle joblib code codeop runpy subprocess pty ctypes".split())
EXCEPT = {"pipeline/workers.py": ["import of pickle"]}
"""What a process tells its own parent, through a pipe that has no name, is pickled by Python itself."""
ATTRIBUTES = frozenset(
    {
        ("os", "system"),
        ("os", "popen"),
        ("os", "execv"),
        ("yaml", "unsafe_load"),
        ("yaml", "full_load"),
    }
    | {("np", "fromregex"), ("torch", "load"), ("yaml", "load_all"), ("yaml", "Loader"), ("yaml", "UnsafeLoader")}
)


def safe(node: ast.Call) -> bool:
    """Whether YAML is loaded by one of our own loaders, which the last tests look at."""
    loaders = [*node.args[1:], *(k.value for k in node.keywords if k.arg == "Loader")]
    return any(isinstance(each, ast.Name) and each.id in ("Loader", "_UniqueKeyLoader") for each in loaders)


def suspicious(tree: ast.AST) -> list[str]:
    """What in a module could run code from data."""
    found = []
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id=name)) if name in CALLS:
                found.append(f"{name}() in line {node.lineno}")
            case ast.Call(func=ast.Attribute(value=ast.Name(id="yaml"), attr="load")) if not safe(node):
                found.append(f"yaml.load() in line {node.lineno}")
            case ast.Attribute(value=ast.Name(id=owner), attr=name) if (owner, name) in ATTRIBUTES:
                found.append(f"{owner}.{name} in line {node.lineno}")
            case ast.Import(names=names):
                found += [f"import of {n.name}" for n in names if n.name.partition(".")[0] in MODULES]
            case ast.ImportFrom(module="multiprocessing" | "multiprocessing.connection", names=names):
                # What others may connect to.
                found += [f"import of {n.name}" for n in names if n.name in ("Listener", "Client", "managers")]
            case ast.ImportFrom(module=str(module)) if module.partition(".")[0] in MODULES:
                found.append(f"import of {module}")
            case ast.keyword(arg="allow_pickle" | "shell", value=ast.Constant(value=True)):
                found.append(f"{node.arg} in line {node.value.lineno}")
            case _:
                pass
    return found


@pytest.mark.parametrize("path", SOURCES, ids=[str(path.relative_to(ROOT)) for path in SOURCES])
def test_no_module_runs_what_it_reads(path: Path) -> None:
    name = path.relative_to(ROOT).as_posix()
    assert suspicious(ast.parse(path.read_text(encoding="utf-8"))) == EXCEPT.get(name, [])


@pytest.mark.parametrize(
    "code",
    [
        "eval(x)",
        "import pickle",
        "from pickle import loads",
        "yaml.load(x)",
        "np.load(p, allow_pickle=True)",
        "os.system(x)",
        "from multiprocessing.connection import Listener",
    ],
)
def test_the_look_for_it_sees(code: str) -> None:
    assert suspicious(ast.parse(code))


class Planted:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return (exec, ("raise SystemExit('ran')",))


def test_weights_hold_numbers_alone(tmp_path: Path) -> None:
    np.savez(tmp_path / "pairs.npz", role=np.array([Planted()], dtype=object))
    with pytest.raises(ValueError, match="pickle"):
        read_pairs(tmp_path / "pairs.npz")


@pytest.mark.parametrize("loader", [frames.Loader, tables._UniqueKeyLoader])
@pytest.mark.parametrize(
    "tag", ["python/object/apply:os.system ['exit 1']", "python/name:os.system", "python/module:os"]
)
def test_yaml_makes_no_objects(loader: type[yaml.SafeLoader], tag: str) -> None:
    try:
        found = yaml.load(f"- !!{tag}\n", Loader=loader)  # noqa: S506 - what is tried
    except yaml.YAMLError:
        return
    assert all(isinstance(each, str | list) for each in found)
