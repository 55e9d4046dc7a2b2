"""AudioSynth: train a recurrent network on your own recordings and hear it go on in real time."""

__version__ = "0.1.0"
