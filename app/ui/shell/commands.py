"""The window's commands and the menu that shows them with their keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QMenu

from app.core.i18n import N_, Text
from app.ui.pages.desk import Desk
from app.ui.pages.specials import PAGE_TOOL_KEYS, Tool, special
from app.ui.runtime.actions import STEPS, Command, Commands, said, step_key
from app.ui.runtime.calls import later
from app.ui.widgets.build import label
from app.ui.widgets.dialog import Dialog

if TYPE_CHECKING:
    from app.ui.shell.verbs import WindowVerbs


def _record_commands(run: WindowVerbs) -> list[Command]:
    """What is done with the record, or with all that are selected."""
    return [
        Command("new", N_("New record"), run.new_record, "plus", "Ctrl+N", run.can_create),
        Command("edit", N_("Edit the record"), run.edit_record, "pencil", "Ctrl+E", run.on_list),
        Command("duplicate", N_("Duplicate"), run.records.duplicate, "copy", "Ctrl+D", run.on_list),
        Command(
            "move",
            N_("Next step of the record"),
            run.records.next_step,
            "arrow-right",
            "Ctrl+M",
            run.on_list,
        ),
        *(
            Command(
                f"step.{at}",
                N_("Step {n} of the record", n=at + 1),
                later(run.records.step, at),
                "arrow-right",
                step_key(at),
                run.on_list,
                in_palette=False,
            )
            for at in range(STEPS)
        ),
        *(
            Command(
                f"tool.{at}",
                N_("Tool {n} of the page", n=at + 1),
                later(run.records.use_page_tool, at),
                "wrench",
                keys,
                run.on_list,
                in_palette=False,
            )
            for at, keys in enumerate(PAGE_TOOL_KEYS)
        ),
        Command("link", N_("Link with a record…"), run.records.link, "link", "Ctrl+Shift+J", run.on_list),
        Command("in_list", N_("Show in its list"), run.records.show_in_list, "list", "Ctrl+Shift+O", run.on_list),
        Command(
            "export_one", N_("Export the record"), run.records.export_record, "download", "Ctrl+Shift+X", run.on_list
        ),
        Command("void", N_("Void…"), run.records.void, "ban", "Ctrl+Shift+Del", run.on_list),
        Command("attach", N_("Attach files"), run.records.attach, "paperclip", "Ctrl+Shift+A", run.on_list),
        Command("copy_number", N_("Copy number"), run.records.copy_number, "hash", "Ctrl+Shift+C", run.on_list),
        Command("save", N_("Save"), run.save_form, "save", "Ctrl+S", run.on_form),
    ]


def _window_commands(run: WindowVerbs, desk: Desk) -> list[Command]:
    """What is done with a list, with the shop, or with the window itself."""
    may = desk.may
    return [
        Command("search", N_("Search this list"), run.search_list, "search", "Ctrl+F", run.on_list),
        Command("filter", N_("Add a condition"), run.add_condition, "funnel", "Ctrl+Shift+F", run.on_list),
        Command("period", N_("Period"), run.records.choose_period, "calendar-days", "Ctrl+Shift+P", run.on_list),
        Command("views", N_("Saved views"), run.records.choose_view, "bookmark", "Ctrl+Shift+S", run.on_list),
        Command("columns", N_("Columns"), run.records.choose_columns, "columns-3", "Ctrl+Shift+K", run.on_list),
        Command("import", N_("Import files"), run.import_files, "file-down", "Ctrl+I", lambda: may("import")),
        Command(
            "export",
            N_("Export the list"),
            run.export_list,
            "download",
            "Ctrl+Shift+E",
            lambda: may("export") and run.on_list(),
        ),
        Command("print", N_("Print"), run.print_current, "printer", "Ctrl+P", run.on_list),
        Command("refresh", N_("Refresh"), run.refresh, "refresh-cw", "F5"),
        Command("backup", N_("Back up now"), run.back_up, "database-backup", "Ctrl+B", lambda: may("backup")),
        Command("verify", N_("Verify the shop"), run.verify, "shield-check", "Ctrl+Shift+V", lambda: may("verify")),
        Command("settings", N_("Settings"), run.open_settings, "settings", "Ctrl+,"),
        Command("language", N_("中文 / English"), run.switch_language, "languages", "Ctrl+Shift+L", words="language"),
        Command("theme", N_("Light or dark"), run.switch_theme, "sun-moon", "Ctrl+Shift+D"),
        Command("keys", N_("Keys"), later(show_keys, run, desk), "keyboard", "F1"),
        Command("tab_below", N_("Next tab"), later(run.next_tab, 1), "arrow-down", "Ctrl+PgDown"),
        Command("tab_above", N_("Tab before"), later(run.next_tab, -1), "arrow-up", "Ctrl+PgUp"),
        Command("page_after", N_("Next page of the tab"), later(run.next_relative, 1), "arrow-right", "Ctrl+Tab"),
        Command(
            "page_before", N_("Page before of the tab"), later(run.next_relative, -1), "arrow-left", "Ctrl+Shift+Tab"
        ),
        Command("menu", N_("Menu"), run.show_menu, "list", "F10", in_palette=False),
        Command("lock", N_("Lock"), run.lock, "lock", "Ctrl+L"),
        Command("sign_out", N_("Sign out"), run.sign_out, "log-out", "Ctrl+Shift+Q"),
        Command("quit", N_("Quit"), run.quit, "power", "Ctrl+Q"),
    ]


TOOLS = N_("Record")
RECORD = ("new", "duplicate", "edit", "save")
MENUS: tuple[tuple[Text, tuple[str, ...]], ...] = (
    (
        TOOLS,
        (
            "new",
            "duplicate",
            "edit",
            "save",
            "-",
            "move",
            "attach",
            "link",
            "copy_number",
            "in_list",
            "void",
            "-",
            "print",
            "export",
            "export_one",
            "import",
        ),
    ),
    (N_("Find"), ("find", "search", "filter", "period", "views", "columns", "refresh")),
    (N_("Shop"), ("backup", "verify", "settings")),
    (N_("View"), ("language", "theme", "keys")),
)
"""The menu's parts; a dash is a line."""
NUMBERED = ("step.", "tool.")
"""Commands that mean something else on each page; the list of keys has one line for them."""
LAST = ("lock", "sign_out", "quit")


