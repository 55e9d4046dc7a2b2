"""What made a take, in words."""

from PySide6.QtCore import QCoreApplication

from audiosynth_gui.project.documents import ModelEntry, ProjectDocument, Take
from audiosynth_gui.ui.time_format import ruler_label

PLACE_STEP_SECONDS = 0.1
"""How exactly the place that a take begins from is told."""


def take_words(take: Take | None, document: ProjectDocument | None) -> str:
    """Say in a line what made `take`, as far as `document` still holds it; nothing without one."""
    if take is None:
        return ""
    recipe = take.recipe
    items = {item.id: item for item in document.items()} if document else {}
    parts = []
    model = items.get(recipe.model_id)
    if isinstance(model, ModelEntry):
        parts.append(model.name)
    source = items.get(recipe.recording_id or "")
    if source is not None:
        place = ruler_label(recipe.at_seconds, PLACE_STEP_SECONDS)
        parts.append(_tr("from “{0}” at {1}").format(source.name, place))
    parts.append(_tr("seed {0}").format(recipe.seed))
    parts.append(_tr("temperature {0}").format(f"{recipe.temperature:g}"))
    if recipe.top_p < 1:
        parts.append(_tr("top-p {0}").format(f"{recipe.top_p:g}"))
    if recipe.freedom > 0:
        parts.append(_tr("freedom {0}").format(f"{recipe.freedom:g}"))
    return " · ".join(parts)


def _tr(text: str) -> str:
    return QCoreApplication.translate("take_words", text)
