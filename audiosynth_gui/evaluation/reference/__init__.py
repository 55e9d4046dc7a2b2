"""What the engine is measured against: a published network, and prediction without any network."""
