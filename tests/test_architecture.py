"""Does the house stand as ARCHITECTURE.md says? Layers, lazy imports, names, sizes, dependencies."""

import ast
import importlib
import inspect
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
SRC = ROOT / "src" / "footfall"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
MODULES = sorted(path.relative_to(SRC.parent).with_suffix("").as_posix().replace("/", ".") for path in SRC.rglob("*.py"))
MODULES = [module for module in MODULES if not module.endswith("__main__")]
HEAVY = (
    "duckdb", "jinja2", "matplotlib", "numpy", "onnxruntime", "pandas", "plotly", "pyarrow", "pydantic", "rich", "sklearn", "sqlglot",
    "torch", "xgboost",
)  # fmt: skip
DEEP = {"footfall.models.networks", "footfall.models.sequence_training"}
"""The only modules that import PyTorch."""
NAMELESS = {"utils", "util", "helpers", "helper", "common", "base", "manager", "handler", "misc"}
IMPORTED_AS = {"scikit-learn": "sklearn", "xgboost-cpu": "xgboost"}

LINES_OF_A_FILE = 450
LINES_OF_A_FUNCTION = 45


def tree(module: str) -> ast.Module:
    """Return a module's syntax tree."""
    path = SRC.parent / (module.replace(".", "/") + ".py")
    return ast.parse((path if path.exists() else path.with_suffix("") / "__init__.py").read_text(encoding="utf-8"))


def loaded_by(statement: str) -> set[str]:
    """Return the packages from outside the standard library that a fresh process has loaded after a statement."""
    program = f"{statement}\nimport json, sys; print(json.dumps(sorted({{name.split('.')[0] for name in sys.modules}})))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout)) - sys.stdlib_module_names


