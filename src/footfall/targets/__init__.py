"""What do we ask of the time after a cut-off?"""
