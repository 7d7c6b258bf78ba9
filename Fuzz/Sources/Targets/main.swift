import CFuzzer
import Glibc

// `fuzz TARGET [libFuzzer's arguments]`; Fuzz/run.sh runs them all.
let name = CommandLine.arguments.count > 1 ? CommandLine.arguments[1] : ""
guard let target = FuzzTarget(rawValue: name) else {
    let names = FuzzTarget.allCases.map(\.rawValue).joined(separator: " ")
    _ = "usage: fuzz TARGET [ARGUMENT…]\ntargets: \(names)\n".withCString { write(2, $0, strlen($0)) }
    exit(64)
}
FuzzTarget.chosen = target

var count = CommandLine.argc
// libFuzzer sees the name of the target as an argument it ignores, which keeps the arguments as they are.
var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
if count > 1 {
    CommandLine.unsafeArgv[1] = CommandLine.unsafeArgv[0]
    arguments = CommandLine.unsafeArgv + 1
    count -= 1
}
exit(
    LLVMFuzzerRunDriver(&count, &arguments) { data, size in
        FuzzTarget.chosen.run(UnsafeBufferPointer(start: data, count: size))
        return 0
    })
