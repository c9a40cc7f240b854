"""Krita's window as an artist sees it: widgets by their object names, dialogs, pictures of the screen."""

import re
from typing import Any

from celtint_tester.qt import QtCore, QtGui, QtWidgets
from krita import Krita


def fill_screen() -> list[int]:
    """Make the main window as large as the screen, as there is no window manager; its rectangle."""
    window = Krita.instance().activeWindow().qwindow()
    window.setGeometry(QtWidgets.QApplication.primaryScreen().geometry())
    QtWidgets.QApplication.processEvents()
    return list(window.geometry().getRect())


def picture(path: str, name: str = "") -> bool:
    """Save the whole screen, dialogs and menus included, or one widget's part of it, as a PNG."""
    screen = QtWidgets.QApplication.primaryScreen().grabWindow(0)
    return (screen.copy(*rectangle(name)) if name else screen).save(path)


def picture_of_dialog(path: str) -> bool:
    """Save the open dialog as a PNG."""
    shown = _dialog()
    return shown is not None and shown.grab().save(path)


def picture_of_docker(name: str, path: str) -> bool:
    """Save everything that a docker's scroll area holds as a PNG, however long it is."""
    docker = next(each for each in Krita.instance().dockers() if each.objectName() == name)
    return docker.findChild(QtWidgets.QScrollArea).widget().grab().save(path)


def widget(name: str) -> Any:
    """The widget of that object name, which there must be exactly one of."""
    found = [each for each in QtWidgets.QApplication.allWidgets() if each.objectName() == name]
    if len(found) != 1:
        raise LookupError(f"{len(found)} widgets are named {name}")
    return found[0]


def names(start: str) -> list[str]:
    """The object names of widgets that start so."""
    return sorted(
        each.objectName() for each in QtWidgets.QApplication.allWidgets() if each.objectName().startswith(start)
    )


def rectangle(name: str) -> list[int]:
    """Where a widget is on the screen: x, y, width, height."""
    shown = widget(name)
    corner = shown.mapToGlobal(QtCore.QPoint(0, 0))
    return [corner.x(), corner.y(), shown.width(), shown.height()]


def state(name: str) -> dict[str, Any]:
    """What a widget shows: text, value, whether it is checked, can be used and can be seen."""
    shown = widget(name)
    seen = {"enabled": shown.isEnabled(), "visible": shown.isVisible()}
    for key in ("text", "value", "isChecked", "currentText", "currentData", "maximum", "toPlainText", "toolTip"):
        if hasattr(shown, key):
            seen[key] = getattr(shown, key)()
    if isinstance(shown, QtWidgets.QComboBox):
        seen["items"] = [shown.itemText(n) for n in range(shown.count())]
    return seen


def open_window() -> int:
    """Open another main window on the document in front; how many there are then."""
    app = Krita.instance()
    shown = app.activeDocument()
    made = app.openWindow()
    made.qwindow().show()
    made.addView(shown)
    made.activate()
    QtWidgets.QApplication.processEvents()
    return len(app.windows())


def close_window() -> None:
    """Close the newest main window."""
    Krita.instance().windows()[-1].qwindow().close()
    QtWidgets.QApplication.processEvents()


def values(name: str) -> list[Any]:
    """What a list or number of this name stands at in each window."""
    found = [each for each in QtWidgets.QApplication.allWidgets() if each.objectName() == name]
    return [each.currentData() if isinstance(each, QtWidgets.QComboBox) else each.value() for each in found]


def stands_at(name: str, value: Any) -> bool:
    """Whether that is so in every window."""
    return all(each == value for each in values(name))


def enter_in_one(name: str, value: int) -> None:
    """Put a number into the field of this name in one window, whichever."""
    found = [each for each in QtWidgets.QApplication.allWidgets() if each.objectName() == name]
    found[0].setValue(value)


def text(name: str) -> str:
    """The text of a label or field."""
    return str(widget(name).text())


def clipboard() -> str:
    """What is on it."""
    return str(QtGui.QGuiApplication.clipboard().text())


def text_has(name: str, word: str) -> str:
    """The text if the word is in it, in whichever case; else nothing."""
    shown = text(name)
    return shown if word.lower() in shown.lower() else ""


