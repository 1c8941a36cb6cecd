"""Which projects are alike? Fingerprints of the whole library, and a close comparison of two projects."""
