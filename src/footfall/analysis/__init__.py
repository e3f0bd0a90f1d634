"""How does the main job run, from source to report?"""
