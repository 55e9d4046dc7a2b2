"""What lies where in a project folder."""

from pathlib import Path

from audiosynth_gui.errors import ProjectError
from audiosynth_gui.project.containment import contained_path, is_safe_relative_path

SUFFIX = ".audiosynth"
DOCUMENT_NAME = "project.json"
LOCK_NAME = ".lock"
BACKUPS_FOLDER = "backups"
SUBFOLDERS = ("recordings", "models", "takes", "cache", BACKUPS_FOLDER)


class ProjectPaths:
    """The places in a project folder; nothing here looks at the disk, save for links.

    Attributes:
        path: the folder, absolute and without links.
    """

    def __init__(self, path: Path) -> None:
        """Take `path` as it is: resolved."""
        self.path = path

    @property
    def document_path(self) -> Path:
        """The file that says what the project holds."""
        return self.path / DOCUMENT_NAME

    @property
    def recordings_path(self) -> Path:
        """Folder of the imported sound files."""
        return self.path / "recordings"

    @property
    def models_path(self) -> Path:
        """Folder that holds a folder for every model."""
        return self.path / "models"

    @property
    def takes_path(self) -> Path:
        """Folder of the kept continuations."""
        return self.path / "takes"

    @property
    def cache_path(self) -> Path:
        """Folder of what can be computed again; may be emptied at any time."""
        return self.path / "cache"

    @property
    def backups_path(self) -> Path:
        """Folder of older generations of the document."""
        return self.path / BACKUPS_FOLDER

    def file_path(self, relative: str) -> Path:
        """The real place of a file that the document names; it need not exist.

        Raises:
            ProjectError: it leads out of the project folder.
        """
        return contained_path(self.path, relative)

    def model_path(self, model_id: str) -> Path:
        """The folder of a model; it need not exist.

        Raises:
            ProjectError: it leads out of the project folder, or the id is no file name.
        """
        relative = f"models/{model_id}"
        if not is_safe_relative_path(relative, "models") or "/" in model_id:
            raise ProjectError(
                f"“{model_id}” cannot be the id of a model.", "Choose a listed model."
            )
        return contained_path(self.path, relative)
