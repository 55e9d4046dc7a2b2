"""What a failed write means, in a musician's words."""

import errno
from pathlib import Path


def explain_write_error(path: Path, error: OSError) -> tuple[str, str]:
    """Put a failed write into words: (what happened, what to do), one sentence each."""
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return (
            f"There is no room left on the disk for “{path.name}”.",
            "Free some space or choose another disk, then try again.",
        )
    if error.errno == errno.EFBIG:
        return (
            f"“{path.name}” is too large for this disk.",
            "Choose another disk or a shorter length.",
        )
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return (
            f"“{path.name}” cannot be written because its folder “{path.parent}” is protected.",
            "Choose another folder or change the folder's permissions.",
        )
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return (
            f"“{path.name}” cannot be written because its folder “{path.parent}” is missing.",
            "Choose another folder or bring the missing one back.",
        )
    if error.errno == errno.ENAMETOOLONG:
        return (f"The name “{path.name}” is too long.", "Choose a shorter name.")
    return (
        f"“{path.name}” could not be written: {error.strerror or error}.",
        "Check the disk or choose another one, then try again.",
    )
