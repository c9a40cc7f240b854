"""The one place that knows which Qt there is: PyQt5 in Krita 5, PyQt6 in Krita 6."""

from __future__ import annotations

from importlib.util import find_spec

if find_spec("PyQt5") is not None:
    from PyQt5.QtCore import (
        QByteArray,
        QCoreApplication,
        QLocale,
        QObject,
        QPointF,
        QRect,
        Qt,
        QTimer,
        QTranslator,
        pyqtSignal,
    )
    from PyQt5.QtGui import QBrush, QColor, QGuiApplication, QIcon, QImage, QPainter, QPainterPath, QPen, QPixmap
    from PyQt5.QtWidgets import (
        QApplication,
        QCheckBox,
        QColorDialog,
        QComboBox,
        QFormLayout,
        QGroupBox,
        QHBoxLayout,
        QLabel,
        QLineEdit,
        QProgressBar,
        QPushButton,
        QScrollArea,
        QSpinBox,
        QToolButton,
        QVBoxLayout,
        QWidget,
    )
else:
    from PyQt6.QtCore import (
        QByteArray,
        QCoreApplication,
        QLocale,
        QObject,
        QPointF,
        QRect,
        Qt,
        QTimer,
        QTranslator,
        pyqtSignal,
    )
    from PyQt6.QtGui import QBrush, QColor, QGuiApplication, QIcon, QImage, QPainter, QPainterPath, QPen, QPixmap
    from PyQt6.QtWidgets import (
        QApplication,
        QCheckBox,
        QColorDialog,
        QComboBox,
        QFormLayout,
        QGroupBox,
        QHBoxLayout,
        QLabel,
        QLineEdit,
        QProgressBar,
        QPushButton,
        QScrollArea,
        QSpinBox,
        QToolButton,
        QVBoxLayout,
        QWidget,
    )

__all__ = [
    "QApplication",
    "QBrush",
    "QByteArray",
    "QCheckBox",
    "QColor",
    "QColorDialog",
    "QComboBox",
    "QFormLayout",
    "QGroupBox",
    "QGuiApplication",
    "QHBoxLayout",
    "QIcon",
    "QImage",
    "QLabel",
    "QLineEdit",
    "QLocale",
    "QObject",
    "QPainter",
    "QPainterPath",
    "QPen",
    "QPixmap",
    "QPointF",
    "QProgressBar",
    "QPushButton",
    "QRect",
    "QScrollArea",
    "QSpinBox",
    "QTimer",
    "QToolButton",
    "QTranslator",
    "QVBoxLayout",
    "QWidget",
    "Qt",
    "pyqtSignal",
    "tr",
]


def tr(text: str) -> str:
    """The text in the artist's language, if there is a translation (translations/celtint_LANGUAGE.qm)."""
    return QCoreApplication.translate("celtint", text)