def add_commands(commands: Commands, run: WindowVerbs, desk: Desk, pages: Sequence[tuple[str, Text, str]]) -> None:
    """Declare the window's commands, and one for each page: Ctrl+1 to Ctrl+9 and Ctrl+0 go to the first ten."""
    find = Command("find", N_("Find anything"), run.open_palette, "search", "Ctrl+K", in_palette=False)
    for command in (find, *_record_commands(run), *_window_commands(run, desk)):
        commands.add(command)
    for register, tool in tools(desk):
        commands.add(
            Command(tool.id, tool.label, later(run.records.use_tool, register, tool), tool.icon, tool.shortcut)
        )
    for at, (key, words, icon) in enumerate(pages, 1):
        keys = f"Ctrl+{at % 10}" if at <= 10 else ""
        commands.add(Command(f"go.{key}", N_("Go to {page}", page=words), later(desk.host.open_page, key), icon, keys))


def tools(desk: Desk) -> list[tuple[str, Tool]]:
    """The tools of all registers that the person may use, each with its register."""
    return [(r.name, t) for r in desk.registry for t in special(r.name).tools if desk.may("write")]


def fill_menu(menu: QMenu, commands: Commands, desk: Desk, pages: Sequence[str]) -> None:
    """Fill the window's menu."""
    go = menu.addMenu("")
    desk.kit.say(go.setTitle, N_("Go to"))
    for key in pages:
        go.addAction(commands.action(f"go.{key}"))
    for title, ids in MENUS:
        part = menu.addMenu("")
        desk.kit.say(part.setTitle, title)
        for command_id in ids:
            part.addSeparator() if command_id == "-" else part.addAction(commands.action(command_id))
        if title is TOOLS:
            part.addSeparator()
            for _, tool in tools(desk):
                part.addAction(commands.action(tool.id))
    menu.addSeparator()
    for command_id in LAST:
        menu.addAction(commands.action(command_id))


def show_keys(run: WindowVerbs, desk: Desk) -> Dialog:
    """A list of all keys."""
    parent = run.window
    dialog = Dialog(desk.kit, parent, N_("Keys"), icon="keyboard")
    rows: list[tuple[Text | str, str]] = [
        (N_("In a list: open the record"), "Enter"),
        (N_("In a list: first and last row"), "Home / End"),
        (N_("In a list: copy the selected rows"), "Ctrl+C"),
        (N_("Close the panel, leave a form"), "Esc"),
        (N_("In a form: save"), "Ctrl+Enter"),
        (N_("In a form: from the fields to the lines and back"), "F6"),
        (N_("In a date: today, tomorrow, a day earlier or later"), "t  +  ↑  ↓"),
        (N_("In an amount: a sum"), "12.5*3"),
        (N_("In a grid: remove rows"), "Ctrl+Del"),
        (N_("Steps of the record, or of all that are selected"), "Alt+1 … Alt+9"),
        (N_("Tools of the page that have no key of their own"), "F7  F8"),
    ]
    for command in run.window.commands:
        action = run.window.commands.action(command.id)
        if said(action) and not command.id.startswith(NUMBERED):
            rows.append((action.text(), said(action)))
    grid = QGridLayout()
    grid.setHorizontalSpacing(28)
    grid.setVerticalSpacing(6)
    half = -(-len(rows) // 2)
    for at, (words, keys) in enumerate(rows):
        row, column = at % half, at // half * 2
        grid.addWidget(label(desk.kit, words, size=12), row, column)
        grid.addWidget(label(desk.kit, keys, size=12, tone="quiet"), row, column + 1)
    dialog.body.addLayout(grid)
    dialog.offer(N_("Close"), kind="primary")
    dialog.open()
    return dialog
