"""The house keeps its shape: imports run one way, Qt and SQL stay in their rooms, files and functions stay small."""

import ast
from collections.abc import Iterator
from pathlib import Path

import grimp
import pytest
from grimp import ImportGraph, Layer

APP = Path(__file__).resolve().parent.parent / "app"
# Migrations are generated and never edited: their length is that of the change they make.
FILES = sorted(path for path in APP.rglob("*.py") if "versions" not in path.parts)

# From the top down: a room may import the rooms below it. Imports apply what they read through the services.
LAYERS = (
    Layer("__main__"),
    Layer("cli"),
    Layer("ui"),
    Layer("reports"),
    Layer("imports"),
    Layer("services"),
    Layer("store"),
    Layer("models"),
    Layer("core"),
)
ROOMS = {f"app.{room}" for layer in LAYERS for room in layer.module_tails}
LONGEST_FILE = 500
LONGEST_FUNCTION = 60


@pytest.fixture(scope="module")
def graph() -> ImportGraph:
    return grimp.build_graph("app", include_external_packages=True, cache_dir=None)


def broken_arrows(graph: ImportGraph) -> list[str]:
    """Every forbidden dependency, direct or through others, as `importer -> ... -> imported`."""
    found = graph.find_illegal_dependencies_for_layers(LAYERS, containers={"app"})
    return [
        " -> ".join((next(iter(route.heads)), *route.middle, next(iter(route.tails))))
        for dependency in found
        for route in dependency.routes
    ]


def importers_outside(graph: ImportGraph, library: str, allowed: tuple[str, ...]) -> list[str]:
    """Modules that import the library themselves without being in one of the allowed rooms."""
    if library not in graph.modules:
        return []
    importers = graph.find_modules_that_directly_import(library)
    return sorted(name for name in importers if not _within(name, allowed))


def entangled_registers(graph: ImportGraph, folder: str = "app.models.registers") -> list[str]:
    """Pairs of registers of which one reaches the other by imports; they relate by key alone."""
    registers = sorted(graph.find_children(folder)) if folder in graph.modules else []
    return [
        f"{one} -> {other}"
        for one in registers
        for other in registers
        if one != other and graph.chain_exists(importer=one, imported=other, as_packages=True)
    ]


def _within(name: str, rooms: tuple[str, ...]) -> bool:
    return any(name == room or name.startswith(room + ".") for room in rooms)


def test_every_room_has_its_place(graph: ImportGraph) -> None:
    assert graph.find_children("app") <= ROOMS


def test_imports_run_one_way(graph: ImportGraph) -> None:
    assert broken_arrows(graph) == []


def test_only_the_window_knows_qt(graph: ImportGraph) -> None:
    assert importers_outside(graph, "PySide6", ("app.ui", "app.__main__")) == []


@pytest.mark.parametrize("library", ["sqlalchemy", "sqlcipher3"])
def test_the_window_knows_no_database(graph: ImportGraph, library: str) -> None:
    others = tuple(ROOMS - {"app.ui"})
    assert importers_outside(graph, library, others) == []


def test_only_the_store_knows_sqlcipher(graph: ImportGraph) -> None:
    assert importers_outside(graph, "sqlcipher3", ("app.store",)) == []


def test_registers_do_not_import_each_other(graph: ImportGraph) -> None:
    assert entangled_registers(graph) == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(APP).as_posix())
def test_files_and_functions_stay_small(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert source.count("\n") <= LONGEST_FILE
    long = {name: length for name, length in _functions(source) if length > LONGEST_FUNCTION}
    assert long == {}


def _functions(source: str) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


def _house(*imports: tuple[str, str]) -> ImportGraph:
    graph = ImportGraph()
    for module in ("app", *ROOMS, "app.models.registers"):
        graph.add_module(module)
    for importer, imported in imports:
        for module in (importer, imported):
            graph.add_module(module, is_squashed=not module.startswith("app"))
        graph.add_import(importer=importer, imported=imported)
    return graph


@pytest.mark.parametrize(
    ("importer", "imported"),
    [("app.core.a", "app.store.b"), ("app.services.a", "app.imports.b"), ("app.reports.a", "app.ui.b")],
)
def test_a_wrong_arrow_is_seen(importer: str, imported: str) -> None:
    assert broken_arrows(_house((importer, imported))) == [f"{importer} -> {imported}"]


def test_a_wrong_arrow_through_others_is_seen() -> None:
    house = _house(("app.services.a", "app.loose"), ("app.loose", "app.imports.c"))
    assert broken_arrows(house) == ["app.services.a -> app.loose -> app.imports.c"]


def test_qt_in_a_wrong_room_is_seen() -> None:
    house = _house(("app.reports.a", "PySide6"), ("app.ui.b", "PySide6"))
    assert importers_outside(house, "PySide6", ("app.ui",)) == ["app.reports.a"]


def test_registers_entangled_through_a_third_module_are_seen() -> None:
    house = _house(("app.models.registers.a", "app.models.c"), ("app.models.c", "app.models.registers.b"))
    assert entangled_registers(house) == ["app.models.registers.a -> app.models.registers.b"]
