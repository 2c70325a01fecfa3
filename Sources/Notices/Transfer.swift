import CCurl
import Glibc

/// One exchange with a server through libcurl. Options that libcurl refuses are our mistake.
@safe struct Transfer: ~Copyable {
    /// How an exchange ended.
    struct Ending {
        /// libcurl's code; `CURLE_OK` where all went well.
        var code: CURLcode
        /// The server's last answer, 0 where there was none.
        var answer: Int
        /// The last line with which a mail server refused something.
        var refusal: String
        /// Whether the server asked for the mail itself.
        var hasBegun: Bool
    }

    private let curl: UnsafeMutableRawPointer
    private var list: UnsafeMutablePointer<curl_slist>?
    private let dialogue = Dialogue()

    /// An exchange that ends after so many milliseconds at the latest, once libcurl is known to be there.
    init(protocols: String, milliseconds: Int, caFile: String?) {
        precondition(outlay_curl_start() == 1, "libcurl does not start")
        guard let curl = unsafe outlay_curl_init() else { preconditionFailure("libcurl has no memory") }
        unsafe self.curl = curl
        set(CURLOPT_NOSIGNAL, 1)
        set(CURLOPT_CONNECTTIMEOUT_MS, milliseconds)
        set(CURLOPT_SERVER_RESPONSE_TIMEOUT, max(1, milliseconds / 1000))
        set(CURLOPT_TIMEOUT_MS, milliseconds)
        set(CURLOPT_FOLLOWLOCATION, 0)
        set(CURLOPT_PROTOCOLS_STR, protocols)
        if let caFile { set(CURLOPT_CAINFO, caFile) }
    }

    deinit {
        let curl = unsafe curl
        // It says goodbye to the server.
        withoutBrokenPipe { unsafe outlay_curl_cleanup(curl) }
        unsafe outlay_curl_free(list)
    }

    /// Sets a number.
    func set(_ option: CURLoption, _ value: Int) { expect(unsafe outlay_curl_set_number(curl, option, value)) }

    /// Sets a text, which libcurl copies.
    func set(_ option: CURLoption, _ value: String) { expect(unsafe outlay_curl_set_text(curl, option, value)) }

    /// Sets a list of texts, the only one of the exchange.
    mutating func set(_ option: CURLoption, _ values: [String]) {
        for value in values {
            guard let longer = unsafe outlay_curl_append(list, value) else { preconditionFailure("libcurl has no memory") }
            unsafe list = longer
        }
        expect(unsafe outlay_curl_set_list(curl, option, list))
    }

    /// Sets the body of a POST, which libcurl copies.
    func set(body: [UInt8]) {
        set(CURLOPT_POSTFIELDSIZE, body.count)
        unsafe body.withUnsafeBytes { bytes in
            expect(
                unsafe outlay_curl_set_pointer(curl, CURLOPT_COPYPOSTFIELDS, UnsafeMutableRawPointer(mutating: bytes.baseAddress))
            )
        }
    }

    /// Sets what is uploaded.
    func set(upload: [UInt8]) {
        dialogue.upload = upload
        set(CURLOPT_UPLOAD, 1)
        expect(
            unsafe outlay_curl_set_transfer(curl, CURLOPT_READFUNCTION) { buffer, size, count, context in
                guard let buffer = unsafe buffer, let context = unsafe context else { return 0 }
                let dialogue = unsafe Unmanaged<Dialogue>.fromOpaque(context).takeUnretainedValue()
                let piece = dialogue.next(size * count)
                unsafe piece.withUnsafeBytes { bytes in
                    if let start = bytes.baseAddress { unsafe memcpy(buffer, start, bytes.count) }
                }
                return piece.count
            })
        expect(unsafe outlay_curl_set_pointer(curl, CURLOPT_READDATA, Unmanaged.passUnretained(dialogue).toOpaque()))
    }

    /// Runs the exchange; what the server sends besides its answer is not kept.
    func run() -> Ending {
        expect(unsafe outlay_curl_set_transfer(curl, CURLOPT_WRITEFUNCTION) { _, size, count, _ in size * count })
        expect(
            unsafe outlay_curl_set_transfer(curl, CURLOPT_HEADERFUNCTION) { buffer, size, count, context in
                guard let buffer = unsafe buffer, let context = unsafe context else { return 0 }
                let dialogue = unsafe Unmanaged<Dialogue>.fromOpaque(context).takeUnretainedValue()
                dialogue.heard(unsafe Array(UnsafeRawBufferPointer(start: buffer, count: size * count)))
                return size * count
            })
        expect(unsafe outlay_curl_set_pointer(curl, CURLOPT_HEADERDATA, Unmanaged.passUnretained(dialogue).toOpaque()))
        let handle = unsafe curl
        let code = withoutBrokenPipe { unsafe outlay_curl_perform(handle) }
        var answer = 0
        expect(unsafe outlay_curl_response_code(curl, &answer))
        return Ending(code: code, answer: answer, refusal: dialogue.refusal, hasBegun: dialogue.at > 0)
    }

    private func expect(_ code: CURLcode) { precondition(code == CURLE_OK, "libcurl refuses an option: \(code.rawValue)") }
}

extension DueDelivery {
    /// Loads libcurl, which nothing but a mail server or webhook needs.
    func requireLibcurl() throws(DeliveryFailure) {
        guard outlay_curl_start() == 1 else {
            throw failure(
                .unreachable, "libcurl.so.4 cannot be loaded, which mail servers and webhooks are reached with",
                hint: "apt-get install libcurl4")
        }
    }

    /// Loads libcrypto, which whatever is sent has its id from.
    func requireLibcrypto() throws(DeliveryFailure) {
        guard outlay_crypto_start() == 1 else {
            throw failure(
                .unreachable, "libcrypto.so.3 cannot be loaded, which what is sent is told apart and signed by",
                hint: "apt-get install libssl3")
        }
    }
}
