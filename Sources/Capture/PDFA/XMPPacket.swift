import FoundationEssentials
import Records

/// The metadata of a captured document (ISO 16684-1; ISO 19005-2, 6.6): what it is called, when it was made, by whom,
/// and that it is PDF/A-2b. There is no information dictionary that could contradict it.
struct XMPPacket {
    var title: String
    var publisher: String
    var capturedAt: Date

    static let producer = "sohoa"

    var bytes: [UInt8] {
        let date = VietnamTime.iso8601(capturedAt)
        let text = """
            <?xpacket begin="\u{FEFF}" id="W5M0MpCehiHzreSzNTczkc9d"?>
            <x:xmpmeta xmlns:x="adobe:ns:meta/">
             <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
              <rdf:Description rdf:about=""
                xmlns:dc="http://purl.org/dc/elements/1.1/"
                xmlns:xmp="http://ns.adobe.com/xap/1.0/"
                xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
                xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
               <dc:format>application/pdf</dc:format>
               <dc:title><rdf:Alt><rdf:li xml:lang="x-default">\(escaped(title))</rdf:li></rdf:Alt></dc:title>
               <dc:publisher><rdf:Bag><rdf:li>\(escaped(publisher))</rdf:li></rdf:Bag></dc:publisher>
               <xmp:CreatorTool>\(XMPPacket.producer)</xmp:CreatorTool>
               <xmp:CreateDate>\(date)</xmp:CreateDate>
               <xmp:ModifyDate>\(date)</xmp:ModifyDate>
               <xmp:MetadataDate>\(date)</xmp:MetadataDate>
               <pdf:Producer>\(XMPPacket.producer)</pdf:Producer>
               <pdfaid:part>2</pdfaid:part>
               <pdfaid:conformance>B</pdfaid:conformance>
              </rdf:Description>
             </rdf:RDF>
            </x:xmpmeta>
            <?xpacket end="w"?>

            """
        return [UInt8](text.utf8)
    }

    /// Character data of XML 1.0: markup escaped, control characters (which XML cannot hold) left out.
    private func escaped(_ text: String) -> String {
        var output = ""
        for scalar in VietnameseText.nfc(text).unicodeScalars {
            switch scalar {
            case "&": output += "&amp;"
            case "<": output += "&lt;"
            case ">": output += "&gt;"
            case "\u{0}"..."\u{1F}", "\u{7F}", "\u{FFFE}", "\u{FFFF}": output += " "
            default: output.unicodeScalars.append(scalar)
            }
        }
        return output
    }
}
