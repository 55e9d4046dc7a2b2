"""From samples and features to a trained network."""
