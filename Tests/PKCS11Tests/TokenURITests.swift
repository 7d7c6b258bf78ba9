import Diagnostics
import Testing

@testable import PKCS11

@Suite struct TokenURITests {
    @Test func everyAttributeIsRead() throws {
        let uri = try TokenURI(
            "pkcs11:token=V%C4%83n%20th%C6%B0;manufacturer=SoftHSM%20project;serial=0f3a;model=v2;slot-id=17"
                + ";slot-description=s;slot-manufacturer=m;library-description=d;library-manufacturer=lm"
                + ";object=con%20d%E1%BA%A5u;id=%01%ff;type=private"
                + "?module-path=/usr/lib/softhsm/libsofthsm2.so&module-name=softhsm2&pin-source=file:/etc/pin")
        #expect(uri.token == "Văn thư" && uri.manufacturer == "SoftHSM project" && uri.serial == "0f3a")
        #expect(uri.model == "v2" && uri.slotID == 17 && uri.slotDescription == "s" && uri.slotManufacturer == "m")
        #expect(uri.libraryDescription == "d" && uri.libraryManufacturer == "lm")
        #expect(uri.object == "con dấu" && uri.id == [1, 0xff] && uri.type == .privateKey)
        #expect(uri.modulePath == "/usr/lib/softhsm/libsofthsm2.so" && uri.moduleName == "softhsm2")
        #expect(uri.pinFile == "/etc/pin")
        #expect(try TokenURI(uri.description) == uri)
    }

    @Test func whatIsNotSaidFitsAnything() throws {
        #expect(try TokenURI("pkcs11:") == TokenURI())
        #expect(try TokenURI("pkcs11:?module-name=x").moduleName == "x")
        // A scheme has no letter case (RFC 3986 §3.1); people type names as they see them.
        #expect(try TokenURI("PKCS11:token=Văn thư").token == "Văn thư")
        #expect(try TokenURI("pkcs11:token=").token?.isEmpty == true)
    }

    @Test(arguments: [
        ("file:/a", "/a"), ("file:///a", "/a"), ("file://localhost/a", "/a"), ("/a", "/a"), ("file:a%20b", "a b"),
    ])
    func pinFiles(source: String, path: String) throws {
        #expect(try TokenURI("pkcs11:?pin-source=" + source).pinFile == path)
    }

    @Test(arguments: [
        "", "pkcs11", "p12:a", "pkcs11:token", "pkcs11:=x", "pkcs11:token=a;token=b", "pkcs11:colour=red", "pkcs11:;",
        "pkcs11:token=a;", "pkcs11:token=%4", "pkcs11:token=%zz", "pkcs11:token=%ff", "pkcs11:token=a%00b",
        "pkcs11:slot-id=x", "pkcs11:slot-id=-1", "pkcs11:type=secret-key", "pkcs11:token=a#b", "pkcs11:token=a\nb",
        "pkcs11:?pin-source=|/bin/sh", "pkcs11:?pin-source=file://host/a", "pkcs11:?pin-source=",
        "pkcs11:?module-path=a&module-path=b", "pkcs11:?x=y",
    ])
    func whatIsNoAddressIsRefused(text: String) {
        let error = #expect(throws: TokenError.self) { try TokenURI(text) }
        #expect(error?.code == .uriMalformed && error?.kind == .configuration && error?.remedy != nil)
    }

    @Test func anAddressWithoutEndIsRefused() {
        let error = #expect(throws: TokenError.self) {
            try TokenURI("pkcs11:token=" + String(repeating: "a", count: 9000))
        }
        #expect(error?.code == .uriMalformed)
    }

    /// Whatever else is wrong with the address, the PIN is what is told of, and it is not repeated.
    @Test(arguments: [
        "pkcs11:token=a?pin-value=246813", "pkcs11:token=a?PIN-VALUE=246813", "pkcs11:colour=red?x=y&pin-value=246813",
        "pkcs11:token=a;pin-value=246813", "pkcs11:?pin-source=file:/a&pin-value=246813",
    ])
    func aPINInTheAddressIsRefused(text: String) {
        let error = #expect(throws: TokenError.self) { try TokenURI(text) }
        #expect(error?.code == .uriCarriesPIN)
        for sentence in [error?.what.vi, error?.what.en, error?.remedy?.vi, error?.remedy?.en] {
            #expect(sentence?.contains("246813") == false)
        }
    }

    @Test func tokensFitByEveryAttribute() throws {
        let token = TokenDescription(
            label: "ubnd", manufacturer: "Hãng", model: "M1", serial: "42", slotID: 3, slotDescription: "khe",
            slotManufacturer: "sm", libraryDescription: "lib", libraryManufacturer: "lm", isInitialized: true,
            requiresLogin: true, hasOwnPINEntry: false)
        #expect(token.fits(try TokenURI("pkcs11:object=x;id=%01")))
        #expect(token.fits(try TokenURI(token.uri.description)))
        for wrong in [
            "token=ubn", "manufacturer=h", "model=M2", "serial=4", "slot-id=4", "slot-description=x",
            "slot-manufacturer=x", "library-description=x", "library-manufacturer=x",
        ] { #expect(!token.fits(try TokenURI("pkcs11:" + wrong)), "\(wrong)") }
    }
}
