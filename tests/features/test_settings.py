"""The settings say what a feature frame holds, and refuse what cannot be measured."""

from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from audiosynth_gui.features.settings import FeatureSettings


def stereo(**fields: Any) -> FeatureSettings:
    return FeatureSettings(**{"sample_rate": 44_100, "hop_frames": 256, "channels": 2, **fields})


def test_stereo_measures_the_width_too() -> None:
    assert stereo().groups == ("loudness", "mfcc", "chroma", "cqt", "width")
    assert stereo(channels=1).groups == ("loudness", "mfcc", "chroma", "cqt")
    assert stereo().count == 1 + 32 + 12 + 84 + 8


def test_slices_and_names_cover_the_feature_frame_in_the_order_of_the_groups() -> None:
    settings = stereo(groups=("cqt", "loudness", "chroma"))
    slices = settings.slices
    assert slices == {"cqt": slice(0, 84), "loudness": slice(84, 85), "chroma": slice(85, 97)}
    assert settings.count == 97
    assert len(set(settings.names)) == 97
    assert settings.names[0] == "cqt 32.7 Hz"
    assert settings.names[84:87] == ("loudness", "chroma C", "chroma C#")


@pytest.mark.parametrize(
    ("sample_rate", "short", "long"),
    [
        (16_000, 512, 4_096),
        (22_050, 512, 4_096),
        (44_100, 1_024, 8_192),
        (48_000, 1_024, 8_192),
        (96_000, 2_048, 16_384),
    ],
)
def test_windows_are_powers_of_two_of_about_the_same_duration(
    sample_rate: int, short: int, long: int
) -> None:
    settings = stereo(sample_rate=sample_rate)
    assert (settings.mel_window_frames, settings.cqt_window_frames) == (short, long)
    assert settings.window_frames == long
    assert settings.latency_frames == 128 + long // 2


def test_without_pitch_groups_the_latency_is_that_of_the_short_window() -> None:
    assert stereo(groups=("loudness", "mfcc")).latency_frames == 128 + 512


def test_bins_too_high_for_the_sample_rate_are_dropped() -> None:
    assert len(stereo().cqt_hertz) == 84
    low = stereo(sample_rate=8_000)
    assert len(low.cqt_hertz) == 82
    assert max(low.cqt_hertz) <= 0.45 * 8_000
    assert low.slices["cqt"] == slice(45, 45 + 82)


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"channels": 1, "groups": ("loudness", "width")}, "only in stereo"),
        ({"groups": ("mfcc", "mfcc")}, "only once"),
        ({"groups": ()}, "at least 1"),
        ({"groups": ("pitch",)}, "Input should be"),
        ({"mfcc_count": 65}, "no more MFCC"),
        ({"hop_frames": 0}, "greater than or equal to 1"),
        ({"sample_rate": "44100"}, "valid integer"),
        ({"cqt_lowest_hertz": float("nan")}, "finite"),
        ({"cqt_bins_per_octave": 13}, "multiple of 12"),
        ({"hops": 3}, "Extra inputs"),
        ({"channels": 3}, "Input should be 1 or 2"),
    ],
)
def test_what_cannot_be_measured_is_refused(fields: dict[str, Any], reason: str) -> None:
    with pytest.raises(ValidationError, match=reason):
        stereo(**fields)


def test_settings_survive_json() -> None:
    settings = stereo(groups=("cqt", "width"), cqt_bins_per_octave=24)
    assert FeatureSettings.model_validate_json(settings.model_dump_json()) == settings


def test_the_digest_tells_settings_apart() -> None:
    assert stereo().digest == stereo().digest
    assert len({stereo(hop_frames=hop).digest for hop in (128, 256, 512)}) == 3


def test_a_gain_shifts_the_loudness_and_the_first_mfcc() -> None:
    shift = stereo().gain_shift(-6.0)
    assert shift.dtype == np.float32
    assert shift.shape == (137,)
    assert shift[0] == -6.0
    assert shift[1] == -48.0
    assert not shift[2:].any()
    assert not stereo(groups=("chroma", "cqt")).gain_shift(3.0).any()
