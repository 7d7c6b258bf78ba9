import Glibc

/// A channel over two descriptors, such as standard input and output, without a deadline.
struct DescriptorChannel: ByteChannel {
    let input: Int32
    let output: Int32

    func receive(into buffer: UnsafeMutableRawBufferPointer) throws(ChannelFailure) -> Int {
        while true {
            let count = Glibc.read(input, buffer.baseAddress, buffer.count)
            if count >= 0 { return count }
            guard errno == EINTR else { throw .system(errno) }
        }
    }

    func send(_ buffer: UnsafeRawBufferPointer) throws(ChannelFailure) -> Int {
        while true {
            let count = Glibc.write(output, buffer.baseAddress, buffer.count)
            if count >= 0 { return count }
            guard errno == EINTR else { throw errno == EPIPE ? .closed : .system(errno) }
        }
    }
}

/// A channel over one end of a socket pair, with a deadline. Sockets, not pipes, because a worker that dies while a
/// request is written must not raise SIGPIPE in the process that supervises it.
struct SocketChannel: ByteChannel {
    let socket: Int32
    let deadline: ContinuousClock.Instant

    func receive(into buffer: UnsafeMutableRawBufferPointer) throws(ChannelFailure) -> Int {
        while true {
            let count = recv(socket, buffer.baseAddress, buffer.count, Int32(MSG_DONTWAIT))
            if count >= 0 { return count }
            try afterError(waitFor: POLLIN)
        }
    }

    func send(_ buffer: UnsafeRawBufferPointer) throws(ChannelFailure) -> Int {
        let flags = Int32(MSG_DONTWAIT | MSG_NOSIGNAL)
        while true {
            let count = Glibc.send(socket, buffer.baseAddress, buffer.count, flags)
            if count >= 0 { return count }
            try afterError(waitFor: POLLOUT)
        }
    }

    private func afterError(waitFor event: Int32) throws(ChannelFailure) {
        switch errno {
        case EAGAIN: try wait(for: event)
        case EINTR: return
        case EPIPE, ECONNRESET: throw .closed
        default: throw .system(errno)
        }
    }

    private func wait(for event: Int32) throws(ChannelFailure) {
        let left = ContinuousClock.now.duration(to: deadline)
        guard left > .zero else { throw .timedOut }
        // Rounded up, so that the loop does not spin through the last millisecond.
        let milliseconds = left.components.seconds * 1000 + left.components.attoseconds / 1_000_000_000_000_000 + 1
        var descriptor = pollfd(fd: socket, events: Int16(event), revents: 0)
        _ = poll(&descriptor, 1, Int32(clamping: milliseconds))
    }
}
