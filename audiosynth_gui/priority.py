"""Which threads go first when there are not enough cores: music, then the window, then training.

Qt's thread priorities do nothing under Linux's usual scheduler. There a realtime scheduler lets
music go first, where the system permits it (as it does for JACK and PipeWire: the groups "audio"
or "realtime" of most distributions), and niceness lets a training go last.
"""

import os
import sys
import threading

TRAINING_NICENESS = 10
"""How much less the training asks for than the rest of the program."""
MOST_NICENESS = 19
MUSIC_PRIORITY = 10
"""Above all usual threads, below those of JACK, PipeWire and the sound card."""


def let_music_go_first() -> None:
    """Lower the priority of the calling thread and of those that torch starts from it.

    Under Linux only, where niceness belongs to a thread. Elsewhere it would be the whole
    program's, music included.
    """
    if sys.platform == "linux":
        thread = threading.get_native_id()
        niceness = os.getpriority(os.PRIO_PROCESS, thread) + TRAINING_NICENESS
        os.setpriority(os.PRIO_PROCESS, thread, min(niceness, MOST_NICENESS))


def put_music_first() -> bool:
    """Let the calling thread go before all usual ones; threads started from it stay usual.

    Under Linux only, and not on a single core, where music that cannot keep up would leave
    nothing to the window.

    Returns:
        whether the system permits it; if not, nothing is changed.
    """
    if sys.platform != "linux" or (os.cpu_count() or 1) < 2:
        return False
    try:
        how = os.SCHED_RR | os.SCHED_RESET_ON_FORK
        os.sched_setscheduler(0, how, os.sched_param(MUSIC_PRIORITY))
    except OSError:
        return False
    return True