def text_matches(name: str, pattern: str) -> str:
    """The text if a regular expression finds something in it; else nothing."""
    shown = text(name)
    return shown if re.search(pattern, shown) else ""


def seen(name: str) -> bool:
    """Whether a widget can be seen."""
    return bool(widget(name).isVisible())


def usable(name: str) -> bool:
    """Whether a widget is there and can be used."""
    return bool(widget(name).isEnabled())


def click(name: str) -> None:
    """Click a button; what it does starts once this call is answered, since it may open a dialog."""
    button: QtWidgets.QAbstractButton = widget(name)
    if not button.isEnabled():
        raise LookupError(f"{name} is greyed out")
    QtCore.QTimer.singleShot(0, button.click)


def choose(name: str, item: str) -> None:
    """Pick an item of a combo box by its text or its data, as a user's choice."""
    box: QtWidgets.QComboBox = widget(name)
    at = [n for n in range(box.count()) if item in (box.itemText(n), box.itemData(n))]
    if not at:
        raise LookupError(f"{name} offers {[box.itemText(n) for n in range(box.count())]}, not {item!r}")
    box.setCurrentIndex(at[0])
    box.activated.emit(at[0])


def choose_data(name: str, data: Any) -> None:
    """Pick the item of a combo box that stands for this."""
    box: QtWidgets.QComboBox = widget(name)
    at = [n for n in range(box.count()) if box.itemData(n) == data]
    if not at:
        raise LookupError(f"{name} offers {[box.itemData(n) for n in range(box.count())]}, not {data!r}")
    box.setCurrentIndex(at[0])
    box.activated.emit(at[0])


def offers(name: str, item: str) -> bool:
    """Whether a combo box has an item of this text or data."""
    box: QtWidgets.QComboBox = widget(name)
    return any(item in (box.itemText(n), box.itemData(n)) for n in range(box.count()))


def rows(name: str) -> list[str]:
    """The texts of a list's rows."""
    shown: QtWidgets.QListWidget = widget(name)
    return [shown.item(at).text() for at in range(shown.count())]


def pick_row(name: str, at: int) -> None:
    """Click a row of a list; what that does starts once this call is answered."""
    shown: QtWidgets.QListWidget = widget(name)
    QtCore.QTimer.singleShot(0, lambda: shown.setCurrentRow(at))


def holds(name: str, data: Any) -> bool:
    """Whether a list has a row that stands for this."""
    return data in _stand_for(name)


def empty(name: str) -> bool:
    """Whether a list has no rows."""
    return not _stand_for(name)


def pick_data(name: str, data: Any) -> None:
    """Click the row of a list that stands for this."""
    widget(name).setCurrentRow(_stand_for(name).index(data))


def pick_too(name: str, data: Any) -> None:
    """Click the row of a list that stands for this, with Ctrl."""
    shown: QtWidgets.QListWidget = widget(name)
    shown.setCurrentRow(_stand_for(name).index(data), QtCore.QItemSelectionModel.SelectionFlag.Select)


def _stand_for(name: str) -> list[Any]:
    shown: QtWidgets.QListWidget = widget(name)
    return [shown.item(at).data(QtCore.Qt.ItemDataRole.UserRole) for at in range(shown.count())]


def type_in(name: str, words: str) -> None:
    """Write into a field and leave it."""
    widget(name).setText(words)
    widget(name).editingFinished.emit()


def enter(name: str, value: Any) -> None:
    """Put a number or text into a field, or set a check box."""
    field = widget(name)
    if isinstance(field, QtWidgets.QAbstractButton):
        if field.isChecked() != value:
            QtCore.QTimer.singleShot(0, field.click)
    elif hasattr(field, "setValue"):
        field.setValue(value)
    else:
        field.setText(value)


def trigger(action: str) -> None:
    """Do what a menu's entry or a shortcut does, once this call is answered."""
    QtCore.QTimer.singleShot(0, Krita.instance().action(action).trigger)


def actions(start: str) -> dict[str, str]:
    """Actions whose names start so, with their texts."""
    every = Krita.instance().actions()
    return {each.objectName(): each.text() for each in every if each.objectName().startswith(start)}


