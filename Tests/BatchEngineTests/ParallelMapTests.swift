import Foundation
import Synchronization
import Testing

@testable import BatchEngine

@Suite struct ParallelMapTests {
    private struct Trouble: Error, Equatable { var item: Int }

    @Test(arguments: [0, 1, 3, 500])
    func resultsComeInTheItemsOrder(width: Int) throws {
        let items = Array(0..<200)
        let squares = try parallelMap(items, width: width, shouldStop: { false }) { item in
            // Later items finish first.
            usleep(UInt32(200 - item))
            return item * item
        }
        #expect(squares == items.map { $0 * $0 })
        #expect(try parallelMap([Int](), width: width, shouldStop: { false }) { $0 }.isEmpty)
    }

    @Test func noMoreThanTheWidthRunAtOnce() throws {
        let running = Mutex((now: 0, most: 0))
        let done = try parallelMap(Array(0..<40), width: 3, shouldStop: { false }) { _ in
            running.withLock { running in
                running.now += 1
                running.most = max(running.most, running.now)
            }
            usleep(2000)
            running.withLock { $0.now -= 1 }
        }
        #expect(done.count == 40)
        #expect((2...3).contains(running.withLock { $0.most }))
    }

    @Test func theFirstErrorStopsFurtherStartsAndIsRethrown() throws {
        let begun = Mutex(0)
        let error = #expect(throws: Trouble.self) {
            try parallelMap(Array(0..<10_000), width: 2, shouldStop: { false }) { item in
                begun.withLock { $0 += 1 }
                if item == 10 { throw Trouble(item: item) }
                usleep(100)
            }
        }
        #expect(error == Trouble(item: 10))
        // The other thread ends what it has begun and takes nothing more.
        #expect((11...200).contains(begun.withLock { $0 }))
    }

    @Test func anErrorWaitsForWhatIsRunning() throws {
        let finished = Mutex(false)
        #expect(throws: Trouble.self) {
            try parallelMap([0, 1], width: 2, shouldStop: { false }) { item in
                if item == 0 {
                    usleep(20_000)
                    throw Trouble(item: item)
                }
                usleep(100_000)
                finished.withLock { $0 = true }
            }
        }
        #expect(finished.withLock { $0 })
    }

    @Test func whatHadNotBegunWhenStoppedIsNil() throws {
        let begun = Mutex(0)
        let outputs = try parallelMap(Array(0..<100), width: 2, shouldStop: { begun.withLock { $0 >= 10 } }) { item in
            begun.withLock { $0 += 1 }
            return item
        }
        let count = begun.withLock { $0 }
        // Two threads: one may have looked just before the other reached ten.
        #expect((10...11).contains(count))
        #expect(outputs.count == 100 && outputs.compactMap { $0 } == Array(0..<count))
        #expect(try parallelMap([1, 2], width: 2, shouldStop: { true }) { $0 } == [nil, nil])
    }
}
