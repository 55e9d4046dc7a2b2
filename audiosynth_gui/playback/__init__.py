"""From blocks of samples to the sound card."""