def show_docker(name: str) -> bool:
    """Show a docker and bring it in front of those it shares its place with."""
    found = [docker for docker in Krita.instance().dockers() if docker.objectName() == name]
    for docker in found:
        docker.setVisible(True)
        docker.raise_()
    return bool(found)


def hide_docker(name: str) -> None:
    """Close a docker, as its cross does."""
    for docker in Krita.instance().dockers():
        if docker.objectName() == name:
            docker.setVisible(False)


def close_dockers(kept: list[str]) -> None:
    """Close every docker but these, so that there is room."""
    for docker in Krita.instance().dockers():
        if docker.objectName() not in kept:
            docker.setVisible(False)


def dialog() -> str:
    """What the open dialog asks, empty if there is none."""
    shown = _dialog()
    if shown is None:
        return ""
    return shown.text() if isinstance(shown, QtWidgets.QMessageBox) else shown.windowTitle() or type(shown).__name__


def dialog_has(words: str) -> str:
    """What the open dialog asks if these words are in it."""
    asked = dialog()
    return asked if words in asked else ""


def trouble() -> str:
    """What Krita's dialog for a plugin's mistake says, which is then closed; empty if there is none."""
    shown = _dialog()
    if shown is None or "exception" not in " ".join(label.text() for label in shown.findChildren(QtWidgets.QLabel)):
        return ""
    said = "\n".join(box.toPlainText() for box in shown.findChildren(QtWidgets.QTextEdit))
    shown.reject()
    return said or dialog()


def shown() -> dict[str, Any]:
    """What a failed test wants to know: the dialog, the docker's message, the layers."""
    from celtint_tester import drawing

    return {
        "trouble": trouble(),
        "dialog": dialog(),
        "message": [text(name) for name in names("celtint_message")],
        "layers": drawing.tree() if Krita.instance().activeDocument() else None,
    }


def no_dialog() -> bool:
    return _dialog() is None


def choose_file(path: str) -> bool:
    """Answer an open file dialog; False if there is none."""
    shown = _dialog()
    if not isinstance(shown, QtWidgets.QFileDialog):
        return False
    shown.findChild(QtWidgets.QLineEdit).setText(path)
    QtCore.QTimer.singleShot(0, shown.accept)
    return True


def choose_colour(colour: str) -> bool:
    """Take a colour, ``#rrggbb``, in the open colour dialog; False if there is none."""
    shown = _dialog()
    if not isinstance(shown, QtWidgets.QColorDialog):
        return False
    shown.setCurrentColor(QtGui.QColor(colour))
    QtCore.QTimer.singleShot(0, shown.accept)
    return True


def answer(label: str) -> bool:
    """Press the button of the open dialog that says this; False if there is no such dialog."""
    shown = _dialog()
    buttons = [] if shown is None else shown.findChildren(QtWidgets.QAbstractButton)
    wanted = [button for button in buttons if button.text().replace("&", "") == label]
    for button in wanted[:1]:
        QtCore.QTimer.singleShot(0, button.click)
    return bool(wanted)


def _dialog() -> QtWidgets.QDialog | None:
    shown = [
        each
        for each in QtWidgets.QApplication.topLevelWidgets()
        if isinstance(each, QtWidgets.QDialog) and each.isVisible()
    ]
    modal: QtWidgets.QWidget | None = QtWidgets.QApplication.activeModalWidget()
    return modal if isinstance(modal, QtWidgets.QDialog) else (shown[0] if shown else None)


def history() -> list[str]:
    """The entries of the undo history docker, oldest first."""
    docker = next(docker for docker in Krita.instance().dockers() if docker.objectName() == "History")
    models = [view.model() for view in docker.findChildren(QtWidgets.QAbstractItemView)]
    return [str(model.index(row, 0).data()) for model in models if model for row in range(model.rowCount())]


def history_longer(count: int) -> bool:
    """Whether there are more entries than that."""
    return len(history()) > count


def leave() -> None:
    """Close all documents unsaved and quit as the menu does, once this call is answered."""
    QtCore.QTimer.singleShot(100, _quit)


def _quit() -> None:
    app = Krita.instance()
    for document in app.documents():
        document.setModified(False)
        document.close()
    QtCore.QTimer.singleShot(200, app.action("file_quit").trigger)
