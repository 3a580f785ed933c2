"""Who is who across reports: from the entities of many Readings to identities, one for each person or group.

Pure: profiles in, identities, undecided pairs and reasons out. `resolve` in `clustering` is the way in.
"""
