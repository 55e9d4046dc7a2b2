"""What the network hears: quantisation, MFCC, chroma, constant-Q, loudness."""
