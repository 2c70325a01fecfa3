import Glibc

holdStandardDescriptors()
keepFreedMemory()
exit(start(Array(CommandLine.arguments.dropFirst())).rawValue)
