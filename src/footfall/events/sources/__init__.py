"""The sources that Footfall knows by their header, one file each."""
