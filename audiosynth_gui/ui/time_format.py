"""Times as people read them."""


def clock(seconds: float) -> str:
    """Give a position as "01:23.456", with hours in front from one hour on."""
    milliseconds = max(0, round(seconds * 1000))
    whole, milliseconds = divmod(milliseconds, 1000)
    minutes, whole = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    text = f"{minutes:02d}:{whole:02d}.{milliseconds:03d}"
    return f"{hours}:{text}" if hours else text


def short_clock(seconds: float) -> str:
    """Give a length as "1:23", with hours in front from one hour on."""
    minutes, whole = divmod(max(0, round(seconds)), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{whole:02d}" if hours else f"{minutes}:{whole:02d}"


def ruler_label(seconds: float, step_seconds: float) -> str:
    """Give a ruler's mark with as many digits after the point as `step_seconds` needs."""
    digits = 0
    while digits < 6 and round(step_seconds * 10**digits, 6) != int(
        round(step_seconds * 10**digits, 6)
    ):
        digits += 1
    sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
    units = round(seconds * 10**digits)
    minutes, units = divmod(units, 60 * 10**digits)
    hours, minutes = divmod(minutes, 60)
    whole, part = divmod(units, 10**digits)
    text = f"{minutes}:{whole:02d}" if not hours else f"{hours}:{minutes:02d}:{whole:02d}"
    return f"{sign}{text}.{part:0{digits}d}" if digits else f"{sign}{text}"