def imports(module: str) -> set[str]:
    """Return the packages that a module names in its imports."""
    used: set[str] = set()
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Import):
            used |= {each.name.split(".")[0] for each in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            used.add(node.module.split(".")[0])
    return used


def contract(name: str) -> dict[str, Any]:
    """Return one of the import contracts."""
    found: dict[str, Any] = next(each for each in PROJECT["tool"]["importlinter"]["contracts"] if each["name"] == name)
    return found


def test_the_import_contracts_hold_and_have_no_exceptions() -> None:
    text = json.dumps(PROJECT["tool"]["importlinter"])
    assert "ignore_imports" not in text
    program = "from importlinter.cli import lint_imports; raise SystemExit(lint_imports())"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_only_engines_may_import_duckdb() -> None:
    packages = {f"footfall.{path.stem}" for path in SRC.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    packages -= {"footfall.__init__", "footfall.__main__", "footfall.engines"}
    assert set(contract("Only engines talk to DuckDB")["source_modules"]) == packages


@pytest.mark.parametrize("statement", ["import footfall", "from footfall.cli import main", "import footfall.cli.program"])
def test_nothing_heavy_is_imported_before_it_is_needed(statement: str) -> None:
    assert not loaded_by(statement) & set(HEAVY)


def test_the_online_path_needs_only_the_standard_library_and_numpy() -> None:
    online = "import " + ", ".join(contract("The online path imports no tables and no database")["source_modules"])
    assert loaded_by(online) - {"__main__", "_distutils_hack", "footfall", "numpy"} == set()


def test_only_what_trains_sequence_models_imports_pytorch() -> None:
    assert {module for module in MODULES if "torch" in imports(module)} == DEEP


@pytest.mark.parametrize("module", [pytest.param(each, marks=[pytest.mark.deep] if each in DEEP else []) for each in MODULES])
def test_a_module_says_what_it_answers_and_what_is_public(module: str) -> None:
    parsed = tree(module)
    words = ast.get_docstring(parsed)
    name = importlib.import_module(module)
    public = getattr(name, "__all__", None)
    if not parsed.body or (len(parsed.body) == 1 and words is not None):
        return  # a package that is only a folder
    assert words is not None
    assert "?" in words.split("\n\n")[0], "the docstring begins with the question that the file answers"
    assert public is not None
    for each in public:
        assert hasattr(name, each), f"{module}.__all__ names {each}, which is not there"
    assert len(set(public)) == len(public)


def defined(module: ModuleType) -> Iterator[tuple[str, object]]:
    """Yield what a module itself defines and shows: functions, classes, and the methods of those."""
    for name, each in vars(module).items():
        if name.startswith("_") or getattr(each, "__module__", None) != module.__name__:
            continue
        if inspect.isfunction(each) or inspect.isclass(each):
            yield name, each
        if inspect.isclass(each):
            methods = {called: getattr(each, called) for called in vars(each) if not called.startswith("_")}
            yield from ((f"{name}.{called}", it) for called, it in methods.items() if inspect.isroutine(it) or isinstance(it, property))


@pytest.mark.parametrize("module", [pytest.param(each, marks=[pytest.mark.deep] if each in DEEP else []) for each in MODULES])
def test_what_can_be_called_says_what_it_does(module: str) -> None:
    """A member of a family says it where the family does: a method without words of its own has those of the class that it follows."""
    silent = [name for name, each in defined(importlib.import_module(module)) if not inspect.getdoc(each)]
    silent += [name for name, each in defined(importlib.import_module(module)) if (inspect.getdoc(each) or "").startswith(f"{name}(")]
    assert silent == []


def functions(parsed: ast.Module) -> Iterator[tuple[str, int]]:
    """Yield every function with its number of lines, its docstring left out."""
    for node in ast.walk(parsed):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0]
            words = (first.end_lineno or 0) - first.lineno + 1 if ast.get_docstring(node) is not None else 0
            yield node.name, (node.end_lineno or 0) - node.lineno + 1 - words


@pytest.mark.parametrize("module", MODULES)
def test_files_and_functions_can_be_read_at_a_sitting(module: str) -> None:
    parsed = tree(module)
    assert not set(module.split(".")) & NAMELESS
    assert max((node.end_lineno or 0 for node in parsed.body), default=0) <= LINES_OF_A_FILE
    assert [(name, lines) for name, lines in functions(parsed) if lines > LINES_OF_A_FUNCTION] == []


def test_every_dependency_is_used_and_everything_used_is_declared() -> None:
    project = PROJECT["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"]["app"], *project["optional-dependencies"]["deep"]]
    declared = {re.split(r"[<>=!~\[ ]", each)[0] for each in asked}
    declared = {IMPORTED_AS.get(name, name).replace("-", "_") for name in declared}
    used = set().union(*(imports(module) for module in MODULES))
    unnamed = {"tzdata", "onnx"}  # time zones, for systems that have none; what PyTorch's exporter asks for
    assert used - sys.stdlib_module_names - {"footfall"} == declared - unnamed


def test_every_public_name_of_the_package_can_be_had() -> None:
    footfall = importlib.import_module("footfall")
    for name in footfall.__all__:
        first, again = getattr(footfall, name), getattr(footfall, name)
        assert again is first
        assert not isinstance(first, ModuleType), f"{name} is the name of a package too, which hides it"
    assert dir(footfall) == footfall.__all__
    with pytest.raises(AttributeError, match="analyse"):
        _ = footfall.analyse


@pytest.mark.parametrize("lock", sorted(ROOT.glob("requirements*.lock")), ids=lambda path: path.name)
def test_locks_pin_and_hash_everything_and_name_no_address(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert "://" not in text
    assert "index-url" not in text
    pinned = re.findall(r"^([a-z0-9][\w.-]*)==", text, re.MULTILINE)
    assert len(pinned) > 10
    assert len(re.findall(r"^\S+==\S+.*\\\n    --hash=sha256:", text, re.MULTILINE)) == len(pinned)
    assert not {name for name in pinned if name.startswith("nvidia")}


def test_npm_packages_are_pinned_by_hash_and_name_no_address() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: each for name, each in lock["packages"].items() if name}
    assert packages
    assert all("integrity" in each and "resolved" not in each for each in packages.values())
