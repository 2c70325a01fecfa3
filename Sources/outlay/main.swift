import Glibc

holdStandardDescriptors()
exit(start(Array(CommandLine.arguments.dropFirst())).rawValue)
