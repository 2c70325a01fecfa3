import Glibc

exit(start(Array(CommandLine.arguments.dropFirst())).rawValue)
