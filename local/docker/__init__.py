"""Docker for `sam local`, where no image can be pulled."""
