/// What libFuzzer calls with every input. The library's own main, which is linked and never run, asks for it by this name.
@_cdecl("LLVMFuzzerTestOneInput")
func testOneInput(_ data: UnsafePointer<UInt8>?, _ size: Int) -> Int32 {
    FuzzTarget.chosen.run(UnsafeBufferPointer(start: data, count: size))
    return 0
}
