"""QtCore objects that connect the window to the project, the training and the sound."""
