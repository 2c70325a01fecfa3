/// A script of a page: the policy names the digest of its bytes, so that the page runs this text and no other.
struct PageScript {
    let text: String
    /// SHA-256 as the policy writes it.
    let digest: String

    /// Sorts and filters tables and shows what a link leads to; without it everything is there in its order.
    static let page = PageScript(
        text: String(decoding: PackageResources.page_js, as: UTF8.self),
        digest: "sha256-yFGMNX0Wa9/geLyv4+t3G5DmUmVzCcLCP0pHm2k1DKc=")
}

/// What every page has around its content: language, a policy that lets nothing in, its style, one main part. A script comes last.
func pageFrame(title: String, script: PageScript = .page, _ content: [Markup]) -> [UInt8] {
    let policy =
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; script-src '\(script.digest)'"
    let head = element(
        "head", [:],
        [
            element("meta", ["charset": "utf-8"]),
            element("meta", ["http-equiv": "Content-Security-Policy", "content": policy]),
            element("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
            element("meta", ["name": "color-scheme", "content": "light dark"]),
            element("meta", ["name": "referrer", "content": "no-referrer"]),
            element("title", [:], [.text(title)]),
            // Else a browser asks the server for an icon.
            element("link", ["rel": "icon", "href": "data:,"]),
            element("style", [:], [.text(String(decoding: PackageResources.style_css, as: UTF8.self))]),
        ])
    let body = element("body", [:], [element("main", [:], content), element("script", [:], [.text(script.text)])])
    return element("html", ["lang": "en"], [head, body]).document(.html)
}

/// A part of a page with a heading that can be linked to.
func section(_ id: String, _ heading: String, _ content: [Markup]) -> Markup {
    // Of a section that is all folded away paper would show the heading alone.
    let isFolded = !content.isEmpty && content.allSatisfy(\.isFold)
    return element(
        "section", ["id": id, "class": isFolded ? "screen" : nil], [element("h2", [:], [.text(heading)])] + content)
}

extension Markup {
    /// Whether it is to be unfolded by who wants to see it.
    fileprivate var isFold: Bool {
        if case .element("details", _, _) = self { true } else { false }
    }
}

/// A paragraph.
func paragraph(_ text: String, styleClass: String? = nil) -> Markup {
    element("p", ["class": styleClass], [.text(text)])
}
