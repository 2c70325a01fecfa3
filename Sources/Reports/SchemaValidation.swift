import CLibXML2

/// Checks XML bytes against an XML Schema with libxml2, in memory: no network, no DTD, no entities.
///
/// Throws the first thing that is wrong. Messages are gathered in a box that the C callbacks get as their context.
func validate(_ document: [UInt8], against schema: [UInt8]) throws(ReportFailure) {
    try requireLibxml2()
    let box = FirstMessage()
    let context = unsafe Unmanaged.passUnretained(box).toOpaque()
    defer { withExtendedLifetime(box) {} }

    guard
        let schemaParser = unsafe schema.withUnsafeBytes({ bytes in
            unsafe xmlSchemaNewMemParserCtxt(bytes.baseAddress?.assumingMemoryBound(to: CChar.self), CInt(bytes.count))
        })
    else { throw .schema(message: "out of memory") }
    defer { unsafe xmlSchemaFreeParserCtxt(schemaParser) }
    unsafe xmlSchemaSetParserStructuredErrors(schemaParser, gather, context)
    guard let parsed = unsafe xmlSchemaParse(schemaParser) else { throw .schema(message: box.message ?? "not taken") }
    defer { unsafe xmlSchemaFree(parsed) }

    guard let parser = unsafe xmlNewParserCtxt() else { throw .document(line: 0, message: "out of memory") }
    defer { unsafe xmlFreeParserCtxt(parser) }
    let options = CInt(bitPattern: XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue)
    let tree = unsafe document.withUnsafeBytes { bytes in
        unsafe xmlCtxtReadMemory(
            parser, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), CInt(bytes.count), "report.xml", nil, options)
    }
    guard let tree = unsafe tree else {
        let error = unsafe xmlCtxtGetLastError(parser)
        throw .document(
            line: unsafe error.map { unsafe Int($0.pointee.line) } ?? 0,
            message: unsafe error.flatMap { unsafe text($0.pointee.message) } ?? "not well-formed")
    }
    defer { unsafe xmlFreeDoc(tree) }
    guard unsafe xmlGetIntSubset(tree) == nil else { throw .document(line: 0, message: "a document type is not allowed") }

    guard let validator = unsafe xmlSchemaNewValidCtxt(parsed) else { throw .schema(message: "out of memory") }
    defer { unsafe xmlSchemaFreeValidCtxt(validator) }
    unsafe xmlSchemaSetValidStructuredErrors(validator, gather, context)
    guard unsafe xmlSchemaValidateDoc(validator, tree) == 0 else {
        throw .document(line: box.line, message: box.message ?? "not what the schema says")
    }
}

/// The first message of a validation.
private final class FirstMessage {
    var message: String?
    var line = 0
}

private let gather: xmlStructuredErrorFunc = { context, error in
    guard let context = unsafe context, let error = unsafe error else { return }
    let box = unsafe Unmanaged<FirstMessage>.fromOpaque(context).takeUnretainedValue()
    guard box.message == nil else { return }
    box.message = unsafe text(error.pointee.message) ?? "no message"
    box.line = unsafe Int(error.pointee.line)
}

/// A message of libxml2 without its line end.
private func text(_ message: UnsafeMutablePointer<CChar>?) -> String? {
    guard let message = unsafe message else { return nil }
    var text = unsafe String(cString: message)
    while text.utf8.last == UInt8(ascii: "\n") { text.removeLast() }
    return text
}
