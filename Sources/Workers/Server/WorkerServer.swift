import Glibc

/// The inside of a worker process: answers requests until the other side hangs up.
public enum WorkerServer {
    /// Runs the loop of `sohoa worker`; returns when the supervisor closes the channel.
    ///
    /// - Parameters:
    ///   - input: descriptor that requests come from.
    ///   - output: descriptor that responses go to.
    ///   - confinement: what this process gives up before it reads the first byte of a stranger's file; nil leaves the
    ///     process as it is (a test that runs the loop on a thread). When given, standard output is turned over to
    ///     standard error, so that a stray print of a C library cannot corrupt a frame.
    /// - Throws: `WorkerErrorCode.protocolBroken` when the supervisor's bytes are no request; `.launchFailed` when a
    ///   limit cannot be set.
    public static func run(input: Int32, output: Int32, confinement: WorkerConfinement? = .standard) throws(WorkerError)
    {
        var output = output
        if let confinement {
            output = dup(output)
            guard output >= 0, dup2(STDERR_FILENO, STDOUT_FILENO) >= 0 else {
                throw .launchFailed("worker", String(cString: strerror(errno)))
            }
            try confinement.apply(watching: input)
        }
        let channel = DescriptorChannel(input: input, output: output)
        do {
            while let frame = try channel.readFrame() {
                try confinement?.allowOneRequest()
                let request = try frame.message(WorkerRequest.self)
                let (response, payload) = RequestHandler.answer(request, frame.payload)
                try channel.write(reply(response, payload))
            }
        } catch ChannelFailure.closed {
            return
        } catch let error as WorkerError {
            throw error
        } catch {
            throw .protocolBroken("\(error)")
        }
    }

    /// A response that does not fit into a frame, or into JSON (a size that is not a number), becomes a refusal.
    private static func reply(_ response: WorkerResponse, _ payload: [UInt8]) throws -> Frame {
        do {
            let frame = try Frame(response, payload: payload)
            if frame.header.count <= Frame.maximumHeader, frame.payload.count <= Frame.maximumPayload { return frame }
            return try Frame(WorkerResponse.refused(Refusal(WorkerError.tooLarge)), payload: [])
        } catch {
            return try Frame(WorkerResponse.refused(Refusal(error)), payload: [])
        }
    }
}
