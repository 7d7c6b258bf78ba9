import Foundation

/// Independent judges of what the vault writes, run by the Python of SOHOA_TEST_PYTHON.
enum Oracle {
    static let python = ProcessInfo.processInfo.environment["SOHOA_TEST_PYTHON"] ?? "python3"
    static let hasOCFL = (try? run("import ocfl"))?.status == 0

    /// ocfl-py on a whole storage root, every digest computed.
    static func validate(root: String) throws -> (status: Int32, output: String) {
        try run(
            """
            import sys
            from ocfl.storage_root import StorageRoot
            root = StorageRoot(root=sys.argv[1])
            ok = root.validate(validate_objects=True, check_digests=True, log_warnings=True)
            print(root.log, root.errors)
            sys.exit(0 if ok and root.num_objects == root.good_objects > 0 else 1)
            """, root)
    }

    /// An XML parser on a PREMIS document; prints the event types, one a line.
    static func events(premis file: String) throws -> (status: Int32, output: String) {
        try run(
            """
            import sys, xml.etree.ElementTree as tree
            space = "{http://www.loc.gov/premis/v3}"
            premis = tree.parse(sys.argv[1]).getroot()
            assert premis.tag == space + "premis" and premis.get("version") == "3.0"
            agents = {a.text for a in premis.iter(space + "agentIdentifierValue")}
            objects = {o.text for o in premis.iter(space + "objectIdentifierValue")}
            for event in premis.iter(space + "event"):
                assert event.find(f".//{space}linkingAgentIdentifierValue").text in agents
                assert event.find(f".//{space}linkingObjectIdentifierValue").text in objects
                print(event.find(space + "eventType").text)
            """, file)
    }

    private static func run(_ script: String, _ arguments: String...) throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [python, "-c", script] + arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }
}
