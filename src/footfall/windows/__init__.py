"""Over which events, and in what SQL?"""
