"""The few rules that Fusion and a palette cannot express."""

from audiosynth_gui.ui.colours import Colours

_RULES = """
QMainWindow, QSplitter::handle {{ background: {window}; }}
QToolTip {{ border: 1px solid {line}; padding: 4px 6px; }}
QSplitter::handle:hover {{ background: {line}; }}

QFrame#panel {{ background: {panel}; border: none; border-radius: 6px; }}
QLabel#heading {{ font-weight: 600; }}
QLabel#section {{ color: {faint_text}; font-weight: 600; }}
QLabel#faint {{ color: {faint_text}; }}
QLabel#title {{ font-size: 20pt; font-weight: 300; }}

QPushButton {{
    background: {raised}; border: 1px solid {line}; border-radius: 5px;
    padding: 5px 12px; min-height: 18px;
}}
QPushButton:hover {{ border-color: {faint_text}; }}
QPushButton:pressed, QPushButton:checked {{ background: {well}; }}
QPushButton:focus {{ border-color: {accent}; }}
QPushButton:disabled {{ background: {panel}; }}
QPushButton#primary {{
    background: {accent}; color: {on_accent}; border-color: {accent}; font-weight: 600;
}}
QPushButton#primary:focus {{ border-color: {text}; }}
QPushButton#primary:disabled {{
    background: {panel}; color: {faint_text}; border-color: {line};
}}
QToolButton {{ border: 1px solid transparent; border-radius: 5px; padding: 5px; }}
QToolButton:hover {{ background: {raised}; }}
QToolButton:pressed, QToolButton:checked {{ background: {well}; border-color: {line}; }}
QToolButton:focus {{ border-color: {accent}; }}

QLineEdit, QSpinBox, QDoubleSpinBox, QComboBox {{
    background: {well}; border: 1px solid {line}; border-radius: 5px; padding: 4px 8px;
    min-height: 18px;
    selection-background-color: {accent}; selection-color: {on_accent};
}}
QComboBox {{ background: {raised}; }}
QComboBox:disabled, QSpinBox:disabled {{ background: {panel}; }}
QComboBox::drop-down {{ border: none; width: 22px; }}
QComboBox::down-arrow {{ image: none; }}
QComboBox QAbstractItemView {{
    background: {raised}; border: 1px solid {line}; padding: 3px; outline: none;
}}
QLineEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus, QComboBox:focus {{
    border-color: {accent};
}}
QDoubleSpinBox#knobValue {{ background: transparent; border-color: transparent; padding: 0; }}
QDoubleSpinBox#knobValue:hover {{ border-color: {line}; }}
QDoubleSpinBox#knobValue:focus {{ border-color: {accent}; background: {well}; }}

QCheckBox::indicator:unchecked, QAbstractItemView::indicator:unchecked {{
    border: 1px solid {faint_text}; border-radius: 2px;
}}

QTreeView {{
    background: {panel}; border: none; outline: none; show-decoration-selected: 1;
}}
QTreeView::item {{ padding: 3px 2px; }}
QTreeView::item:selected {{ background: {raised}; color: {text}; }}
QTreeView::item:selected:active {{ background: {raised}; color: {accent}; }}

QListWidget::item {{ padding: 4px 2px; border-left: 3px solid transparent; }}
QListWidget::item:selected {{
    background: {panel}; color: {accent}; border-left-color: {accent};
}}

QProgressBar {{ background: {well}; border: 1px solid {line}; border-radius: 4px; }}
QProgressBar {{ min-height: 6px; max-height: 6px; }}
QProgressBar::chunk {{ background: {accent}; border-radius: 3px; }}

QScrollBar {{ background: {panel}; border: none; }}
QScrollBar:horizontal {{ height: 12px; }}
QScrollBar:vertical {{ width: 12px; }}
QScrollBar::handle {{ background: {line}; border-radius: 4px; margin: 2px; }}
QScrollBar::handle:horizontal {{ min-width: 28px; }}
QScrollBar::handle:vertical {{ min-height: 28px; }}
QScrollBar::handle:hover {{ background: {faint_text}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: none; }}

QMenuBar {{ background: {panel}; padding: 2px; }}
QMenu {{ background: {raised}; border: 1px solid {line}; padding: 4px; }}
QMenu::separator {{ background: {line}; height: 1px; margin: 4px 8px; }}
QScrollArea, QWidget#column {{ background: transparent; }}

QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
QLabel#corner {{ color: {faint_text}; padding: 2px 14px 0 12px; }}

QFrame#messageBar {{ background: {raised}; border: 1px solid {line}; border-radius: 6px; }}
QFrame#messageBar[severity="error"] {{ border-left: 4px solid {error}; }}
QFrame#messageBar[severity="warning"] {{ border-left: 4px solid {warning}; }}
QFrame#messageBar[severity="note"] {{ border-left: 4px solid {good}; }}
"""


def style_sheet(colours: Colours) -> str:
    """Give the application's style sheet in `colours`."""
    return _RULES.format(**vars(colours))
