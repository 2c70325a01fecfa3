package import Billing
import Glibc

/// A file or library that a channel cannot send without.
package struct ChannelNeed: Hashable, Sendable {
    /// Where it is; of a library its name.
    package var path: String
    /// Whether only its owner may read it.
    package var isSecret: Bool
    /// What is wrong with it; nil where it can be used.
    package var problem: DeliveryFailure?
}

extension Channel {
    /// Every file and library that it cannot send without, and whether it can be used; `folder` is where relative names begin. Nothing is sent.
    package func needs(in folder: String) -> [ChannelNeed] {
        let trial = DueDelivery(channel: self, recipient: "", notices: [])
        var needs: [ChannelNeed] = []
        func add(_ path: String?, isSecret: Bool, _ use: (String) throws(DeliveryFailure) -> Void) {
            guard let path else { return }
            var need = ChannelNeed(path: placed(path, folder), isSecret: isSecret)
            do throws(DeliveryFailure) { try use(path) } catch { need.problem = error }
            needs.append(need)
        }
        func certificates(_ path: String) throws(DeliveryFailure) {
            guard unsafe access(placed(path, folder), R_OK) == 0 else {
                throw trial.failure(.insecure, "ca_file \(cleaned(path)): \(systemMessage(errno))")
            }
        }
        func addLibcurl() {
            add("libcurl.so.4", isSecret: false) { _ throws(DeliveryFailure) in try trial.requireLibcurl() }
        }
        add("libcrypto.so.3", isSecret: false) { _ throws(DeliveryFailure) in try trial.requireLibcrypto() }
        switch kind {
        case .webhook(let webhook):
            addLibcurl()
            if case .file(let path) = webhook.address {
                add(path, isSecret: true) { path throws(DeliveryFailure) in
                    guard Webhook.isURL(try trial.secretText("url_file", path, folder)) else {
                        throw trial.failure(
                            .secret,
                            "the address in \(cleaned(path)) cannot be used, expected one as in https://example.org/alerts")
                    }
                }
            }
            add(webhook.keyFile, isSecret: true) { path throws(DeliveryFailure) in _ = try trial.secret("key_file", path, folder)
            }
            add(webhook.caFile, isSecret: false, certificates)
        case .mail(let mailing):
            switch mailing.carrier {
            case .smtp(let server):
                addLibcurl()
                add(server.passwordFile, isSecret: true) { path throws(DeliveryFailure) in
                    _ = try trial.secretText("password_file", path, folder)
                }
                add(server.caFile, isSecret: false, certificates)
            case .program(let words):
                // A program is started by its path as it stands there.
                var need = ChannelNeed(path: words[0], isSecret: false)
                var status = stat()
                if unsafe access(words[0], X_OK) != 0 {
                    need.problem = trial.failure(.program(-1), "\(cleaned(words[0])) cannot be started: \(systemMessage(errno))")
                } else if unsafe stat(words[0], &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
                    need.problem = trial.failure(.program(-1), "\(cleaned(words[0])) is a folder, expected a program")
                }
                if need.problem != nil { need.problem?.hint = "install what has it, as apt-get install msmtp-mta for sendmail" }
                needs.append(need)
            }
        }
        return needs
    }
}
