"""Which entries of the menus can be used now."""

from PySide6.QtCore import QObject

from audiosynth_gui.controllers.controllers import Controllers
from audiosynth_gui.ui.actions import Actions, Need


class MenuPresenter(QObject):
    """Looks at what there is whenever it changes. GUI thread."""

    def __init__(self, controllers: Controllers, actions: Actions) -> None:
        """Connect them."""
        super().__init__(actions)
        self._controllers = controllers
        self._actions = actions
        project, choice = controllers.project, controllers.choice
        for changed in (
            project.project_opened, project.document_changed, choice.recording_chosen,
            choice.take_chosen, choice.model_chosen,
            controllers.play.state_changed, controllers.training.state_changed,
        ):  # fmt: skip
            changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        controllers, choice = self._controllers, self._controllers.choice
        project, document = controllers.project, controllers.project.document
        is_open = project.folder is not None and document is not None
        can_write = project.folder is not None and not project.folder.read_only
        is_own = is_open and can_write
        has_take = choice.take is not None
        sounds = choice.recording is not None or has_take or controllers.play.state != "stopped"
        there: dict[Need, bool] = {
            "project": is_open,
            "place for music": project.folder is None or can_write,
            "own project": is_own,
            "own recording": is_own and choice.recording is not None,
            "own model": is_own and choice.model is not None,
            "recording": is_open and choice.recording is not None,
            "sound": is_open and sounds,
            "take": is_open and has_take,
            "training": controllers.training.state != "idle"
            or (is_own and choice.recording is not None),
        }
        self._actions.enable(frozenset(need for need, is_there in there.items() if is_there))
