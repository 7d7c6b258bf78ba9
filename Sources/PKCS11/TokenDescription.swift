/// A token as it presents itself.
public struct TokenDescription: Sendable, Hashable {
    /// The name that was given to it when it was initialized.
    public let label: String
    /// Who made it.
    public let manufacturer: String
    /// Its model.
    public let model: String
    /// Its serial number.
    public let serial: String
    /// The slot it is in.
    public let slotID: UInt
    /// The slot's description.
    public let slotDescription: String
    /// The slot's manufacturer.
    public let slotManufacturer: String
    /// The description of the library that speaks to it.
    public let libraryDescription: String
    /// The manufacturer of the library.
    public let libraryManufacturer: String
    /// False for a blank token.
    public let isInitialized: Bool
    /// Whether its private keys need a login.
    public let requiresLogin: Bool
    /// Whether the PIN is entered on the device itself and none is needed from here.
    public let hasOwnPINEntry: Bool

    /// The address that fits this token alone.
    public var uri: TokenURI {
        var uri = TokenURI()
        (uri.token, uri.manufacturer, uri.serial, uri.model) = (label, manufacturer, serial, model)
        return uri
    }

    /// True when every attribute of the address that speaks of tokens, slots and libraries fits (RFC 7512 §2.4).
    public func fits(_ uri: TokenURI) -> Bool {
        func agree<Value: Equatable>(_ wanted: Value?, _ found: Value) -> Bool { wanted.map { $0 == found } ?? true }
        return agree(uri.token, label) && agree(uri.manufacturer, manufacturer) && agree(uri.serial, serial)
            && agree(uri.model, model) && agree(uri.slotID, slotID) && agree(uri.slotDescription, slotDescription)
            && agree(uri.slotManufacturer, slotManufacturer) && agree(uri.libraryDescription, libraryDescription)
            && agree(uri.libraryManufacturer, libraryManufacturer)
    }
}
