"""Errors that reach the musician: what happened in one sentence, what to do in another."""


class AudioSynthError(Exception):
    """A problem to show to the musician.

    Attributes:
        message: one sentence that says what happened.
        advice: one sentence that says what to do about it; may be empty.
    """

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(f"{message} {advice}".strip())
        self.message = message
        self.advice = advice


class AudioFileError(AudioSynthError):
    """A sound file cannot be read or written."""


class ProjectError(AudioSynthError):
    """A project folder cannot be created, opened, changed or saved."""


class ModelError(AudioSynthError):
    """A trained model cannot be read, or does not fit what is asked of it."""


class TrainingError(AudioSynthError):
    """Training cannot start or go on."""


class EvaluationError(AudioSynthError):
    """A sound cannot be judged."""


class PlaybackError(AudioSynthError):
    """Sound cannot be played or recorded."""
