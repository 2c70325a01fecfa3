print("outlay")
