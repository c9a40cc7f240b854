"""What the plugin takes of Qt, by names that PyQt5 and PyQt6 share; `bindings` says which of them it is."""

from __future__ import annotations

from celtint_krita.host.bindings import MAJOR

if MAJOR == 5:
    from PyQt5 import sip
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
    from PyQt6 import sip
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
    "sip",
    "tr",
]


def tr(text: str) -> str:
    """The text in the artist's language, if there is a translation (translations/celtint_LANGUAGE.qm)."""
    return QCoreApplication.translate("celtint", text)
